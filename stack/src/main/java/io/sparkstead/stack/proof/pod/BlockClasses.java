package io.sparkstead.stack.proof.pod;

import java.util.Set;

/** Classes of disks that are one node's at a time. */
final class BlockClasses {

  private BlockClasses() {}

  /** Those that clouds and small clusters come with. */
  static final Set<String> ALL =
      Set.of(
          "gp2",
          "gp3",
          "ebs-sc",
          "auto-ebs-sc",
          "standard-rwo",
          "premium-rwo",
          "managed",
          "managed-csi",
          "managed-premium",
          "managed-csi-premium",
          "local-path",
          "do-block-storage",
          "hcloud-volumes",
          "linode-block-storage",
          "linode-block-storage-retain",
          "oci-bv",
          "rook-ceph-block",
          "ceph-block");
}
