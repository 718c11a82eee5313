package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.conf.SparkVolumes;
import io.sparkstead.stack.own.Taken;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodFiles;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.evidence.spark.TemplateDisks;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether shuffle data goes where its disk is. */
public record LocalDirs(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DRIVER_WRITES_ITS_DIRS =
      Rule.error(
              "KEY-25", "A driver may write to the local dirs that a variable or a program names")
          .why("The images are read-only: the driver ends with Failed to create any local dir.")
          .fix("Leave the name out, or mount a disk there.");

  static final Rule DISK_IS_A_LOCAL_DIR =
      Rule.warning(
              "DYN-27",
              "A disk that executors are given for shuffle data is called spark-local-dir-…")
          .why(
              "Only volumes of that name are Spark's local dirs. Shuffle data goes to an emptyDir"
                  + " beside it, which counts as ephemeral storage.")
          .fix("Call it spark-local-dir-1; a disk for something else says so by a RuleException.");

  static final Rule DIR_IS_FREE =
      Rule.error("DYN-40", "A local dir is where the template of the pods mounts nothing")
          .why(
              "Spark mounts a volume of its own at each, and the API server refuses pods with two"
                  + " mounts at one path.")
          .fix("Leave the name out, or name a folder below.");

  private static final String VARIABLE = "SPARK_LOCAL_DIRS";
  private static final String PROPERTY = "spark.local.dir";
  private static final String PREFIX = "spark-local-dir-";
  private static final String DRIVER = "driver";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader =
          conf.isClient() && conf.isWhole() ? stack.readerOf(conf) : Optional.empty();
      if (reader.isPresent()) {
        variable(conf, reader.get());
      }
      if (conf.isApplication() && conf.isWhole()) {
        volumes(conf);
        dirIsFree(conf, "executor");
        if (conf.isCluster()) {
          dirIsFree(conf, DRIVER);
        }
      }
    }
    for (Session session : Session.allOf(stack)) {
      if (session.own().get(PROPERTY).isPresent() && session.both().isClient()) {
        writes(session.file(), session.own(), PROPERTY, session.own().get(PROPERTY).get());
      }
    }
  }

  /** Of its pod, or of its image. */
  private void variable(Conf conf, Workload reader) {
    for (ContainerView container : reader.mainContainers()) {
      Optional<String> said = container.variable(VARIABLE);
      if (said.isPresent()) {
        writes(conf, reader, VARIABLE, said.get());
      } else {
        ofImage(conf, container.image());
      }
    }
  }

  private void ofImage(Conf conf, String image) {
    Optional<DockerfileText> dockerfile = stack.images().dockerfile(image);
    for (String said :
        dockerfile.isEmpty() ? List.<String>of() : dockerfile.get().allOfLastStage("ENV")) {
      for (String word : Words.of(said)) {
        if (word.startsWith(VARIABLE + "=")) {
          String folders = Words.unquoted(word.substring(VARIABLE.length() + 1));
          Optional<String> folder = notWritable(conf, folders);
          if (folder.isPresent()) {
            inFile(DRIVER_WRITES_ITS_DIRS, dockerfile.get().path(), VARIABLE)
                .say(
                    "{} of {it} is {}, where the driver of {} may not write; leave it out",
                    VARIABLE,
                    folder.get(),
                    conf);
          }
        }
      }
    }
  }

  private void writes(Conf conf, Written where, String name, String folders) {
    Optional<String> folder = notWritable(conf, folders);
    if (folder.isPresent()) {
      at(DRIVER_WRITES_ITS_DIRS, where, name)
          .say(
              "{} of {it} is {}, where the driver may not write; leave it out, or mount a disk there",
              name,
              folder.get());
    }
  }

  /** The first of them that the driver of {@code conf} cannot make or fill. */
  private Optional<String> notWritable(Conf conf, String folders) {
    Optional<PodFiles> files = PodFiles.of(stack, conf, DRIVER);
    if (folders.contains("$") || files.isEmpty()) {
      return Optional.empty();
    }
    for (String each : folders.split(",", -1)) {
      String folder = each.strip();
      if (Taken.folder(folder).isPresent() || !files.get().mayWrite(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** Where a disk is called as one, Spark mounts nothing else. */
  private void dirIsFree(Conf conf, String role) {
    Optional<String> template = stack.podTemplate(conf, role);
    if (template.isEmpty() || conf.get(PROPERTY).isEmpty() || hasDisks(conf, role)) {
      return;
    }
    Map<String, String> mounts = TemplateDisks.of(template.get()).mounts();
    boolean hasOwn = mounts.values().stream().anyMatch(name -> name.startsWith(PREFIX));
    for (String each : hasOwn ? new String[0] : conf.get(PROPERTY).get().split(",", -1)) {
      String folder = each.strip().replaceFirst("(?<=.)/$", "");
      if (mounts.containsKey(folder)) {
        at(DIR_IS_FREE, conf, PROPERTY)
            .say(
                "{it} has {} as a local dir, and the template of its {}s mounts {} there; leave it"
                    + " out, or name a folder below",
                folder,
                role,
                mounts.get(folder));
      }
    }
  }

  private static boolean hasDisks(Conf conf, String role) {
    for (SparkVolumes.Volume volume : SparkVolumes.of(conf.properties())) {
      if (volume.name().startsWith(PREFIX) && volume.isExecutors() != role.equals(DRIVER)) {
        return true;
      }
    }
    return false;
  }

  private void volumes(Conf conf) {
    for (SparkVolumes.Volume volume : SparkVolumes.of(conf.properties())) {
      boolean isMade = volume.claim().contains(SparkVolumes.ON_DEMAND);
      boolean isCalledSo = volume.name().contains("local-dir") || volume.name().contains("shuffle");
      boolean isScratch = isMade || isCalledSo || volume.path().contains("/spark-x/executor-x");
      if (volume.isExecutors()
          && isScratch
          && !volume.name().startsWith(PREFIX)
          && !isNamed(conf, volume)) {
        at(DISK_IS_A_LOCAL_DIR, conf, volume.pathKey())
            .say(
                "{it} gives executors the disk {} at {}, and Spark does not take it for shuffle data;"
                    + " call it {}1",
                volume.name(),
                volume.path(),
                PREFIX);
      }
    }
  }

  /** Whether another property sends something to that disk. */
  private static boolean isNamed(Conf conf, SparkVolumes.Volume volume) {
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (!property.getKey().startsWith(volume.prefix())
          && !volume.path().isEmpty()
          && property.getValue().contains(volume.path())) {
        return true;
      }
    }
    return false;
  }
}
