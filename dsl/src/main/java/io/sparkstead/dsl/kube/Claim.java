package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.VolumeResourceRequirements;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.List;
import java.util.Map;

/**
 * Disk that outlives its pod: {@code size} of {@code storageClass}, mounted by one node at a time.
 *
 * <pre>{@code
 * new Claim(DnsLabel.of("minio-pvc"), StorageClass.named("longhorn"), gibibytes(50));
 * }</pre>
 */
public record Claim(DnsLabel name, StorageClass storageClass, ByteSize size) {

  public PersistentVolumeClaim resource(Labels labels) {
    PersistentVolumeClaim claim = new PersistentVolumeClaim();
    claim.setMetadata(labels.metadata(name.text()));
    claim.setSpec(spec());
    return claim;
  }

  private PersistentVolumeClaimSpec spec() {
    PersistentVolumeClaimSpec spec = new PersistentVolumeClaimSpec();
    spec.setAccessModes(List.of("ReadWriteOnce"));
    storageClass.request(spec);
    spec.setResources(resources());
    return spec;
  }

  private VolumeResourceRequirements resources() {
    VolumeResourceRequirements resources = new VolumeResourceRequirements();
    resources.setRequests(Map.of("storage", size.toQuantity()));
    return resources;
  }
}
