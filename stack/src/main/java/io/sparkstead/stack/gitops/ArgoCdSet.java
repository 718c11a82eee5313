package io.sparkstead.stack.gitops;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.CustomObject;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Mapping;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Argo CD, by one ApplicationSet that makes an Application for each of several environments:
 *
 * <pre>
 * kind: ApplicationSet
 * spec:
 *   goTemplate: true
 *   generators:
 *   - list:
 *       elements:
 *       - environment: team-a
 *         server: https://kubernetes.default.svc
 *   template:
 *     metadata:
 *       name: sparkstead-{{.environment}}
 *     spec:
 *       source:
 *         path: out/{{.environment}}
 * </pre>
 *
 * <p>Each of the environments says that it is synced by the same set, and has it in its folder:
 * apply any of them.
 *
 * @param name of the set
 * @param each what their Applications are like
 * @param clusters the API server of each environment, as Argo CD knows it
 * @see <a
 *     href="https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/">
 *     List generator</a>
 */
public record ArgoCdSet(DnsLabel name, ArgoCd each, Map<DnsLabel, String> clusters)
    implements GitOps {

  private static final String ENVIRONMENT = "{{.environment}}";

  public ArgoCdSet {
    if (clusters.isEmpty()) {
      throw new IllegalArgumentException(
          "application set " + name + " is for no environment; name those it is for");
    }
    clusters.values().forEach(ArgoCd::refuseCluster);
    Map<DnsLabel, String> sorted =
        new TreeMap<>((left, right) -> left.text().compareTo(right.text()));
    sorted.putAll(clusters);
    clusters = Collections.unmodifiableMap(sorted);
  }

  @Override
  public Namespace namespace() {
    return each.namespace();
  }

  @Override
  public List<HasMetadata> objects(Synced stack) {
    Map<String, Object> spec =
        Mapping.of(
            "goTemplate",
            true,
            "goTemplateOptions",
            List.of("missingkey=error"),
            "generators",
            List.of(Mapping.of("list", Mapping.of("elements", elements()))),
            "template",
            template());
    return List.of(
        new CustomObject(ArgoCd.API, "ApplicationSet", each.labels(), name.text(), spec)
            .resource());
  }

  private List<Map<String, Object>> elements() {
    return clusters.entrySet().stream()
        .map(
            one ->
                Mapping.of("environment", one.getKey().text(), "server", (Object) one.getValue()))
        .toList();
  }

  private Map<String, Object> template() {
    return Mapping.of(
        "metadata",
        Mapping.of("name", "sparkstead-" + ENVIRONMENT),
        "spec",
        each.spec(each.source().folder() + "/" + ENVIRONMENT, Mapping.of("server", "{{.server}}")));
  }

  @Override
  public Map<String, String> annotations(HasMetadata object, Order order) {
    return each.annotations(object, order);
  }

  @Override
  public String title() {
    return each.title();
  }
}
