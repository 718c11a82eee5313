package io.sparkstead.stack.own;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.NFSVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import java.util.List;
import java.util.Map;

/**
 * What a person mounts into drivers and executors.
 *
 * <pre>{@code
 * ExistingObject.claim("datasets")                          // made by others, as are
 * ExistingObject.configMap("app-conf")
 * ExistingObject.secret("warehouse-db")
 * new OwnVolume.Files("app", Map.of("app.yaml", "retries: 3")) // a ConfigMap of the stack
 * new OwnVolume.Keys(secret)                              // a Secret that the stack asks for
 * new OwnVolume.Nfs("nas.example.org", "/export/data")    // where the namespace admits it
 * }</pre>
 *
 * <p>Not sealed: Kubernetes has more kinds, such as {@code csi}.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/volumes/">Volumes</a>
 */
public interface OwnVolume {

  /** What the names of such volumes begin with, so that they are no volume of the stack's. */
  String PREFIX = "own-";

  /**
   * Says, in a pod, what the volume is.
   *
   * @param component whose folder the pod's manifest, or its template, is in
   */
  void fill(Volume volume, DnsLabel component);

  /** Whether the pods may write here. */
  default boolean isWritable() {
    return false;
  }

  /** The ConfigMap that it needs beside the pods of {@code component}. */
  default List<ConfigFiles> files(DnsLabel component) {
    return List.of();
  }

  /** The Secrets that the stack then asks for. */
  default List<SecretSpec> secrets() {
    return List.of();
  }

  /** What others have made that it needs. */
  default List<ExistingObject> existing() {
    return List.of();
  }

  /**
   * Files by name. Each component that runs the application has them in a ConfigMap of its own, so
   * that its folder can be applied alone, and its pods roll when they change. Where one of them is
   * called {@code .sh} at its end, they can be run.
   *
   * @param name of the ConfigMap, behind the component's: {@code app} makes {@code jupyter-app}
   */
  record Files(String name, Map<String, String> files) implements OwnVolume {

    /** By everybody, as they may be read. */
    private static final int RUNNABLE = 0555;

    public Files {
      if (files.isEmpty()) {
        throw new IllegalArgumentException(
            "the files '" + name + "' are none; give one, or leave the mount out");
      }
      // What is no name, no file's name or too large is refused there.
      files = new ConfigFiles(DnsLabel.of(name), files).files();
    }

    @Override
    public void fill(Volume volume, DnsLabel component) {
      ConfigMapVolumeSource source = new ConfigMapVolumeSource();
      source.setName(component.dash(name).text());
      for (String file : files.keySet()) {
        if (file.endsWith(".sh")) {
          source.setDefaultMode(RUNNABLE);
        }
      }
      volume.setConfigMap(source);
    }

    @Override
    public List<ConfigFiles> files(DnsLabel component) {
      return List.of(new ConfigFiles(component.dash(name), files));
    }
  }

  /** The keys of a Secret as files. The stack asks for it, as for its own. */
  record Keys(SecretSpec secret) implements OwnVolume {
    @Override
    public void fill(Volume volume, DnsLabel component) {
      new Mount.Secret(secret, MountPath.of("/run/" + secret.name())).fill(volume);
    }

    @Override
    public List<SecretSpec> secrets() {
      return List.of(secret);
    }
  }

  /**
   * A folder of an NFS server. The restricted profile of Pod Security, which a stack's namespace
   * enforces, refuses it; there a claim on a PersistentVolume with {@code nfs} does the same.
   *
   * @param server its name or address
   */
  record Nfs(String server, MountPath folder) implements OwnVolume {

    public Nfs(String server, String folder) {
      this(server, MountPath.of(folder));
    }

    public Nfs {
      if (server.isBlank() || server.contains("/") || server.contains(" ")) {
        throw new IllegalArgumentException(
            "NFS server '" + server + "' is not a host; name one, as in nas.example.org");
      }
    }

    @Override
    public void fill(Volume volume, DnsLabel component) {
      volume.setNfs(new NFSVolumeSource(folder.text(), null, server));
    }

    @Override
    public boolean isWritable() {
      return true;
    }
  }

  /** A folder of the node, where the namespace admits it: by the profile {@code privileged}. */
  record OnNode(MountPath folder) implements OwnVolume {

    public OnNode(String folder) {
      this(MountPath.of(folder));
    }

    @Override
    public void fill(Volume volume, DnsLabel component) {
      volume.setHostPath(new HostPathVolumeSource(folder.text(), null));
    }
  }
}
