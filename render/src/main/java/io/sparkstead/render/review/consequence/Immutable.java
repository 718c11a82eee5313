package io.sparkstead.render.review.consequence;

import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import java.util.List;
import java.util.Map;

/**
 * Which fields the API server lets nobody change in an object that is there.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/">StatefulSets
 *     and the other pages of the kinds</a>
 */
final class Immutable {

  private Immutable() {}

  /** Of a kind, all below these may not change. */
  private static final Map<String, List<String>> FIXED =
      Map.ofEntries(
          Map.entry("Deployment", List.of("spec.selector")),
          Map.entry("DaemonSet", List.of("spec.selector")),
          Map.entry(
              "Job",
              List.of(
                  "spec.selector",
                  "spec.template",
                  "spec.completionMode",
                  "spec.completions",
                  "spec.podFailurePolicy",
                  "spec.backoffLimitPerIndex")),
          Map.entry("Service", List.of("spec.clusterIP")),
          Map.entry("RoleBinding", List.of("roleRef")),
          Map.entry("ClusterRoleBinding", List.of("roleRef")),
          Map.entry(
              "StorageClass",
              List.of("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")),
          Map.entry("PriorityClass", List.of("value", "preemptionPolicy")),
          Map.entry("IngressClass", List.of("spec.controller")),
          Map.entry("Secret", List.of("type")),
          Map.entry("Pod", List.of("spec")));

  /** Of a kind, all of {@code spec} may not change but what is below these. */
  private static final Map<String, List<String>> FREE =
      Map.of(
          "StatefulSet",
          List.of(
              "spec.replicas",
              "spec.ordinals",
              "spec.template",
              "spec.updateStrategy",
              "spec.revisionHistoryLimit",
              "spec.persistentVolumeClaimRetentionPolicy",
              "spec.minReadySeconds"),
          "PersistentVolumeClaim",
          List.of("spec.resources", "spec.volumeAttributesClassName"));

  /** The fields that are changed in {@code change} and cannot be. */
  static List<FieldChange> of(ObjectChange.Changed change) {
    String kind = change.name().kind();
    List<String> fixed = FIXED.getOrDefault(kind, List.of());
    List<String> free = FREE.getOrDefault(kind, List.of());
    boolean isSealed = change.was().at("/immutable").asBoolean();
    return change.fields().stream()
        .filter(
            field ->
                isIn(field, fixed)
                    || (!free.isEmpty() && field.isIn("spec") && !isIn(field, free))
                    || (isSealed && isIn(field, List.of("data", "binaryData", "stringData"))))
        .toList();
  }

  private static boolean isIn(FieldChange field, List<String> paths) {
    return paths.stream().anyMatch(field::isIn);
  }
}
