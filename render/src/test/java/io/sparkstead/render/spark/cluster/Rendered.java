package io.sparkstead.render.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.tree.ManifestStream;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What an environment renders, as it would be applied, and the Secrets it expects with values in
 * them.
 *
 * @param manifests all objects, as text
 * @param objects the same, read
 * @param secrets values by key, by name
 */
public record Rendered(
    String manifests, List<HasMetadata> objects, Map<String, Map<String, String>> secrets) {

  /** Every secret value begins with it. */
  public static final String SECRET = "SECRET";

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  public static Rendered of(Environment environment) {
    Stack stack = environment.stack(ImageLock.NONE);
    Map<String, Map<String, String>> secrets = new LinkedHashMap<>();
    AtomicInteger values = new AtomicInteger(10);
    stack
        .secrets()
        .forEach(
            (spec, component) ->
                secrets.put(
                    spec.name().text(),
                    spec.freshResource(
                            component.labels(),
                            length -> recognisable(values.incrementAndGet(), length))
                        .getStringData()));
    return of(ManifestStream.of(StackManifests.of(stack)), secrets);
  }

  /** Easy to find wherever it should not be. */
  private static String recognisable(int number, int length) {
    return (SECRET + number).repeat(length).substring(0, length);
  }

  /** The same beside a Secret that others made. */
  public Rendered withSecret(String name, Map<String, String> values) {
    Map<String, Map<String, String>> more = new LinkedHashMap<>(secrets);
    more.put(name, values);
    return new Rendered(manifests, objects, more);
  }

  /** The same with one thing wrong. */
  public Rendered with(String text, String wrong) {
    assertThat(manifests).contains(text);
    return of(manifests.replace(text, wrong), secrets);
  }

  <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast);
  }

  public <T extends HasMetadata> T the(Class<T> kind, String name) {
    return all(kind)
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + kind.getSimpleName() + " " + name));
  }

  List<String> accounts() {
    return all(ServiceAccount.class).map(account -> account.getMetadata().getName()).toList();
  }

  private static Rendered of(String manifests, Map<String, Map<String, String>> secrets) {
    List<HasMetadata> objects =
        Stream.of(manifests.split("(?m)^---$"))
            .filter(text -> !text.isBlank())
            .<HasMetadata>map(YAML::unmarshal)
            .toList();
    return new Rendered(manifests, objects, secrets);
  }
}
