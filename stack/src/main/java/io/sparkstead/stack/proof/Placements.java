package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Taint;
import io.sparkstead.stack.schedule.Taint.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pods get onto nodes: by a queue that knows them, where they may run, and for long enough. */
final class Placements implements RuleFamily {

  private static final String PREFIX = "spark.kubernetes.";
  private static final String YUNIKORN_QUEUE = "label.queue";
  private static final String YUNIKORN_ID = "annotation.yunikorn.apache.org/app-id";
  private static final String KUEUE_QUEUE = "label.kueue.x-k8s.io/queue-name";
  private static final String KUEUE_PARENT = "annotation.kueue.x-k8s.io/pod-suspending-parent";
  private static final String NAME_PREFIX = PREFIX + "executor.podNamePrefix";
  private static final String DECOMMISSION = "spark.decommission.enabled";

  /** By which clouds label nodes that they may take away. */
  private static final Map<String, String> SPOT =
      Map.of(
          "karpenter.sh/capacity-type", "spot",
          "eks.amazonaws.com/capacityType", "SPOT",
          "cloud.google.com/gke-spot", "true",
          "kubernetes.azure.com/scalesetpriority", "spot");

  private static final String SELECTOR = "(?m)^  nodeSelector:\\n((?:    \\S.*\\n)+)";
  private static final String TOLERATIONS = "(?m)^  tolerations:\\n((?:  [- ] .*\\n)+)";
  private static final String LABEL = "(?m)^    (\\S+): [\"']?([^\"'\\n]*)";

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        queues(findings, conf);
        pools(stack, findings, conf);
      }
    }
    runs(stack, findings);
    findings.checking(Rule.NODES_ARE_THERE);
    for (Workload workload : stack.workloads()) {
      NodePool asked = asked(workload.template().getSpec());
      if (isNowhere(stack, asked)) {
        findings.about(workload.manifest(), "spec:", nowhere("pods of " + workload, asked));
      }
    }
  }

  private static void runs(Evidence stack, Findings findings) {
    findings.checking(Rule.SCHEDULE_COMES);
    for (Map.Entry<Manifest, CronJob> job : stack.all(CronJob.class).entrySet()) {
      String schedule = String.valueOf(job.getValue().getSpec().getSchedule());
      Optional<String> reason = CronSchedule.refuse(schedule);
      if (reason.isPresent()) {
        findings.about(job.getKey(), "schedule:", job.getKey() + ": " + reason.get());
      }
    }
    findings.checking(Rule.EXECUTORS_ARE_CALLED_APART);
    Map<String, Conf> first = new LinkedHashMap<>();
    for (Conf conf : stack.confs()) {
      Optional<String> prefix = conf.get(NAME_PREFIX);
      if (prefix.isPresent() && first.putIfAbsent(prefix.get(), conf) != null) {
        findings.about(
            conf,
            NAME_PREFIX,
            NAME_PREFIX
                + "="
                + prefix.get()
                + " is that of "
                + Objects.requireNonNull(first.get(prefix.get())).subject()
                + " too; drop it, Spark makes up one for each run");
      }
    }
  }

  private static void queues(Findings findings, Conf conf) {
    for (String role : new String[] {"driver", "executor"}) {
      Optional<String> own = conf.get(PREFIX + role + ".scheduler.name");
      Optional<String> scheduler = own.isPresent() ? own : conf.get(PREFIX + "scheduler.name");
      boolean isYuniKorns = scheduler.isPresent() && scheduler.get().equals("yunikorn");
      findings.checking(Rule.QUEUE_HAS_ITS_SCHEDULER);
      for (String mark : new String[] {YUNIKORN_QUEUE, YUNIKORN_ID}) {
        String key = PREFIX + role + "." + mark;
        if (conf.get(key).isPresent() && !isYuniKorns) {
          findings.about(
              conf,
              key,
              key
                  + " is for YuniKorn, which does not schedule these pods; set "
                  + PREFIX
                  + role
                  + ".scheduler.name=yunikorn");
        }
      }
    }
    findings.checking(Rule.EXECUTORS_ARE_SEEN_BY_THEIR_QUEUE);
    if (conf.get(PREFIX + "executor." + KUEUE_QUEUE).isPresent()
        && conf.get(PREFIX + "executor." + KUEUE_PARENT).isEmpty()) {
      findings.about(
          conf,
          PREFIX + "executor." + KUEUE_QUEUE,
          "executors belong to their driver's pod, and Kueue passes over them; set "
              + PREFIX
              + "executor."
              + KUEUE_PARENT
              + "=pod");
    }
    findings.checking(Rule.DRIVER_IS_IN_THE_QUEUE);
    if (conf.isCluster()) {
      for (String mark : new String[] {YUNIKORN_QUEUE, KUEUE_QUEUE}) {
        Optional<String> driver = conf.get(PREFIX + "driver." + mark);
        Optional<String> executor = conf.get(PREFIX + "executor." + mark);
        if (!driver.equals(executor)) {
          findings.about(
              conf,
              PREFIX + (executor.isPresent() ? "executor." : "driver.") + mark,
              "executors are in queue "
                  + executor.orElse("none")
                  + " and the driver in "
                  + driver.orElse("none")
                  + "; give both the same");
        }
      }
    }
  }

  private static void pools(Evidence stack, Findings findings, Conf conf) {
    executors(stack, findings, conf);
    NodePool driver = conf.isCluster() ? ofTemplate(stack, conf, "driver") : ofReader(stack, conf);
    findings.checking(Rule.DRIVER_STAYS);
    if (isSpot(driver)) {
      findings.about(
          conf,
          "spark.app.name",
          "the driver of "
              + conf.subject()
              + " runs on nodes with "
              + driver
              + ", which may go at any time; put it on nodes that stay");
    }
    findings.checking(Rule.NODES_ARE_THERE);
    if (conf.isCluster() && isNowhere(stack, driver)) {
      findings.about(
          conf, PREFIX + "driver.podTemplateFile", nowhere("drivers of " + conf.subject(), driver));
    }
  }

  private static NodePool ofReader(Evidence stack, Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    return reader.isPresent() ? asked(reader.get().template().getSpec()) : NodePool.ANY;
  }

  private static void executors(Evidence stack, Findings findings, Conf conf) {
    NodePool executors = ofTemplate(stack, conf, "executor");
    findings.checking(Rule.NODES_ARE_THERE);
    if (isNowhere(stack, executors)) {
      findings.about(
          conf,
          PREFIX + "executor.podTemplateFile",
          nowhere("executors of " + conf.subject(), executors));
    }
    findings.checking(Rule.SPOT_EXECUTORS_HAND_ON);
    if (isSpot(executors) && !conf.is(DECOMMISSION, "true") && !isOnClaims(conf)) {
      findings.about(
          conf,
          PREFIX + "executor.podTemplateFile",
          "executors of "
              + conf.subject()
              + " run on nodes with "
              + executors
              + " and keep their shuffle data to themselves; take Shuffle.Decommission or OnClaims");
    }
  }

  private static boolean isOnClaims(Conf conf) {
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (property.getKey().startsWith(Allocation.CLAIMS)
          && property.getValue().equals("OnDemand")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSpot(NodePool pool) {
    for (Map.Entry<String, String> label : pool.labels().entrySet()) {
      if (label.getValue().equals(SPOT.get(label.getKey()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNowhere(Evidence stack, NodePool asked) {
    for (Node node : stack.nodes()) {
      if (node.pool().takes(asked)) {
        return false;
      }
    }
    return !stack.nodes().isEmpty();
  }

  private static String nowhere(String who, NodePool asked) {
    return asked.equals(NodePool.ANY)
        ? who + " tolerate no taint, and every node has one; name the pool they are for"
        : who
            + " are for nodes with "
            + asked
            + ", and there is none; add the nodes, or name others";
  }

  /** What the pods of a workload ask for. */
  static NodePool asked(PodSpec pod) {
    List<Taint> taints = new ArrayList<>();
    for (Toleration toleration : pod.getTolerations()) {
      add(
          taints,
          String.valueOf(toleration.getKey()),
          toleration.getValue() == null ? "" : toleration.getValue(),
          String.valueOf(toleration.getEffect()));
    }
    return new NodePool(pod.getNodeSelector() == null ? Map.of() : pod.getNodeSelector(), taints);
  }

  /** What a template of {@code conf} asks for; without one, or where it is not found, nothing. */
  static NodePool ofTemplate(Evidence stack, Conf conf, String role) {
    Optional<String> path = conf.get(PREFIX + role + ".podTemplateFile");
    Optional<String> template =
        path.isPresent() ? stack.mountedFile(conf, path.get()) : Optional.empty();
    return template.isPresent() ? ofTemplate(template.get()) : NodePool.ANY;
  }

  private static NodePool ofTemplate(String template) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String selector : block(template, "nodeSelector:", SELECTOR)) {
      Matcher label = Pattern.compile(LABEL).matcher(selector);
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    List<Taint> taints = new ArrayList<>();
    for (String tolerations : block(template, "tolerations:", TOLERATIONS)) {
      for (String toleration : tolerations.split("(?m)^  - ", -1)) {
        String effect = field(toleration, "effect");
        add(taints, field(toleration, "key"), field(toleration, "value"), effect);
      }
    }
    return new NodePool(labels, taints);
  }

  /** The lines below {@code key}, if there are any. */
  private static List<String> block(String template, String key, String pattern) {
    if (!template.contains(key)) {
      return List.of();
    }
    Matcher block = Pattern.compile(pattern).matcher(template);
    return block.find() ? List.of(block.group(1)) : List.of();
  }

  private static String field(String toleration, String name) {
    Matcher field = Pattern.compile("(?m)^ *" + name + ": [\"']?([^\"'\\n]*)").matcher(toleration);
    return field.find() ? field.group(1) : "";
  }

  private static void add(List<Taint> taints, String key, String value, String effect) {
    for (Effect one : Effect.values()) {
      if (one.word().equals(effect)) {
        taints.add(new Taint(key, value, one));
      }
    }
  }
}
