package io.sparkstead.stack.proof.room;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.evidence.spark.NodePools;
import io.sparkstead.stack.schedule.NodePool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a pod asks for, and of which nodes.
 *
 * @param mostMillis of a processor that it may take, which quotas of limits count
 * @param by what makes the pod, if it is not Spark
 */
record Request(Amounts amounts, long mostMillis, NodePool pool, Optional<Workload> by)
    implements Comparable<Request> {

  /** More than fit anywhere that a stack is made for, and still few enough to place. */
  private static final int MOST_PODS = 1000;

  static Request of(Workload workload) {
    Amounts pod = Amounts.NONE;
    long most = 0;
    for (ContainerView container : workload.mainContainers()) {
      Amounts one = Amounts.of(container);
      pod = pod.plus(one);
      most += Amounts.of(container.limits(), one.millis()).millis();
    }
    return new Request(pod, most, NodePools.of(workload.pod()), Optional.of(workload));
  }

  static Request executor(Evidence stack, Conf conf) {
    return made(stack, conf, "executor", Asked.executor(conf));
  }

  static Request driver(Evidence stack, Conf conf) {
    return made(stack, conf, "driver", Asked.driver(conf));
  }

  private static Request made(Evidence stack, Conf conf, String role, Amounts amounts) {
    return new Request(
        amounts,
        Math.max(amounts.millis(), Asked.limit(conf, role)),
        NodePools.of(stack, conf, role),
        Optional.empty());
  }

  /** What runs all day, the greatest first. */
  static List<Request> services(Evidence stack) {
    List<Request> requests = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      // Fewer than none is another rule's to refuse.
      int pods = workload.isJob() ? 0 : Math.max(0, Math.min(workload.replicas(), MOST_PODS));
      requests.addAll(Collections.nCopies(pods, of(workload)));
    }
    Collections.sort(requests);
    return requests;
  }

  /** The one that takes most memory first. */
  @Override
  public int compareTo(Request other) {
    return Long.compare(other.amounts.bytes(), amounts.bytes());
  }

  @Override
  public String toString() {
    return amounts.toString();
  }
}
