package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.KnownPrograms;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether Java finds the classes that pods and scripts start, and the jars that it looks into. */
public record StartedClasses(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CLASS_IS_THERE =
      Rule.error("IMG-07", "A class of Spark's that is started is one that Spark has")
          .why("Java ends at once: could not find or load main class.")
          .fix("Write it as Spark does, with its package and its capitals.");

  static final Rule CLASS_PATH_IS_THERE =
      Rule.error("IMG-08", "Each folder of a class path is in the image, or mounted")
          .why("Java passes over a folder that is not there, and does not find its classes.")
          .fix("Name the folder as the image has it.");

  private static final String SPARK = "org.apache.spark.";
  private static final String HADOOP = "org.apache.hadoop.";

  /** What people start. */
  private static final List<String> MAIN =
      List.of(
          SPARK + "deploy.ExternalShuffleService",
          SPARK + "deploy.PythonRunner",
          SPARK + "deploy.SparkSubmit",
          SPARK + "deploy.history.HistoryServer",
          SPARK + "deploy.k8s.submit.KubernetesClientApplication",
          SPARK + "deploy.master.Master",
          SPARK + "deploy.worker.Worker",
          SPARK + "examples.DFSReadWriteTest",
          SPARK + "examples.GroupByTest",
          SPARK + "examples.JavaSparkPi",
          SPARK + "examples.JavaWordCount",
          SPARK + "examples.LocalPi",
          SPARK + "examples.SparkKMeans",
          SPARK + "examples.SparkPageRank",
          SPARK + "examples.SparkPi",
          SPARK + "examples.SparkTC",
          SPARK + "executor.CoarseGrainedExecutorBackend",
          SPARK + "launcher.Main",
          SPARK + "repl.Main",
          SPARK + "scheduler.cluster.k8s.KubernetesExecutorBackend",
          SPARK + "sql.connect.service.SparkConnectServer",
          SPARK + "sql.hive.thriftserver.HiveThriftServer2",
          SPARK + "sql.hive.thriftserver.SparkSQLCLIDriver",
          HADOOP + "fs.FsShell",
          HADOOP + "util.VersionInfo");

  /** Names that others may give to classes of their own. */
  private static final Set<String> USUAL = Set.of("Main", "Master", "Worker");

  private static final List<String> CLASS_PATH = List.of("-cp", "-classpath", "--class-path");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Started started = Started.of(stack, container);
        List<List<String>> commands = new ArrayList<>(started.commands());
        for (List<String> command : commands) {
          for (String word : command) {
            Optional<String> meant = meant(word);
            if (meant.isPresent()) {
              at(CLASS_IS_THERE, workload, word)
                  .say("{it} starts {}, which Spark has not; did you mean {}?", word, meant.get());
            }
          }
          if (started.image().isPresent()) {
            classPathIsThere(workload, container, command, started.image().get());
          }
        }
      }
    }
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      for (List<String> command : ScriptCommands.of(script.getValue()).all()) {
        for (String word : command) {
          Optional<String> meant = meant(word);
          if (meant.isPresent()) {
            inFile(CLASS_IS_THERE, script.getKey(), word)
                .say("{it} starts {}, which Spark has not; did you mean {}?", word, meant.get());
          }
        }
      }
    }
  }

  /** The class that {@code word} is near to, by its letters or by its last name. */
  private static Optional<String> meant(String word) {
    boolean isClass =
        word.indexOf('/') < 0
            && word.indexOf(':') < 0
            && word.indexOf('=') < 0
            && word.startsWith("org.apache.");
    if (!isClass || MAIN.contains(word)) {
      return Optional.empty();
    }
    String name = word.substring(word.lastIndexOf('.') + 1);
    for (String known : MAIN) {
      String last = known.substring(known.lastIndexOf('.') + 1);
      if (last.equalsIgnoreCase(name) && !USUAL.contains(last)) {
        return Optional.of(known);
      }
    }
    return KnownPrograms.near(word, MAIN);
  }

  private void classPathIsThere(
      Workload workload, ContainerView container, List<String> command, BuiltImage image) {
    for (int i = 0; i < command.size() - 1; i++) {
      if (!CLASS_PATH.contains(command.get(i)) || !isJava(command)) {
        continue;
      }
      for (String part : command.get(i + 1).split(":", -1)) {
        String folder = Paths.plain(part);
        if (Paths.isLiteral(folder)
            && container.mountOf(folder).isEmpty()
            && isLacking(image, folder)) {
          Optional<String> near = near(image, folder);
          at(CLASS_PATH_IS_THERE, workload, part)
              .say(
                  "{it} looks for classes in {}, which is not in image {}{}",
                  part,
                  container.image(),
                  near.isPresent()
                      ? "; did you mean " + near.get() + "?"
                      : "; copy it there, or name another");
        }
      }
    }
  }

  private static boolean isJava(List<String> command) {
    for (String word : command) {
      if (Paths.name(word).equals("java")) {
        return true;
      }
    }
    return false;
  }

  /** Of an image of somebody else's at the bottom, only what is near to what we copy. */
  private static boolean isLacking(BuiltImage image, String folder) {
    return image.lacks(folder)
        || (!image.mayHave(folder) && !Paths.isSystem(folder) && near(image, folder).isPresent());
  }

  private static Optional<String> near(BuiltImage image, String folder) {
    return KnownPrograms.near(folder, image.places());
  }
}
