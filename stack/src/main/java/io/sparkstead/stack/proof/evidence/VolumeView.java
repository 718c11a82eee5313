package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A volume of a pod; what its manifest leaves out is empty here. */
public record VolumeView(Volume model) {

  /** One that says nothing of what it is becomes an emptyDir, as the API server has it. */
  public VolumeView {
    if (isBare(model)) {
      Volume empty = new Volume();
      empty.setName(model.getName());
      empty.setEmptyDir(new EmptyDirVolumeSource());
      model = empty;
    }
  }

  private static boolean isBare(Volume model) {
    if (model.getConfigMap() != null
        || model.getEmptyDir() != null
        || model.getSecret() != null
        || model.getPersistentVolumeClaim() != null) {
      return false;
    }
    Volume bare = new Volume();
    bare.setName(model.getName());
    return bare.equals(model);
  }

  /**
   * A ConfigMap or Secret that a pod reads.
   *
   * @param items those of its keys that are named, or none if it is read as a whole
   */
  public record Source(String name, List<Item> items, boolean isOptional) {

    /** The keys that are named. */
    public List<String> keys() {
      List<String> keys = new ArrayList<>();
      for (Item item : items) {
        keys.add(item.key());
      }
      return keys;
    }

    /** The files that the keys become which are named. */
    public Set<String> paths() {
      Set<String> paths = new TreeSet<>();
      for (Item item : items) {
        paths.add(item.path());
      }
      return paths;
    }
  }

  /** A key, and the file it becomes. */
  public record Item(String key, String path) {}

  public String name() {
    return Given.text(model.getName());
  }

  public Optional<Source> configMap() {
    var map = model.getConfigMap();
    return map == null
        ? Optional.empty()
        : Optional.of(source(map.getName(), map.getItems(), map.getOptional()));
  }

  public Optional<Source> secret() {
    var secret = model.getSecret();
    return secret == null
        ? Optional.empty()
        : Optional.of(source(secret.getSecretName(), secret.getItems(), secret.getOptional()));
  }

  /** The name of the claim it mounts, if it mounts one. */
  public Optional<String> claim() {
    var claim = model.getPersistentVolumeClaim();
    return claim == null ? Optional.empty() : Optional.of(Given.text(claim.getClaimName()));
  }

  /** What is put together in it, if it is {@code projected}. */
  public List<VolumeProjection> projections() {
    return model.getProjected() == null ? List.of() : Given.list(model.getProjected().getSources());
  }

  /** Whether Kubernetes puts its files there, and nobody else may write any. */
  public boolean isGiven() {
    return configMap().isPresent() || secret().isPresent() || !projections().isEmpty();
  }

  /** A ConfigMap or Secret, as the model says it in one of several types. */
  public static Source source(
      @Nullable String name, @Nullable List<KeyToPath> given, @Nullable Boolean optional) {
    List<Item> items = new ArrayList<>();
    for (KeyToPath item : Given.list(given)) {
      String key = Given.text(item.getKey());
      items.add(new Item(key, item.getPath() == null ? key : item.getPath()));
    }
    return new Source(Given.text(name), items, Given.isTrue(optional));
  }
}
