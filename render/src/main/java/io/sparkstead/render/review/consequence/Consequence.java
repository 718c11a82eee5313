package io.sparkstead.render.review.consequence;

/**
 * One thing that follows of a change: {@code restart StatefulSet spark/jupyter: open notebooks
 * end}.
 *
 * @param subject the object that it happens to
 * @param text what happens, in words of somebody who runs the cluster
 */
public record Consequence(Kind kind, String subject, String text) {

  /** What it is about, the gravest first; a pipeline can stop on those before {@link #room}. */
  public enum Kind {
    /** The API server was asked, and does not take the object as it is. */
    refused,
    /** The API server refuses the change of a field; the object has to be made anew. */
    replace,
    /** Bytes that people count on may be lost, or are looked for elsewhere. */
    data,
    /** Pods that run are stopped. */
    restart,
    /** A Secret has to be there that was not asked for, or has to have more keys. */
    secret,
    /** Pods may do more or less to their node. */
    security,
    /** Accounts may do more or less. */
    rbac,
    /** Pods are reached by more or fewer. */
    network,
    /** Pods ask for more or less of the nodes. */
    capacity,
    /** Pods ask for less, or what they ask for has room. */
    room,
    /** Containers run another image. */
    image,
    /** It takes effect for drivers or runs that start from then on. */
    next,
    /** Somebody else holds a field that would be another. */
    held,
    /** What becomes of objects that are no more in the tree. */
    prune;

    /** Whether a cluster says it, and nothing that is worked out of two trees. */
    public boolean isOfACluster() {
      return this == refused || this == held;
    }

    /** Whether {@code --fail-on} knows it. */
    public boolean canStop() {
      return compareTo(room) < 0;
    }
  }

  @Override
  public String toString() {
    return kind + "  " + subject + ": " + text;
  }
}
