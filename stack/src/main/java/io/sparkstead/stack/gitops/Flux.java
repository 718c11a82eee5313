package io.sparkstead.stack.gitops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.sparkstead.dsl.kube.CustomObject;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Mapping;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Flux, by a GitRepository and a Kustomization:
 *
 * <pre>
 * apiVersion: kustomize.toolkit.fluxcd.io/v1
 * kind: Kustomization
 * metadata:
 *   name: sparkstead-homelab
 *   namespace: flux-system
 * spec:
 *   interval: 10m
 *   timeout: 10m
 *   path: ./out/homelab
 *   prune: true
 *   sourceRef:
 *     kind: GitRepository
 *     name: sparkstead-homelab
 *   healthChecks:
 *   - apiVersion: apps/v1
 *     kind: Deployment
 *     name: minio
 *     namespace: spark
 * </pre>
 *
 * <p>It applies namespaces before all else and the rest in the order of kinds, and waits for every
 * Deployment and StatefulSet of the stack.
 *
 * @param namespace in which Flux runs
 * @param login the Secret in that namespace with the login to the repository, if it wants one
 * @param minutes between two looks at the cluster; 1 or more
 * @param timeout minutes until the stack has to be healthy; 1 or more
 * @param after the Kustomizations that have to be ready before it
 * @see <a href="https://fluxcd.io/flux/components/kustomize/kustomizations/">Kustomization</a>
 * @see <a href="https://fluxcd.io/flux/components/source/gitrepositories/">GitRepository</a>
 */
public record Flux(
    Namespace namespace,
    GitSource source,
    Optional<DnsLabel> login,
    int minutes,
    int timeout,
    Removed removed,
    List<DnsLabel> after)
    implements GitOps {

  public Flux {
    after = List.copyOf(after);
    if (minutes < 1 || timeout < 1) {
      throw new IllegalArgumentException(
          "an interval of "
              + minutes
              + " and a timeout of "
              + timeout
              + " minutes: Flux wants 1 or more of each, 10 are usual");
    }
  }

  /**
   * In namespace {@code flux-system}, from a repository that wants no login, every ten minutes;
   * what was removed from Git is deleted.
   */
  public static Flux from(GitSource source) {
    return new Flux(
        new Namespace("flux-system"), source, Optional.empty(), 10, 10, Removed.DELETED, List.of());
  }

  @Override
  public void refuse(Collection<String> plugins) {
    if (!plugins.isEmpty()) {
      throw new IllegalArgumentException(
          "Flux runs no plugins of Kustomize, and "
              + String.join(", ", plugins)
              + " is for one; deliver Secrets by ExternalSecrets or SealedSecrets, or sync with"
              + " Argo CD");
    }
  }

  @Override
  public List<HasMetadata> objects(Synced stack) {
    Labels labels = namespace.labels(DnsLabel.of(FOLDER), FOLDER);
    return List.of(
        new CustomObject(
                "source.toolkit.fluxcd.io/v1", "GitRepository", labels, stack.name(), repository())
            .resource(),
        new CustomObject(
                "kustomize.toolkit.fluxcd.io/v1",
                "Kustomization",
                labels,
                stack.name(),
                kustomization(stack))
            .resource());
  }

  private Map<String, Object> repository() {
    Map<String, Object> spec =
        Mapping.of(
            "interval", "1m", "url", source.url(), "ref", Mapping.of("branch", source.branch()));
    login.ifPresent(secret -> spec.put("secretRef", Mapping.of("name", secret.text())));
    return spec;
  }

  private Map<String, Object> kustomization(Synced stack) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("interval", minutes + "m");
    spec.put("timeout", timeout + "m");
    spec.put("path", "./" + source.path(stack.environment()));
    spec.put("prune", removed == Removed.DELETED);
    spec.put("sourceRef", Mapping.of("kind", "GitRepository", "name", stack.name()));
    if (!after.isEmpty()) {
      spec.put("dependsOn", after.stream().map(one -> Mapping.of("name", one.text())).toList());
    }
    spec.put("healthChecks", stack.workloads().stream().map(Flux::healthCheck).toList());
    return spec;
  }

  private static Map<String, Object> healthCheck(HasMetadata workload) {
    return Mapping.of(
        "apiVersion", workload.getApiVersion(),
        "kind", workload.getKind(),
        "name", workload.getMetadata().getName(),
        "namespace", workload.getMetadata().getNamespace());
  }

  @Override
  public Map<String, String> annotations(HasMetadata object, Order order) {
    return object instanceof PersistentVolumeClaim
            || object instanceof io.fabric8.kubernetes.api.model.Namespace
        ? Map.of("kustomize.toolkit.fluxcd.io/prune", "disabled")
        : Map.of();
  }

  @Override
  public String title() {
    return "Flux";
  }
}
