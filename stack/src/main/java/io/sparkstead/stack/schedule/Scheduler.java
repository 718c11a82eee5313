package io.sparkstead.stack.schedule;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.conf.SparkConf;
import java.util.regex.Pattern;

/**
 * Who puts Spark's pods on nodes, and out of which queue.
 *
 * <p>What a queue wants to read stands in properties, and not in pod templates: only there does
 * Spark put an application's id in.
 */
public sealed interface Scheduler {

  /** What Spark has to be told about executors. */
  SparkConf executorConf();

  /** What Spark has to be told about a driver that it makes a pod for. */
  SparkConf driverConf();

  /** The cluster's own scheduler, first come, first served. */
  record Default() implements Scheduler {
    @Override
    public SparkConf executorConf() {
      return SparkConf.empty();
    }

    @Override
    public SparkConf driverConf() {
      return SparkConf.empty();
    }
  }

  /**
   * Apache YuniKorn, which takes all pods of one application as one.
   *
   * <pre>
   * spark.kubernetes.executor.scheduler.name=yunikorn
   * spark.kubernetes.executor.label.queue=root.data
   * spark.kubernetes.executor.annotation.yunikorn.apache.org/app-id={{APP_ID}}
   * </pre>
   *
   * <p>Executors of a notebook alone are queued: the notebook's own pod is there already.
   *
   * @param queue in full, as in {@code root.data}: up to 63 of {@code A-Z a-z 0-9 - _}, with dots
   *     between queue and queue
   * @see <a
   *     href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#using-apache-yunikorn-as-customized-scheduler-for-spark-on-kubernetes">
   *     Spark and YuniKorn</a>
   */
  record YuniKorn(String queue) implements Scheduler {

    private static final Pattern QUEUE =
        Pattern.compile("(?=.{6,63}$)root(\\.[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)+");

    public YuniKorn {
      if (!QUEUE.matcher(queue).matches()) {
        throw new IllegalArgumentException(
            "YuniKorn queue '"
                + queue
                + "' is not one in full: begin at root, with a dot before each queue below, as in"
                + " root.data, in up to 63 characters");
      }
    }

    @Override
    public SparkConf executorConf() {
      return conf("Executors", "executor");
    }

    @Override
    public SparkConf driverConf() {
      return conf("Driver, in a pod of its own", "driver");
    }

    private SparkConf conf(String title, String role) {
      String prefix = "spark.kubernetes." + role + ".";
      return SparkConf.titled(title)
          .set(prefix + "scheduler.name", "yunikorn")
          .set(prefix + "label.queue", queue)
          .set(prefix + "annotation.yunikorn.apache.org/app-id", "{{APP_ID}}");
    }
  }

  /**
   * The cluster's own scheduler, once Kueue has found room in a LocalQueue of the namespace.
   *
   * <pre>
   * spark.kubernetes.executor.label.kueue.x-k8s.io/queue-name=data
   * spark.kubernetes.executor.annotation.kueue.x-k8s.io/pod-suspending-parent=pod
   * </pre>
   *
   * <p>Each pod is a workload of its own, by Kueue's integration of plain pods, which has to be on.
   * So dynamic allocation works, which Kueue refuses for SparkApplication objects: an application
   * runs with the executors that are let in, the others wait behind a scheduling gate, and one that
   * ends gives its room back. Nothing keeps room for all of them together: two applications may
   * each hold half of what they want.
   *
   * <p>The annotation is for executors alone: Kueue passes over pods that belong to another pod,
   * here the driver, unless they have it.
   *
   * @param queue the LocalQueue
   * @see <a href="https://kueue.sigs.k8s.io/docs/tasks/run/plain_pods/">Plain pods</a>
   */
  record Kueue(DnsLabel queue) implements Scheduler {
    @Override
    public SparkConf executorConf() {
      return SparkConf.titled("Executors")
          .set("spark.kubernetes.executor.label.kueue.x-k8s.io/queue-name", queue)
          .set("spark.kubernetes.executor.annotation.kueue.x-k8s.io/pod-suspending-parent", "pod");
    }

    @Override
    public SparkConf driverConf() {
      return SparkConf.titled("Driver, in a pod of its own")
          .set("spark.kubernetes.driver.label.kueue.x-k8s.io/queue-name", queue);
    }
  }
}
