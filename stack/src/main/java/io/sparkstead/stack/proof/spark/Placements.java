package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.NodePools;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Taint;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether pods get onto nodes: by a queue that knows them, where they may run, and to stay. */
public record Placements(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule QUEUE_HAS_ITS_SCHEDULER =
      Rule.error("SCH-01", "Pods with a queue of YuniKorn are scheduled by YuniKorn")
          .why("Another scheduler passes over the queue, and puts them wherever there is room.")
          .fix(
              "Set scheduler.name=yunikorn for drivers and executors, as Scheduler.YuniKorn does.");

  static final Rule EXECUTORS_ARE_SEEN_BY_THEIR_QUEUE =
      Rule.error(
              "SCH-02",
              "Executors in a queue of Kueue carry the annotation that has Kueue look at them")
          .why("Kueue passes over pods that belong to a pod: they run beside the quota.")
          .fix("Set the annotation pod-suspending-parent, as Scheduler.Kueue does.");

  static final Rule DRIVER_IS_IN_THE_QUEUE =
      Rule.error("SCH-03", "A submitted driver is in the queue of its executors")
          .why("Drivers take room that the queue does not know of, until no executor finds any.")
          .fix("Give the application one Scheduler.");

  static final Rule NODES_ARE_THERE =
      Rule.error("SCH-04", "Where the nodes are known, one of them takes each pod")
          .why("The pod stays Pending for ever.")
          .fix("Name a pool that a Node of the stack is of, and tolerate its taints.");

  static final Rule SPOT_EXECUTORS_HAND_ON =
      Rule.warning("SCH-05", "Executors on nodes that may be taken away hand their shuffle data on")
          .why("Each node that goes has whole stages run again, on nodes that may go as well.")
          .fix("Give the executors Shuffle.Decommission or Shuffle.OnClaims.");

  static final Rule DRIVER_STAYS =
      Rule.warning(
              "SCH-06",
              "No driver runs on nodes that may be taken away, nor the pod that submits it")
          .why(
              "The application ends with its driver, however many executors are left; and a driver"
                  + " belongs to the pod that submitted it, and goes with that.")
          .fix("Put drivers on nodes that stay, as Placement.drivers(pool) does with both.");

  static final Rule SCHEDULE_COMES =
      Rule.error("SCH-07", "A CronJob's schedule is one that comes")
          .why("The API server refuses it, or takes the 31st of June and never runs anything.")
          .fix("Take a CronSchedule.");

  static final Rule EXECUTORS_ARE_CALLED_APART =
      Rule.error("SCH-08", "No two applications call their executors by one prefix")
          .why("Pods of one name cannot be made twice: the second application gets no executor.")
          .fix("Drop spark.kubernetes.executor.podNamePrefix.");

  static final Rule STORE_STAYS =
      Rule.warning(
              "SCH-09", "What keeps its data on a claim is not on nodes that may be taken away")
          .why(
              "Until its disk hangs on another node nobody can read or write it: a store takes every"
                  + " application along.")
          .fix("Put it on nodes that stay.");

  private static final String DRIVER = "driver";
  private static final String EXECUTOR = "executor";
  private static final String PREFIX = "spark.kubernetes.";
  private static final String SCHEDULER = "scheduler.name";
  private static final String YUNIKORN_QUEUE = "label.queue";
  private static final String YUNIKORN_ID = "annotation.yunikorn.apache.org/app-id";
  private static final String KUEUE_QUEUE = "label.kueue.x-k8s.io/queue-name";
  private static final String KUEUE_PARENT = "annotation.kueue.x-k8s.io/pod-suspending-parent";
  private static final String NAME_PREFIX = of(EXECUTOR, "podNamePrefix");

  /** By which clouds label nodes that they may take away. */
  private static final Map<String, String> SPOT =
      Map.of(
          "karpenter.sh/capacity-type", "spot",
          "eks.amazonaws.com/capacityType", "SPOT",
          "cloud.google.com/gke-spot", "true",
          "kubernetes.azure.com/scalesetpriority", "spot");

  @Override
  public void check() {
    Map<String, Conf> prefixes = new HashMap<>();
    for (Conf conf : stack.confs()) {
      executorsAreCalledApart(conf, prefixes);
      if (conf.isApplication()) {
        queueHasItsScheduler(conf, DRIVER);
        queueHasItsScheduler(conf, EXECUTOR);
        executorsAreSeenByTheirQueue(conf);
        driverIsInTheQueue(conf, YUNIKORN_QUEUE);
        driverIsInTheQueue(conf, KUEUE_QUEUE);
        executors(conf);
        driver(conf);
      }
    }
    for (Workload workload : stack.workloads()) {
      NodePool pool = NodePools.of(workload.pod());
      nodesAreThere(workload, "spec:", "pod", pool);
      storeStays(workload, pool);
    }
    for (Found<CronJob> job : stack.all(CronJob.class)) {
      scheduleComes(job);
    }
  }

  /** {@code spark.kubernetes.driver.label.queue}, or that of executors. */
  private static String of(String role, String key) {
    return PREFIX + role + "." + key;
  }

  private void nodesAreThere(Written what, String mark, String who, NodePool pool) {
    if (NodePools.isNowhere(stack, pool)) {
      at(NODES_ARE_THERE, what, mark)
          .say(
              pool.equals(NodePool.ANY)
                  ? "{}s of {it} tolerate no taint, and every node has one; name the pool they are for"
                  : "{}s of {it} are for nodes with "
                      + pool
                      + ", and there is none; add the nodes, or name others",
              who);
    }
  }

  private void scheduleComes(Found<CronJob> job) {
    CronJobSpec spec = job.object().getSpec();
    Optional<String> reason =
        CronSchedule.refuse(String.valueOf(spec == null ? null : spec.getSchedule()));
    if (reason.isPresent()) {
      at(SCHEDULE_COMES, job, "schedule:").say("{it}: {}", reason.get());
    }
  }

  private void executorsAreCalledApart(Conf conf, Map<String, Conf> prefixes) {
    Optional<String> prefix = conf.get(NAME_PREFIX);
    Conf other = prefix.isPresent() ? prefixes.putIfAbsent(prefix.get(), conf) : null;
    if (other != null) {
      at(EXECUTORS_ARE_CALLED_APART, conf, NAME_PREFIX)
          .say(
              "{} is that of {} too; drop it, Spark makes up one for each run",
              conf.setting(NAME_PREFIX),
              other);
    }
  }

  private void queueHasItsScheduler(Conf conf, String role) {
    String ofBoth = conf.get(PREFIX + SCHEDULER).orElse("");
    String scheduler = conf.get(of(role, SCHEDULER)).orElse(ofBoth);
    for (String mark : List.of(YUNIKORN_QUEUE, YUNIKORN_ID)) {
      String key = of(role, mark);
      if (conf.get(key).isPresent() && !scheduler.equals("yunikorn")) {
        at(QUEUE_HAS_ITS_SCHEDULER, conf, key)
            .say(
                "{} is for YuniKorn, which does not schedule these pods; set {}=yunikorn",
                key,
                of(role, SCHEDULER));
      }
    }
  }

  private void executorsAreSeenByTheirQueue(Conf conf) {
    String queue = of(EXECUTOR, KUEUE_QUEUE);
    String parent = of(EXECUTOR, KUEUE_PARENT);
    if (conf.get(queue).isPresent() && conf.get(parent).isEmpty()) {
      at(EXECUTORS_ARE_SEEN_BY_THEIR_QUEUE, conf, queue)
          .say(
              "executors belong to their driver's pod, and Kueue passes over them; set {}=pod",
              parent);
    }
  }

  private void driverIsInTheQueue(Conf conf, String mark) {
    Optional<String> driver = conf.get(of(DRIVER, mark));
    Optional<String> executor = conf.get(of(EXECUTOR, mark));
    if (conf.isCluster() && !driver.equals(executor)) {
      at(DRIVER_IS_IN_THE_QUEUE, conf, of(executor.isPresent() ? EXECUTOR : DRIVER, mark))
          .say(
              "executors are in queue {} and the driver in {}; give both the same",
              executor.orElse("none"),
              driver.orElse("none"));
    }
  }

  private void executors(Conf conf) {
    NodePool pool = NodePools.of(stack, conf, EXECUTOR);
    nodesAreThere(conf, Keys.podTemplate(EXECUTOR), EXECUTOR, pool);
    if (isSpot(pool)
        && !conf.is(Keys.DECOMMISSION, "true")
        && !Keys.values(conf, Keys.CLAIMS, "").contains("OnDemand")) {
      at(SPOT_EXECUTORS_HAND_ON, conf, Keys.podTemplate(EXECUTOR))
          .say(
              "executors of {it} run on nodes with {} and keep their shuffle data to themselves;"
                  + " take Shuffle.Decommission or OnClaims",
              pool);
    }
  }

  private void driver(Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    NodePool ofReader = reader.isPresent() ? NodePools.of(reader.get().pod()) : NodePool.ANY;
    NodePool pool = conf.isCluster() ? NodePools.of(stack, conf, DRIVER) : ofReader;
    if (conf.isCluster()) {
      nodesAreThere(conf, Keys.podTemplate(DRIVER), DRIVER, pool);
    }
    if (isSpot(pool)) {
      at(DRIVER_STAYS, conf, "spark.app.name")
          .say(
              "the driver of {it} runs on nodes with {}, which may go at any time; put it on"
                  + " nodes that stay",
              pool);
    }
    if (conf.isCluster() && isSpot(ofReader)) {
      at(DRIVER_STAYS, reader.orElseThrow(), "spec:")
          .say(
              "{it} runs on nodes with {}, which may go at any time, and the driver that it submits"
                  + " goes with it; put it on nodes that stay",
              ofReader);
    }
  }

  private void storeStays(Workload workload, NodePool pool) {
    if (isSpot(pool) && keepsData(workload) && !stack.runsDriver(workload)) {
      at(STORE_STAYS, workload, "spec:")
          .say(
              "{it} keeps its data on a claim and runs on nodes with {}, which may go at any time;"
                  + " put it on nodes that stay",
              pool);
    }
  }

  private static boolean keepsData(Workload workload) {
    for (VolumeView volume : workload.volumes()) {
      if (volume.claim().isPresent() && !workload.isJob()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is for such nodes, or for any and does not mind these. */
  private static boolean isSpot(NodePool pool) {
    Set<Map.Entry<String, String>> asked = pool.labels().entrySet();
    boolean mayBe = false;
    for (Taint taint : pool.taints()) {
      mayBe |= asked.isEmpty() && taint.value().equals(SPOT.get(taint.key()));
    }
    return mayBe || !Collections.disjoint(asked, SPOT.entrySet());
  }
}
