package io.sparkstead.stack.schedule;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.stack.schedule.Taint.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes of one kind, by the labels they carry and the taints that keep others off.
 *
 * <pre>{@code
 * NodePool.labelled("karpenter.sh/capacity-type", "spot")
 *     .tainted(new Taint("dedicated", "spark", Effect.NO_SCHEDULE));
 * }</pre>
 *
 * <p>Of a pod it says where it may run: on nodes with all these labels, and with no other taints.
 *
 * @param labels that each of the nodes carries; none means any node
 * @param taints that each of them has, or may have
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector">
 *     nodeSelector</a>
 */
public record NodePool(Map<String, String> labels, List<Taint> taints) {

  /** A label that each node has of its kubelet, and its value where images of ours run. */
  private static final String SYSTEM = "kubernetes.io/os";

  private static final String LINUX = "linux";

  /** Another that each node has, of which images are not of one value alone. */
  private static final String ARCHITECTURE = "kubernetes.io/arch";

  /** Any node that has no taint. */
  public static final NodePool ANY = new NodePool(Map.of(), List.of());

  public NodePool {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    taints = List.copyOf(taints);
    for (Map.Entry<String, String> label : labels.entrySet()) {
      checkLabel(label.getKey(), label.getValue());
    }
  }

  /**
   * Spot instances by Karpenter or EKS Auto Mode, which have no taint of their own.
   *
   * @see <a href="https://karpenter.sh/docs/concepts/scheduling/#well-known-labels">Labels</a>
   */
  public static NodePool karpenterSpot() {
    return labelled("karpenter.sh/capacity-type", "spot");
  }

  /** Instances by Karpenter or EKS Auto Mode that stay as long as they are needed. */
  public static NodePool karpenterOnDemand() {
    return labelled("karpenter.sh/capacity-type", "on-demand");
  }

  /**
   * Spot nodes of Google's GKE, with the taint that its documentation has one give them.
   *
   * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/spot-vms">Spot VMs</a>
   */
  public static NodePool gkeSpot() {
    return spot("cloud.google.com/gke-spot", "true");
  }

  /**
   * A spot pool of Azure's AKS, with the taint that AKS gives it.
   *
   * @see <a href="https://learn.microsoft.com/en-us/azure/aks/spot-node-pool">Spot node pools</a>
   */
  public static NodePool aksSpot() {
    return spot("kubernetes.azure.com/scalesetpriority", "spot");
  }

  private static NodePool spot(String key, String value) {
    return labelled(key, value).tainted(new Taint(key, value, Effect.NO_SCHEDULE));
  }

  /** Nodes that carry this label. */
  public static NodePool labelled(String key, String value) {
    return new NodePool(Map.of(key, value), List.of());
  }

  /** Those of them that carry this label too. */
  public NodePool and(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(key, value);
    return new NodePool(more, taints);
  }

  /** These nodes, with a taint that the pods placed there tolerate. */
  public NodePool tainted(Taint taint) {
    List<Taint> more = new ArrayList<>(taints);
    more.add(taint);
    return new NodePool(labels, more);
  }

  /** Puts the pod on these nodes alone. */
  public void place(PodSpec pod) {
    pod.setNodeSelector(labels);
    List<Toleration> tolerations = new ArrayList<>();
    for (Taint taint : taints) {
      tolerations.add(taint.toleration());
    }
    pod.setTolerations(tolerations);
  }

  /**
   * Whether a node of this pool takes a pod that {@code asked} for nodes. Of labels that nobody
   * says of a node, it has {@code kubernetes.io/os=linux}, and some {@code kubernetes.io/arch}.
   */
  public boolean takes(NodePool asked) {
    for (Taint taint : taints) {
      if (taint.effect().keepsPodsOff() && !asked.taints.contains(taint)) {
        return false;
      }
    }
    for (Map.Entry<String, String> label : asked.labels.entrySet()) {
      boolean isUnsaid = !labels.containsKey(label.getKey());
      if (isUnsaid && label.getKey().equals(ARCHITECTURE)) {
        continue;
      }
      boolean isSystem = isUnsaid && label.getKey().equals(SYSTEM);
      if (!label.getValue().equals(isSystem ? LINUX : labels.get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }

  static void checkLabel(String key, String value) {
    if (!Labels.isKey(key) || !(value.isEmpty() || Labels.isValue(value))) {
      throw new IllegalArgumentException(
          "'"
              + key
              + "="
              + value
              + "' is no label of a node: a key is up to 63 of A-Z a-z 0-9 - _ . behind a domain and"
              + " a slash, or without; a value is the like, or nothing");
    }
  }

  /** As a sentence names it: {@code pool=spot, dedicated=spark:NoSchedule}. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      words.add(label.getKey() + "=" + label.getValue());
    }
    for (Taint taint : taints) {
      words.add(taint.toString());
    }
    return String.join(", ", words);
  }
}
