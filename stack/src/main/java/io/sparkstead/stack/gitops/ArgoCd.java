package io.sparkstead.stack.gitops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.sparkstead.dsl.kube.CustomObject;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Mapping;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Argo CD, by an Application of its own:
 *
 * <pre>
 * apiVersion: argoproj.io/v1alpha1
 * kind: Application
 * metadata:
 *   name: sparkstead-homelab
 *   namespace: argocd
 * spec:
 *   project: default
 *   source:
 *     repoURL: https://git.example.org/team/spark.git
 *     targetRevision: main
 *     path: out/homelab
 *   destination:
 *     server: https://kubernetes.default.svc
 *     namespace: spark
 *   syncPolicy:
 *     automated:
 *       prune: true
 *       selfHeal: true
 * </pre>
 *
 * <p>It orders by kind, custom resources last: where those bring Secrets, waves put them and the
 * namespace first.
 *
 * @param namespace in which Argo CD runs
 * @param project that permits the repository and the cluster
 * @param cluster the API server it applies to, as Argo CD knows it: {@code https://…}
 * @param options of the sync, {@code NAME=value}
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/">
 *     Application</a>
 */
public record ArgoCd(
    Namespace namespace,
    DnsLabel project,
    GitSource source,
    String cluster,
    Sync sync,
    List<String> options)
    implements GitOps {

  /** The cluster that Argo CD itself runs in. */
  public static final String IN_CLUSTER = "https://kubernetes.default.svc";

  static final String API = "argoproj.io/v1alpha1";

  /** When Argo CD applies what is in Git. */
  public sealed interface Sync {

    /** The field {@code syncPolicy}. */
    Map<String, Object> policy(List<String> options);
  }

  /** When somebody says so. */
  public record ByHand() implements Sync {
    @Override
    public Map<String, Object> policy(List<String> options) {
      return Mapping.of("syncOptions", options);
    }
  }

  /**
   * With each commit.
   *
   * @param drift what becomes of a change that was made in the cluster
   */
  public record Automatic(Removed removed, Drift drift) implements Sync {
    @Override
    public Map<String, Object> policy(List<String> options) {
      return Mapping.of(
          "automated",
          Mapping.of("prune", removed == Removed.DELETED, "selfHeal", drift == Drift.REVERTED),
          "syncOptions",
          options);
    }
  }

  /** What becomes of a change that was made in the cluster and not in Git. */
  public enum Drift {
    REVERTED,
    LEFT
  }

  public ArgoCd {
    options = List.copyOf(options);
    refuseCluster(cluster);
    for (String option : options) {
      if (!option.matches("[A-Z][A-Za-z]+=[a-z]+")) {
        throw new IllegalArgumentException(
            "sync option '" + option + "' is none; write NAME=value, like PruneLast=true");
      }
    }
  }

  static void refuseCluster(String cluster) {
    if (!cluster.matches("https://[A-Za-z0-9.-]+(?::\\d{1,5})?(?:/\\S*)?")) {
      throw new IllegalArgumentException(
          "cluster '" + cluster + "' is no API server; write https://HOST, as Argo CD lists it");
    }
  }

  /**
   * In namespace {@code argocd}, project {@code default}, the cluster it runs in; with each commit,
   * and what was removed from Git is deleted after the rest is healthy.
   */
  public static ArgoCd from(GitSource source) {
    return new ArgoCd(
        new Namespace("argocd"),
        DnsLabel.of("default"),
        source,
        IN_CLUSTER,
        new Automatic(Removed.DELETED, Drift.REVERTED),
        List.of("PruneLast=true", "ServerSideApply=true"));
  }

  @Override
  public List<HasMetadata> objects(Synced stack) {
    Map<String, Object> destination =
        Mapping.of("server", cluster, "namespace", stack.namespace().name());
    return List.of(
        new CustomObject(
                API,
                "Application",
                labels(),
                stack.name(),
                spec(source.path(stack.environment()), destination))
            .resource());
  }

  Labels labels() {
    return namespace.labels(DnsLabel.of(FOLDER), FOLDER);
  }

  /** Of an Application that applies {@code path}. */
  Map<String, Object> spec(String path, Map<String, Object> destination) {
    return Mapping.of(
        "project",
        project.text(),
        "source",
        Mapping.of("repoURL", source.url(), "targetRevision", source.branch(), "path", path),
        "destination",
        destination,
        "syncPolicy",
        sync.policy(options));
  }

  @Override
  public Map<String, String> annotations(HasMetadata object, Order order) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (object instanceof PersistentVolumeClaim
        || object instanceof io.fabric8.kubernetes.api.model.Namespace) {
      annotations.put("argocd.argoproj.io/sync-options", "Prune=false,Delete=false");
    }
    if (order != Order.WITH_THE_REST) {
      annotations.put("argocd.argoproj.io/sync-wave", order == Order.FIRST ? "-2" : "-1");
    }
    return annotations;
  }

  @Override
  public String title() {
    return "Argo CD";
  }
}
