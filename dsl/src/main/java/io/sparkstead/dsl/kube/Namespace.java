package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.sparkstead.dsl.value.DnsLabel;

/**
 * The namespace a stack lives in. Every object gets it through its {@link Labels}, so none can be
 * left without.
 *
 * @param name a DNS label of RFC 1123: 1 to 63 of {@code a-z 0-9 -}
 */
public record Namespace(String name) {

  public Namespace {
    if (!DnsLabel.isRfc1123(name)) {
      throw new IllegalArgumentException(
          "namespace '"
              + name
              + "' is not a DNS label: use 1-63 of a-z, 0-9 and hyphens, without a hyphen at either"
              + " end");
    }
  }

  /** The labels of the component {@code name}, which plays {@code role} here. */
  public Labels labels(DnsLabel name, String role) {
    return new Labels(this, name, role);
  }

  /** The host name under which the pods of every namespace reach Service {@code service}. */
  public String host(DnsLabel service) {
    return service + "." + name + ".svc";
  }

  /** The Namespace object. */
  public io.fabric8.kubernetes.api.model.Namespace resource() {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(name);
    metadata.setLabels(Labels.ofStack());
    io.fabric8.kubernetes.api.model.Namespace namespace =
        new io.fabric8.kubernetes.api.model.Namespace();
    namespace.setMetadata(metadata);
    return namespace;
  }
}
