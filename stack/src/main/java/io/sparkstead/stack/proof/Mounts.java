package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What programs look for in files, their pods mount there. */
final class Mounts implements RuleFamily {

  private static final String SPARK_CONF = "/opt/spark/conf";
  private static final String DEFAULTS = "spark-defaults.conf";
  private static final Pattern FILE_VARIABLE = Pattern.compile("(.+)_FILE");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      String told = String.join("\n", stack.told(workload).values());
      for (Container container : workload.containers()) {
        for (VolumeMount mount : container.getVolumeMounts()) {
          workload
              .volume(mount)
              .ifPresent(
                  volume -> {
                    files(stack, findings, workload, mount, volume, told);
                    isRead(stack, findings, workload, container, mount, volume, told);
                    properties(stack, findings, workload, container, mount, volume);
                  });
        }
        keys(findings, workload, container);
      }
    }
  }

  /** The files that {@code volume} brings, if it is known which; none for disks and folders. */
  private static Optional<Set<String>> filesOf(Evidence stack, Volume volume) {
    if (volume.getConfigMap() != null) {
      List<KeyToPath> items = volume.getConfigMap().getItems();
      return items.isEmpty()
          ? stack.named(ConfigMap.class, volume.getConfigMap().getName()).map(References::files)
          : Optional.of(paths(items));
    }
    if (volume.getSecret() != null) {
      List<KeyToPath> items = volume.getSecret().getItems();
      return items.isEmpty()
          ? Optional.ofNullable(stack.secrets().get(volume.getSecret().getSecretName()))
          : Optional.of(paths(items));
    }
    return Optional.empty();
  }

  private static Set<String> paths(List<KeyToPath> items) {
    Set<String> paths = new TreeSet<>();
    items.forEach(item -> paths.add(item.getPath()));
    return paths;
  }

  private static void files(
      Evidence stack,
      Findings findings,
      Workload workload,
      VolumeMount mount,
      Volume volume,
      String told) {
    findings.checking(Rule.MOUNTED_FILE_EXISTS);
    Optional<Set<String>> files = filesOf(stack, volume);
    if (files.isPresent() && mount.getSubPath() == null) {
      Matcher named =
          Pattern.compile(Pattern.quote(mount.getMountPath()) + "/([\\w-]+(?:[./][\\w-]+)*)")
              .matcher(told);
      while (named.find()) {
        String file = named.group(1);
        if (!files.get().contains(file)) {
          findings.about(
              workload.manifest(),
              "mountPath: " + mount.getMountPath(),
              workload
                  + " looks for "
                  + named.group()
                  + ", and what is mounted there has no such file"
                  + References.near(file, files.get()));
        }
      }
    }
  }

  /** Only of pods whose programs we know: another's image may know paths of its own. */
  private static void isRead(
      Evidence stack,
      Findings findings,
      Workload workload,
      Container container,
      VolumeMount mount,
      Volume volume,
      String told) {
    findings.checking(Rule.MOUNT_IS_READ);
    String path = mount.getMountPath();
    String folder = path.substring(path.lastIndexOf('/') + 1);
    boolean known =
        stack.images().containsKey(container.getImage()) || !container.getCommand().isEmpty();
    boolean brings =
        volume.getConfigMap() != null
            || volume.getSecret() != null
            || volume.getPersistentVolumeClaim() != null;
    boolean named = Pattern.compile("[\\s/]" + Pattern.quote(folder) + "\\b").matcher(told).find();
    if (known && brings && !path.startsWith(SPARK_CONF) && !named) {
      findings.about(
          workload.manifest(),
          "mountPath: " + path,
          workload
              + " mounts volume "
              + mount.getName()
              + " at "
              + path
              + ", where nothing that it runs looks; mount it where it is read");
    }
  }

  private static void properties(
      Evidence stack,
      Findings findings,
      Workload workload,
      Container container,
      VolumeMount mount,
      Volume volume) {
    findings.checking(Rule.PROPERTIES_ARE_FOUND);
    if (volume.getConfigMap() == null || mount.getSubPath() != null) {
      return;
    }
    boolean has = filesOf(stack, volume).filter(files -> files.contains(DEFAULTS)).isPresent();
    boolean isLookedAt = mount.getMountPath().equals(confFolder(container));
    boolean isThere = stack.named(ConfigMap.class, volume.getConfigMap().getName()).isPresent();
    if (isThere && has != isLookedAt) {
      findings.about(
          workload.manifest(),
          "mountPath: " + mount.getMountPath(),
          has
              ? workload
                  + " mounts "
                  + DEFAULTS
                  + " at "
                  + mount.getMountPath()
                  + ", and Spark looks in "
                  + confFolder(container)
                  + "; mount it there"
              : "ConfigMap "
                  + volume.getConfigMap().getName()
                  + " is mounted where Spark looks for "
                  + DEFAULTS
                  + ", and has no such file"
                  + References.near(DEFAULTS, filesOf(stack, volume).orElse(Set.of())));
    }
  }

  private static String confFolder(Container container) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals("SPARK_CONF_DIR"))
        .map(EnvVar::getValue)
        .filter(value -> value != null)
        .findFirst()
        .orElse(SPARK_CONF);
  }

  /** A variable that says in which file a credential is, says where a Secret is mounted. */
  private static void keys(Findings findings, Workload workload, Container container) {
    findings.checking(Rule.CREDENTIALS_FILE_IS_MOUNTED);
    for (EnvVar variable : container.getEnv()) {
      Matcher name = FILE_VARIABLE.matcher(variable.getName());
      boolean promises = name.matches() && Credentials.isSlot(name.group(1));
      if (promises
          && variable.getValue() != null
          && !isInSecret(workload, container, variable.getValue())) {
        findings.about(
            workload.manifest(),
            "name: " + variable.getName(),
            "variable "
                + variable.getName()
                + " of "
                + workload
                + " names "
                + variable.getValue()
                + ", where no Secret is mounted; mount it there");
      }
    }
  }

  static boolean isInSecret(Workload workload, Container container, String path) {
    return container.getVolumeMounts().stream()
        .filter(mount -> path.startsWith(mount.getMountPath() + "/"))
        .flatMap(mount -> workload.volume(mount).stream())
        .anyMatch(volume -> volume.getSecret() != null || volume.getProjected() != null);
  }
}
