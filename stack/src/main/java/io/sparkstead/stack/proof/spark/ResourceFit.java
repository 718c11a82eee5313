package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.LimitRangeSpec;
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
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.evidence.spark.Devices;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.NodePools;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.schedule.NodePool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether drivers and executors fit, all that there may be at once: on the nodes, in the quota, in
 * a pod's limits.
 */
public record ResourceFit(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule EXECUTORS_FIT_ON_THE_NODES =
      Rule.error(
              "DYN-11",
              "All executors that an application may ask for find room on the nodes, as all drivers do")
          .why("The rest stay Pending; a job that counts on them waits for ever.")
          .fix(
              "Lower the last number of allocation(…), make executors or drivers smaller, or add"
                  + " nodes.");

  static final Rule APPLICATIONS_FIT_TOGETHER =
      Rule.warning(
              "DYN-22", "All applications find room on the nodes at their most executors, together")
          .why(
              "Executors of the one stay Pending while the other has as many as it may. Dynamic"
                  + " allocation shares nodes in turn, which may be what you want.")
          .fix(
              "Lower the last number of allocation(…) of either, or add nodes; or say that they share"
                  + " in turn.");

  static final Rule EXECUTORS_FIT_IN_THE_QUOTA =
      Rule.error("DYN-12", "The stack with all its executors stays within the namespace's quota")
          .why("The API server refuses the pods past it, executors or whatever restarts next.")
          .fix("Raise the quota, or lower the last number of allocation(…).");

  static final Rule EXECUTOR_FITS_THE_LIMITS =
      Rule.error(
              "DYN-13",
              "An executor with what it takes beside the heap is within the namespace's limits for one pod")
          .why("The API server refuses every executor.")
          .fix("Raise the LimitRange, or make executors smaller.");

  static final Rule PYTHON_FITS_BESIDE_THE_HEAP =
      Rule.error(
              "DYN-21",
              "What Python may take on a notebook's executors is in their pods, beside the heap")
          .why(
              "Spark adds spark.executor.pyspark.memory to the pods of a submitted Python program"
                  + " alone. A notebook's executors are killed when Python takes it.")
          .fix("Leave the property out, or make the executors' heap larger.");

  private static final String PYTHON = "spark.executor.pyspark.memory";
  private static final String OFF_HEAP = "spark.memory.offHeap.";
  private static final long MEBI = 1L << 20;
  private static final long MIN_OVERHEAD = 384 * MEBI;
  private static final ValueKind.Bytes SIZE = ValueKind.Bytes.in('m');
  private static final ValueKind.Bytes BYTES = ValueKind.Bytes.in('b');

  /** More than there are on earth, and still few enough to reckon with. */
  private static final long MOST_MEBI = 1L << 31;

  /** What a pod asks for, and of which nodes. */
  private record Request(Amounts amounts, NodePool pool) implements Comparable<Request> {

    /** The one that takes most memory first. */
    @Override
    public int compareTo(Request other) {
      return Long.compare(other.amounts.bytes(), amounts.bytes());
    }
  }

  /**
   * One application.
   *
   * @param drivers the pods that come with a run of it, where those are not services
   * @param executor one of its executors
   * @param most how many of those there may be
   * @param isConstant whether it runs all day or by the clock, and not when somebody wants it
   */
  private record Application(
      Conf conf, List<Request> drivers, Request executor, int most, boolean isConstant) {}

  @Override
  public void check() {
    List<Request> services = services();
    List<Application> together = new ArrayList<>();
    boolean isOneTooLarge = false;
    for (Conf conf : stack.confs()) {
      Optional<Double> most = number(conf.get(Keys.MAX_EXECUTORS).orElse(""));
      if (most.isPresent() && (conf.isClient() || isByTheClock(conf))) {
        Application one = application(conf, most.get().intValue());
        isOneTooLarge |= !new Load(stack, findings, List.of(one), services).fits();
        if (one.isConstant()) {
          together.add(one);
        }
      }
      if (conf.isApplication()) {
        pythonFits(conf);
      }
      if (conf.isCluster() && !isByTheClock(conf)) {
        new Load(stack, findings, List.of(application(conf, 0)), List.of()).driversFit();
      }
    }
    for (Session session : Session.allOf(stack)) {
      Optional<Double> most = number(session.both().get(Keys.MAX_EXECUTORS).orElse(""));
      Amounts own = executor(session.both());
      boolean isOther = !own.equals(executor(session.file()));
      if (most.isPresent() && session.both().isClient() && isOther) {
        Application one = application(session.both(), most.get().intValue());
        new Load(stack, findings, List.of(one), services).fits();
      }
    }
    // Where one alone is too large, that is what has to be mended first.
    if (together.size() > 1 && !isOneTooLarge) {
      new Load(stack, findings, together, services).fits();
    }
  }

  private Application application(Conf conf, int most) {
    Request executor = new Request(executor(conf), NodePools.of(stack, conf, "executor"));
    Optional<Workload> reader = stack.readerOf(conf);
    List<Request> drivers = new ArrayList<>();
    if (conf.isCluster()) {
      drivers.add(new Request(driver(conf), NodePools.of(stack, conf, "driver")));
      if (reader.isPresent()) {
        drivers.add(request(reader.get()));
      }
    }
    boolean isConstant = conf.isCluster() || (reader.isPresent() && !reader.get().isJob());
    return new Application(conf, drivers, executor, most, isConstant);
  }

  /** Whether a CronJob that goes up with the stack submits it. */
  private boolean isByTheClock(Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    return conf.isCluster()
        && reader.isPresent()
        && reader.get().manifest().kind().equals("CronJob")
        && !stack.folder().apart().contains(reader.get().manifest().folder());
  }

  /** Applications at their most executors, beside what runs all day. */
  private record Load(
      Evidence stack, Findings findings, List<Application> all, List<Request> services) {

    /** Whether they do, on the nodes and in the quota. */
    boolean fits() {
      boolean isPlaced = stack.nodes().isEmpty() || fitsOnTheNodes();
      boolean isWithin = fitsInTheQuota();
      if (all.size() == 1) {
        fitsTheLimits(all.get(0));
      }
      return isPlaced && isWithin;
    }

    /** Whether one node by itself has room for each driver. */
    void driversFit() {
      if (!stack.nodes().isEmpty()) {
        fitsOnTheNodes();
      }
    }

    private boolean fitsOnTheNodes() {
      List<Amounts> free = new ArrayList<>();
      for (Node node : stack.nodes()) {
        free.add(Amounts.of(node));
      }
      for (Request service : services) {
        place(free, service);
      }
      for (Application one : all) {
        for (Request driver : one.drivers()) {
          if (!place(free, driver)) {
            at(EXECUTORS_FIT_ON_THE_NODES, one)
                .say(
                    "a driver or the pod that submits it, of {}, does not fit on {} beside {}; make it"
                        + " smaller or add nodes",
                    driver.amounts(),
                    nodes(),
                    others(one));
            return false;
          }
        }
      }
      for (Application one : all) {
        if (!findsItsDevices(one)) {
          return false;
        }
        int placed = 0;
        while (placed < one.most() && place(free, one.executor())) {
          placed++;
        }
        if (placed == 0 && one.most() > 0) {
          at(all.size() == 1 ? EXECUTORS_FIT_ON_THE_NODES : APPLICATIONS_FIT_TOGETHER, one)
              .say(
                  "not one executor of {} fits on {} beside {}, for want of {}: make it smaller by"
                      + " executors(…), or add a node that is larger",
                  one.executor().amounts(),
                  nodes(),
                  others(one),
                  shortOf(free, one.executor()));
          return false;
        }
        if (placed < one.most()) {
          at(all.size() == 1 ? EXECUTORS_FIT_ON_THE_NODES : APPLICATIONS_FIT_TOGETHER, one)
              .say(
                  "{} executors of {} do not fit on {} beside {}; at most {} do, for want of {}: lower"
                      + " the last number of allocation(…) or add nodes",
                  one.most(),
                  one.executor().amounts(),
                  nodes(),
                  others(one),
                  placed,
                  shortOf(free, one.executor()));
          return false;
        }
      }
      return true;
    }

    /** What is missing on the nodes that take {@code pod}. */
    private String shortOf(List<Amounts> free, Request pod) {
      boolean isCpu = true;
      boolean isMemory = true;
      for (int i = 0; i < free.size(); i++) {
        if (stack.nodes().get(i).pool().takes(pod.pool())) {
          isCpu &= free.get(i).millis() < pod.amounts().millis();
          isMemory &= free.get(i).bytes() < pod.amounts().bytes();
        }
      }
      if (isCpu != isMemory) {
        return isCpu ? "cores" : "memory";
      }
      return isCpu || pod.amounts().devices().isEmpty() ? "cores and memory" : "devices";
    }

    /** Whether one node that takes its executors has their devices; if not, others tell of it. */
    private boolean findsItsDevices(Application one) {
      for (Node node : stack.nodes()) {
        if (node.pool().takes(one.executor().pool())
            && Amounts.of(node).holdsDevicesOf(one.executor().amounts())) {
          return true;
        }
      }
      return one.executor().amounts().devices().isEmpty();
    }

    private Findings.Place at(Rule rule, Application one) {
      return findings.at(rule, one.conf(), Keys.MAX_EXECUTORS);
    }

    private String nodes() {
      List<Node> nodes = stack.nodes();
      return Set.copyOf(nodes).size() == 1
          ? nodes.size() + (nodes.size() == 1 ? " node of " : " nodes of ") + nodes.get(0)
          : "nodes of " + nodes;
    }

    /** What is there besides {@code one}. */
    private String others(Application one) {
      StringBuilder others = new StringBuilder("the services");
      for (Application other : all) {
        if (!other.equals(one)) {
          others.append(" and all that ").append(other.conf().subject()).append(" may ask for");
        }
      }
      return others.toString();
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

    private boolean fitsInTheQuota() {
      boolean isWithin = true;
      Amounts sum = Amounts.NONE;
      int pods = services.size();
      int executors = 0;
      for (Request service : services) {
        sum = sum.plus(service.amounts());
      }
      for (Application one : all) {
        for (Request driver : one.drivers()) {
          sum = sum.plus(driver.amounts());
        }
        sum = sum.plus(one.executor().amounts().times(one.most()));
        executors += one.most();
        pods += one.drivers().size() + one.most();
      }
      for (Found<ResourceQuota> quota : stack.all(ResourceQuota.class)) {
        ResourceQuotaSpec spec = quota.object().getSpec();
        for (var hard : Given.amounts(spec == null ? null : spec.getHard()).entrySet()) {
          String name = hard.getKey();
          int perOne = name.endsWith("cpu") ? 1000 : 1;
          if (asked(name, sum, pods) > Quantities.parts(hard.getValue(), perOne)) {
            isWithin = false;
            findings
                .at(EXECUTORS_FIT_IN_THE_QUOTA, quota, name)
                .say(
                    "with {} the stack asks for {}, but {it} allows {} of {}; raise it, or lower the"
                        + " last number of allocation(…) of {}",
                    executors == 1 ? "1 executor" : executors + " executors",
                    name.equals("pods") ? pods + " pods" : sum,
                    name,
                    hard.getValue(),
                    subjects());
          }
        }
      }
      return isWithin;
    }

    private String subjects() {
      StringBuilder subjects = new StringBuilder();
      for (Application one : all) {
        subjects.append(subjects.isEmpty() ? "" : " or ").append(one.conf().subject());
      }
      return subjects.toString();
    }

    /** Processors in thousandths. */
    private static long asked(String quota, Amounts all, int pods) {
      return switch (quota) {
        // A limit is no less than its request.
        case "cpu", "requests.cpu", "limits.cpu" -> all.millis();
        case "memory", "requests.memory", "limits.memory" -> all.bytes();
        case "pods", "count/pods" -> pods;
        default -> all.devices().getOrDefault(quota.replace("requests.", ""), 0L);
      };
    }

    private void fitsTheLimits(Application one) {
      Amounts executor = one.executor().amounts().withoutDevices();
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
                    one.conf());
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
        requests.add(request(workload));
      }
    }
    Collections.sort(requests);
    return requests;
  }

  private static Request request(Workload workload) {
    Amounts pod = Amounts.NONE;
    for (ContainerView container : workload.mainContainers()) {
      pod = pod.plus(Amounts.of(container));
    }
    return new Request(pod, NodePools.of(workload.pod()));
  }

  /** Spark counts what Python may take in the pods of a submitted program alone. */
  private void pythonFits(Conf conf) {
    long python = size(conf.get(PYTHON).orElse("0"));
    if (conf.isClient() && conf.isWhole() && python > overhead(conf, "executor")) {
      at(PYTHON_FITS_BESIDE_THE_HEAP, conf, PYTHON)
          .say(
              "{}, but executors of {it} have {}Mi beside their heap; leave it out, or make the heap"
                  + " larger",
              conf.setting(PYTHON),
              overhead(conf, "executor") / MEBI);
    }
  }

  /** As Spark reckons: the heap, what goes beside it, and what lies outside of both. */
  private static Amounts executor(Conf conf) {
    long bytes = heap(conf, "executor") + overhead(conf, "executor");
    if (conf.isCluster()) {
      bytes += size(conf.get(PYTHON).orElse("0"));
    }
    if (conf.is(OFF_HEAP + "enabled", "true")) {
      Optional<Long> offHeap = BYTES.amount(conf.get(OFF_HEAP + "size").orElse("0"));
      bytes += Math.min(offHeap.orElse(0L) / MEBI, MOST_MEBI) * MEBI;
    }
    return new Amounts(cores(conf, "executor"), bytes, Devices.of(conf, "executor"));
  }

  private static Amounts driver(Conf conf) {
    return new Amounts(
        cores(conf, "driver"),
        heap(conf, "driver") + overhead(conf, "driver"),
        Devices.of(conf, "driver"));
  }

  private static long cores(Conf conf, String role) {
    String cores = conf.get("spark." + role + ".cores").orElse("");
    return number(cores).orElse(1.0).intValue() * 1000L;
  }

  private static long heap(Conf conf, String role) {
    return size(conf.get("spark." + role + ".memory").orElse("1g"));
  }

  /** Beside the heap: what is said, or a share, 384 MiB at least, in whole mebibytes. */
  private static long overhead(Conf conf, String role) {
    Optional<String> said = conf.get("spark." + role + ".memoryOverhead");
    return said.isPresent() ? size(said.get()) : share(conf, role);
  }

  private static long share(Conf conf, String role) {
    String all = conf.get(Keys.OVERHEAD_FACTOR).orElse("");
    String own = conf.get("spark." + role + ".memoryOverheadFactor").orElse(all);
    // Binary fractions, as Spark's own: a decimal one would now and then be a mebibyte off.
    double share = number(own).orElse(0.1);
    long whole = heap(conf, role) / MEBI;
    long mebis = Math.min((long) (share * whole), MOST_MEBI);
    Optional<String> least = conf.get("spark." + role + ".minMemoryOverhead");
    return Math.max(mebis * MEBI, least.isPresent() ? size(least.get()) : MIN_OVERHEAD);
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
