package io.sparkstead.stack.proof.contract;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a part relies on in one of its objects, each with the words by which a reader finds it.
 *
 * <pre>
 * args of container minio                    → [server, /data]
 * variable HOME of container minio           → {name: HOME, value: /tmp}
 * file bootstrap.sh                          → set -euo pipefail …
 * mount of /data in container minio          → …
 * what is asked by startupProbe of container minio → {path: /minio/health/live, port: 9000}
 * </pre>
 *
 * <p>What is not listed, or is added to a list, changes nothing for the part: labels, resources,
 * timings, a container more.
 */
final class ReliedOn {

  static final String CONTAINER = "container ";

  private final Map<String, Optional<Object>> words = new LinkedHashMap<>();

  private ReliedOn() {}

  static Map<String, Optional<Object>> in(HasMetadata object) {
    ReliedOn relied = new ReliedOn();
    Optional<PodTemplateSpec> template = Manifest.podTemplate(object);
    if (template.isPresent() && template.get().getSpec() != null) {
      relied.pod(template.get().getSpec());
    }
    if (object instanceof ConfigMap map && map.getData() != null) {
      map.getData().forEach((key, text) -> relied.put("file " + key, text));
    }
    if (object instanceof Service service && service.getSpec() != null) {
      relied.service(service);
    }
    return relied.words;
  }

  private void put(String what, @Nullable Object value) {
    words.put(what, Optional.ofNullable(value));
  }

  private void pod(PodSpec pod) {
    List<Container> containers = new ArrayList<>(pod.getInitContainers());
    containers.addAll(pod.getContainers());
    for (Container container : containers) {
      container(CONTAINER + container.getName(), container);
    }
    for (Volume volume : pod.getVolumes()) {
      put("volume " + volume.getName(), volume);
    }
    put("the account", pod.getServiceAccountName());
    PodSecurityContext security = pod.getSecurityContext();
    put("runAsUser", security == null ? null : security.getRunAsUser());
    put("runAsGroup", security == null ? null : security.getRunAsGroup());
    put("fsGroup", security == null ? null : security.getFsGroup());
  }

  private void container(String container, Container model) {
    put(container, "");
    put("image of " + container, model.getImage());
    put("command of " + container, list(model.getCommand()));
    put("args of " + container, list(model.getArgs()));
    put("workingDir of " + container, model.getWorkingDir());
    for (EnvVar variable : model.getEnv()) {
      put("variable " + variable.getName() + " of " + container, variable);
    }
    for (EnvFromSource source : Given.list(model.getEnvFrom())) {
      put("variables of " + name(source) + " in " + container, source);
    }
    for (VolumeMount mount : model.getVolumeMounts()) {
      put("mount of " + mount.getMountPath() + " in " + container, mount);
    }
    for (ContainerPort port : model.getPorts()) {
      put("port " + port.getContainerPort() + " of " + container, port);
    }
    put("what is asked by startupProbe of " + container, asked(model.getStartupProbe()));
    put("what is asked by readinessProbe of " + container, asked(model.getReadinessProbe()));
    put("what is asked by livenessProbe of " + container, asked(model.getLivenessProbe()));
    SecurityContext security = model.getSecurityContext();
    put("runAsUser of " + container, security == null ? null : security.getRunAsUser());
    put("runAsGroup of " + container, security == null ? null : security.getRunAsGroup());
  }

  private static String name(EnvFromSource source) {
    if (source.getConfigMapRef() != null) {
      return "ConfigMap " + source.getConfigMapRef().getName();
    }
    return source.getSecretRef() == null ? "a source" : "Secret " + source.getSecretRef().getName();
  }

  /** An empty list is none. */
  private static @Nullable Object list(@Nullable List<?> list) {
    return list == null || list.isEmpty() ? null : list;
  }

  /** Not how often, or how long it may take. */
  private static @Nullable Object asked(@Nullable Probe probe) {
    if (probe == null) {
      return null;
    }
    List<Object> asked = new ArrayList<>();
    for (Object way :
        new @Nullable Object[] {
          probe.getHttpGet(), probe.getTcpSocket(), probe.getExec(), probe.getGrpc()
        }) {
      if (way != null) {
        asked.add(way);
      }
    }
    return asked;
  }

  private void service(Service service) {
    put("the selector", service.getSpec().getSelector());
    for (ServicePort port : service.getSpec().getPorts()) {
      put("port " + (port.getName() == null ? port.getPort() : port.getName()), port);
    }
  }
}
