package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.sparkstead.dsl.text.Numbers;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An object of a kind that Kubernetes knows by a CustomResourceDefinition, and fabric8 not at all.
 *
 * <pre>{@code
 * new CustomObject("external-secrets.io/v1", "ExternalSecret", labels, "minio-root", spec)
 *     .resource();
 * }</pre>
 *
 * @param apiVersion group and version, as in {@code external-secrets.io/v1}; a kind without a group
 *     is Kubernetes' own, and has a class
 * @param kind in the singular, as in {@code ExternalSecret}
 * @param name of the object: a DNS subdomain
 * @param spec maps, lists, strings, integers and booleans, in the order a reader wants them
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/">
 *     Custom resources</a>
 */
public record CustomObject(
    String apiVersion, String kind, Labels labels, String name, Map<String, Object> spec) {

  private static final Pattern VERSION = Pattern.compile("v[1-9]\\d*(?:(?:alpha|beta)[1-9]\\d*)?");
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");

  public CustomObject {
    int slash = apiVersion.indexOf('/');
    String group = apiVersion.substring(0, Math.max(0, slash));
    if (!DnsLabel.isSubdomain(group)
        || !VERSION.matcher(apiVersion.substring(slash + 1)).matches()) {
      throw new IllegalArgumentException(
          "apiVersion '"
              + apiVersion
              + "' is not a group and a version; write both, like external-secrets.io/v1");
    }
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException(
          "kind '" + kind + "' is not one; write it in CamelCase, like ExternalSecret");
    }
    if (!DnsLabel.isSubdomain(name)) {
      throw new IllegalArgumentException(
          "name '"
              + name
              + "' of a "
              + kind
              + " is not a DNS subdomain; use a-z, 0-9, hyphens and dots, up to 253 of them");
    }
    spec = copied(spec);
  }

  private static Map<String, Object> copied(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> field : map.entrySet()) {
      String key = (String) field.getKey();
      copy.put(key, checked(key, field.getValue()));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static Object checked(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      return copied(map);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      for (Object item : list) {
        items.add(checked(key, item));
      }
      return Collections.unmodifiableList(items);
    }
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      return Numbers.carried(number)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "field " + key + " holds " + number + ", " + Numbers.REMEDY));
    }
    throw new IllegalArgumentException(
        "field "
            + key
            + " holds a "
            + value.getClass().getSimpleName()
            + "; give maps, lists, strings, numbers or booleans");
  }

  /** The object, with the metadata of its component. */
  public GenericKubernetesResource resource() {
    GenericKubernetesResource resource = new GenericKubernetesResource();
    resource.setApiVersion(apiVersion);
    resource.setKind(kind);
    resource.setMetadata(labels.metadata(name));
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }
}
