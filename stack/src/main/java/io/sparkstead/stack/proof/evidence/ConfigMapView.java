package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.stack.Manifest;
import java.util.Map;
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

  @Override
  public String toString() {
    return manifest.toString();
  }
}
