package io.sparkstead.stack.proof.store;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Near;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;

/** Whether Hadoop's shell, by which a pod waits for its store, comes to it as Spark does. */
public record FsShells(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule COMMAND_IS_ONE =
      Rule.error("STO-12", "A command of Hadoop's shell is one that it has")
          .why("It answers Unknown command, and who waits for it waits for ever.")
          .fix("Write the command as the finding names it.");

  static final Rule STORE_IS_FOUND_ALIKE =
      Rule.error("STO-13", "Hadoop's shell is told of the store what the properties say")
          .why("It asks another store, or otherwise, and who waits for it waits for ever.")
          .fix("Take the options from the properties: spark.hadoop.fs.s3a.x becomes -D fs.s3a.x.");

  private static final String SHELL = "FsShell";
  private static final String S3A = "fs.s3a.";
  private static final String HADOOP = "spark.hadoop.";

  private static final Hinted OPTION =
      Hinted.onLine("-D\\s*'?(fs\\.s3a\\.[\\w.-]+)=([^'\\s]*)", "fs.s3a.");

  private static final Hinted COMMAND =
      Hinted.onLine("(?:^|\\s)-([a-z][a-zA-Z]+)\\s+(?:-[a-z]\\s+)*['\"]?s3a://", "s3a://");

  /** Without which no store is found. */
  private static final List<String> NEEDED =
      List.of("endpoint", "endpoint.region", "path.style.access", "aws.credentials.provider");

  private static final Set<String> COMMANDS =
      new TreeSet<>(
          List.of(
              "appendToFile",
              "cat",
              "checksum",
              "chgrp",
              "chmod",
              "chown",
              "concat",
              "copyFromLocal",
              "copyToLocal",
              "count",
              "cp",
              "df",
              "du",
              "expunge",
              "find",
              "get",
              "getfacl",
              "getfattr",
              "getmerge",
              "head",
              "help",
              "ls",
              "mkdir",
              "moveFromLocal",
              "moveToLocal",
              "mv",
              "put",
              "rm",
              "rmdir",
              "setfacl",
              "setfattr",
              "setrep",
              "stat",
              "tail",
              "test",
              "text",
              "touch",
              "touchz",
              "truncate",
              "usage"));

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        String line = container.commandLine();
        if (line.contains(SHELL) || line.contains("hadoop fs") || line.contains("hdfs dfs")) {
          commandIsOne(workload, line);
          storeIsFoundAlike(workload, line);
        }
      }
    }
  }

  private void commandIsOne(Workload workload, String line) {
    for (String command : COMMAND.findAll(line)) {
      if (!COMMANDS.contains(command)) {
        at(COMMAND_IS_ONE, workload, "-" + command)
            .say(
                "{it} runs Hadoop's shell with -{}, which is no command{}",
                command,
                Near.remedy(command, COMMANDS));
      }
    }
  }

  /** Where a file tells it of the store, that may say all. */
  private void storeIsFoundAlike(Workload workload, String line) {
    Map<String, String> told = new TreeMap<>();
    for (MatchResult option : OPTION.results(line)) {
      told.put(option.group(1), option.group(2));
    }
    Optional<Conf> conf = conf(workload);
    if (told.isEmpty() || conf.isEmpty() || line.contains("<property>")) {
      return;
    }
    Map<String, String> said = said(conf.get());
    for (Map.Entry<String, String> option : told.entrySet()) {
      optionIsAlike(workload, option.getKey(), option.getValue(), said);
    }
    for (String name : NEEDED) {
      if (said.containsKey(S3A + name) && !told.containsKey(S3A + name)) {
        at(STORE_IS_FOUND_ALIKE, workload, SHELL)
            .say(
                "{it} does not tell Hadoop's shell {}={}, as properties say; add it by -D",
                S3A + name,
                said.getOrDefault(S3A + name, ""));
      }
    }
  }

  private void optionIsAlike(
      Workload workload, String name, String value, Map<String, String> said) {
    Optional<String> meant =
        said.containsKey(name) ? Optional.empty() : NearName.within(2, name, said.keySet());
    if (meant.isPresent()) {
      at(STORE_IS_FOUND_ALIKE, workload, name)
          .say("{it} tells Hadoop's shell {}; did you mean {}?", name, meant.get());
    } else if (NEEDED.contains(name.substring(S3A.length()))
        && !said.getOrDefault(name, value).equalsIgnoreCase(value)
        && value.indexOf('$') < 0) {
      at(STORE_IS_FOUND_ALIKE, workload, name)
          .say(
              "{it} tells Hadoop's shell {}={}, and properties say {}; say the same",
              name,
              value,
              said.getOrDefault(name, ""));
    }
  }

  private Optional<Conf> conf(Workload workload) {
    for (Conf conf : stack.confs()) {
      if (stack.reads(workload, conf) && conf.isWhole()) {
        return Optional.of(conf);
      }
    }
    return Optional.empty();
  }

  /** What the properties say to S3A, as Hadoop calls it. */
  private static Map<String, String> said(Conf conf) {
    Map<String, String> said = new TreeMap<>();
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (property.getKey().startsWith(HADOOP + S3A)) {
        said.put(property.getKey().substring(HADOOP.length()), property.getValue());
      }
    }
    return said;
  }
}
