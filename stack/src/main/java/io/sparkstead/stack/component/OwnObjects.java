package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.patch.WrittenObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects as somebody wrote them, in a folder of their own: what no other part is, and nobody has
 * made one of yet.
 *
 * <pre>{@code
 * stack.with(
 *     OwnObjects.ofYaml(
 *         new Namespace("spark"),
 *         "extras",
 *         """
 *         apiVersion: v1
 *         kind: ConfigMap
 *         metadata:
 *           name: colours
 *         data:
 *           sky: blue
 *         """));
 * }</pre>
 *
 * <p>They are put into the stack's namespace and labelled as the stack's; else nothing of them is
 * changed. Rules look at them as at all others.
 *
 * @param yaml the objects, one document each; no Secret
 */
public record OwnObjects(Namespace namespace, DnsLabel name, String yaml) implements Component {

  public OwnObjects {
    for (HasMetadata object : WrittenObjects.of("the objects of " + name, yaml)) {
      if (object.getKind().equals("Secret")) {
        throw new IllegalArgumentException(
            "the objects of "
                + name
                + " hold a Secret, and no secret is written to a file; name it where it is read,"
                + " and make it in the cluster");
      }
    }
  }

  /** Those in {@code yaml}, in a folder {@code name}. */
  public static OwnObjects ofYaml(Namespace namespace, String name, String yaml) {
    return new OwnObjects(namespace, DnsLabel.of(name), yaml);
  }

  @Override
  public Labels labels() {
    return namespace.labels(name, "own");
  }

  @Override
  public List<HasMetadata> resources() {
    List<HasMetadata> objects = new ArrayList<>(WrittenObjects.of("the objects of " + name, yaml));
    for (HasMetadata object : objects) {
      ObjectMeta metadata = object.getMetadata();
      metadata.setNamespace(namespace.name());
      Map<String, String> labels = new LinkedHashMap<>();
      if (metadata.getLabels() != null) {
        labels.putAll(metadata.getLabels());
      }
      labels.putAll(labels().all());
      metadata.setLabels(labels);
    }
    return objects;
  }
}
