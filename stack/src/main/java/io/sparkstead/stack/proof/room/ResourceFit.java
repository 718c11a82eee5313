package io.sparkstead.stack.proof.room;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.LimitRangeSpec;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
              "Lower the last number of allocation(…), make executors, drivers or services smaller,"
                  + " these by notebookSize(…) and historySize(…), or add nodes.");

  static final Rule APPLICATIONS_FIT_TOGETHER =
      Rule.warning(
              "DYN-22", "All applications find room on the nodes at their most executors, together")
          .why(
              "Executors of the one stay Pending while the other has as many as it may. Dynamic"
                  + " allocation shares nodes in turn, which may be what you want.")
          .fix(
              "Lower the last number of allocation(…) of either, or add nodes; or say that they share"
                  + " in turn.");

  static final Rule RUNS_FIT_BESIDE_SERVICES =
      Rule.warning(
              "DYN-26",
              "Services, and beside them each run that somebody asks for, find room on the nodes")
          .why(
              "The smoke test, an example or a job stays Pending until something is stopped, and"
                  + " nothing says so. A share of each node is counted as the system's.")
          .fix(
              "Make services smaller by notebookSize(…) or historySize(…), or executors by"
                  + " executors(…); or give larger or more nodes(…).");

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

  private static final String CPU_LIMITS = "limits.cpu";

  /**
   * One application.
   *
   * @param drivers the pods that come with a run of it, where those are not services
   * @param executor one of its executors
   * @param most how many of those there may be
   */
  private record Application(Conf conf, List<Request> drivers, Request executor, int most) {}

  @Override
  public void check() {
    List<Request> services = Request.services(stack);
    List<Application> together = new ArrayList<>();
    boolean isOneTooLarge = false;
    List<Conf> onRequest = new ArrayList<>();
    for (Conf conf : stack.confs()) {
      Optional<Double> most = Asked.number(conf.get(Keys.MAX_EXECUTORS).orElse(""));
      if (most.isPresent() && (conf.isClient() || Demand.isByTheClock(stack, conf))) {
        Application one = application(conf, most.get().intValue());
        isOneTooLarge |= !new Load(stack, findings, List.of(one), services).fits();
        if (Demand.isConstant(stack, conf)) {
          together.add(one);
        }
      }
      if (isOnRequest(conf)) {
        onRequest.add(conf);
      }
      if (conf.isApplication()) {
        pythonFits(conf);
      }
      if (conf.isCluster() && !Demand.isByTheClock(stack, conf)) {
        isOneTooLarge |=
            !new Load(stack, findings, List.of(application(conf, 0)), List.of()).driversFit();
      }
    }
    for (Session session : Session.allOf(stack)) {
      Optional<Double> most = Asked.number(session.both().get(Keys.MAX_EXECUTORS).orElse(""));
      Amounts own = Asked.executor(session.both());
      boolean isOther =
          !own.equals(Asked.executor(session.file()))
              || !session
                  .both()
                  .get(Keys.MAX_EXECUTORS)
                  .equals(session.file().get(Keys.MAX_EXECUTORS));
      if (most.isPresent() && session.both().isClient() && isOther) {
        Application one = application(session.both(), most.get().intValue());
        isOneTooLarge |= !new Load(stack, findings, List.of(one), services).fits();
      }
    }
    // Where one alone is too large, that is what has to be mended first.
    if (isOneTooLarge) {
      return;
    }
    if (together.size() > 1) {
      new Load(stack, findings, together, services).fits();
    }
    if (!stack.nodes().isEmpty()) {
      besideServices(services, onRequest);
    }
  }

  /** Whether somebody has to ask for it: a smoke test, an example, a job without a schedule. */
  private boolean isOnRequest(Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    return conf.isCluster()
        ? conf.isWhole() && !Demand.isByTheClock(stack, conf)
        : conf.isClient() && reader.isPresent() && reader.get().isJob();
  }

  /** What is up all day, and then each run with one executor: with that it comes to its end. */
  private void besideServices(List<Request> services, List<Conf> runs) {
    Room room = Room.besideTheSystem(stack.nodes());
    for (Request service : services) {
      if (room.isFor(service) && !room.place(service)) {
        String missing = room.missing(List.of(service));
        findings
            .at(RUNS_FIT_BESIDE_SERVICES, service.by().orElseThrow(), "resources:")
            .say(
                "{it} asks for {}, and does not fit on {} beside the other services and {} for the"
                    + " system, for want of {}: {}",
                service,
                Room.inWords(stack.nodes()),
                Room.SYSTEM,
                missing,
                missing.equals(Room.DEVICES)
                    ? "say gpus(…) of the Node that has them, or drop them from its limits"
                    : "make services smaller by notebookSize(…), historySize(…) or storeSize(…), or"
                        + " give larger or more nodes(…)");
        return;
      }
    }
    for (Conf run : runs) {
      besideServices(room.copy(), run);
    }
  }

  private void besideServices(Room room, Conf run) {
    List<Request> pods = new ArrayList<>();
    Optional<Workload> reader = stack.readerOf(run);
    if (reader.isPresent() && reader.get().isJob()) {
      pods.add(Request.of(reader.get()));
    }
    if (run.isCluster()) {
      pods.add(Request.driver(stack, run));
    }
    pods.add(Request.executor(stack, run));
    for (int i = 0; i < pods.size(); i++) {
      Request pod = pods.get(i);
      if (room.isFor(pod) && !room.place(pod)) {
        findings
            .at(RUNS_FIT_BESIDE_SERVICES, run, Keys.MAX_EXECUTORS)
            .say(
                "a run of {it} asks for pods of {}, and they do not fit on {} beside the services and"
                    + " {} for the system, for want of {}: make services smaller by notebookSize(…) or"
                    + " historySize(…), executors by executors(…), or give larger or more nodes(…)",
                pods,
                Room.inWords(stack.nodes()),
                Room.SYSTEM,
                room.missing(pods.subList(i, pods.size())));
        return;
      }
    }
  }

  private Application application(Conf conf, int most) {
    Request executor = Request.executor(stack, conf);
    Optional<Workload> reader = stack.readerOf(conf);
    List<Request> drivers = new ArrayList<>();
    if (conf.isCluster()) {
      drivers.add(Request.driver(stack, conf));
      if (reader.isPresent()) {
        drivers.add(Request.of(reader.get()));
      }
    }
    return new Application(conf, drivers, executor, most);
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

    /** Whether one node by itself has room for each driver; an executor is within the limits. */
    boolean driversFit() {
      if (all.get(0).conf().get(Keys.MAX_EXECUTORS).isPresent()) {
        fitsTheLimits(all.get(0));
      }
      return stack.nodes().isEmpty() || fitsOnTheNodes();
    }

    private boolean fitsOnTheNodes() {
      Room free = Room.on(stack.nodes());
      for (Request service : services) {
        free.place(service);
      }
      for (Application one : all) {
        for (Request driver : one.drivers()) {
          if (!free.place(driver)) {
            at(EXECUTORS_FIT_ON_THE_NODES, one)
                .say(
                    "a driver or the pod that submits it, of {}, does not fit on {} beside {}; make it"
                        + " smaller, or services by notebookSize(…) or historySize(…), or add nodes",
                    driver.amounts(),
                    Room.inWords(stack.nodes()),
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
        while (placed < one.most() && free.place(one.executor())) {
          placed++;
        }
        if (placed == 0 && one.most() > 0) {
          at(all.size() == 1 ? EXECUTORS_FIT_ON_THE_NODES : APPLICATIONS_FIT_TOGETHER, one)
              .say(
                  "not one executor of {} fits on {} beside {}, for want of {}: make it smaller by"
                      + " executors(…), or services by notebookSize(…) or historySize(…), or add a"
                      + " node that is larger",
                  one.executor().amounts(),
                  Room.inWords(stack.nodes()),
                  others(one),
                  free.shortOf(one.executor()));
          return false;
        }
        if (placed < one.most()) {
          at(all.size() == 1 ? EXECUTORS_FIT_ON_THE_NODES : APPLICATIONS_FIT_TOGETHER, one)
              .say(
                  "{} executors of {} do not fit on {} beside {}; at most {} do, for want of {}: lower"
                      + " the last number of allocation(…), make services smaller by"
                      + " notebookSize(…) or historySize(…), or add nodes",
                  one.most(),
                  one.executor().amounts(),
                  Room.inWords(stack.nodes()),
                  others(one),
                  placed,
                  free.shortOf(one.executor()));
          return false;
        }
      }
      return true;
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

    private boolean fitsInTheQuota() {
      boolean isWithin = true;
      Amounts sum = Amounts.NONE;
      long most = 0;
      int pods = services.size();
      int executors = 0;
      for (Request service : services) {
        sum = sum.plus(service.amounts());
        most += service.mostMillis();
      }
      for (Application one : all) {
        for (Request driver : one.drivers()) {
          sum = sum.plus(driver.amounts());
          most += driver.mostMillis();
        }
        sum = sum.plus(one.executor().amounts().times(one.most()));
        most += one.executor().mostMillis() * one.most();
        executors += one.most();
        pods += one.drivers().size() + one.most();
      }
      for (Found<ResourceQuota> quota : stack.quotas()) {
        ResourceQuotaSpec spec = quota.object().getSpec();
        for (var hard : Given.amounts(spec == null ? null : spec.getHard()).entrySet()) {
          String name = hard.getKey();
          int perOne = name.endsWith("cpu") ? 1000 : 1;
          boolean isOfLimits = name.equals(CPU_LIMITS);
          long asked = isOfLimits ? most : asked(name, sum, pods);
          if (asked > Quantities.parts(hard.getValue(), perOne)) {
            isWithin = false;
            findings
                .at(EXECUTORS_FIT_IN_THE_QUOTA, quota, name)
                .say(
                    "with {} the stack asks for {}, but {it} allows {} of {}; raise it, or lower the"
                        + " last number of allocation(…) of {}",
                    executors == 1 ? "1 executor" : executors + " executors",
                    isOfLimits ? inCores(most) : name.equals("pods") ? pods + " pods" : sum,
                    name,
                    hard.getValue(),
                    subjects());
          }
        }
      }
      return isWithin;
    }

    /** As many applications as are named where each is as good as the others. */
    private static final int NAMED = 3;

    private String subjects() {
      List<String> subjects = new ArrayList<>();
      for (Application one : all) {
        subjects.add(one.conf().subject());
      }
      int more = subjects.size() - NAMED;
      // Of two hundred notebooks, one is as good as the other.
      return more <= 1
          ? String.join(" or ", subjects)
          : String.join(" or ", subjects.subList(0, NAMED)) + " or of " + more + " more";
    }

    private static String inCores(long millis) {
      return "limits of " + Cpu.millis((int) Math.min(millis, Integer.MAX_VALUE)).inWords();
    }

    /** Processors in thousandths; those of limits are no less, and summed apart. */
    private static long asked(String quota, Amounts all, int pods) {
      return switch (quota) {
        case "cpu", "requests.cpu" -> all.millis();
        // Of memory, Spark says the one as it says the other.
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

  /** Spark counts what Python may take in the pods of a submitted program alone. */
  private void pythonFits(Conf conf) {
    long python = Asked.ofPython(conf);
    if (conf.isClient() && conf.isWhole() && python > Asked.overhead(conf, "executor")) {
      at(PYTHON_FITS_BESIDE_THE_HEAP, conf, Asked.PYTHON)
          .say(
              "{}, but executors of {it} have {}Mi beside their heap; leave it out, or make the heap"
                  + " larger",
              conf.setting(Asked.PYTHON),
              Asked.overhead(conf, "executor") / Asked.MEBI);
    }
  }
}
