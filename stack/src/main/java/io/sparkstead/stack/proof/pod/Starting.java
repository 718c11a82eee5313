package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.PodSpecs;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether pods start with what they mount, and soon. */
public record Starting(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PATH_HAS_ITS_VARIABLES =
      Rule.error("POD-49", "A subPathExpr names variables that its container has")
          .why("The kubelet does not make the container: CreateContainerConfigError.")
          .fix("Add the variable to env, by a fieldRef such as metadata.name.");

  static final Rule TRAFFIC_COMES_SOON =
      Rule.warning("POD-50", "A server is asked whether it is ready within minutes of its start")
          .why("Until then it gets no traffic, after each restart, however soon it is up.")
          .fix(
              "Drop initialDelaySeconds; a startupProbe with more failures waits no longer than needed.");

  static final Rule OWNER_IS_CHANGED_ONCE =
      Rule.warning("POD-51", "The owner of a large disk's files is changed once")
          .why("Each start goes through all files of it, for minutes where there are many.")
          .fix("Say fsGroupChangePolicy: OnRootMismatch.");

  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\(([A-Za-z_][\\w.-]*)\\)");

  /** What Kubernetes says of Services, and Spark of its pods. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("SPARK_.*|.*_SERVICE_(?:HOST|PORT).*|.*_PORT(?:_.*)?");

  private static final int LONGEST_SECONDS = 180;
  private static final long LARGE = 10L << 30;

  @Override
  public void check() {
    for (PodSpecs pods : PodSpecs.allOf(stack)) {
      for (Container container : pods.containers()) {
        pathHasItsVariables(pods, container);
      }
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container :
          workload.isJob() ? List.<ContainerView>of() : workload.mainContainers()) {
        trafficComesSoon(
            workload, container, "readinessProbe", container.model().getReadinessProbe());
        trafficComesSoon(workload, container, "startupProbe", container.model().getStartupProbe());
      }
      if ("Always".equals(workload.security().getFsGroupChangePolicy())
          && workload.security().getFsGroup() != null) {
        ownerIsChangedOnce(workload);
      }
    }
  }

  /** Which variables a whole ConfigMap or Secret brings is not asked here. */
  private void pathHasItsVariables(PodSpecs pods, Container container) {
    if (!Given.list(container.getEnvFrom()).isEmpty()) {
      return;
    }
    Set<String> known = new HashSet<>();
    for (EnvVar variable : Given.list(container.getEnv())) {
      known.add(variable.getName());
    }
    for (VolumeMount mount : Given.list(container.getVolumeMounts())) {
      Matcher named = VARIABLE.matcher(Given.text(mount.getSubPathExpr()));
      while (named.find()) {
        String name = named.group(1);
        if (!known.contains(name) && !OF_OTHERS.matcher(name).matches() && !isSet(name)) {
          at(PATH_HAS_ITS_VARIABLES, pods.what(), "subPathExpr")
              .say(
                  "container {} of {it} mounts {} by subPathExpr {}, and has no variable {}; add it"
                      + " to env",
                  Given.text(container.getName()),
                  Given.text(mount.getName()),
                  mount.getSubPathExpr(),
                  name);
        }
      }
    }
  }

  /** Whether a property gives the variable to pods that Spark makes. */
  private boolean isSet(String name) {
    return stack.confs().stream()
        .anyMatch(
            conf ->
                conf.properties().keySet().stream().anyMatch(key -> key.endsWith("Env." + name)));
  }

  private void trafficComesSoon(
      Workload workload, ContainerView container, String name, @Nullable Probe probe) {
    Integer delay = probe == null ? null : probe.getInitialDelaySeconds();
    if (delay != null && delay >= LONGEST_SECONDS) {
      at(TRAFFIC_COMES_SOON, workload, "initialDelaySeconds: " + delay)
          .say(
              "container {} of {it} is not asked by its {} for {} seconds, and gets no traffic"
                  + " before; drop initialDelaySeconds",
              container.name(),
              name,
              delay);
    }
  }

  private void ownerIsChangedOnce(Workload workload) {
    for (PersistentVolumeClaim claim : claims(workload)) {
      Optional<Quantity> size = Given.storage(claim.getSpec());
      if (size.isPresent() && Quantities.parts(size.get(), 1) >= LARGE) {
        at(OWNER_IS_CHANGED_ONCE, workload, "fsGroupChangePolicy")
            .say(
                "{it} changes the owner of all files of {}, {}, with each start, by"
                    + " fsGroupChangePolicy Always; say OnRootMismatch",
                claim.getMetadata().getName(),
                size.get());
      }
    }
  }

  private List<PersistentVolumeClaim> claims(Workload workload) {
    List<PersistentVolumeClaim> claims = new ArrayList<>(workload.claimTemplates());
    for (VolumeView volume : workload.volumes()) {
      Optional<Found<PersistentVolumeClaim>> claim =
          volume.claim().flatMap(name -> stack.named(PersistentVolumeClaim.class, name));
      claim.ifPresent(found -> claims.add(found.object()));
    }
    return claims;
  }
}
