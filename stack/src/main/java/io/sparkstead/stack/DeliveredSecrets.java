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
import java.util.Optional;

/** The folder {@code secrets/}: what brings the Secrets of all other components. */
record DeliveredSecrets(Namespace namespace, List<SecretSpec> specs, SecretDelivery by)
    implements Component {

  @Override
  public Labels labels() {
    return new Labels(namespace, DnsLabel.of(SecretDelivery.FOLDER), "secrets");
  }

  @Override
  public List<HasMetadata> resources() {
    return by.objects(labels(), specs);
  }

  @Override
  public Optional<SecretDelivery> delivery() {
    return Optional.of(by);
  }

  @Override
  public List<Slot> slots() {
    return by.slots(labels(), specs);
  }

  @Override
  public Map<String, Map<String, Object>> generators() {
    return by.generators(specs);
  }

  @Override
  public Map<String, Map<String, Object>> settings() {
    return by.settings();
  }
}
