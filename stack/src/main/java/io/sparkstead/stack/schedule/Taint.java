package io.sparkstead.stack.schedule;

import io.fabric8.kubernetes.api.model.Toleration;

/**
 * What keeps pods off a node, unless they tolerate it: {@code dedicated=spark:NoSchedule}.
 *
 * @param value may be empty
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">Taints
 *     and tolerations</a>
 */
public record Taint(String key, String value, Effect effect) {

  /** What happens to pods that do not tolerate it. */
  public enum Effect {
    /** They are not put on the node. */
    NO_SCHEDULE("NoSchedule"),
    /** They are put there only if nothing else is left. */
    PREFER_NO_SCHEDULE("PreferNoSchedule"),
    /** They are not put on the node, and those that are there have to go. */
    NO_EXECUTE("NoExecute");

    private final String word;

    Effect(String word) {
      this.word = word;
    }

    /** As Kubernetes spells it. */
    public String word() {
      return word;
    }

    boolean keepsPodsOff() {
      return this != PREFER_NO_SCHEDULE;
    }
  }

  public Taint {
    NodePool.checkLabel(key, value);
  }

  /** What a pod says that comes all the same. */
  Toleration toleration() {
    return new Toleration(effect.word(), key, "Equal", null, value);
  }

  /** {@code dedicated=spark:NoSchedule}, as {@code kubectl taint} takes it. */
  @Override
  public String toString() {
    return key + "=" + value + ":" + effect.word();
  }
}
