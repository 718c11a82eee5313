package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is refused of variables, and of what a pod tells of itself. */
record VariableRefusals(Refusals refusals) {

  private static final List<String> OF_VARIABLES =
      List.of(
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs",
          "metadata.uid",
          "metadata.namespace",
          "metadata.name");
  private static final List<String> OF_FILES =
      List.of(
          "metadata.labels",
          "metadata.annotations",
          "metadata.uid",
          "metadata.namespace",
          "metadata.name");
  private static final List<String> AMOUNTS =
      List.of(
          "limits.ephemeral-storage",
          "limits.memory",
          "limits.cpu",
          "requests.ephemeral-storage",
          "requests.memory",
          "requests.cpu");

  private static final List<String> OF_CPU = List.of("1m", "1");
  private static final List<String> OF_BYTES =
      List.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");

  void of(Container container) {
    for (EnvVar variable : Given.list(container.getEnv())) {
      name("name", Given.text(variable.getName()));
      if (variable.getValueFrom() != null) {
        source(variable.getValueFrom());
        String value = Given.text(variable.getValue());
        refusals.unless(value.isEmpty(), "value", value, "drop it or valueFrom");
      }
    }
    for (EnvFromSource variables : Given.list(container.getEnvFrom())) {
      if (!Given.text(variables.getPrefix()).isEmpty()) {
        name("prefix", variables.getPrefix());
      }
      int sources = 0;
      if (variables.getConfigMapRef() != null) {
        sources++;
        refusals.subdomain("name", variables.getConfigMapRef().getName());
      }
      if (variables.getSecretRef() != null) {
        sources++;
        refusals.subdomain("name", variables.getSecretRef().getName());
      }
      refusals.unless(sources == 1, "envFrom", sources + " sources", "say one for each");
    }
  }

  /** What can be printed, and no equals sign. */
  private void name(String field, String name) {
    boolean isName = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      isName &= name.charAt(i) >= ' ' && name.charAt(i) <= '~' && name.charAt(i) != '=';
    }
    refusals.unless(isName, field, name, "use letters, digits and _");
  }

  private void source(EnvVarSource source) {
    int sources = 0;
    if (source.getFieldRef() != null) {
      sources++;
      field(source.getFieldRef(), OF_VARIABLES);
    }
    if (source.getResourceFieldRef() != null) {
      sources++;
      amount(source.getResourceFieldRef(), false);
    }
    if (source.getConfigMapKeyRef() != null) {
      sources++;
      refusals.subdomain("name", source.getConfigMapKeyRef().getName());
      refusals.key("key", source.getConfigMapKeyRef().getKey());
    }
    if (source.getSecretKeyRef() != null) {
      sources++;
      refusals.subdomain("name", source.getSecretKeyRef().getName());
      refusals.key("key", source.getSecretKeyRef().getKey());
    }
    sources += source.getFileKeyRef() == null ? 0 : 1;
    refusals.unless(sources == 1, "valueFrom", sources + " sources", "keep one");
  }

  /** What a file of a volume tells of the pod. */
  void ofFile(@Nullable ObjectFieldSelector field, @Nullable ResourceFieldSelector amount) {
    int sources = (field == null ? 0 : 1) + (amount == null ? 0 : 1);
    refusals.unless(
        sources == 1, "items", sources + " sources", "say fieldRef or resourceFieldRef");
    if (field != null) {
      field(field, OF_FILES);
    } else if (amount != null) {
      amount(amount, true);
    }
  }

  private void field(ObjectFieldSelector field, List<String> taken) {
    String version = Given.text(field.getApiVersion());
    refusals.unless(version.isEmpty() || version.equals("v1"), "apiVersion", version, "say v1");
    String path = Given.text(field.getFieldPath());
    boolean isTaken = taken.contains(path) || isOne("metadata.labels", path);
    String lower = Ascii.toLowerCase(path);
    isTaken |= path.startsWith("metadata.") && isOne("metadata.annotations", lower);
    refusals.unless(isTaken, "fieldPath", path, Refusals.say(taken));
  }

  /** Whether {@code path} is {@code map['key']}. */
  private static boolean isOne(String map, String path) {
    int start = map.length() + 2;
    return path.startsWith(map + "['")
        && path.endsWith("']")
        && path.length() > start + 2
        && Labels.isKey(path.substring(start, path.length() - 2));
  }

  /** A 0 means 1. */
  private void divisor(String path, @Nullable Quantity divisor) {
    List<String> taken = path.endsWith(".cpu") ? OF_CPU : OF_BYTES;
    boolean isTaken = divisor == null || Quantities.parts(divisor, 1) == 0;
    for (String one : taken) {
      isTaken |=
          divisor != null && Quantities.read(one).equals(Quantities.read(divisor.toString()));
    }
    refusals.unless(isTaken, "divisor", divisor, Refusals.say(taken));
  }

  private void amount(ResourceFieldSelector amount, boolean isInVolume) {
    String path = Given.text(amount.getResource());
    boolean isPages =
        path.startsWith("limits.hugepages-") || path.startsWith("requests.hugepages-");
    refusals.unless(isPages || AMOUNTS.contains(path), "resource", path, Refusals.say(AMOUNTS));
    divisor(path, amount.getDivisor());
    if (isInVolume) {
      refusals.required("containerName", amount.getContainerName());
    }
  }
}
