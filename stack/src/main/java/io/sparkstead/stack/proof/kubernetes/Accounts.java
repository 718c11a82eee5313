package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Rights;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether pods run as accounts of their own, with a token where they call the API server. */
public record Accounts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule TOKEN_ONLY_FOR_DRIVERS =
      Rule.error("RBC-07", "A pod that calls no API has no token")
          .why("Whoever gets into it gets the account.")
          .fix("Set automountServiceAccountToken: false.");

  static final Rule ACCOUNT_IS_OWN =
      Rule.error("RBC-08", "No pod runs as the account 'default'")
          .why("Rights given to it are given to every pod that says nothing.")
          .fix("Give the component an account of its own.");

  static final Rule DRIVER_HAS_A_TOKEN =
      Rule.error("RBC-09", "A pod that runs drivers has a token for the API server, and its CA")
          .why("The driver is nobody to the API server, and makes no executor.")
          .fix("Mount a token at /var/run/secrets/kubernetes.io/serviceaccount.");

  private static final String TOKENS = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final String CERTIFICATE = "ca.crt";
  private static final String DRIVER_CONTAINER = "name: spark-kubernetes-driver";

  private static final String SPEC = "spec:";

  @Override
  public void check() {
    Set<String> drivers = PodsOfConf.driverAccounts(stack);
    for (Workload workload : stack.workloads()) {
      if (workload.account().equals("default")) {
        at(ACCOUNT_IS_OWN, workload, SPEC)
            .say("{it} runs as the account default; give it one of its own");
      }
      boolean hasToken = mountsToken(workload) || projectsToken(workload);
      if (hasToken && !drivers.contains(workload.account()) && !hasRole(workload)) {
        at(TOKEN_ONLY_FOR_DRIVERS, workload, SPEC)
            .say("{it} gets a token and calls no API; set automountServiceAccountToken: false");
      }
      if (!hasToken && stack.runsDriver(workload)) {
        at(DRIVER_HAS_A_TOKEN, workload, SPEC)
            .say(
                "{it} runs drivers and gets no token; mount one and ca.crt, they make executors by"
                    + " it");
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      String text = template.text();
      if (text.contains(DRIVER_CONTAINER)
          && text.contains("automountServiceAccountToken: false")
          && !text.contains("serviceAccountToken:")) {
        at(DRIVER_HAS_A_TOKEN, template, template.file())
            .say("the driver of {it} gets no token; mount one, it makes executors by it");
      }
    }
  }

  /** Whether a Role says what it calls the API for. */
  private boolean hasRole(Workload workload) {
    return !Rights.rolesOf(workload.account(), stack).isEmpty();
  }

  /** Whether Kubernetes mounts a token, as it does unless the pod or its account says no. */
  private boolean mountsToken(Workload workload) {
    Boolean onPod = workload.pod().getAutomountServiceAccountToken();
    if (onPod != null) {
      return onPod;
    }
    Optional<Found<ServiceAccount>> account = stack.named(ServiceAccount.class, workload.account());
    return account.isEmpty()
        || !Given.isFalse(account.get().object().getAutomountServiceAccountToken());
  }

  /** Whether a container mounts a token where Spark's client looks for it. */
  private static boolean projectsToken(Workload workload) {
    for (ContainerView container : workload.containers()) {
      for (Mount mount : container.mounts()) {
        Optional<VolumeView> volume = workload.volume(mount);
        if (mount.path().equals(TOKENS) && volume.isPresent() && hasToken(volume.get())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it has a token for the API server, and what tells that server from another. */
  private static boolean hasToken(VolumeView volume) {
    boolean hasToken = false;
    boolean hasCertificate = false;
    for (VolumeProjection source : volume.projections()) {
      var token = source.getServiceAccountToken();
      if (token != null && "token".equals(token.getPath())) {
        String audience = Given.text(token.getAudience());
        hasToken |= audience.isEmpty() || audience.contains("kubernetes");
      }
      hasCertificate |= source.getConfigMap() != null && isCertificates(source.getConfigMap());
    }
    return hasToken && hasCertificate;
  }

  /** All of its keys, or one that Spark's client finds by its usual name. */
  private static boolean isCertificates(ConfigMapProjection map) {
    List<KeyToPath> items = Given.list(map.getItems());
    boolean isThere = items.isEmpty();
    for (KeyToPath item : items) {
      isThere |= CERTIFICATE.equals(item.getPath());
    }
    return isThere;
  }
}
