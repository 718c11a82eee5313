package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.LimitRangeSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.NodePools;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.schedule.NodePool;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether executors fit, all that there may be: on the nodes, in the quota, in a pod's limits. */
public record ResourceFit(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule EXECUTORS_FIT_ON_THE_NODES =
      Rule.error("DYN-11", "All executors that may be asked for find room on the nodes")
          .why("The rest stay Pending; a job that counts on them waits for ever.")
          .fix("Lower maxExecutors, make executors smaller, or add nodes.");

  static final Rule EXECUTORS_FIT_IN_THE_QUOTA =
      Rule.error("DYN-12", "The stack with all its executors stays within the namespace's quota")
          .why("The API server refuses the pods past it, executors or whatever restarts next.")
          .fix("Raise the quota, or lower maxExecutors.");

  static final Rule EXECUTOR_FITS_THE_LIMITS =
      Rule.error(
              "DYN-13",
              "An executor with what it takes beside the heap is within the namespace's limits for one pod")
          .why("The API server refuses every executor.")
          .fix("Raise the LimitRange, or make executors smaller.");

  private static final long MEBI = 1L << 20;
  private static final long MIN_OVERHEAD = 384 * MEBI;
  private static final ValueKind.Bytes SIZE = ValueKind.Bytes.in('m');

  /** More than there are on earth, and still few enough to reckon with. */
  private static final long MOST_MEBI = 1L << 31;

  /** Processors in thousandths, and memory in bytes. */
  private record Amounts(long millis, long bytes) {

    /** Of {@code given}, which may leave out either. */
    static Amounts of(@Nullable Map<String, Quantity> given, long otherwise) {
      return new Amounts(
          parts(given, "cpu", 1000, otherwise), parts(given, "memory", 1, otherwise));
    }

    private static long parts(
        @Nullable Map<String, Quantity> given, String resource, int perOne, long otherwise) {
      Quantity amount = given == null ? null : given.get(resource);
      return amount == null ? otherwise : Quantities.parts(amount, perOne);
    }

    Amounts plus(Amounts other) {
      return new Amounts(millis + other.millis, bytes + other.bytes);
    }

    Amounts times(int factor) {
      return new Amounts(millis * factor, bytes * factor);
    }

    boolean holds(Amounts other) {
      return other.millis <= millis && other.bytes <= bytes;
    }

    @Override
    public String toString() {
      return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString()
          + " cores and "
          + -Math.floorDiv(-bytes, MEBI)
          + "Mi";
    }
  }

  /** What a pod asks for, and of which nodes. */
  private record Request(Amounts amounts, NodePool pool) implements Comparable<Request> {

    /** The one that takes most memory first. */
    @Override
    public int compareTo(Request other) {
      return Long.compare(other.amounts.bytes(), amounts.bytes());
    }
  }

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<Double> most = number(conf.get(Keys.MAX_EXECUTORS).orElse(""));
      // A script's application runs now and then; a notebook's is there all day.
      if (conf.isClient() && most.isPresent()) {
        Load load =
            new Load(stack, findings, conf, executor(conf), most.get().intValue(), services());
        if (!stack.nodes().isEmpty()) {
          load.fitsOnTheNodes();
        }
        load.fitsInTheQuota();
        load.fitsTheLimits();
      }
    }
  }

  /** The most executors of one application, beside what runs all day. */
  private record Load(
      Evidence stack,
      Findings findings,
      Conf conf,
      Amounts executor,
      int most,
      List<Request> services) {

    void fitsOnTheNodes() {
      List<Node> nodes = stack.nodes();
      List<Amounts> free = new ArrayList<>();
      for (Node node : nodes) {
        free.add(new Amounts(node.cpu().millis(), node.memory().bytes()));
      }
      for (Request service : services) {
        place(free, service);
      }
      Request request = new Request(executor, NodePools.ofTemplate(stack, conf, "executor"));
      int placed = 0;
      while (placed < most && place(free, request)) {
        placed++;
      }
      if (placed < most) {
        findings
            .at(EXECUTORS_FIT_ON_THE_NODES, conf, Keys.MAX_EXECUTORS)
            .say(
                "{} executors of {} do not fit on {} beside the services; at most {} do: lower {}"
                    + " or add nodes",
                most,
                executor,
                Set.copyOf(nodes).size() == 1
                    ? nodes.size() + " nodes of " + nodes.get(0)
                    : "nodes of " + nodes,
                placed,
                Keys.MAX_EXECUTORS);
      }
    }

    /**
     * Puts the pod on the first node that takes it and has room.
     *
     * @param free what is left of each node
     */
    private boolean place(List<Amounts> free, Request pod) {
      for (int i = 0; i < free.size(); i++) {
        Amounts room = free.get(i);
        if (stack.nodes().get(i).pool().takes(pod.pool()) && room.holds(pod.amounts())) {
          free.set(i, room.plus(pod.amounts().times(-1)));
          return true;
        }
      }
      return false;
    }

    void fitsInTheQuota() {
      Amounts all = executor.times(most);
      for (Request service : services) {
        all = all.plus(service.amounts());
      }
      int pods = services.size() + most;
      for (Found<ResourceQuota> quota : stack.all(ResourceQuota.class)) {
        ResourceQuotaSpec spec = quota.object().getSpec();
        for (var hard : Given.amounts(spec == null ? null : spec.getHard()).entrySet()) {
          String name = hard.getKey();
          int perOne = name.endsWith("cpu") ? 1000 : 1;
          if (asked(name, all, pods) > Quantities.parts(hard.getValue(), perOne)) {
            findings
                .at(EXECUTORS_FIT_IN_THE_QUOTA, quota, name)
                .say(
                    "with {} executors the stack asks for {}, but {it} allows {} of {}; raise it,"
                        + " or lower {} in {}",
                    most,
                    name.equals("pods") ? pods + " pods" : all,
                    name,
                    hard.getValue(),
                    Keys.MAX_EXECUTORS,
                    conf);
          }
        }
      }
    }

    /** Processors in thousandths. */
    private static long asked(String quota, Amounts all, int pods) {
      return switch (quota) {
        // A limit is no less than its request.
        case "cpu", "requests.cpu", "limits.cpu" -> all.millis();
        case "memory", "requests.memory", "limits.memory" -> all.bytes();
        case "pods", "count/pods" -> pods;
        default -> 0;
      };
    }

    void fitsTheLimits() {
      for (Found<LimitRange> range : stack.all(LimitRange.class)) {
        LimitRangeSpec spec = range.object().getSpec();
        for (LimitRangeItem item : Given.list(spec == null ? null : spec.getLimits())) {
          if (!"PersistentVolumeClaim".equals(item.getType())
              && !Amounts.of(item.getMax(), Long.MAX_VALUE).holds(executor)) {
            findings
                .at(EXECUTOR_FITS_THE_LIMITS, range, "max:")
                .say(
                    "an executor asks for {}, more than {it} lets one {} have; raise it, or make"
                        + " executors smaller in {}",
                    executor,
                    String.valueOf(item.getType()),
                    conf);
          }
        }
      }
    }
  }

  /** What runs all day, the greatest first. */
  private List<Request> services() {
    List<Request> requests = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      if (!workload.isJob()) {
        Amounts pod = new Amounts(0, 0);
        for (ContainerView container : workload.mainContainers()) {
          pod = pod.plus(Amounts.of(container.requests(), 0));
        }
        requests.add(new Request(pod, NodePools.of(workload.pod())));
      }
    }
    Collections.sort(requests);
    return requests;
  }

  /** As Spark reckons: heap, and beside it a share, 384 MiB at least, in whole mebibytes. */
  private static Amounts executor(Conf conf) {
    long heap = size(conf.get(Keys.EXECUTOR_MEMORY).orElse("1g"));
    Optional<String> overhead = conf.get(Keys.EXECUTOR_OVERHEAD);
    long beside = overhead.isPresent() ? size(overhead.get()) : share(conf, heap);
    long cores = number(conf.get(Keys.EXECUTOR_CORES).orElse("")).orElse(1.0).intValue();
    long python = size(conf.get("spark.executor.pyspark.memory").orElse("0"));
    return new Amounts(cores * 1000, heap + beside + python);
  }

  private static long share(Conf conf, long heap) {
    String all = conf.get(Keys.OVERHEAD_FACTOR).orElse("");
    // Binary fractions, as Spark's own: a decimal one would now and then be a mebibyte off.
    double share = number(conf.get(Keys.EXECUTOR_OVERHEAD_FACTOR).orElse(all)).orElse(0.1);
    long whole = heap / MEBI;
    long mebis = Math.min((long) (share * whole), MOST_MEBI);
    return Math.max(mebis * MEBI, MIN_OVERHEAD);
  }

  /**
   * Bytes of a size in whole mebibytes, as Spark reads it; {@code KEY-02} speaks of what is none.
   */
  private static long size(String text) {
    return Math.min(SIZE.amount(text).orElse(0L), MOST_MEBI) * MEBI;
  }

  private static Optional<Double> number(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
