package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What programs look for in files, their pods mount there. */
final class Mounts implements RuleFamily {

  private static final String SPARK_CONF = "/opt/spark/conf";
  private static final String FILE_VARIABLE = "_FILE";

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      String told = String.join("\n", stack.told(workload).values());
      for (Container container : workload.containers()) {
        for (VolumeMount mount : container.getVolumeMounts()) {
          Optional<Volume> volume = workload.volume(mount);
          if (volume.isPresent()) {
            files(stack, findings, workload, mount, volume.get(), told);
            isRead(stack, findings, workload, container, mount, volume.get(), told);
            properties(stack, findings, workload, container, mount, volume.get());
          }
        }
        keys(findings, workload, container);
      }
    }
  }

  /** The files that {@code volume} brings, if it is known which; none for disks and folders. */
  private static Optional<Set<String>> filesOf(Evidence stack, Volume volume) {
    if (volume.getConfigMap() != null) {
      List<KeyToPath> items = volume.getConfigMap().getItems();
      if (!items.isEmpty()) {
        return Optional.of(paths(items));
      }
      Optional<ConfigMap> map = stack.named(ConfigMap.class, volume.getConfigMap().getName());
      return map.isEmpty() ? Optional.empty() : Optional.of(References.files(map.get()));
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
    for (KeyToPath item : items) {
      paths.add(item.getPath());
    }
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
    if (files.isEmpty() || mount.getSubPath() != null) {
      return;
    }
    for (String file : filesIn(mount.getMountPath() + "/", told)) {
      if (!files.get().contains(file)) {
        findings.about(
            workload.manifest(),
            "mountPath: " + mount.getMountPath(),
            workload
                + " looks for "
                + mount.getMountPath()
                + "/"
                + file
                + ", and what is mounted there has no such file"
                + References.near(file, files.get()));
      }
    }
  }

  /** What {@code told} names in {@code folder}, which ends in a slash. */
  private static List<String> filesIn(String folder, String told) {
    List<String> files = new ArrayList<>();
    int at = told.indexOf(folder);
    while (at >= 0) {
      int start = at + folder.length();
      int end = endOfFile(told, start);
      if (end > start) {
        files.add(told.substring(start, end));
      }
      at = told.indexOf(folder, end > start ? end : at + 1);
    }
    return files;
  }

  /** Where a file's name ends: words with a dot or a slash between two of them. */
  private static int endOfFile(String told, int start) {
    int end = start;
    while (end < told.length() && isInFile(told.charAt(end))) {
      end++;
      boolean goesOn =
          end + 1 < told.length()
              && (told.charAt(end) == '.' || told.charAt(end) == '/')
              && isInFile(told.charAt(end + 1));
      end += goesOn ? 1 : 0;
    }
    return end;
  }

  private static boolean isInFile(char c) {
    return isInWord(c) || c == '-';
  }

  private static boolean isInWord(char c) {
    return Ascii.isLetterOrDigit(c) || c == '_';
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
    if (known && brings && !path.startsWith(SPARK_CONF) && !isNamed(folder, told)) {
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

  /** Whether {@code folder} stands in {@code told} as a whole word, behind a blank or a slash. */
  private static boolean isNamed(String folder, String told) {
    if (folder.isEmpty()) {
      return true;
    }
    for (int at = told.indexOf(folder, 1); at > 0; at = told.indexOf(folder, at + 1)) {
      char before = told.charAt(at - 1);
      int end = at + folder.length();
      boolean goesOn = end < told.length() && isInWord(told.charAt(end));
      if ((before == '/' || Character.isWhitespace(before))
          && goesOn != isInWord(told.charAt(end - 1))) {
        return true;
      }
    }
    return false;
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
    boolean has = filesOf(stack, volume).orElse(Set.of()).contains(SparkConf.FILE);
    boolean isLookedAt = mount.getMountPath().equals(confFolder(container));
    boolean isThere = stack.named(ConfigMap.class, volume.getConfigMap().getName()).isPresent();
    if (isThere && has != isLookedAt) {
      findings.about(
          workload.manifest(),
          "mountPath: " + mount.getMountPath(),
          has
              ? workload
                  + " mounts "
                  + SparkConf.FILE
                  + " at "
                  + mount.getMountPath()
                  + ", and Spark looks in "
                  + confFolder(container)
                  + "; mount it there"
              : "ConfigMap "
                  + volume.getConfigMap().getName()
                  + " is mounted where Spark looks for "
                  + SparkConf.FILE
                  + ", and has no such file"
                  + References.near(SparkConf.FILE, filesOf(stack, volume).orElse(Set.of())));
    }
  }

  private static String confFolder(Container container) {
    for (EnvVar variable : container.getEnv()) {
      if (variable.getName().equals("SPARK_CONF_DIR") && variable.getValue() != null) {
        return variable.getValue();
      }
    }
    return SPARK_CONF;
  }

  /** A variable that says in which file a credential is, says where a Secret is mounted. */
  private static void keys(Findings findings, Workload workload, Container container) {
    findings.checking(Rule.CREDENTIALS_FILE_IS_MOUNTED);
    for (EnvVar variable : container.getEnv()) {
      if (isPromised(variable.getName())
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

  private static boolean isPromised(String variable) {
    return variable.endsWith(FILE_VARIABLE)
        && Credentials.isSlot(variable.substring(0, variable.length() - FILE_VARIABLE.length()));
  }

  static boolean isInSecret(Workload workload, Container container, String path) {
    for (VolumeMount mount : container.getVolumeMounts()) {
      if (path.startsWith(mount.getMountPath() + "/")) {
        Optional<Volume> volume = workload.volume(mount);
        if (volume.isPresent()
            && (volume.get().getSecret() != null || volume.get().getProjected() != null)) {
          return true;
        }
      }
    }
    return false;
  }
}
