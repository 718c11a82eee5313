package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.secret.SecretDelivery;
import io.sparkstead.stack.secret.Slot;
import java.util.List;
import java.util.Map;

/** The folder {@code secrets/}: what brings the Secrets of all other components. */
public record DeliveredSecrets(Namespace namespace, List<SecretSpec> specs, SecretDelivery by)
    implements Component {

  public DeliveredSecrets {
    specs = List.copyOf(specs);
  }

  @Override
  public Labels labels() {
    return new Labels(namespace, DnsLabel.of(SecretDelivery.FOLDER), "secrets");
  }

  @Override
  public List<HasMetadata> resources() {
    return by.objects(labels(), specs);
  }

  /** The files of the folder that a person makes. */
  public List<Slot> slots() {
    return by.slots(labels(), specs);
  }

  /** Those that tell Kustomize's plugins what to make, as documents by name. */
  public Map<String, Map<String, Object>> generators() {
    return by.generators(specs);
  }

  /** Those for programs other than Kustomize, as documents by name. */
  public Map<String, Map<String, Object>> settings() {
    return by.settings();
  }
}
