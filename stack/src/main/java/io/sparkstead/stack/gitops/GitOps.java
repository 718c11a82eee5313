package io.sparkstead.stack.gitops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Who applies a stack from Git, and keeps the cluster as Git says.
 *
 * <p>The tool's own objects are in the tree's folder {@code gitops/}, which is no part of what the
 * tool applies. Claims, and the namespace they are in, are never deleted by it.
 */
public sealed interface GitOps permits None, ArgoCd, ArgoCdSet, Flux {

  String FOLDER = "gitops";

  /** What becomes of an object that is no longer in Git. */
  enum Removed {
    /** The tool deletes it; claims and the namespace excepted. */
    DELETED,
    /** It stays until somebody deletes it. */
    LEFT
  }

  /** When an object has to be there, as seen from the rest of the stack. */
  enum Order {
    /** Before everything. */
    FIRST,
    /** Before what mounts the Secrets it brings. */
    BEFORE_PODS,
    /** Whenever the tool thinks right. */
    WITH_THE_REST
  }

  /**
   * What the tool syncs.
   *
   * @param environment whose folder it is
   * @param workloads Deployments and StatefulSets
   */
  record Synced(DnsLabel environment, Namespace namespace, List<HasMetadata> workloads) {

    public Synced {
      workloads = List.copyOf(workloads);
    }

    /** What the tool calls it: {@code sparkstead-homelab}. */
    String name() {
      return "sparkstead-" + environment;
    }
  }

  /** Where the tool looks for its objects. */
  Namespace namespace();

  /** The tool's objects. */
  List<HasMetadata> objects(Synced stack);

  /**
   * Refuses what the tool cannot build.
   *
   * @param plugins files for plugins of Kustomize, without which the folder cannot be built
   */
  default void refuse(Collection<String> plugins) {}

  /** What the tool has to be told at {@code object} of the stack. */
  Map<String, String> annotations(HasMetadata object, Order order);

  /** What it is called, for people. */
  String title();
}
