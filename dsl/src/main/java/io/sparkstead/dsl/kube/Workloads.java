package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Fingerprint;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.dsl.value.Port;
import java.util.List;
import java.util.Map;

/** The workload shapes of a stack, each of one pod, and what a drain may do to them. */
public final class Workloads {

  private static final int KEPT_REVISIONS = 3;

  private Workloads() {}

  /**
   * How a container gets {@code image}. By a tag alone, {@code Always}: a node asks the registry
   * even for what it holds, so that pods of one tag run the same bytes. By a digest, {@code
   * IfNotPresent}: the name says which bytes they are, and a node that has them starts a pod while
   * the registry is away. So is an image that no registry has.
   *
   * @see <a href="https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy">Image
   *     pull policy</a>
   */
  public static String pullPolicy(ImageReference image) {
    return image.isLocal() || image.digest().isPresent() ? "IfNotPresent" : "Always";
  }

  /**
   * One pod, replaced by stopping the old one first, and without a disk: when its pod is deleted or
   * evicted, the next one starts while it still stops. What writes a disk is a {@link
   * #statefulSet}.
   *
   * @param annotations on the pod: a change rolls it
   */
  public static Deployment deployment(Labels labels, Map<String, String> annotations, PodSpec pod) {
    DeploymentStrategy recreate = new DeploymentStrategy();
    recreate.setType("Recreate");
    DeploymentSpec spec = new DeploymentSpec();
    spec.setReplicas(1);
    spec.setRevisionHistoryLimit(KEPT_REVISIONS);
    spec.setStrategy(recreate);
    spec.setSelector(labels.labelSelector());
    spec.setTemplate(template(labels, annotations, pod));
    Deployment deployment = new Deployment();
    deployment.setMetadata(labels.metadata());
    deployment.setSpec(spec);
    return deployment;
  }

  /**
   * One pod that keeps its name, {@code <name>-0}, known to DNS through {@code service}, and never
   * has a second one beside it: not even one that is deleted and still stops.
   *
   * <p>{@code podManagementPolicy} is {@code Parallel}: in order, Kubernetes waits for a pod that
   * never became ready before it replaces it by a mended one, which is for ever. The field cannot
   * be changed later.
   *
   * @param service a headless Service over the pod
   */
  public static StatefulSet statefulSet(
      Labels labels, DnsLabel service, Map<String, String> annotations, PodSpec pod) {
    StatefulSetSpec spec = new StatefulSetSpec();
    spec.setReplicas(1);
    spec.setRevisionHistoryLimit(KEPT_REVISIONS);
    spec.setServiceName(service.text());
    spec.setPodManagementPolicy("Parallel");
    spec.setSelector(labels.labelSelector());
    spec.setTemplate(template(labels, annotations, pod));
    StatefulSet set = new StatefulSet();
    set.setMetadata(labels.metadata());
    set.setSpec(spec);
    return set;
  }

  /**
   * The headless Service that {@link #statefulSet} needs of a pod that others reach by another one.
   * It gives the pod its name in DNS.
   *
   * <pre>
   * metadata: {name: minio-headless}
   * spec: {clusterIP: None, selector: …, ports: …}
   * </pre>
   *
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations">
   *     What a StatefulSet asks for</a>
   */
  public static Service headless(Labels labels, List<Port> ports) {
    return headless(labels, headless(labels.name()), ports);
  }

  /** A headless Service of another name over the pod of {@code labels}. */
  public static Service headless(Labels labels, DnsLabel name, List<Port> ports) {
    ServiceSpec spec = new ServiceSpec();
    spec.setType("ClusterIP");
    spec.setClusterIP("None");
    spec.setSelector(labels.selector());
    spec.setPorts(Port.onService(ports));
    Service service = new Service();
    service.setMetadata(labels.metadata(name.text()));
    service.setSpec(spec);
    return service;
  }

  /** What the headless Service over the pod {@code name} is called. */
  public static DnsLabel headless(DnsLabel name) {
    return name.dash("headless");
  }

  /** The name of the one pod of {@link #statefulSet}. */
  public static DnsLabel firstPod(DnsLabel statefulSet) {
    return statefulSet.dash("0");
  }

  /**
   * One pod that runs to its end, tried again up to ten times, swept up a week later.
   *
   * <p>The Job is named after what it does, as in {@code minio-bootstrap-5f3a1c20}: a Job's pod
   * template cannot be changed once it exists, and {@code kubectl apply} would stop there. So a
   * change makes a new Job.
   *
   * @param files what the pod mounts
   */
  public static Job job(Labels labels, PodSpec pod, ConfigFiles... files) {
    return job(labels, pod, List.of(files), 10, 7 * 24 * 60 * 60);
  }

  /**
   * A {@link #job} that is tried once and swept up after ten minutes, so that it can be run again.
   */
  public static Job jobOnce(Labels labels, PodSpec pod, ConfigFiles... files) {
    return job(labels, pod, List.of(files), 0, 10 * 60);
  }

  /**
   * A {@link #job} that is tried once and swept up a week later, so that somebody can see how it
   * went.
   */
  public static Job jobKept(Labels labels, PodSpec pod, ConfigFiles... files) {
    return job(labels, pod, List.of(files), 0, 7 * 24 * 60 * 60);
  }

  private static Job job(
      Labels labels, PodSpec pod, List<ConfigFiles> files, int retries, int keptSeconds) {
    StringBuilder does = new StringBuilder(Yaml.document(pod));
    for (ConfigFiles each : files) {
      does.append(Yaml.document(each.files()));
    }
    if (!labels.podLabels().isEmpty() || !labels.podAnnotations().isEmpty()) {
      does.append(Yaml.document(labels.podMetadata()));
    }
    String name = labels.name().dash(Fingerprint.of(does.toString()).brief()).text();
    Job job = new Job();
    job.setMetadata(labels.metadata(name));
    job.setSpec(jobSpec(labels, pod, retries, keptSeconds));
    return job;
  }

  private static JobSpec jobSpec(Labels labels, PodSpec pod, int retries, int keptSeconds) {
    JobSpec spec = new JobSpec();
    spec.setBackoffLimit(retries);
    spec.setTtlSecondsAfterFinished(keptSeconds);
    spec.setTemplate(template(labels, Map.of(), pod));
    return spec;
  }

  /** What happens to a run that is due while the one before still goes on. */
  public enum Overlap {
    /** It is left out. */
    FORBID("Forbid"),
    /** It takes the place of the other, which is stopped. */
    REPLACE("Replace"),
    /** Both go on. */
    ALLOW("Allow");

    private final String word;

    Overlap(String word) {
      this.word = word;
    }
  }

  /**
   * One pod that runs to its end, at times: tried once, its last three good runs and its last bad
   * one kept for a week at most. A run that is an hour late is left out.
   *
   * @param schedule five fields, as {@code 30 2 * * *}
   * @param timeZone whose clocks count, by its IANA name
   * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/">CronJob</a>
   */
  public static CronJob cronJob(
      Labels labels, String schedule, String timeZone, Overlap overlap, PodSpec pod) {
    JobTemplateSpec job = new JobTemplateSpec();
    job.setMetadata(labels.podMetadata());
    job.setSpec(jobSpec(labels, pod, 0, 7 * 24 * 60 * 60));
    CronJobSpec spec = new CronJobSpec();
    spec.setSchedule(schedule);
    spec.setTimeZone(timeZone);
    spec.setConcurrencyPolicy(overlap.word);
    spec.setStartingDeadlineSeconds(60L * 60);
    spec.setSuccessfulJobsHistoryLimit(3);
    spec.setFailedJobsHistoryLimit(1);
    spec.setJobTemplate(job);
    CronJob cron = new CronJob();
    cron.setMetadata(labels.metadata());
    cron.setSpec(spec);
    return cron;
  }

  /**
   * Lets a node be drained: the one pod of {@code labels} may be moved at any time, and a pod that
   * is not well holds nobody up.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy">
   *     Unhealthy pods</a>
   */
  public static PodDisruptionBudget disruptionBudget(Labels labels) {
    PodDisruptionBudgetSpec spec = new PodDisruptionBudgetSpec();
    spec.setSelector(labels.labelSelector());
    spec.setMaxUnavailable(new IntOrString(1));
    spec.setUnhealthyPodEvictionPolicy("AlwaysAllow");
    PodDisruptionBudget budget = new PodDisruptionBudget();
    budget.setMetadata(labels.metadata());
    budget.setSpec(spec);
    return budget;
  }

  private static PodTemplateSpec template(
      Labels labels, Map<String, String> annotations, PodSpec pod) {
    PodTemplateSpec template = new PodTemplateSpec();
    template.setMetadata(labels.podMetadata(annotations));
    template.setSpec(pod);
    return template;
  }
}
