package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object and the file it is written to.
 *
 * @param folder of the component it belongs to, or empty for the root
 */
public record Manifest(String folder, HasMetadata object) {

  public String kind() {
    return object.getKind();
  }

  /** What {@code metadata.name} says; empty where it says nothing, as of the ones below. */
  public String name() {
    ObjectMeta metadata = object.getMetadata();
    return metadata == null || metadata.getName() == null ? "" : metadata.getName();
  }

  /** What {@code metadata.namespace} says. */
  public Optional<String> namespace() {
    ObjectMeta metadata = object.getMetadata();
    return metadata == null ? Optional.empty() : Optional.ofNullable(metadata.getNamespace());
  }

  public Map<String, String> labels() {
    ObjectMeta metadata = object.getMetadata();
    return metadata == null || metadata.getLabels() == null ? Map.of() : metadata.getLabels();
  }

  public Map<String, String> annotations() {
    ObjectMeta metadata = object.getMetadata();
    return metadata == null || metadata.getAnnotations() == null
        ? Map.of()
        : metadata.getAnnotations();
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
    Optional<PodSpec> pod = pod(object);
    if (pod.isEmpty()) {
      return List.of();
    }
    List<Container> containers = new ArrayList<>(pod.get().getInitContainers());
    containers.addAll(pod.get().getContainers());
    return containers;
  }

  /** What the pods of {@code object} are like, if it makes any; a patch may have left little. */
  static Optional<PodSpec> pod(HasMetadata object) {
    if (object.getKind().equals("Pod")) {
      return object instanceof Pod pod ? Optional.ofNullable(pod.getSpec()) : Optional.empty();
    }
    Optional<PodTemplateSpec> template = podTemplate(object);
    return template.isEmpty() ? Optional.empty() : Optional.ofNullable(template.get().getSpec());
  }

  /** Of what {@code object} makes pods, if it is of a kind that stacks make them by. */
  public static Optional<PodTemplateSpec> podTemplate(HasMetadata object) {
    return Optional.ofNullable(template(object));
  }

  private static @Nullable PodTemplateSpec template(HasMetadata object) {
    // By name first: to ask what it is an instance of would load that class for every object.
    return switch (object.getKind()) {
      case "Deployment" ->
          object instanceof Deployment deployment && deployment.getSpec() != null
              ? deployment.getSpec().getTemplate()
              : null;
      case "StatefulSet" ->
          object instanceof StatefulSet set && set.getSpec() != null
              ? set.getSpec().getTemplate()
              : null;
      case "DaemonSet" ->
          object instanceof DaemonSet set && set.getSpec() != null
              ? set.getSpec().getTemplate()
              : null;
      case "Job" ->
          object instanceof Job job && job.getSpec() != null ? job.getSpec().getTemplate() : null;
      case "CronJob" -> object instanceof CronJob job ? template(job) : null;
      default -> null;
    };
  }

  private static @Nullable PodTemplateSpec template(CronJob job) {
    if (job.getSpec() == null
        || job.getSpec().getJobTemplate() == null
        || job.getSpec().getJobTemplate().getSpec() == null) {
      return null;
    }
    return job.getSpec().getJobTemplate().getSpec().getTemplate();
  }

  /** As a person speaks of it: {@code Deployment minio}. */
  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
