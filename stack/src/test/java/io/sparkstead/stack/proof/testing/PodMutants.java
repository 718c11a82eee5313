package io.sparkstead.stack.proof.testing;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What pods say: accounts, volumes, images, mounts, probes, users. */
final class PodMutants {

  private final Evidence good;
  private final Mutants mutants;

  PodMutants(Evidence good, Mutants mutants) {
    this.good = good;
    this.mutants = mutants;
  }

  void addAll() {
    pods();
  }

  private void pods() {
    for (Workload workload : good.workloads()) {
      String name = workload.manifest().name();
      mutants.add(
          "another account of " + name,
          altered -> altered.pod(name, p -> p.setServiceAccountName("x")));
      mutants.add(
          "no account of " + name,
          altered -> altered.pod(name, p -> p.setServiceAccountName(null)));
      for (int i = 0; i < workload.volumes().size(); i++) {
        volume(name, workload.volumes().get(i).model(), i);
      }
      for (ContainerView container : workload.containers()) {
        container(workload, container.model());
      }
    }
  }

  private void volume(String workload, Volume volume, int at) {
    String what = "volume " + volume.getName() + " of " + workload;
    mutants.add("delete " + what, altered -> altered.pod(workload, p -> p.getVolumes().remove(at)));
    mutants.add(
        "rename " + what,
        altered -> altered.pod(workload, p -> p.getVolumes().get(at).setName("x")));
    if (volume.getPersistentVolumeClaim() != null) {
      mutants.add(
          "another claim of " + what,
          altered ->
              altered.pod(
                  workload,
                  p -> p.getVolumes().get(at).getPersistentVolumeClaim().setClaimName("x")));
    }
    if (volume.getConfigMap() != null
        && !Boolean.TRUE.equals(volume.getConfigMap().getOptional())) {
      mutants.add(
          "another ConfigMap of " + what,
          altered ->
              altered.pod(workload, p -> p.getVolumes().get(at).getConfigMap().setName("x")));
    }
    if (volume.getSecret() != null) {
      mutants.add(
          "another Secret of " + what,
          altered ->
              altered.pod(workload, p -> p.getVolumes().get(at).getSecret().setSecretName("x")));
      List<KeyToPath> items = volume.getSecret().getItems();
      for (int i = 0; i < items.size(); i++) {
        int item = i;
        String key = items.get(i).getKey();
        mutants.add(
            "another key than " + key + " of " + what,
            altered ->
                altered.pod(
                    workload,
                    p -> p.getVolumes().get(at).getSecret().getItems().get(item).setKey("x")));
        mutants.add(
            "another path for " + key + " of " + what,
            altered ->
                altered.pod(
                    workload,
                    p -> p.getVolumes().get(at).getSecret().getItems().get(item).setPath("x")));
      }
    }
  }

  private void container(Workload workload, Container container) {
    String name = workload.manifest().name();
    String what = container.getName() + " of " + name;
    mutants.add(
        "another image of " + what,
        altered ->
            altered.pod(name, p -> same(p, container).setImage(otherTag(container.getImage()))));
    for (VolumeMount mount : container.getVolumeMounts()) {
      mutants.add(
          "mount of another volume than " + mount.getName() + " in " + what,
          altered -> altered.pod(name, p -> mount(same(p, container), mount).setName("x")));
      if (isOfFiles(workload, mount.getName())) {
        mutants.add(
            "another path of mount " + mount.getName() + " in " + what,
            altered ->
                altered.pod(
                    name,
                    p ->
                        mount(same(p, container), mount)
                            .setMountPath(mount.getMountPath() + "-x")));
      }
    }
    Map<String, Probe> probes = new LinkedHashMap<>();
    probes.put("startupProbe", container.getStartupProbe());
    probes.put("readinessProbe", container.getReadinessProbe());
    probes.put("livenessProbe", container.getLivenessProbe());
    probes.forEach(
        (kind, probe) -> {
          if (probe != null) {
            mutants.add(
                "another port of the " + kind + " of " + what,
                altered -> altered.pod(name, p -> probe(same(p, container), kind, "x")));
            mutants.add(
                "no " + kind + " of " + what,
                altered -> altered.pod(name, p -> probe(same(p, container), kind, "")));
          }
        });
    if (container.getEnv().stream().anyMatch(v -> v.getName().startsWith("AWS_"))) {
      mutants.add(
          "no S3 keys of " + what,
          altered ->
              altered.pod(
                  name,
                  p -> same(p, container).getEnv().removeIf(v -> v.getName().startsWith("AWS_"))));
    }
    if (container.getSecurityContext() != null
        && good.images().user(container.getImage()).isPresent()) {
      mutants.add(
          "another uid of " + what,
          altered ->
              altered.pod(name, p -> same(p, container).getSecurityContext().setRunAsUser(4711L)));
    }
  }

  /** Whether programs look for files there, which have to be there. */
  private static boolean isOfFiles(Workload workload, String volume) {
    return workload.volumes().stream()
        .filter(one -> one.name().equals(volume) && one.model().getEmptyDir() == null)
        .anyMatch(one -> !one.configMap().map(VolumeView.Source::isOptional).orElse(false));
  }

  static Container same(PodSpec pod, Container container) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
        .filter(other -> other.getName().equals(container.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static VolumeMount mount(Container container, VolumeMount mount) {
    return container.getVolumeMounts().stream()
        .filter(other -> other.getName().equals(mount.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static void probe(Container container, String kind, String port) {
    Probe probe =
        switch (kind) {
          case "startupProbe" -> container.getStartupProbe();
          case "readinessProbe" -> container.getReadinessProbe();
          default -> container.getLivenessProbe();
        };
    if (port.isEmpty()) {
      switch (kind) {
        case "startupProbe" -> container.setStartupProbe(null);
        case "readinessProbe" -> container.setReadinessProbe(null);
        default -> container.setLivenessProbe(null);
      }
    } else if (probe.getHttpGet() != null) {
      probe.getHttpGet().setPort(new IntOrString(port));
    } else {
      probe.getTcpSocket().setPort(new IntOrString(port));
    }
  }

  /** One that nobody builds, or that floats where others build it. */
  private String otherTag(String image) {
    boolean isOurs = good.images().has(image);
    return isOurs ? image + "1" : image.replaceFirst("(?<=/)([^/:@]+)[:@].*", "$1:latest");
  }
}
