package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.stack.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A ConfigMap; what its manifest leaves out is empty here.
 *
 * @param data its texts by key
 * @param files the keys of all it holds, be it text or not
 */
public record ConfigMapView(Manifest manifest, Map<String, String> data, Set<String> files)
    implements Written.InManifest {

  static ConfigMapView of(Manifest manifest, ConfigMap map) {
    Map<String, String> data = Given.texts(map.getData());
    Set<String> files = new TreeSet<>(data.keySet());
    files.addAll(Given.texts(map.getBinaryData()).keySet());
    return new ConfigMapView(manifest, data, files);
  }

  /** What the main containers of {@code workload} read at {@code path} from one of {@code maps}. */
  static Optional<String> mounted(Workload workload, String path, List<ConfigMapView> maps) {
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, Math.max(slash, 0));
    for (ContainerView container : workload.mainContainers()) {
      for (ContainerView.Mount mount : container.mounts()) {
        if (mount.path().equals(folder)) {
          Optional<String> text = of(workload.volume(mount), path.substring(slash + 1), maps);
          if (text.isPresent()) {
            return text;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> of(
      Optional<VolumeView> volume, String file, List<ConfigMapView> maps) {
    if (volume.isPresent() && volume.get().configMap().isPresent()) {
      String name = volume.get().configMap().get().name();
      for (ConfigMapView map : maps) {
        if (map.name().equals(name)) {
          return Optional.ofNullable(map.data().get(file));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return manifest.toString();
  }
}
