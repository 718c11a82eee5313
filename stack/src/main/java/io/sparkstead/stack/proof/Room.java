package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.schedule.NodePool;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executors find room: in the quota, in the limits of one pod, on the nodes. */
final class Room implements RuleFamily {

  private static final long MEBI = 1L << 20;
  private static final long MIN_OVERHEAD = 384 * MEBI;
  private static final ValueKind.Bytes SIZE = ValueKind.Bytes.in('m');

  /** More than there are on earth, and still few enough to reckon with. */
  private static final long MOST_MEBI = 1L << 31;

  /** What one pod asks for. */
  private record Need(long millis, long bytes) {

    static final Need NOTHING = new Need(0, 0);

    Need plus(Need other) {
      return new Need(millis + other.millis, bytes + other.bytes);
    }

    Need minus(Need other) {
      return new Need(millis - other.millis, bytes - other.bytes);
    }

    Need times(int factor) {
      return new Need(millis * factor, bytes * factor);
    }

    boolean holds(Need other) {
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

  /** A pod, and which nodes it may run on. */
  private record Asking(Need need, NodePool pool) implements Comparable<Asking> {

    /** The one that takes most memory first. */
    @Override
    public int compareTo(Asking other) {
      return Long.compare(other.need.bytes(), need.bytes());
    }
  }

  /** What is left of a node. */
  private static final class Place {

    private final NodePool pool;
    private Need free;

    Place(Node node) {
      pool = node.pool();
      free = new Need(node.cpu().millis(), node.memory().bytes());
    }

    boolean takes(Asking pod) {
      boolean fits = pool.takes(pod.pool()) && free.holds(pod.need());
      if (fits) {
        free = free.minus(pod.need());
      }
      return fits;
    }
  }

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      // A script's application runs now and then; a notebook's is there all day.
      Optional<Integer> most = conf.isClient() ? number(conf, Allocation.MAX) : Optional.empty();
      if (most.isPresent()) {
        Need executor = executor(conf);
        List<Asking> services = services(stack);
        nodes(stack, findings, conf, services, executor, most.get());
        quotas(stack, findings, conf, services, executor, most.get());
        limits(stack, findings, conf, executor);
      }
    }
  }

  private static void nodes(
      Evidence stack,
      Findings findings,
      Conf conf,
      List<Asking> services,
      Need executor,
      int most) {
    findings.checking(Rule.EXECUTORS_FIT_ON_THE_NODES);
    if (stack.nodes().isEmpty()) {
      return;
    }
    List<Place> places = new ArrayList<>();
    for (Node node : stack.nodes()) {
      places.add(new Place(node));
    }
    for (Asking service : services) {
      place(places, service);
    }
    Asking asking = new Asking(executor, Placements.ofTemplate(stack, conf, "executor"));
    int placed = 0;
    while (placed < most && place(places, asking)) {
      placed++;
    }
    if (placed < most) {
      findings.about(
          conf,
          Allocation.MAX,
          most
              + " executors of "
              + executor
              + " do not fit on "
              + described(stack.nodes())
              + " beside the services; at most "
              + placed
              + " do: lower "
              + Allocation.MAX
              + " or add nodes");
    }
  }

  private static String described(List<Node> nodes) {
    boolean alike = nodes.stream().distinct().count() == 1;
    return alike ? nodes.size() + " nodes of " + nodes.get(0) : "nodes of " + nodes;
  }

  /** Puts the pod on the first node that takes it and has room. */
  private static boolean place(List<Place> places, Asking pod) {
    for (Place place : places) {
      if (place.takes(pod)) {
        return true;
      }
    }
    return false;
  }

  private static void quotas(
      Evidence stack,
      Findings findings,
      Conf conf,
      List<Asking> services,
      Need executor,
      int most) {
    findings.checking(Rule.EXECUTORS_FIT_IN_THE_QUOTA);
    Need all = executor.times(most);
    for (Asking service : services) {
      all = all.plus(service.need());
    }
    int pods = services.size() + most;
    for (Map.Entry<Manifest, ResourceQuota> quota : stack.all(ResourceQuota.class).entrySet()) {
      for (Map.Entry<String, Quantity> hard : quota.getValue().getSpec().getHard().entrySet()) {
        String name = hard.getKey();
        if (asked(name, all, pods)
            > Quantities.parts(hard.getValue(), name.endsWith("cpu") ? 1000 : 1)) {
          findings.about(
              quota.getKey(),
              name,
              "with "
                  + most
                  + " executors the stack asks for "
                  + (name.equals("pods") ? pods + " pods" : all.toString())
                  + ", but "
                  + quota.getKey()
                  + " allows "
                  + name
                  + " of "
                  + hard.getValue()
                  + "; raise it, or lower "
                  + Allocation.MAX
                  + " in "
                  + conf.subject());
        }
      }
    }
  }

  /** Processors in thousandths. */
  private static long asked(String quota, Need all, int pods) {
    return switch (quota) {
      case "cpu", "requests.cpu" -> all.millis();
      case "memory", "requests.memory", "limits.memory" -> all.bytes();
      case "pods", "count/pods" -> pods;
      default -> 0;
    };
  }

  private static void limits(Evidence stack, Findings findings, Conf conf, Need executor) {
    findings.checking(Rule.EXECUTOR_FITS_THE_LIMITS);
    for (Map.Entry<Manifest, LimitRange> range : stack.all(LimitRange.class).entrySet()) {
      for (LimitRangeItem item : range.getValue().getSpec().getLimits()) {
        Need bound =
            new Need(millis(item.getMax(), Long.MAX_VALUE), bytes(item.getMax(), Long.MAX_VALUE));
        if (!"PersistentVolumeClaim".equals(item.getType()) && !bound.holds(executor)) {
          findings.about(
              range.getKey(),
              "max:",
              "an executor asks for "
                  + executor
                  + ", more than "
                  + range.getKey()
                  + " lets one "
                  + item.getType()
                  + " have; raise it, or make executors smaller in "
                  + conf.subject());
        }
      }
    }
  }

  /** What runs all day, the greatest first. */
  private static List<Asking> services(Evidence stack) {
    List<Asking> needs = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      if (!workload.isJob()) {
        Need pod = Need.NOTHING;
        for (Container container : workload.template().getSpec().getContainers()) {
          pod = pod.plus(requests(container));
        }
        needs.add(new Asking(pod, Placements.asked(workload.template().getSpec())));
      }
    }
    Collections.sort(needs);
    return needs;
  }

  private static Need requests(Container container) {
    ResourceRequirements resources = container.getResources();
    return resources == null
        ? Need.NOTHING
        : new Need(millis(resources.getRequests(), 0), bytes(resources.getRequests(), 0));
  }

  private static long millis(@Nullable Map<String, Quantity> amounts, long otherwise) {
    Quantity cpu = amounts == null ? null : amounts.get("cpu");
    return cpu == null ? otherwise : Quantities.parts(cpu, 1000);
  }

  private static long bytes(@Nullable Map<String, Quantity> amounts, long otherwise) {
    Quantity memory = amounts == null ? null : amounts.get("memory");
    return memory == null ? otherwise : Quantities.parts(memory, 1);
  }

  /** As Spark reckons: heap, and beside it a share, 384 MiB at least, in whole mebibytes. */
  private static Need executor(Conf conf) {
    long heap = size(conf.get("spark.executor.memory").orElse("1g"));
    Optional<String> overhead = conf.get("spark.executor.memoryOverhead");
    long beside = overhead.isPresent() ? size(overhead.get()) : share(conf, heap);
    long cores = number(conf, "spark.executor.cores").orElse(1);
    return new Need(cores * 1000, heap + beside);
  }

  private static long share(Conf conf, long heap) {
    Optional<String> executors = conf.get("spark.executor.memoryOverheadFactor");
    Optional<String> factor =
        executors.isPresent() ? executors : conf.get("spark.kubernetes.memoryOverheadFactor");
    // Binary fractions, as Spark's own: a decimal one would now and then be a mebibyte off.
    double share = decimal(factor.orElse("")).orElse(0.1);
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

  private static Optional<Integer> number(Conf conf, String key) {
    Optional<Double> number = decimal(conf.get(key).orElse(""));
    return number.isPresent() ? Optional.of(number.get().intValue()) : Optional.empty();
  }

  private static Optional<Double> decimal(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
