package io.sparkstead.stack.proof.evidence.network;

import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import java.util.Map;

/**
 * Pods that are alike, and where they are described.
 *
 * @param labels which they carry, and policies select them by
 */
public record AlikePods(String subject, String path, Map<String, String> labels)
    implements Written {

  public static AlikePods of(Workload workload) {
    return new AlikePods(workload.subject(), workload.path(), workload.labels());
  }
}
