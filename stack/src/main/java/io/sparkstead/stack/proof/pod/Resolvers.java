package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.network.PrivateHost;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Whether pods that dial Services ask who knows them; refused are those that ask their node.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy">
 *     dnsPolicy</a>
 */
public record Resolvers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CLUSTER_IS_ASKED =
      Rule.error("POD-17", "Pods that dial Services ask the cluster's DNS")
          .why("A node's resolver knows no Service: every dial fails with Unknown host.")
          .fix("Leave dnsPolicy out, or say ClusterFirstWithHostNet beside hostNetwork.");

  static final Rule SERVICES_KEEP_THEIR_NAMES =
      Rule.warning("POD-18", "No pod gives a Service's name an address of its own")
          .why("hostAliases come before DNS: the pod dials that address, whatever the Service has.")
          .fix("Drop the alias, and let DNS answer.");

  private static final String OF_NODE = "Default";
  private static final String OF_NOBODY = "None";
  private static final String BESIDE_HOST = "ClusterFirstWithHostNet";
  private static final String POLICY = "dnsPolicy: ";
  private static final String ALIASES = "hostAliases:";
  private static final String WHOLE = ".cluster.local";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      clusterIsAsked(workload);
      for (HostAlias alias : Given.list(workload.pod().getHostAliases())) {
        for (String host : Given.list(alias.getHostnames())) {
          Optional<ServiceView> service = service(host);
          if (service.isPresent()) {
            at(SERVICES_KEEP_THEIR_NAMES, workload, host)
                .say(
                    "{it} takes {} for {}, which is {}; drop the alias",
                    Given.text(alias.getIp()),
                    host,
                    service.get());
          }
        }
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      ofTemplate(template);
    }
  }

  private void clusterIsAsked(Workload workload) {
    for (ClusterName.Found dialled : ClusterName.allIn(stack.allTold(workload))) {
      Optional<String> other = otherThanTheCluster(workload.pod(), dialled.written());
      if (other.isPresent()) {
        at(CLUSTER_IS_ASKED, workload, "spec:")
            .say(
                "{it} dials {} and asks {}, which does not know it; leave its dnsPolicy out, or"
                    + " say ClusterFirstWithHostNet beside hostNetwork",
                dialled.written(),
                other.get());
        return;
      }
    }
  }

  /** Whom {@code pod} asks for {@code name}, unless it may be the cluster's DNS. */
  private static Optional<String> otherThanTheCluster(PodSpec pod, String name) {
    String policy = Given.text(pod.getDnsPolicy());
    PodDNSConfig config = pod.getDnsConfig() == null ? new PodDNSConfig() : pod.getDnsConfig();
    List<String> servers = Given.list(config.getNameservers());
    if (policy.equals(OF_NOBODY)) {
      boolean isWhole = name.contains(WHOLE) || !Given.list(config.getSearches()).isEmpty();
      // No server at all is refused by the API server.
      return servers.isEmpty() || (isWhole && !areOutside(servers))
          ? Optional.empty()
          : Optional.of(servers + (isWhole ? "" : " without a search list"));
    }
    boolean isOfNode =
        policy.equals(OF_NODE)
            || (Given.isTrue(pod.getHostNetwork()) && !policy.equals(BESIDE_HOST));
    return isOfNode && areOutside(servers) ? Optional.of("its node's resolver") : Optional.empty();
  }

  /** Whether all of them answer for the internet, and so for no cluster. */
  private static boolean areOutside(List<String> servers) {
    for (String server : servers) {
      if (PrivateHost.isOne(server)) {
        return false;
      }
    }
    return true;
  }

  private Optional<ServiceView> service(String host) {
    Optional<ClusterName> name = ClusterName.of(host, -1, stack);
    return name.isPresent() && name.get().namespace().equals(stack.namespace())
        ? stack.service(name.get().service())
        : Optional.empty();
  }

  private void ofTemplate(PodTemplate template) {
    List<String> policies = template.all(POLICY);
    boolean isOnHost = template.all("hostNetwork: ").contains("true");
    if (policies.contains(OF_NODE)
        || (policies.contains(OF_NOBODY) && !template.text().contains("nameservers:"))
        || (isOnHost && !policies.contains(BESIDE_HOST))) {
      at(CLUSTER_IS_ASKED, template, policies.isEmpty() ? "hostNetwork: " : POLICY)
          .say(
              "the pods of {it} dial their driver and ask their node's resolver, which knows no"
                  + " Service; leave dnsPolicy out, or say ClusterFirstWithHostNet beside"
                  + " hostNetwork");
    }
    for (String host : template.text().contains(ALIASES) ? template.all("- ") : List.<String>of()) {
      Optional<ServiceView> service = service(host);
      if (service.isPresent()) {
        at(SERVICES_KEEP_THEIR_NAMES, template, host)
            .say(
                "the pods of {it} have an address of their own for {}, which is {}; drop the alias",
                host,
                service.get());
      }
    }
  }
}
