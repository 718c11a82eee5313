package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.text.Lines;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** The buckets that a stack makes in its own store. */
final class MadeBuckets {

  // By MinIO's client, or by SeaweedFS's shell.
  private static final List<String> MAKES_A_BUCKET = List.of(" mb ", "s3.bucket.create ");

  private MadeBuckets() {}

  /** Whether a Job or the store itself makes {@code bucket}, where the store is ours to fill. */
  static boolean isMade(Evidence stack, Conf conf, String bucket) {
    Optional<ClusterName> store = S3.inside(stack, conf.get(S3.ENDPOINT).orElse(""));
    if (store.isEmpty() || stack.service(store.get().service()).isEmpty()) {
      return true;
    }
    for (Workload workload : stack.workloads()) {
      if (names(Lines.with(stack.allTold(workload), MAKES_A_BUCKET), bucket)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code lines} speak of {@code bucket}, and not of one that is called more. */
  private static boolean names(String lines, String bucket) {
    int at = bucket.isEmpty() ? -1 : lines.indexOf(bucket);
    while (at >= 0) {
      int end = at + bucket.length();
      if (Words.startOfName(lines, at) == at && Words.endOfName(lines, end) == end) {
        return true;
      }
      at = lines.indexOf(bucket, at + 1);
    }
    return false;
  }
}
