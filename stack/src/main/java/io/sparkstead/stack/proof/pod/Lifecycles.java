package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether pods are called as others call them, and have time to start and to end; refused is a
 * server that is killed before it is up.
 */
public record Lifecycles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FIRST_POD_IS_THERE =
      Rule.error("UPD-27", "Where others name a StatefulSet's first pod, it is numbered from 0")
          .why("No pod has that name: executors find no driver, and Services lead nowhere.")
          .fix("Drop ordinals, or name the first pod everywhere as it is numbered.");

  static final Rule CHANGES_REACH_THE_PODS =
      Rule.warning("UPD-28", "A StatefulSet or DaemonSet replaces its pods when they change")
          .why("By OnDelete, or below a partition, pods keep what they had until somebody acts.")
          .fix("Drop updateStrategy.");

  static final Rule WRITERS_MAY_FINISH =
      Rule.warning("UPD-29", "A pod that writes to a claim is given time to end")
          .why("It is killed in the middle of a write, and its disk may be in two pods at once.")
          .fix("Drop terminationGracePeriodSeconds: 30 seconds is what others have.");

  static final Rule SIGNAL_COMES_IN_TIME =
      Rule.warning("UPD-30", "What is done when a container starts and stops leaves it time")
          .why(
              "Until postStart ends it is not ready; while preStop lasts it is not told to end, and"
                  + " then killed in the middle.")
          .fix("Let preStop be shorter than terminationGracePeriodSeconds, and postStart short.");

  static final Rule SERVER_MAY_START =
      Rule.error("UPD-31", "Probes give a server the time that it takes to start")
          .why("It is killed before it is up, for ever.")
          .fix("Raise failureThreshold or periodSeconds of the startupProbe.");

  static final Rule ROLLOUT_IS_WAITED_FOR =
      Rule.warning("UPD-34", "A rollout is given the time that its server takes to start")
          .why("It is reported as failed while the server is still starting.")
          .fix("Raise progressDeadlineSeconds, or drop it.");

  static final Rule GATES_ARE_OPENED =
      Rule.warning("UPD-37", "Somebody opens the readiness gates of a pod")
          .why("Until a controller says so the pod is not ready, and its Services lead nowhere.")
          .fix("Drop readinessGates, or excuse it where the controller is there.");

  /** Load balancers of clouds, whose controllers add and open them. */
  private static final List<String> OPENED =
      List.of("target-health.elbv2.k8s.aws/", "cloud.google.com/load-balancer-neg-ready");

  private static final long GRACE = 30;
  private static final long LEAST_GRACE = 5;
  private static final long LONGEST_POST_START = 60;
  private static final String GRACE_FIELD = "terminationGracePeriodSeconds: ";

  /** What Java and Jupyter take on a busy node. */
  private static final int SECONDS_OF_OURS = 30;

  /** What a store takes to look at its disk. */
  private static final int SECONDS_OF_STORES = 10;

  private static final String SLEEP = "sleep";
  private static final long LONGEST_WAIT = 600;
  private static final int TRIES = 3;
  private static final int PERIOD = 10;

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      if (workload.object() instanceof StatefulSet set && set.getSpec() != null) {
        statefulSet(workload, set.getSpec());
      } else if (workload.object() instanceof DaemonSet set && set.getSpec() != null) {
        var strategy = set.getSpec().getUpdateStrategy();
        byHand(workload, strategy == null ? null : strategy.getType());
      }
      if (workload.object() instanceof Deployment made && made.getSpec() != null) {
        rolloutIsWaitedFor(workload, made.getSpec().getProgressDeadlineSeconds());
      }
      gatesAreOpened(workload);
      writersMayFinish(workload);
      for (ContainerView container : workload.initContainers()) {
        othersStart(workload, container);
      }
      for (ContainerView container : workload.mainContainers()) {
        signalComes(workload, container);
        mayStart(workload, container);
      }
    }
  }

  private void statefulSet(Workload workload, StatefulSetSpec set) {
    int start = set.getOrdinals() == null ? 0 : Given.number(set.getOrdinals().getStart());
    if (start > 0) {
      firstPodIsThere(workload, workload.name() + "-0", workload.name() + "-" + start);
    }
    var strategy = set.getUpdateStrategy();
    if (strategy != null) {
      byHand(workload, strategy.getType());
      var rolling = strategy.getRollingUpdate();
      int partition = rolling == null ? 0 : Given.number(rolling.getPartition());
      if (partition > start) {
        at(CHANGES_REACH_THE_PODS, workload, "partition:")
            .say("{it} keeps pods below {} as they are; drop partition", partition);
      }
    }
  }

  private void rolloutIsWaitedFor(Workload workload, @Nullable Integer deadline) {
    for (ContainerView container : workload.mainContainers()) {
      int wanted = wanted(workload, container);
      if (deadline != null && deadline < wanted) {
        at(ROLLOUT_IS_WAITED_FOR, workload, "progressDeadlineSeconds: " + deadline)
            .say(
                "{it} is reported as failed after {} seconds, and container {} takes up to {}; raise"
                    + " progressDeadlineSeconds",
                deadline,
                container.name(),
                wanted);
      }
    }
  }

  private void gatesAreOpened(Workload workload) {
    for (PodReadinessGate gate : Given.list(workload.pod().getReadinessGates())) {
      String type = Given.text(gate.getConditionType());
      boolean isOpened = false;
      for (String known : OPENED) {
        isOpened |= type.startsWith(known);
      }
      if (!isOpened) {
        at(GATES_ARE_OPENED, workload, type)
            .say("{it} is not ready before a controller says {}; drop readinessGates", type);
      }
    }
  }

  /** What ends before the others begin. */
  private void othersStart(Workload workload, ContainerView container) {
    long seconds = 0;
    for (String slept : Words.allAfter(container.commandLine(), SLEEP)) {
      seconds += container.command().contains(SLEEP) ? seconds(slept) : 0;
    }
    if (container.model().getRestartPolicy() == null && seconds >= LONGEST_WAIT) {
      at(SIGNAL_COMES_IN_TIME, workload, "name: " + container.name())
          .say(
              "container {} of {it} sleeps for {} seconds before the others start; drop it",
              container.name(),
              seconds);
    }
  }

  private void byHand(Workload workload, @Nullable String strategy) {
    if ("OnDelete".equals(strategy)) {
      at(CHANGES_REACH_THE_PODS, workload, "type: OnDelete")
          .say(
              "{it} keeps its pods until somebody deletes them, whatever changes; drop"
                  + " updateStrategy");
    }
  }

  private void firstPodIsThere(Workload workload, String named, String first) {
    Optional<String> by = whoNames(named);
    if (by.isPresent()) {
      at(FIRST_POD_IS_THERE, workload, "ordinals:")
          .say(
              "{it} makes no pod {}, which {} names, but {}; drop ordinals",
              named,
              by.get(),
              first);
    }
  }

  /** Whoever has {@code pod} as a word of its own. */
  private Optional<String> whoNames(String pod) {
    for (ServiceView service : stack.services()) {
      if (service.selector().containsValue(pod)) {
        return Optional.of(service.subject());
      }
    }
    for (Evidence.Embedded file : stack.embedded()) {
      if (isNamed(file.text(), pod)) {
        return Optional.of(file.subject());
      }
    }
    for (Map.Entry<String, String> file : stack.files().entrySet()) {
      if (isNamed(file.getValue(), pod)) {
        return Optional.of(file.getKey());
      }
    }
    for (Workload workload : stack.workloads()) {
      if (isNamed(stack.toldByItself(workload), pod)) {
        return Optional.of(workload.subject());
      }
    }
    return Optional.empty();
  }

  private static boolean isNamed(String text, String pod) {
    for (int at = text.indexOf(pod); at >= 0; at = text.indexOf(pod, at + 1)) {
      int end = at + pod.length();
      boolean goesOn = end < text.length() && Character.isLetterOrDigit(text.charAt(end));
      if (Words.startOfName(text, at) == at && !goesOn) {
        return true;
      }
    }
    return false;
  }

  private static long grace(Workload workload) {
    Long grace = workload.pod().getTerminationGracePeriodSeconds();
    return grace == null ? GRACE : grace;
  }

  private void writersMayFinish(Workload workload) {
    long grace = grace(workload);
    if (!workload.isJob() && grace < LEAST_GRACE && writesADisk(workload)) {
      at(WRITERS_MAY_FINISH, workload, GRACE_FIELD + grace)
          .say(
              "{it} writes to a claim and is killed {} seconds after it is told to end; drop"
                  + " terminationGracePeriodSeconds",
              grace);
    }
  }

  private static boolean writesADisk(Workload workload) {
    for (VolumeView volume : workload.volumes()) {
      if (volume.claim().isPresent() && workload.writes(volume.name())) {
        return true;
      }
    }
    return !workload.claimTemplates().isEmpty();
  }

  private void signalComes(Workload workload, ContainerView container) {
    Lifecycle lifecycle = container.model().getLifecycle();
    LifecycleHandler after = lifecycle == null ? null : lifecycle.getPostStart();
    if (after != null && seconds(after) >= LONGEST_POST_START) {
      at(SIGNAL_COMES_IN_TIME, workload, "postStart:")
          .say(
              "container {} of {it} is not ready before its postStart has slept for {} seconds;"
                  + " sleep less",
              container.name(),
              seconds(after));
    }
    LifecycleHandler before = lifecycle == null ? null : lifecycle.getPreStop();
    long seconds = before == null ? 0 : seconds(before);
    if (seconds > 0 && seconds >= grace(workload)) {
      at(SIGNAL_COMES_IN_TIME, workload, "preStop:")
          .say(
              "container {} of {it} sleeps for {} seconds before it is told to end, and is killed"
                  + " after {}; sleep less, or raise terminationGracePeriodSeconds",
              container.name(),
              seconds,
              grace(workload));
    }
  }

  /** How long it sleeps, by itself or by a command. */
  private static long seconds(LifecycleHandler handler) {
    if (handler.getSleep() != null) {
      Long seconds = handler.getSleep().getSeconds();
      return seconds == null ? 0 : seconds;
    }
    long seconds = 0;
    if (handler.getExec() != null) {
      String line = String.join(" ", Given.list(handler.getExec().getCommand()));
      for (String slept : Words.allAfter(line, SLEEP)) {
        seconds += seconds(slept);
      }
    }
    return seconds;
  }

  /** {@code 90}, {@code 90s}, {@code 5m} or {@code infinity}. */
  private static long seconds(String slept) {
    if (slept.startsWith("inf")) {
      return Integer.MAX_VALUE;
    }
    int digits = 0;
    while (digits < slept.length() && Character.isDigit(slept.charAt(digits))) {
      digits++;
    }
    if (!Words.isPort(slept.substring(0, digits))) {
      return 0;
    }
    long number = Long.parseLong(slept.substring(0, digits));
    return switch (slept.substring(digits, Math.min(slept.length(), digits + 1))) {
      case "m" -> number * 60;
      case "h", "d" -> number * 3600;
      default -> number;
    };
  }

  private void mayStart(Workload workload, ContainerView container) {
    Probe startup = container.model().getStartupProbe();
    Probe probe = startup == null ? container.model().getLivenessProbe() : startup;
    int wanted = wanted(workload, container);
    long given = probe == null ? wanted : given(probe);
    if (given < wanted) {
      at(SERVER_MAY_START, workload, startup == null ? "livenessProbe:" : "startupProbe:")
          .say(
              "container {} of {it} is killed unless it is up {} seconds after its start, and"
                  + " takes up to {}; raise failureThreshold of its {}",
              container.name(),
              given,
              wanted,
              startup == null ? "livenessProbe" : "startupProbe");
    }
  }

  /** A 0 means the default. */
  private static long given(Probe probe) {
    int tries = Given.number(probe.getFailureThreshold());
    int period = Given.number(probe.getPeriodSeconds());
    return Given.number(probe.getInitialDelaySeconds())
        + (long) (tries == 0 ? TRIES : tries) * (period == 0 ? PERIOD : period);
  }

  private int wanted(Workload workload, ContainerView container) {
    if (workload.isJob()) {
      return 0;
    }
    if (stack.images().has(container.image())) {
      return SECONDS_OF_OURS;
    }
    for (ContainerView.Mount mount : container.mounts()) {
      Optional<VolumeView> volume = workload.volume(mount);
      if (volume.isPresent() && volume.get().claim().isPresent() && !mount.isReadOnly()) {
        return SECONDS_OF_STORES;
      }
    }
    return 0;
  }
}
