package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.VolumeView.Item;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ConfigMaps and Secrets that pods read: by volumes, by variables, and to pull images. */
public record Sources(List<Source> configMaps, List<Source> secrets) {

  /** Kubernetes puts these certificates into every namespace, OpenShift the second. */
  private static final Set<String> CERTIFICATES =
      Set.of("kube-root-ca.crt", "openshift-service-ca.crt");

  /** What pods of {@code workload} read. */
  public static Sources of(Workload workload) {
    Sources sources = new Sources(new ArrayList<>(), new ArrayList<>());
    for (VolumeView volume : workload.volumes()) {
      sources.add(volume);
    }
    for (ContainerView container : workload.containers()) {
      for (Variable variable : container.variables()) {
        if (variable.source().isPresent()) {
          sources.add(variable.source().get());
        }
      }
      for (EnvFromSource variables : container.variableSources()) {
        sources.add(variables);
      }
    }
    return sources;
  }

  private void add(VolumeView volume) {
    if (volume.configMap().isPresent() && !isInEveryNamespace(volume.configMap().get().name())) {
      configMaps.add(volume.configMap().get());
    }
    if (volume.secret().isPresent()) {
      secrets.add(volume.secret().get());
    }
    for (VolumeProjection projection : volume.projections()) {
      var map = projection.getConfigMap();
      if (map != null && !isInEveryNamespace(Given.text(map.getName()))) {
        configMaps.add(VolumeView.source(map.getName(), map.getItems(), map.getOptional()));
      }
      var secret = projection.getSecret();
      if (secret != null) {
        secrets.add(VolumeView.source(secret.getName(), secret.getItems(), secret.getOptional()));
      }
    }
  }

  private static boolean isInEveryNamespace(String name) {
    return CERTIFICATES.contains(name);
  }

  private void add(EnvVarSource variable) {
    var map = variable.getConfigMapKeyRef();
    if (map != null) {
      configMaps.add(source(map.getName(), map.getKey(), map.getOptional()));
    }
    var secret = variable.getSecretKeyRef();
    if (secret != null) {
      secrets.add(source(secret.getName(), secret.getKey(), secret.getOptional()));
    }
  }

  private void add(EnvFromSource variables) {
    var map = variables.getConfigMapRef();
    if (map != null) {
      configMaps.add(source(map.getName(), null, map.getOptional()));
    }
    var secret = variables.getSecretRef();
    if (secret != null) {
      secrets.add(source(secret.getName(), null, secret.getOptional()));
    }
  }

  private static Source source(
      @Nullable String name, @Nullable String key, @Nullable Boolean isOptional) {
    List<Item> items = key == null ? List.of() : List.of(new Item(key, key));
    return new Source(Given.text(name), items, Given.isTrue(isOptional));
  }
}
