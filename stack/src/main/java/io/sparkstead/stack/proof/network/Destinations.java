package io.sparkstead.stack.proof.network;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.network.AddressBlocks;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Opening;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import io.sparkstead.stack.proof.evidence.spark.NamedHost;
import io.sparkstead.stack.proof.evidence.spark.NamedHost.Users;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether policies open what properties name: hosts outside, and Services of other namespaces. */
public record Destinations(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NAMED_HOSTS_ARE_OPEN =
      Rule.error("NET-13", "Policies open the hosts that properties name")
          .why("The connection hangs until it times out, and nothing says why.")
          .fix(
              "Say it by .reaching(…) of a Workbench or a SparkApplication, with"
                  + " Reach.inCluster(…), Reach.outside(…) or Reach.internet(…).");

  static final Rule SERVICES_ARE_NO_ADDRESSES =
      Rule.warning(
              "NET-14", "A Service of another namespace is opened by namespace, not by address")
          .why(
              "Behind it are pods, which many network plugins match by no block of addresses: the"
                  + " connection hangs.")
          .fix(
              "Leave the addresses out of the ExternalStore, or use Reach.inCluster(…); where the"
                  + " Service leads out of the cluster, say so by an exception.");

  static final Rule PODS_PORTS_ARE_NAMED =
      Rule.warning("NET-15", "To pods of another namespace policies open the pods' own port")
          .why(
              "Network plugins look at a connection when the Service's address and port have been"
                  + " replaced: one at the Service's port hangs.")
          .fix("Name the port that kubectl get endpointslices shows to Reach.inCluster(…).");

  /** Below it no process listens that has no rights. */
  private static final int FIRST_OF_USERS = 1024;

  private static final int HTTPS = 443;

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    if (policies.all().isEmpty()) {
      return;
    }
    for (PolicyView policy : policies.all()) {
      podsPortsAreNamed(policy);
    }
    for (Conf conf : stack.confs()) {
      boolean isStoreElsewhere = isStoreElsewhere(conf);
      if (isStoreElsewhere || mayNameHosts(conf)) {
        hosts(policies, conf, isStoreElsewhere);
      }
    }
  }

  private void hosts(Policies policies, Conf conf, boolean isStoreElsewhere) {
    PodsOfConf pods = PodsOfConf.of(stack, conf);
    for (NamedHost host : NamedHost.allOf(conf)) {
      isOpen(policies, conf, pods, host);
    }
    if (isStoreElsewhere) {
      isOpen(policies, conf, pods, NamedHost.of(conf, S3.ENDPOINT));
    }
  }

  /** Whether it is worth to look: in most properties nothing but the stack's own is named. */
  private static boolean mayNameHosts(Conf conf) {
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      String key = property.getKey();
      String value = property.getValue();
      boolean hasHost =
          value.contains("://")
              || value.startsWith("jdbc:")
              || key.endsWith(".graphite.host")
              || key.endsWith(".proxy.host")
              || key.endsWith(".endpoint")
              || key.endsWith(".bootstrap.servers");
      if (hasHost && !isOwn(key, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOwn(String key, String value) {
    return key.equals(S3.ENDPOINT)
        || value.contains("k8s://")
        || value.startsWith(S3.SCHEME)
        || value.startsWith("local://");
  }

  /** In another namespace; one outside has a rule of its own. */
  private boolean isStoreElsewhere(Conf conf) {
    Optional<String> endpoint = conf.get(S3.ENDPOINT);
    Optional<ClusterName> inside =
        endpoint.isPresent() ? S3.inside(stack, endpoint.get()) : Optional.empty();
    return inside.isPresent() && !inside.get().namespace().equals(stack.namespace());
  }

  private void podsPortsAreNamed(PolicyView policy) {
    for (Opening opening : policy.egress()) {
      for (Side side : opening.sides()) {
        if (opening.isForTcpAlone() && side.namespaces().isPresent()) {
          podsPortsAreNamed(policy, opening, side.namespaces().get().labels());
        }
      }
    }
  }

  private void podsPortsAreNamed(
      PolicyView policy, Opening opening, Map<String, String> namespace) {
    for (NetworkPolicyPort open : opening.ports()) {
      Integer port = open.getPort() == null ? null : open.getPort().getIntVal();
      if (port != null && port < FIRST_OF_USERS && open.getEndPort() == null) {
        at(PODS_PORTS_ARE_NAMED, policy, "port: " + port)
            .say(
                "{it} opens port {} of pods in {}, where mostly a Service listens and no pod; name"
                    + " the pods' own port to Reach.inCluster(…)",
                port,
                namespace);
      }
    }
  }

  private void isOpen(Policies policies, Conf conf, PodsOfConf pods, NamedHost host) {
    Optional<ClusterName> name = ClusterName.of(host.host(), host.port(), stack);
    // What is dialled among the stack's own is asked elsewhere.
    if (name.isPresent()
        && name.get().namespace().equals(stack.namespace())
        && stack.service(name.get().service()).isPresent()) {
      return;
    }
    Optional<AlikePods> shut = Optional.empty();
    Optional<AlikePods> byAddress = Optional.empty();
    for (AlikePods from : users(pods, host)) {
      if (!isOpen(policies, from, host, name)) {
        boolean hasBlock = name.isPresent() && hasBlock(policies, from, host.port());
        byAddress = hasBlock ? Optional.of(from) : byAddress;
        shut = hasBlock ? shut : Optional.of(from);
      }
    }
    if (shut.isPresent()) {
      at(NAMED_HOSTS_ARE_OPEN, conf, host.key())
          .say(
              "{} names {}, and no policy opens port {} there to {}; {}",
              host.key(),
              host.host(),
              host.port(),
              shut.get(),
              remedy(host, name));
    } else if (byAddress.isPresent()) {
      at(SERVICES_ARE_NO_ADDRESSES, conf, host.key())
          .say(
              "{} names the Service {}, and policies open port {} to {} by addresses, where no pod"
                  + " may be; {}",
              host.key(),
              host.host(),
              host.port(),
              byAddress.get(),
              remedy(host, name));
    }
  }

  private boolean isOpen(
      Policies policies, AlikePods from, NamedHost host, Optional<ClusterName> name) {
    if (name.isEmpty()) {
      return policies.mayLeadTo(from.labels(), host.host(), host.port());
    }
    String namespace = name.get().namespace();
    return policies.openToNamespace(from.labels(), namespace)
        || (namespace.equals(stack.namespace()) && isOpenBeside(policies, from, host.port()));
  }

  /** To pods of the namespace that are none of the stack's. */
  private static boolean isOpenBeside(Policies policies, AlikePods from, int port) {
    for (Side side : policies.destinations(from.labels(), "TCP", port).orElse(List.of())) {
      if (side.pods().isPresent() && side.namespaces().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static List<AlikePods> users(PodsOfConf pods, NamedHost host) {
    List<AlikePods> users = new ArrayList<>();
    if (host.users() != Users.EXECUTORS && pods.driver().isPresent()) {
      users.add(pods.driver().get());
    }
    if (host.users() != Users.DRIVER && pods.executors().isPresent()) {
      users.add(pods.executors().get());
    }
    return users;
  }

  private static boolean hasBlock(Policies policies, AlikePods from, int port) {
    for (Side side : policies.destinations(from.labels(), "TCP", port).orElse(List.of())) {
      if (side.block().isPresent() && !AddressBlocks.isInternet(side.block().get())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStore(NamedHost host) {
    return host.key().equals(S3.ENDPOINT);
  }

  private static String remedy(NamedHost host, Optional<ClusterName> name) {
    if (name.isPresent()) {
      // Behind a low port of a Service pods listen at another.
      String port = host.port() < FIRST_OF_USERS ? "…" : String.valueOf(host.port());
      String way = "Reach.inCluster(\"" + name.get().namespace() + "\", " + port + "))";
      return isStore(host)
          ? "leave the addresses out of the ExternalStore, or say .reachedBy(" + way
          : "open it by .reaching(\"" + name.get().service() + "\", " + way;
    }
    boolean isAddress = Cidr.isAddress(host.host());
    String block = isAddress ? "Cidr.only(\"" + host.host() + "\")" : "Cidr.only(…)";
    // A colon is in no title.
    String title = host.host().indexOf(':') < 0 ? host.host() : "database";
    String way =
        "open it by .reaching(\""
            + title
            + "\", Reach.outside("
            + block
            + ", "
            + host.port()
            + "))";
    return host.port() == HTTPS && !isAddress ? way + " or Reach.internet(443)" : way;
  }
}
