package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.NodePools;
import io.sparkstead.stack.proof.evidence.spark.PodSpecs;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.evidence.spark.TemplatePod;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import io.sparkstead.stack.schedule.NodePool;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether pods that have to be spread or apart find as many places as they are. */
public record Spreads(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NODES_ARE_TOLD_APART =
      Rule.error("SCH-20", "Where the nodes are known, they have the label that pods spread by")
          .why("The scheduler passes over nodes without it: the pod stays Pending.")
          .fix("Spread by kubernetes.io/hostname, say ScheduleAnyway, or give nodes the label.");

  static final Rule THERE_ARE_PLACES =
      Rule.warning("SCH-21", "Pods that may not be together are no more than there are places")
          .why("Those past the last place stay Pending.")
          .fix("Prefer them apart, ask for fewer, or add nodes.");

  static final Rule EXECUTORS_STAY =
      Rule.warning("POD-31", "No pod of Spark is ended by a clock of its own")
          .why("The kubelet kills it then, busy or not: its shuffle data and cache are lost.")
          .fix("Drop activeDeadlineSeconds; give a Job of the driver one instead.");

  static final Rule SCHEDULER_IS_THERE =
      Rule.warning("SCH-23", "A scheduler that pods name is one that the stack's properties name")
          .why("Where nobody runs it, the pod is never looked at and stays Pending.")
          .fix("Drop schedulerName, or say by an exception that the cluster runs it.");

  static final Rule NOTHING_HOLDS_BACK =
      Rule.error("SCH-24", "No pod that Spark makes waits for somebody to take a gate away")
          .why("Nobody does: executors stay SchedulingGated.")
          .fix("Drop schedulingGates.");

  static final Rule DOMAINS_ARE_THERE =
      Rule.warning("SCH-30", "Pods have to be spread over no more domains than there are")
          .why(
              "With fewer than minDomains, no domain takes more than maxSkew: others stay Pending.")
          .fix("Drop minDomains, or name the nodes by nodes(…) with labels of as many domains.");

  private static final String DEFAULT = "default-scheduler";
  private static final String HOSTNAME = "kubernetes.io/hostname";

  /** What the kubelet puts on every node. */
  private static final Set<String> EVERY_NODE =
      Set.of(HOSTNAME, "kubernetes.io/os", "kubernetes.io/arch");

  @Override
  public void check() {
    if (!stack.nodes().isEmpty()) {
      for (PodSpecs pods : PodSpecs.allOf(stack)) {
        nodesAreToldApart(pods.what(), pods.spec());
      }
    }
    for (PodSpecs pods : PodSpecs.allOf(stack)) {
      schedulerIsThere(pods.what(), Given.text(pods.spec().getSchedulerName()));
    }
    for (Workload workload : stack.workloads()) {
      NodePool pool = NodePools.of(workload.pod());
      thereArePlaces(workload, workload.pod(), workload.labels(), pool, workload.replicas());
      domainsAreThere(workload, workload.pod(), pool, workload.replicas());
    }
    for (TemplatePod template : TemplatePod.allOf(stack)) {
      if (template.spec().getActiveDeadlineSeconds() != null) {
        at(EXECUTORS_STAY, template.template(), "activeDeadlineSeconds:")
            .say(
                "pods of {it} are killed {} seconds after their start, busy or not; drop"
                    + " activeDeadlineSeconds",
                template.spec().getActiveDeadlineSeconds());
      }
      if (!Given.list(template.spec().getSchedulingGates()).isEmpty()) {
        at(NOTHING_HOLDS_BACK, template.template(), "schedulingGates:")
            .say("pods of {it} wait at schedulingGates, which nobody opens; drop them");
      }
      for (Conf conf : template.confs(stack, "executor")) {
        ofExecutors(template, conf);
        NodePool pool = NodePools.of(stack, conf, "executor");
        domainsAreThere(template.template(), template.spec(), pool, most(conf));
      }
    }
  }

  private void schedulerIsThere(Written what, String scheduler) {
    boolean isKnown = scheduler.isEmpty() || scheduler.equals(DEFAULT);
    for (Conf conf : stack.confs()) {
      isKnown |= Keys.values(conf, "spark.kubernetes.", "scheduler.name").contains(scheduler);
    }
    if (!isKnown) {
      at(SCHEDULER_IS_THERE, what, "schedulerName:")
          .say(
              "{it} is put onto nodes by {}, which nothing else here names; drop schedulerName, or"
                  + " say by an exception that the cluster runs it",
              scheduler);
    }
  }

  private void nodesAreToldApart(Written what, PodSpec pod) {
    for (TopologySpreadConstraint spread : Given.list(pod.getTopologySpreadConstraints())) {
      if (!"ScheduleAnyway".equals(spread.getWhenUnsatisfiable())) {
        isOnNodes(what, Given.text(spread.getTopologyKey()));
      }
    }
    var near = pod.getAffinity() == null ? null : pod.getAffinity().getPodAffinity();
    if (near != null) {
      for (PodAffinityTerm term :
          Given.list(near.getRequiredDuringSchedulingIgnoredDuringExecution())) {
        isOnNodes(what, Given.text(term.getTopologyKey()));
      }
    }
  }

  private void isOnNodes(Written what, String label) {
    if (!EVERY_NODE.contains(label) && values(label, NodePool.ANY) == 0) {
      at(NODES_ARE_TOLD_APART, what, label)
          .say(
              "{it} is spread by the label {}, which none of the nodes(…) has; say"
                  + " kubernetes.io/hostname or ScheduleAnyway, or give the nodes a NodePool with it",
              label);
    }
  }

  /** How many values {@code label} has on the nodes that take {@code pool}. */
  private int values(String label, NodePool pool) {
    int nodes = 0;
    Set<String> values = new HashSet<>();
    for (Node node : stack.nodes()) {
      boolean takes = pool.equals(NodePool.ANY) || node.pool().takes(pool);
      if (takes && label.equals(HOSTNAME)) {
        nodes++;
      } else if (takes && node.pool().labels().containsKey(label)) {
        values.add(node.pool().labels().get(label));
      }
    }
    return nodes + values.size();
  }

  private void ofExecutors(TemplatePod template, Conf conf) {
    Optional<AlikePods> executors = PodsOfConf.of(stack, conf).executors();
    int most = most(conf);
    if (executors.isPresent() && most > 0) {
      thereArePlaces(
          template.template(),
          template.spec(),
          executors.get().labels(),
          NodePools.of(stack, conf, "executor"),
          most);
    }
  }

  /** How many executors there may be; 0 if nobody says so. */
  private static int most(Conf conf) {
    String most =
        conf.get(Keys.MAX_EXECUTORS).orElse(conf.get("spark.executor.instances").orElse("0"));
    return Words.isPort(most) ? Integer.parseInt(most) : 0;
  }

  private void domainsAreThere(Written what, PodSpec pod, NodePool pool, int most) {
    for (TopologySpreadConstraint spread : Given.list(pod.getTopologySpreadConstraints())) {
      int wanted = Given.number(spread.getMinDomains());
      int skew = Given.number(spread.getMaxSkew());
      String label = Given.text(spread.getTopologyKey());
      // Where nodes are not known, only their names are surely many.
      boolean isKnown = !stack.nodes().isEmpty() || label.equals(HOSTNAME);
      boolean isEnough = isKnown && (stack.nodes().isEmpty() || values(label, pool) >= wanted);
      if (wanted > 1
          && most > skew
          && !isEnough
          && !"ScheduleAnyway".equals(spread.getWhenUnsatisfiable())) {
        at(DOMAINS_ARE_THERE, what, "minDomains:")
            .say(
                "{it} has up to {} pods, and wants {} values of {} or no more than {} of its pods at"
                    + " each; {}; drop minDomains",
                most,
                wanted,
                label,
                skew,
                isKnown
                    ? "the nodes(…) have " + values(label, pool)
                    : "no nodes(…) say that there are so many");
      }
    }
  }

  private void thereArePlaces(
      Written what, PodSpec pod, Map<String, String> labels, NodePool pool, int most) {
    var apart = pod.getAffinity() == null ? null : pod.getAffinity().getPodAntiAffinity();
    List<PodAffinityTerm> terms =
        apart == null
            ? List.of()
            : Given.list(apart.getRequiredDuringSchedulingIgnoredDuringExecution());
    for (PodAffinityTerm term : terms) {
      String label = Given.text(term.getTopologyKey());
      LabelSelector selector = term.getLabelSelector();
      int places = values(label, pool);
      if (places > 0
          && most > places
          && selector != null
          && Selector.of(selector).matches(labels)) {
        at(THERE_ARE_PLACES, what, "podAntiAffinity:")
            .say(
                "{} pods of {it} have to be apart by {}, and there are {} such places; prefer it,"
                    + " ask for fewer pods, or add nodes",
                most,
                label,
                places);
      }
    }
  }
}
