package io.sparkstead.stack.proof.kubernetes;

import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.JupyterRoots;
import io.sparkstead.stack.proof.text.Near;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Volumes are mounted where programs look, with the files they look for. */
public record Mounts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MOUNTED_FILE_EXISTS =
      Rule.error(
              "REF-24", "A file that programs look for in a mounted ConfigMap or Secret is in it")
          .why("The program fails with No such file or directory.")
          .fix("Name the key as the program names the file.");

  static final Rule MOUNT_IS_READ =
      Rule.warning("REF-25", "What is mounted is where the pod's programs look")
          .why("They find nothing, or write to where it is lost.")
          .fix("Mount it at the path that commands, variables and files name.");

  static final Rule PROPERTIES_ARE_FOUND =
      Rule.error("AGR-23", "spark-defaults.conf is mounted where Spark looks for it")
          .why("Spark starts with its defaults and says nothing.")
          .fix("Mount the ConfigMap that has it at /opt/spark/conf.");

  private static final String SPARK_CONF = "/opt/spark/conf";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      String told = stack.allTold(workload);
      for (ContainerView container : workload.containers()) {
        for (Mount mount : container.mounts()) {
          Optional<VolumeView> volume = workload.volume(mount);
          if (volume.isPresent()) {
            Mounted mounted =
                new Mounted(stack, findings, workload, container, mount, volume.get(), told);
            mounted.isRead();
            mounted.isWritten();
            if (mount.subPath().isEmpty()) {
              mounted.fileExists();
              mounted.propertiesAreFound();
            }
          }
        }
      }
    }
  }

  /**
   * A volume in a container.
   *
   * @param told what the programs of the pod are told
   */
  private record Mounted(
      Evidence stack,
      Findings findings,
      Workload workload,
      ContainerView container,
      Mount mount,
      VolumeView volume,
      String told) {

    private Findings.Place at(Rule rule) {
      return findings.at(rule, workload, "mountPath: " + mount.path());
    }

    /** What the volume brings, if it is known which; nothing is of disks and folders. */
    private Optional<Set<String>> files() {
      Optional<Source> map = volume.configMap();
      Optional<Source> source = map.isPresent() ? map : volume.secret();
      if (source.isEmpty()) {
        return Optional.empty();
      }
      if (!source.get().items().isEmpty()) {
        return Optional.of(source.get().paths());
      }
      String name = source.get().name();
      if (map.isEmpty()) {
        return Optional.ofNullable(stack.secrets().get(name));
      }
      Optional<ConfigMapView> found = stack.configMap(name);
      return found.isPresent() ? Optional.of(found.get().files()) : Optional.empty();
    }

    void fileExists() {
      Optional<Set<String>> files = files();
      if (files.isEmpty()) {
        return;
      }
      for (String file : filesIn(mount.path() + "/", told)) {
        if (!files.get().contains(file)) {
          at(MOUNTED_FILE_EXISTS)
              .say(
                  "{it} looks for {}/{}, and what is mounted there has no such file{}",
                  mount.path(),
                  file,
                  Near.remedy(file, files.get()));
        }
      }
    }

    /**
     * Only of pods whose programs we know: another's image may know paths of its own, and people's
     * notebooks and jars read what they mounted themselves.
     */
    void isRead() {
      String path = mount.path();
      boolean isKnown =
          !volume.name().startsWith(OwnVolume.PREFIX)
              && (stack.images().has(container.image()) || !container.command().isEmpty());
      boolean brings =
          volume.configMap().isPresent()
              || volume.secret().isPresent()
              || volume.claim().isPresent();
      String folder = path.substring(path.lastIndexOf('/') + 1);
      if (isKnown
          && brings
          && !path.startsWith(SPARK_CONF)
          && !isNamed(folder, told)
          && !isShown(path)) {
        at(MOUNT_IS_READ)
            .say(
                "{it} mounts volume {} at {}, where nothing that it runs looks; mount it where it"
                    + " is read",
                volume.name(),
                path);
      }
    }

    /** Whether it is in what Jupyter shows: people look there themselves. */
    private boolean isShown(String path) {
      Set<String> roots = new TreeSet<>(JupyterRoots.ofConfigurations(told));
      roots.addAll(JupyterRoots.ofCommand(container.commandLine()));
      return roots.stream().anyMatch(root -> path.startsWith(root + "/"));
    }

    /** Folders that begin empty, and disks that are the pod's own, and not filled by others. */
    void isWritten() {
      Optional<String> claim = volume.claim();
      boolean isOwn =
          volume.model().getEmptyDir() != null
              || (claim.isPresent()
                  && stack.isReadWriteOnce(claim.get())
                  && !stack.isOthers(References.CLAIM, claim.get()));
      if (isOwn && !workload.writes(volume.name())) {
        at(MOUNT_IS_READ)
            .say("{it} mounts {} at {} to read, and nobody writes it", volume.name(), mount.path());
      }
    }

    void propertiesAreFound() {
      Optional<Source> source = volume.configMap();
      if (source.isEmpty() || stack.configMap(source.get().name()).isEmpty()) {
        return;
      }
      String looked = container.variable("SPARK_CONF_DIR").orElse(SPARK_CONF);
      boolean isThere = mount.path().equals(looked);
      Set<String> files = files().orElse(Set.of());
      boolean has = files.contains(SparkConf.FILE);
      if (has && !isThere) {
        at(PROPERTIES_ARE_FOUND)
            .say(
                "{it} mounts {} at {}, and Spark looks in {}; mount it there",
                SparkConf.FILE,
                mount.path(),
                looked);
      } else if (!has && isThere) {
        at(PROPERTIES_ARE_FOUND)
            .say(
                "ConfigMap {} is mounted where Spark looks for {}, and has no such file{}",
                source.get().name(),
                SparkConf.FILE,
                Near.remedy(SparkConf.FILE, files));
      }
    }
  }

  /** What {@code told} names in {@code folder}, which ends in a slash. */
  private static List<String> filesIn(String folder, String told) {
    List<String> files = new ArrayList<>();
    int end = 0;
    for (int at = told.indexOf(folder); at >= 0; at = told.indexOf(folder, end)) {
      int start = at + folder.length();
      end = endOfFile(told, start);
      if (end > start) {
        files.add(told.substring(start, end));
      }
    }
    return files;
  }

  /** Where a file's name ends: words with a dot or a slash between two of them. */
  private static int endOfFile(String told, int start) {
    int end = start;
    while (isInFile(told, end)) {
      end++;
      boolean isMark = told.startsWith(".", end) || told.startsWith("/", end);
      end += isMark && isInFile(told, end + 1) ? 1 : 0;
    }
    return end;
  }

  private static boolean isInFile(String told, int at) {
    return Words.isInWord(told, at) || told.startsWith("-", at);
  }

  /** Whether {@code folder} stands in {@code told} as a whole word, behind a blank or a slash. */
  private static boolean isNamed(String folder, String told) {
    if (folder.isEmpty()) {
      return true;
    }
    for (int at = told.indexOf(folder, 1); at > 0; at = told.indexOf(folder, at + 1)) {
      char before = told.charAt(at - 1);
      int end = at + folder.length();
      if ((before == '/' || Character.isWhitespace(before))
          && Words.isInWord(told, end) != Words.isInWord(told, end - 1)) {
        return true;
      }
    }
    return false;
  }
}
