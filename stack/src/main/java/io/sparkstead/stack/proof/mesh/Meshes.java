package io.sparkstead.stack.proof.mesh;

import io.fabric8.kubernetes.api.model.Namespace;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether pods of a mesh reach one another and it, and end. Drivers and executors are asked
 * elsewhere.
 */
public record Meshes(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MESH_IS_OPEN =
      Rule.error("NET-57", "Policies open the ports of the mesh that pods are in")
          .why(
              "What is sent between pods of an ambient mesh arrives at 15008, and a proxy in a pod"
                  + " asks istiod at 15012 before it lets anything through: all connections hang.")
          .fix("Open them to the mesh, or keep the pods out of it by their labels.");

  static final Rule JOBS_END =
      Rule.warning("POD-54", "A proxy that a mesh puts into a Job's pod ends with it")
          .why("Unless it is a native sidecar it runs on: the Job never completes.")
          .fix(
              "Label the pods sidecar.istio.io/inject=false, or annotate them with"
                  + " sidecar.istio.io/nativeSidecar=true.");

  private static final String INJECT = "sidecar.istio.io/inject";
  private static final String MODE = "istio.io/dataplane-mode";
  private static final int TUNNEL = 15008;
  private static final int ISTIOD = 15012;

  /** How a pod is in the mesh. */
  private enum Member {
    OF_NODE,
    BY_PROXY,
    NOT
  }

  @Override
  public void check() {
    Map<String, String> namespace = new HashMap<>();
    Optional<Found<Namespace>> made = stack.named(Namespace.class, stack.namespace());
    if (made.isPresent()) {
      namespace.putAll(made.get().manifest().labels());
    }
    Policies policies = Policies.of(stack);
    for (Workload workload : stack.workloads()) {
      Map<String, String> said = new HashMap<>(workload.annotations());
      said.putAll(workload.labels());
      switch (member(namespace, said)) {
        case OF_NODE -> tunnelIsOpen(policies, workload);
        case BY_PROXY -> {
          mesh(policies, workload);
          jobsEnd(workload, said);
        }
        case NOT -> {
          // Whatever the mesh is, it is not in this pod.
        }
      }
    }
  }

  /** A proxy of the pod's own goes before that of its node. */
  private static Member member(Map<String, String> namespace, Map<String, String> pod) {
    boolean isForAll =
        "enabled".equals(namespace.get("istio-injection"))
            || (namespace.containsKey("istio.io/rev")
                && !namespace.containsKey("istio-injection")
                && !namespace.containsKey(MODE));
    String asked = pod.getOrDefault(INJECT, "");
    if (asked.equals("true") || (isForAll && !asked.equals("false"))) {
      return Member.BY_PROXY;
    }
    String mode = pod.getOrDefault(MODE, namespace.getOrDefault(MODE, ""));
    return mode.equals("ambient") ? Member.OF_NODE : Member.NOT;
  }

  private void tunnelIsOpen(Policies policies, Workload workload) {
    boolean isAsked = stack.services().stream().anyMatch(one -> one.selects(workload));
    if (isAsked && !policies.takesSome(workload.labels(), TUNNEL)) {
      tell(workload, "are in an ambient mesh", "lets anybody in at " + TUNNEL);
    }
  }

  private void mesh(Policies policies, Workload workload) {
    if (!policies.leavesForSome(workload.labels(), ISTIOD)) {
      tell(
          workload,
          "get a proxy of a mesh",
          "opens the way to istiod in istio-system, at " + ISTIOD);
    }
  }

  private void tell(Workload workload, String how, String what) {
    at(MESH_IS_OPEN, workload, "labels:")
        .say("pods of {it} {}, and no policy {}; open it, or keep them out of the mesh", how, what);
  }

  private void jobsEnd(Workload workload, Map<String, String> said) {
    boolean isNative = "true".equals(said.get("sidecar.istio.io/nativeSidecar"));
    if (workload.isJob() && !isNative && !stack.allTold(workload).contains("quitquitquit")) {
      at(JOBS_END, workload, "labels:")
          .say(
              "a proxy is put into the pods of {it}, which runs on when they are done unless it is a"
                  + " native sidecar; label them {}=false",
              INJECT);
    }
  }
}
