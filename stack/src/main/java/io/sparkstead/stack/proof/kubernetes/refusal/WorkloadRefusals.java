package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnPodConditionsPattern;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is refused of what makes pods. */
record WorkloadRefusals(Refusals refusals) {

  private static final String ROLLING = "RollingUpdate";
  private static final List<String> OF_DEPLOYMENT = List.of("Recreate", ROLLING);
  private static final List<String> OF_SET = List.of("OnDelete", ROLLING);
  private static final List<String> ORDER = List.of("OrderedReady", "Parallel");
  private static final List<String> KEPT = List.of("Retain", "Delete");
  private static final String INDEXED = "Indexed";
  private static final List<String> COMPLETION = List.of("NonIndexed", INDEXED);
  private static final List<String> REPLACING = List.of("TerminatingOrFailed", "Failed");
  private static final List<String> MEANWHILE = List.of("Allow", "Forbid", "Replace");
  private static final int PROGRESS = 600;
  private static final String REPLICAS = "replicas";
  private static final String HISTORY = "revisionHistoryLimit";
  private static final String READY = "minReadySeconds";
  private static final String SELECTOR = "selector";
  private static final String TYPE = "type";

  void ofDeployment(@Nullable DeploymentSpec given) {
    DeploymentSpec spec = given == null ? new DeploymentSpec() : given;
    refusals.notNegative(REPLICAS, spec.getReplicas());
    refusals.notNegative(HISTORY, spec.getRevisionHistoryLimit());
    refusals.notNegative(READY, spec.getMinReadySeconds());
    Integer deadline = spec.getProgressDeadlineSeconds();
    refusals.unless(
        (deadline == null ? PROGRESS : deadline) > Given.number(spec.getMinReadySeconds()),
        deadline == null ? READY : "progressDeadlineSeconds",
        deadline == null ? spec.getMinReadySeconds() : deadline,
        deadline == null
            ? "say less, or more in progressDeadlineSeconds"
            : "say more than minReadySeconds");
    if (spec.getStrategy() != null) {
      String type = Given.text(spec.getStrategy().getType());
      refusals.oneOf(OF_DEPLOYMENT, TYPE, type);
      var rolling = spec.getStrategy().getRollingUpdate();
      refusals.unless(
          rolling == null || !type.equals("Recreate"), "rollingUpdate", "", "drop it or Recreate");
      if (rolling != null) {
        refusals.unless(
            !isNone(rolling.getMaxSurge()) || !isNone(rolling.getMaxUnavailable()),
            "maxUnavailable",
            "0",
            "say 1, or a maxSurge of 1");
      }
    }
    template("Deployment", spec.getSelector(), Set.of(), spec.getTemplate());
  }

  private static boolean isNone(@Nullable IntOrString share) {
    return share != null
        && (share.getStrVal() == null
            ? Given.number(share.getIntVal()) == 0
            : share.getStrVal().equals("0%"));
  }

  void ofStatefulSet(@Nullable StatefulSetSpec given) {
    StatefulSetSpec spec = given == null ? new StatefulSetSpec() : given;
    refusals.notNegative(REPLICAS, spec.getReplicas());
    refusals.notNegative(READY, spec.getMinReadySeconds());
    refusals.oneOf(ORDER, "podManagementPolicy", spec.getPodManagementPolicy());
    if (!Given.text(spec.getServiceName()).isEmpty()) {
      refusals.label("serviceName", spec.getServiceName());
    }
    if (spec.getUpdateStrategy() != null) {
      String type = Given.text(spec.getUpdateStrategy().getType());
      refusals.oneOf(OF_SET, TYPE, type);
      var rolling = spec.getUpdateStrategy().getRollingUpdate();
      refusals.unless(
          rolling == null || !type.equals("OnDelete"), "rollingUpdate", "", "drop it or OnDelete");
      refusals.notNegative("partition", rolling == null ? null : rolling.getPartition());
    }
    var kept = spec.getPersistentVolumeClaimRetentionPolicy();
    if (kept != null) {
      refusals.oneOf(KEPT, "whenDeleted", kept.getWhenDeleted());
      refusals.oneOf(KEPT, "whenScaled", kept.getWhenScaled());
    }
    if (spec.getOrdinals() != null) {
      refusals.notNegative("start", spec.getOrdinals().getStart());
    }
    Set<String> claims = new HashSet<>();
    for (PersistentVolumeClaim claim : Given.list(spec.getVolumeClaimTemplates())) {
      claims.add(claim.getMetadata() == null ? "" : Given.text(claim.getMetadata().getName()));
      new AmountRefusals(refusals).ofClaim(claim.getSpec());
    }
    template("StatefulSet", spec.getSelector(), claims, spec.getTemplate());
  }

  void ofDaemonSet(@Nullable DaemonSetSpec given) {
    DaemonSetSpec spec = given == null ? new DaemonSetSpec() : given;
    refusals.notNegative(HISTORY, spec.getRevisionHistoryLimit());
    refusals.notNegative(READY, spec.getMinReadySeconds());
    if (spec.getUpdateStrategy() != null) {
      refusals.oneOf(OF_SET, TYPE, spec.getUpdateStrategy().getType());
    }
    template("DaemonSet", spec.getSelector(), Set.of(), spec.getTemplate());
  }

  /** Whether a selector matches the labels is another rule's. */
  private void template(
      String maker,
      @Nullable LabelSelector selector,
      Set<String> claims,
      @Nullable PodTemplateSpec template) {
    boolean isEmpty =
        selector == null
            || (Given.texts(selector.getMatchLabels()).isEmpty()
                && Given.list(selector.getMatchExpressions()).isEmpty());
    refusals.unless(!isEmpty, SELECTOR, "", "say a label of its pods");
    refusals.selector(selector);
    pods(maker, claims, template);
  }

  private void pods(String maker, Set<String> claims, @Nullable PodTemplateSpec template) {
    if (template != null) {
      ObjectRefusals.labelsAndAnnotations(refusals, template.getMetadata());
    }
    new PodRefusals(refusals).of(maker, claims, template == null ? null : template.getSpec());
  }

  void ofJob(String maker, @Nullable JobSpec given) {
    JobSpec spec = given == null ? new JobSpec() : given;
    refusals.notNegative("parallelism", spec.getParallelism());
    refusals.notNegative("completions", spec.getCompletions());
    refusals.notNegative("backoffLimit", spec.getBackoffLimit());
    refusals.notNegative("activeDeadlineSeconds", spec.getActiveDeadlineSeconds());
    refusals.notNegative("ttlSecondsAfterFinished", spec.getTtlSecondsAfterFinished());
    refusals.notNegative("backoffLimitPerIndex", spec.getBackoffLimitPerIndex());
    refusals.wordOf(COMPLETION, "completionMode", spec.getCompletionMode());
    refusals.wordOf(REPLACING, "podReplacementPolicy", spec.getPodReplacementPolicy());
    boolean isIndexed = INDEXED.equals(spec.getCompletionMode());
    refusals.unless(
        isIndexed || spec.getBackoffLimitPerIndex() == null,
        "backoffLimitPerIndex",
        spec.getBackoffLimitPerIndex(),
        "drop it, or say the completionMode Indexed");
    refusals.unless(
        (isIndexed && spec.getBackoffLimitPerIndex() != null) || spec.getMaxFailedIndexes() == null,
        "maxFailedIndexes",
        spec.getMaxFailedIndexes(),
        "drop it, or say backoffLimitPerIndex");
    refusals.unless(
        isIndexed || spec.getSuccessPolicy() == null,
        "successPolicy",
        "",
        "drop it, or say the completionMode Indexed");
    String manager = spec.getManagedBy();
    refusals.unless(
        manager == null || (manager.indexOf('/') > 0 && Labels.isKey(manager)),
        "managedBy",
        manager,
        "write it as example.org/name");
    boolean isFinal =
        spec.getTemplate() != null
            && spec.getTemplate().getSpec() != null
            && "Never".equals(spec.getTemplate().getSpec().getRestartPolicy());
    refusals.unless(
        spec.getPodFailurePolicy() == null || isFinal,
        "podFailurePolicy",
        "",
        "drop it, or say restartPolicy: Never");
    if (spec.getPodFailurePolicy() != null) {
      new Failures(refusals).of(spec);
    }
    refusals.unless(
        spec.getSelector() == null || Given.isTrue(spec.getManualSelector()),
        SELECTOR,
        "",
        "drop it: Kubernetes makes one");
    pods(maker, Set.of(), spec.getTemplate());
  }

  /** What is refused of what a Job does when a pod of it fails. */
  private record Failures(Refusals refusals) {

    private static final String OF_INDEX = "FailIndex";
    private static final List<String> ACTIONS = List.of("FailJob", OF_INDEX, "Ignore", "Count");
    private static final String IN = "In";
    private static final List<String> OPERATORS = List.of(IN, "NotIn");
    private static final List<String> STATUSES = List.of("True", "False", "Unknown");
    private static final String REPLACED = "Failed";

    void of(JobSpec job) {
      String replacing = job.getPodReplacementPolicy();
      refusals.unless(
          replacing == null || replacing.equals(REPLACED),
          "podReplacementPolicy",
          replacing,
          "say Failed beside podFailurePolicy");
      for (PodFailurePolicyRule rule : Given.list(job.getPodFailurePolicy().getRules())) {
        rule(rule, job);
      }
    }

    private void rule(PodFailurePolicyRule rule, JobSpec job) {
      String action = Given.text(rule.getAction());
      refusals.unless(ACTIONS.contains(action), "action", action, Refusals.say(ACTIONS));
      refusals.unless(
          !action.equals(OF_INDEX) || job.getBackoffLimitPerIndex() != null,
          "action",
          action,
          "say another, or backoffLimitPerIndex");
      List<PodFailurePolicyOnPodConditionsPattern> conditions =
          Given.list(rule.getOnPodConditions());
      refusals.unless(
          (rule.getOnExitCodes() == null) != conditions.isEmpty(),
          "rules",
          action,
          "say onExitCodes or onPodConditions, and one of them");
      if (rule.getOnExitCodes() != null) {
        exitCodes(rule.getOnExitCodes(), containers(job));
      }
      for (PodFailurePolicyOnPodConditionsPattern condition : conditions) {
        String status = condition.getStatus() == null ? "True" : condition.getStatus();
        refusals.qualified("type", Given.text(condition.getType()));
        refusals.unless(STATUSES.contains(status), "status", status, Refusals.say(STATUSES));
      }
    }

    private static Set<String> containers(JobSpec job) {
      Set<String> names = new HashSet<>();
      PodSpec pod = job.getTemplate() == null ? null : job.getTemplate().getSpec();
      for (Container container : Given.list(pod == null ? null : pod.getContainers())) {
        names.add(Given.text(container.getName()));
      }
      for (Container container : Given.list(pod == null ? null : pod.getInitContainers())) {
        names.add(Given.text(container.getName()));
      }
      return names;
    }

    private void exitCodes(PodFailurePolicyOnExitCodesRequirement codes, Set<String> containers) {
      String operator = Given.text(codes.getOperator());
      String container = codes.getContainerName();
      List<Integer> values = Given.list(codes.getValues());
      refusals.unless(OPERATORS.contains(operator), "operator", operator, Refusals.say(OPERATORS));
      refusals.unless(
          container == null || containers.contains(container),
          "containerName",
          container,
          "name a container of the pod");
      refusals.unless(
          !values.isEmpty() && List.copyOf(new TreeSet<>(values)).equals(values),
          "values",
          values,
          "say some, each once, the least first");
      refusals.unless(
          !operator.equals(IN) || !values.contains(0),
          "values",
          values,
          "drop 0, which is no failure");
    }
  }

  /** What a schedule is like is another rule's. */
  void ofCronJob(@Nullable CronJobSpec given) {
    CronJobSpec spec = given == null ? new CronJobSpec() : given;
    refusals.oneOf(MEANWHILE, "concurrencyPolicy", spec.getConcurrencyPolicy());
    refusals.notNegative("startingDeadlineSeconds", spec.getStartingDeadlineSeconds());
    refusals.notNegative("successfulJobsHistoryLimit", spec.getSuccessfulJobsHistoryLimit());
    refusals.notNegative("failedJobsHistoryLimit", spec.getFailedJobsHistoryLimit());
    refusals.required("schedule", spec.getSchedule());
    if (spec.getTimeZone() != null) {
      zone(spec.getTimeZone());
    }
    var job = spec.getJobTemplate();
    ofJob("CronJob", job == null ? null : job.getSpec());
    if (job != null) {
      ObjectRefusals.labelsAndAnnotations(refusals, job.getMetadata());
    }
  }

  /** One that is newer than this Java passes, unless it is a slip of one that is known. */
  private void zone(String zone) {
    List<String> known = Arrays.asList(TimeZone.getAvailableIDs());
    int slash = zone.indexOf('/');
    boolean hasArea = false;
    for (String each : known) {
      hasArea |= slash > 0 && each.startsWith(zone.substring(0, slash + 1));
    }
    refusals.unless(
        known.contains(zone) || (hasArea && NearName.of(zone, known).isEmpty()),
        "timeZone",
        zone,
        "say one such as Europe/Berlin");
  }
}
