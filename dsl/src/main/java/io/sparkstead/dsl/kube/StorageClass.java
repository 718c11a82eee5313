package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.sparkstead.dsl.value.DnsLabel;

/** Who provides a disk: the class of a name, or whatever the cluster takes by default. */
public sealed interface StorageClass {

  static StorageClass named(String name) {
    return new Named(DnsLabel.of(name));
  }

  static StorageClass clusterDefault() {
    return new ClusterDefault();
  }

  /** Says it in a claim. */
  void request(PersistentVolumeClaimSpec claim);

  /** {@code storageClassName: longhorn}. */
  record Named(DnsLabel name) implements StorageClass {
    @Override
    public void request(PersistentVolumeClaimSpec claim) {
      claim.setStorageClassName(name.text());
    }
  }

  /** No {@code storageClassName}: the class the cluster marks as its default. */
  record ClusterDefault() implements StorageClass {
    @Override
    public void request(PersistentVolumeClaimSpec claim) {
      // An absent field is the request; an empty string would ask for no class at all.
    }
  }
}
