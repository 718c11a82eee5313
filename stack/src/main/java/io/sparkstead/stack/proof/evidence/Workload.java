package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.ContainerView.Port;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pod template and what makes pods of it; another is never the same, however alike. What its
 * manifest leaves out is empty here.
 */
public final class Workload implements Written.InManifest {

  private final Manifest manifest;
  private final PodSpec pod;
  private final Map<String, String> labels;
  private final Map<String, String> annotations;
  private final List<ContainerView> initContainers;
  private final List<ContainerView> mainContainers;
  private final List<ContainerView> containers;
  private final List<VolumeView> volumes;

  private Workload(Manifest manifest, @Nullable ObjectMeta metadata, @Nullable PodSpec spec) {
    this.manifest = manifest;
    this.pod = spec == null ? new PodSpec() : spec;
    this.labels = Given.texts(metadata == null ? null : metadata.getLabels());
    this.annotations = Given.texts(metadata == null ? null : metadata.getAnnotations());
    this.initContainers = views(pod.getInitContainers());
    this.mainContainers = views(pod.getContainers());
    List<ContainerView> all = new ArrayList<>(initContainers);
    all.addAll(mainContainers);
    this.containers = List.copyOf(all);
    List<VolumeView> mounted = new ArrayList<>();
    for (Volume volume : Given.list(pod.getVolumes())) {
      mounted.add(new VolumeView(volume));
    }
    this.volumes = List.copyOf(mounted);
  }

  private static List<ContainerView> views(@Nullable List<Container> given) {
    List<ContainerView> views = new ArrayList<>();
    for (Container container : Given.list(given)) {
      views.add(ContainerView.of(container));
    }
    return List.copyOf(views);
  }

  /** What {@code manifest} makes pods of, if it is of a kind that does. */
  static Optional<Workload> of(Manifest manifest) {
    HasMetadata object = manifest.object();
    // Asked by the kind first, so that no class is loaded of which there is no object.
    return switch (object.getKind()) {
      case "Pod" ->
          object instanceof Pod made
              ? Optional.of(new Workload(manifest, made.getMetadata(), made.getSpec()))
              : Optional.empty();
      case "DaemonSet" ->
          object instanceof DaemonSet ? Optional.of(templated(manifest)) : Optional.empty();
      case "Deployment", "StatefulSet", "Job", "CronJob" -> Optional.of(templated(manifest));
      default -> Optional.empty();
    };
  }

  private static Workload templated(Manifest manifest) {
    Optional<PodTemplateSpec> template = Manifest.podTemplate(manifest.object());
    return template.isEmpty()
        ? new Workload(manifest, null, null)
        : new Workload(manifest, template.get().getMetadata(), template.get().getSpec());
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  /** The object that makes the pods, as fabric8 models it: to read, and not to change. */
  public HasMetadata object() {
    return manifest.object();
  }

  /** What the pods are like, as fabric8 models it: to read, and not to change. */
  public PodSpec pod() {
    return pod;
  }

  /** Of all its containers together; fields are null where it says nothing. */
  public PodSecurityContext security() {
    return pod.getSecurityContext() == null ? new PodSecurityContext() : pod.getSecurityContext();
  }

  /** Whether its pods come to an end, and are not there all day. */
  public boolean isJob() {
    return object() instanceof Job || object() instanceof CronJob;
  }

  /** What its pods carry. */
  public Map<String, String> labels() {
    return labels;
  }

  /** Of its pods. */
  public Map<String, String> annotations() {
    return annotations;
  }

  /** In the order they start. */
  public List<ContainerView> containers() {
    return containers;
  }

  /** Those that end before the others start. */
  public List<ContainerView> initContainers() {
    return initContainers;
  }

  /** Those that stay. */
  public List<ContainerView> mainContainers() {
    return mainContainers;
  }

  /**
   * Of {@link #mainContainers}, what the pod is there for: those named as the workload, or where
   * none is those that serve a port, or all. The others stand beside it, before or behind it in the
   * list.
   */
  public List<ContainerView> ownContainers() {
    List<ContainerView> named = new ArrayList<>();
    List<ContainerView> serving = new ArrayList<>();
    for (ContainerView container : mainContainers) {
      if (container.name().equals(manifest.name())) {
        named.add(container);
      }
      if (!container.ports().isEmpty()) {
        serving.add(container);
      }
    }
    return !named.isEmpty() ? named : serving.isEmpty() ? mainContainers : serving;
  }

  /** Whether {@code container} mounts the ConfigMap of that name. */
  public boolean mounts(ContainerView container, String configMap) {
    for (Mount mount : container.mounts()) {
      Optional<VolumeView> volume = volume(mount);
      if (volume.isPresent()
          && volume.get().configMap().isPresent()
          && volume.get().configMap().get().name().equals(configMap)) {
        return true;
      }
    }
    return false;
  }

  public List<VolumeView> volumes() {
    return volumes;
  }

  /** What {@code mount} mounts, if the pod has it. */
  public Optional<VolumeView> volume(Mount mount) {
    for (VolumeView volume : volumes) {
      if (volume.name().equals(mount.volume())) {
        return Optional.of(volume);
      }
    }
    return Optional.empty();
  }

  /** Whether one of its containers mounts {@code volume} to write to it. */
  public boolean writes(String volume) {
    for (ContainerView container : containers) {
      for (Mount mount : container.mounts()) {
        if (mount.volume().equals(volume) && !mount.isReadOnly()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether {@code container} may write at {@code path} because a volume is there. */
  public boolean mayWrite(ContainerView container, String path) {
    Optional<Mount> mount = container.mountOf(path);
    if (mount.isEmpty() || mount.get().isReadOnly()) {
      return false;
    }
    Optional<VolumeView> volume = volume(mount.get());
    return volume.isEmpty() || !volume.get().isGiven();
  }

  /** The claims that a StatefulSet makes for each of its pods. */
  public List<PersistentVolumeClaim> claimTemplates() {
    return object() instanceof StatefulSet set && set.getSpec() != null
        ? Given.list(set.getSpec().getVolumeClaimTemplates())
        : List.of();
  }

  /**
   * The claim behind {@code folder} of its main containers, as {@code stack} or the claims for each
   * of its pods have it.
   */
  public Optional<PersistentVolumeClaim> claimBehind(String folder, Evidence stack) {
    for (ContainerView container : mainContainers()) {
      Optional<Mount> mount = container.mountOf(folder);
      Optional<PersistentVolumeClaim> claim =
          mount.isPresent() ? claimOf(mount.get(), stack) : Optional.empty();
      if (claim.isPresent()) {
        return claim;
      }
    }
    return Optional.empty();
  }

  private Optional<PersistentVolumeClaim> claimOf(Mount mount, Evidence stack) {
    for (PersistentVolumeClaim template : claimTemplates()) {
      if (template.getMetadata().getName().equals(mount.volume())) {
        return Optional.of(template);
      }
    }
    Optional<VolumeView> volume = volume(mount);
    String claim = volume.isPresent() ? volume.get().claim().orElse("") : "";
    Optional<Evidence.Found<PersistentVolumeClaim>> found =
        stack.named(PersistentVolumeClaim.class, claim);
    return found.isPresent() ? Optional.of(found.get().object()) : Optional.empty();
  }

  /** What its containers can mount: volumes of its pods, and what claims are made for each. */
  public Set<String> volumeNames() {
    Set<String> names = new HashSet<>();
    for (VolumeView volume : volumes) {
      names.add(volume.name());
    }
    for (PersistentVolumeClaim claim : claimTemplates()) {
      names.add(claim.getMetadata() == null ? "" : Given.text(claim.getMetadata().getName()));
    }
    return names;
  }

  /** How many pods it keeps: one, unless it says so. */
  public int replicas() {
    Integer replicas = null;
    if (object() instanceof Deployment deployment && deployment.getSpec() != null) {
      replicas = deployment.getSpec().getReplicas();
    } else if (object() instanceof StatefulSet set && set.getSpec() != null) {
      replicas = set.getSpec().getReplicas();
    }
    return replicas == null ? 1 : replicas;
  }

  /** What it finds its pods by, unless Kubernetes sees to it. */
  public Optional<Selector> selector() {
    return switch (manifest.kind()) {
      case "Deployment" -> object() instanceof Deployment made ? selector(made) : Optional.empty();
      case "StatefulSet" ->
          object() instanceof StatefulSet made ? selector(made) : Optional.empty();
      case "DaemonSet" -> object() instanceof DaemonSet made ? selector(made) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Selector> selector(Deployment made) {
    return selector(made.getSpec() == null ? null : made.getSpec().getSelector());
  }

  private static Optional<Selector> selector(StatefulSet made) {
    return selector(made.getSpec() == null ? null : made.getSpec().getSelector());
  }

  private static Optional<Selector> selector(DaemonSet made) {
    return selector(made.getSpec() == null ? null : made.getSpec().getSelector());
  }

  private static Optional<Selector> selector(@Nullable LabelSelector given) {
    return Optional.of(Selector.of(given));
  }

  /** Whether a Service's selector picks its pods; an empty one picks none. */
  public boolean isSelectedBy(Map<String, String> selector) {
    return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
  }

  /** The account its pods run as, as the API server reads it. */
  public String account() {
    String account = pod.getServiceAccountName();
    return account == null ? "default" : account;
  }

  /** What its containers declare that stay. */
  public List<Port> ports() {
    List<Port> ports = new ArrayList<>();
    for (ContainerView container : mainContainers) {
      ports.addAll(container.ports());
    }
    return ports;
  }

  /** Whether one of its containers declares {@code number}. */
  public boolean declares(int number) {
    for (Port port : ports()) {
      if (port.number() == number) {
        return true;
      }
    }
    return false;
  }

  /** The number of its port that {@code served} leads to. */
  public int portBehind(ServiceView.Port served) {
    for (Port port : ports()) {
      if (port.is(served.target())) {
        return port.number();
      }
    }
    Integer target = served.target().getIntVal();
    return target == null ? served.number() : target;
  }

  /** Whether {@code container} finds the file {@code path} in a Secret, or in what projects one. */
  public boolean hasSecretAt(ContainerView container, String path) {
    for (Mount mount : container.mounts()) {
      if (path.startsWith(mount.path() + "/")) {
        Optional<VolumeView> volume = volume(mount);
        if (volume.isPresent()
            && (volume.get().secret().isPresent() || volume.get().model().getProjected() != null)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it mounts the ConfigMap of that name. */
  public boolean mounts(String configMap) {
    for (VolumeView volume : volumes) {
      if (volume.configMap().isPresent() && volume.configMap().get().name().equals(configMap)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return manifest.toString();
  }
}
