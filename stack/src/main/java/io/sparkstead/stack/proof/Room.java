package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.schedule.NodePool;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Executors find room: in the quota, in the limits of one pod, on the nodes. */
final class Room implements RuleFamily {

  private static final Pattern SIZE = Pattern.compile("(\\d+)([kmgt])?b?");
  private static final long MEBI = 1L << 20;
  private static final long MIN_OVERHEAD = 384 * MEBI;

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
  private record Asking(Need need, NodePool pool) {}

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
        nodes(stack, findings, conf, executor, most.get());
        quotas(stack, findings, conf, executor, most.get());
        limits(stack, findings, conf, executor);
      }
    }
  }

  private static void nodes(Evidence stack, Findings findings, Conf conf, Need executor, int most) {
    findings.checking(Rule.EXECUTORS_FIT_ON_THE_NODES);
    if (stack.nodes().isEmpty()) {
      return;
    }
    List<Place> places = stack.nodes().stream().map(Place::new).toList();
    services(stack).stream()
        .sorted(Comparator.comparingLong((Asking pod) -> pod.need().bytes()).reversed())
        .forEach(service -> place(places, service));
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
    return places.stream().anyMatch(place -> place.takes(pod));
  }

  private static void quotas(
      Evidence stack, Findings findings, Conf conf, Need executor, int most) {
    findings.checking(Rule.EXECUTORS_FIT_IN_THE_QUOTA);
    Need services = services(stack).stream().map(Asking::need).reduce(Need.NOTHING, Need::plus);
    Need all = services.plus(executor.times(most));
    int pods = services(stack).size() + most;
    for (Map.Entry<Manifest, ResourceQuota> quota : stack.all(ResourceQuota.class).entrySet()) {
      Map<String, Quantity> hard = quota.getValue().getSpec().getHard();
      hard.forEach(
          (name, amount) -> {
            BigDecimal bound = amount.getNumericalAmount();
            BigDecimal asked = asked(name, all, pods);
            if (asked.compareTo(bound) > 0) {
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
                      + amount
                      + "; raise it, or lower "
                      + Allocation.MAX
                      + " in "
                      + conf.subject());
            }
          });
    }
  }

  private static BigDecimal asked(String quota, Need all, int pods) {
    return switch (quota) {
      case "cpu", "requests.cpu" -> BigDecimal.valueOf(all.millis(), 3);
      case "memory", "requests.memory", "limits.memory" -> BigDecimal.valueOf(all.bytes());
      case "pods", "count/pods" -> BigDecimal.valueOf(pods);
      default -> BigDecimal.ZERO;
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
    return needs;
  }

  private static Need requests(Container container) {
    ResourceRequirements resources = container.getResources();
    return resources == null
        ? Need.NOTHING
        : new Need(millis(resources.getRequests(), 0), bytes(resources.getRequests(), 0));
  }

  private static long millis(@Nullable Map<String, Quantity> amounts, long otherwise) {
    return amount(amounts, "cpu", quantity -> quantity.movePointRight(3), otherwise);
  }

  private static long bytes(@Nullable Map<String, Quantity> amounts, long otherwise) {
    return amount(amounts, "memory", quantity -> quantity, otherwise);
  }

  private static long amount(
      @Nullable Map<String, Quantity> amounts,
      String name,
      Function<BigDecimal, BigDecimal> unit,
      long otherwise) {
    Quantity quantity = amounts == null ? null : amounts.get(name);
    return quantity == null ? otherwise : unit.apply(quantity.getNumericalAmount()).longValue();
  }

  /** As Spark reckons: heap, and beside it a share, 384 MiB at least, in whole mebibytes. */
  private static Need executor(Conf conf) {
    long heap = size(conf.get("spark.executor.memory").orElse("1g"));
    BigDecimal factor =
        conf.get("spark.executor.memoryOverheadFactor")
            .or(() -> conf.get("spark.kubernetes.memoryOverheadFactor"))
            .flatMap(Room::decimal)
            .orElse(new BigDecimal("0.1"));
    long share = factor.multiply(BigDecimal.valueOf(heap / MEBI)).longValue() * MEBI;
    long overhead =
        conf.get("spark.executor.memoryOverhead")
            .map(Room::size)
            .orElse(Math.max(share, MIN_OVERHEAD));
    long cores = number(conf, "spark.executor.cores").orElse(1);
    return new Need(cores * 1000, heap + overhead);
  }

  /** Bytes of a size as Spark spells it; a bare number counts mebibytes. */
  private static long size(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      return 0;
    }
    int power = size.group(2) == null ? 2 : "bkmgt".indexOf(size.group(2));
    return Long.parseLong(size.group(1)) << (10 * power);
  }

  private static Optional<Integer> number(Conf conf, String key) {
    return conf.get(key).flatMap(Room::decimal).map(BigDecimal::intValue);
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
