package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.DownwardAPIProjection;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a container and what fills it: said once, as the pod's volume and the container's
 * mount.
 *
 * <pre>{@code
 * Mount tmp = new Mount.Scratch(DnsLabel.of("tmp"), MountPath.of("/tmp"), gibibytes(1));
 * tmp.volume(); // {name: tmp, emptyDir: {sizeLimit: 1Gi}}
 * tmp.mount();  // {name: tmp, mountPath: /tmp}
 * }</pre>
 *
 * <p>Not sealed: Kubernetes has more kinds of volumes, and people mount some of their own.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/volumes/">Volumes</a>
 */
public interface Mount {

  /**
   * Octal 0440: the owner and the pod's group read, nobody writes.
   *
   * <p>Kept as a number because octal text is read as 440 by YAML 1.2 (Spark's parser) and as 288
   * by YAML 1.1 (kubectl's).
   */
  int READABLE_BY_GROUP = 0440;

  DnsLabel name();

  MountPath path();

  /** Says, in the pod, what the volume is. */
  void fill(Volume volume);

  /** Whether the container may write here. */
  default boolean writable() {
    return false;
  }

  default Volume volume() {
    Volume volume = new Volume();
    volume.setName(name().text());
    fill(volume);
    return volume;
  }

  default VolumeMount mount() {
    VolumeMount mount = new VolumeMount();
    mount.setName(name().text());
    mount.setMountPath(path().text());
    mount.setReadOnly(writable() ? null : true);
    return mount;
  }

  static List<Volume> volumes(List<Mount> mounts) {
    List<Volume> volumes = new ArrayList<>();
    for (Mount mount : mounts) {
      volumes.add(mount.volume());
    }
    return volumes;
  }

  static List<VolumeMount> mounts(List<Mount> mounts) {
    List<VolumeMount> all = new ArrayList<>();
    for (Mount mount : mounts) {
      all.add(mount.mount());
    }
    return all;
  }

  /** An empty directory that goes with the pod; past {@code limit} the pod is evicted. */
  record Scratch(DnsLabel name, MountPath path, ByteSize limit) implements Mount {

    /** Where nearly every program wants to write: {@code /tmp}. */
    public static Scratch tmp(ByteSize limit) {
      return new Scratch(DnsLabel.of("tmp"), MountPath.of("/tmp"), limit);
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void fill(Volume volume) {
      EmptyDirVolumeSource empty = new EmptyDirVolumeSource();
      empty.setSizeLimit(limit.toQuantity());
      volume.setEmptyDir(empty);
    }
  }

  /** The disk of {@code claim}. */
  record Disk(DnsLabel name, MountPath path, Claim claim) implements Mount {
    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void fill(Volume volume) {
      PersistentVolumeClaimVolumeSource disk = new PersistentVolumeClaimVolumeSource();
      disk.setClaimName(claim.name().text());
      volume.setPersistentVolumeClaim(disk);
    }
  }

  /** The files of a ConfigMap, as a directory named like it. */
  record Config(ConfigFiles files, MountPath path) implements Mount {
    @Override
    public DnsLabel name() {
      return files.name();
    }

    @Override
    public void fill(Volume volume) {
      ConfigMapVolumeSource source = new ConfigMapVolumeSource();
      source.setName(files.name().text());
      volume.setConfigMap(source);
    }
  }

  /** The files of the ConfigMap of that name, or an empty directory while there is none. */
  record OptionalConfig(DnsLabel name, MountPath path) implements Mount {
    @Override
    public void fill(Volume volume) {
      ConfigMapVolumeSource source = new ConfigMapVolumeSource();
      source.setName(name.text());
      source.setOptional(true);
      volume.setConfigMap(source);
    }
  }

  /**
   * The keys of a Secret as files, readable by the pod's group alone.
   *
   * <p>Each key is named, so that a Secret without it holds the pod back: MinIO, for one, would
   * take a missing file as leave to start with its well-known default password.
   */
  record Secret(SecretSpec secret, MountPath path) implements Mount {
    @Override
    public DnsLabel name() {
      return secret.name();
    }

    @Override
    public void fill(Volume volume) {
      SecretVolumeSource source = new SecretVolumeSource();
      source.setSecretName(secret.name().text());
      source.setItems(items());
      source.setDefaultMode(READABLE_BY_GROUP);
      volume.setSecret(source);
    }

    private List<KeyToPath> items() {
      List<KeyToPath> items = new ArrayList<>();
      for (String key : secret.recipes().keySet()) {
        items.add(item(key));
      }
      return items;
    }

    private static KeyToPath item(String key) {
      KeyToPath item = new KeyToPath();
      item.setKey(key);
      item.setPath(key);
      return item;
    }
  }

  /**
   * What a pod needs to call the API server, where every client looks for it: a token of an hour
   * that the kubelet renews, the cluster's certificate, the namespace.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken">
   *     Projected tokens</a>
   */
  record ApiToken() implements Mount {

    private static final long LIFETIME_SECONDS = 3607;
    private static final String NAMESPACE = "namespace";

    @Override
    public DnsLabel name() {
      return DnsLabel.of("api-token");
    }

    @Override
    public MountPath path() {
      return MountPath.of("/var/run/secrets/kubernetes.io/serviceaccount");
    }

    @Override
    public void fill(Volume volume) {
      ProjectedVolumeSource projected = new ProjectedVolumeSource();
      projected.setDefaultMode(READABLE_BY_GROUP);
      projected.setSources(List.of(token(), certificate(), namespace()));
      volume.setProjected(projected);
    }

    private static VolumeProjection token() {
      ServiceAccountTokenProjection token = new ServiceAccountTokenProjection();
      token.setPath("token");
      token.setExpirationSeconds(LIFETIME_SECONDS);
      VolumeProjection projection = new VolumeProjection();
      projection.setServiceAccountToken(token);
      return projection;
    }

    private static VolumeProjection certificate() {
      ConfigMapProjection root = new ConfigMapProjection();
      root.setName("kube-root-ca.crt");
      root.setItems(List.of(Secret.item("ca.crt")));
      VolumeProjection projection = new VolumeProjection();
      projection.setConfigMap(root);
      return projection;
    }

    private static VolumeProjection namespace() {
      // The version, because the server writes it into this list, which has one owner as a whole:
      // left out, every apply finds a difference, and a server-side one a conflict.
      ObjectFieldSelector field = new ObjectFieldSelector("v1", "metadata." + NAMESPACE);
      DownwardAPIVolumeFile file = new DownwardAPIVolumeFile();
      file.setPath(NAMESPACE);
      file.setFieldRef(field);
      DownwardAPIProjection downward = new DownwardAPIProjection();
      downward.setItems(List.of(file));
      VolumeProjection projection = new VolumeProjection();
      projection.setDownwardAPI(downward);
      return projection;
    }
  }
}
