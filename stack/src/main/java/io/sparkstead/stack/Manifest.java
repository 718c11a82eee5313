package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Kubernetes object and the file it is written to.
 *
 * @param folder of the component it belongs to, or empty for the root
 */
public record Manifest(String folder, HasMetadata object) {

  public String kind() {
    return object.getKind();
  }

  public String name() {
    return object.getMetadata().getName();
  }

  /**
   * {@code deployment-minio.yaml}: kind first, so that a listing puts like with like. At the root
   * the kind says it all: {@code namespace.yaml}.
   */
  public String file() {
    return kind().toLowerCase(Locale.ROOT) + (folder.isEmpty() ? "" : "-" + name()) + ".yaml";
  }

  /** {@code minio/deployment-minio.yaml}. */
  public String path() {
    return folder.isEmpty() ? file() : folder + "/" + file();
  }

  /** The containers of its pods, in the order they start; none if it makes no pods. */
  public List<Container> containers() {
    return pod(object).stream()
        .flatMap(
            pod -> Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()))
        .toList();
  }

  /** What the pods of {@code object} are like, if it makes any; a patch may have left little. */
  static Optional<PodSpec> pod(HasMetadata object) {
    Optional<PodTemplateSpec> template = Optional.empty();
    if (object instanceof Deployment deployment) {
      template = Optional.ofNullable(deployment.getSpec()).map(DeploymentSpec::getTemplate);
    } else if (object instanceof StatefulSet set) {
      template = Optional.ofNullable(set.getSpec()).map(StatefulSetSpec::getTemplate);
    } else if (object instanceof Job job) {
      template = Optional.ofNullable(job.getSpec()).map(JobSpec::getTemplate);
    } else if (object instanceof CronJob job) {
      template =
          Optional.ofNullable(job.getSpec())
              .map(CronJobSpec::getJobTemplate)
              .map(JobTemplateSpec::getSpec)
              .map(JobSpec::getTemplate);
    }
    return template.map(PodTemplateSpec::getSpec);
  }

  /** As a person speaks of it: {@code Deployment minio}. */
  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
