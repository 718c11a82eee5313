package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.SubmitText;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** Whether what scripts submit goes with its mode, its owner, and runs before it. */
public record Submissions(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PROGRAM_IS_WITH_THE_DRIVER =
      Rule.error(
              "KEY-26", "A program that is submitted in cluster mode is where its driver finds it")
          .why("spark-submit ends with 'Please specify spark.kubernetes.file.upload.path'.")
          .fix("Write local:///… for a file of the image, or s3a://… for one of the store.");

  static final Rule MODE_IS_THE_FILES =
      Rule.error("KEY-27", "A script submits in the mode that its properties are for")
          .why(
              "Those of client mode name a driver's pod and address, which Spark refuses in cluster"
                  + " mode; those of cluster mode name none, and executors find no driver.")
          .fix("Leave --deploy-mode out: the properties say it.");

  static final Rule DRIVER_HAS_A_NEW_NAME =
      Rule.error("KEY-28", "A driver that is submitted again and again has a new name each time")
          .why(
              "The last one's pod is there as long as its Job is kept, and the API server answers 409"
                  + " AlreadyExists.")
          .fix("Make the name of the submitting pod's, or of the time.");

  static final Rule OWNER_IS_WHOLE =
      Rule.error("KEY-29", "An owner that a script writes has its apiVersion, kind, name and uid")
          .why(
              "The API server refuses the driver's pod, or the garbage collector deletes it at once.")
          .fix("Write all four, of the submitting pod's own metadata.");

  static final Rule STATUS_IS_THE_DRIVERS =
      Rule.error("KEY-30", "A script asks for the status of the driver that it has submitted")
          .why("Nothing is found under another name, and a run that went well counts as failed.")
          .fix("Name the same pod, in the namespace of the properties.");

  private static final String SUBMIT = "spark-submit";
  private static final String SCRIPT = ".sh";
  private static final String CLUSTER = "cluster";
  private static final String DEPLOY_MODE = "spark.submit.deployMode";
  private static final String UPLOAD = "spark.kubernetes.file.upload.path";
  private static final String POD = "spark.kubernetes.driver.pod.name";
  private static final String NAMESPACE = "spark.kubernetes.namespace";
  private static final String OWNERS = "ownerReferences";
  private static final List<String> OWNER = List.of("apiVersion", "kind", "name", "uid");
  private static final List<String> LISTS =
      List.of("--py-files", "--jars", "--files", "--archives");

  /** A variable may be told by another one. */
  private static final int STEPS = 4;

  /** What brings its own program. */
  private static final List<String> OF_SPARK = List.of("spark-internal", "pyspark-shell");

  /** How a script makes room for a name. */
  private static final List<String> MAKES_ROOM = List.of("--kill", "kubectl delete", "-X DELETE");

  /**
   * A script.
   *
   * @param runner whose pod runs it, if known
   * @param file the properties that Spark reads beside it, if known
   */
  private record Script(
      String subject, String path, String text, Optional<Workload> runner, Optional<Conf> file)
      implements Written {}

  @Override
  public void check() {
    for (Map.Entry<String, String> file : stack.filesEndingWith(SCRIPT).entrySet()) {
      script(file.getKey(), file.getKey(), "", file.getValue());
    }
    for (Embedded file : stack.embedded()) {
      if (file.key().endsWith(SCRIPT)) {
        script(file.subject(), file.path(), file.manifest().name(), file.text());
      }
    }
  }

  private void script(String subject, String path, String configMap, String text) {
    if (!text.contains(SUBMIT)) {
      return;
    }
    Optional<Workload> runner = Optional.empty();
    for (Workload workload : stack.workloads()) {
      if (!configMap.isEmpty() && workload.mounts(configMap)) {
        runner = Optional.of(workload);
      }
    }
    Conf own = new Conf(subject, path, configMap, Map.of());
    Script script = new Script(subject, path, text, runner, Session.fileOf(stack, own));
    List<SubmitText> starts = new ArrayList<>();
    for (SubmitText submit : SubmitText.allIn(text)) {
      if (submit.isStart()) {
        starts.add(submit);
        start(script, submit);
      }
    }
    if (starts.size() == 1) {
      for (SubmitText submit : SubmitText.allIn(text)) {
        if (submit.asked().isPresent()) {
          status(script, starts.get(0), submit.asked().get());
        }
      }
    }
    owner(script);
  }

  private void start(Script script, SubmitText submit) {
    Map<String, String> both = new LinkedHashMap<>();
    if (script.file().isPresent()) {
      both.putAll(script.file().get().properties());
    }
    both.putAll(submit.conf());
    String files =
        script.file().isPresent() ? script.file().get().get(DEPLOY_MODE).orElse("client") : "";
    String mode = submit.mode().orElse(files);
    if (!files.isEmpty() && !mode.equals(files) && !mode.contains("$")) {
      at(MODE_IS_THE_FILES, script, mode)
          .say(
              "{it} submits in {} mode, and {} is for {} mode; leave the mode out",
              mode,
              script.file().get(),
              files);
    }
    if (mode.equals(CLUSTER)) {
      programIsThere(script, submit, both);
      if (both.containsKey(POD)) {
        nameIsNew(script, both.get(POD));
      }
    }
  }

  private void programIsThere(Script script, SubmitText submit, Map<String, String> both) {
    String program = submit.program();
    if (!both.containsKey(UPLOAD)) {
      isThere(script, program);
      for (String option : LISTS) {
        for (String file : submit.options().getOrDefault(option, "").split(",", -1)) {
          isThere(script, file.strip());
        }
      }
    }
    if (program.endsWith(".jar")
        && !submit.options().containsKey("--class")
        && program.contains("://")) {
      at(PROGRAM_IS_WITH_THE_DRIVER, script, program)
          .say(
              "{it} submits {} without --class, and spark-submit reads no jar that is not its own;"
                  + " name its class",
              program);
    }
  }

  private void isThere(Script script, String file) {
    boolean isOfThisPod =
        !file.isEmpty()
            && !file.startsWith("$")
            && file.indexOf(':') < 0
            && !OF_SPARK.contains(file);
    if (isOfThisPod) {
      at(PROGRAM_IS_WITH_THE_DRIVER, script, file)
          .say(
              "{it} submits {}, a file of its own pod that no driver sees; write local://{} for a"
                  + " file of the image, or s3a://… for one of the store",
              file,
              file.startsWith("/") ? file : "/…");
    }
  }

  /** Runs by the clock, and those that people start. */
  private void nameIsNew(Script script, String name) {
    boolean isAgain =
        script.runner().isEmpty() || script.runner().get().manifest().kind().equals("CronJob");
    String said = resolved(script, name);
    boolean isFixed = said.indexOf('$') < 0 && said.indexOf('`') < 0 && !said.isEmpty();
    if (isAgain && isFixed && !holdsOneOf(script.text(), MAKES_ROOM)) {
      at(DRIVER_HAS_A_NEW_NAME, script, said)
          .say(
              "{it} calls each driver {}, and the second finds the name taken; put the submitting"
                  + " pod's name or the time into it",
              said);
    }
  }

  private static boolean holdsOneOf(String text, List<String> words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** With what the script and the variables of its pod say put in, a few steps deep. */
  private static String resolved(Script script, String text) {
    String said = text;
    for (int step = 0; step < STEPS; step++) {
      for (Map.Entry<String, String> variable : variables(script).entrySet()) {
        said =
            said.replace("${" + variable.getKey() + "}", variable.getValue())
                .replaceAll(
                    "\\$" + variable.getKey() + "(?![A-Za-z0-9_])",
                    Matcher.quoteReplacement(variable.getValue()));
      }
    }
    return said;
  }

  /** Those whose values are texts: what the script sets twice is not one of them. */
  private static Map<String, String> variables(Script script) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (script.runner().isPresent()) {
      for (ContainerView container : script.runner().get().mainContainers()) {
        for (Variable variable : container.variables()) {
          if (variable.value().isPresent()) {
            variables.put(variable.name(), variable.value().get());
          }
        }
      }
    }
    List<String> seen = new ArrayList<>();
    for (String line : script.text().split("\n", -1)) {
      String said = line.strip();
      int equals = said.indexOf('=');
      if (equals > 0 && Words.endOfWord(said, 0) == equals) {
        String name = said.substring(0, equals);
        if (seen.contains(name)) {
          variables.remove(name);
        } else {
          variables.put(name, Words.unquoted(said.substring(equals + 1)));
          seen.add(name);
        }
      }
    }
    return variables;
  }

  /** {@code namespace:name}, or the name alone. */
  private void status(Script script, SubmitText start, String asked) {
    int colon = asked.indexOf(':');
    String namespace = asked.substring(0, Math.max(colon, 0));
    String name = asked.substring(colon + 1);
    String own = start.conf().getOrDefault(NAMESPACE, fileSays(script, NAMESPACE));
    if (colon > 0 && !own.isEmpty() && namespace.indexOf('$') < 0 && !namespace.equals(own)) {
      at(STATUS_IS_THE_DRIVERS, script, asked)
          .say("{it} asks for {}, and drivers run in namespace {}; ask there", asked, own);
    }
    String pod = start.conf().getOrDefault(POD, "");
    if (!pod.isEmpty() && !resolved(script, pod).equals(resolved(script, name))) {
      at(STATUS_IS_THE_DRIVERS, script, asked)
          .say("{it} asks for {}, and the driver is called {}; name that", asked, pod);
    }
  }

  private static String fileSays(Script script, String key) {
    return script.file().isPresent() ? script.file().get().get(key).orElse("") : "";
  }

  /** Written in braces, as {@code {kind: Pod, …}}. */
  private void owner(Script script) {
    String text = script.text();
    if (!text.contains(OWNERS)) {
      return;
    }
    for (int at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at + 1)) {
      int end = text.indexOf('}', at);
      String map = end < 0 ? "" : text.substring(at + 1, end);
      if (map.contains("kind:") || (map.contains("uid:") && map.contains("name:"))) {
        owner(script, "{" + map + "}", fields(map));
      }
    }
  }

  private static Map<String, String> fields(String map) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : map.split(",", -1)) {
      int colon = field.indexOf(':');
      if (colon > 0) {
        String value = field.substring(colon + 1).replace("\\", "").strip();
        fields.put(Words.unquoted(field.substring(0, colon).strip()), Words.unquoted(value));
      }
    }
    return fields;
  }

  private void owner(Script script, String map, Map<String, String> fields) {
    for (String field : OWNER) {
      if (fields.getOrDefault(field, "").isEmpty()) {
        at(OWNER_IS_WHOLE, script, map)
            .say("{it} writes the owner {} without {}; write it", map, field);
      }
    }
    for (String field : List.of("name", "uid")) {
      String value = fields.getOrDefault(field, "").replace("{", "").replace("}", "");
      Optional<String> path =
          value.startsWith("$") ? path(script, value.substring(1)) : Optional.empty();
      if (path.isPresent() && !path.get().equals("metadata." + field)) {
        at(OWNER_IS_WHOLE, script, map)
            .say(
                "{it} writes {} as the owner's {}, and that is {} of the pod; take metadata.{}",
                value,
                field,
                path.get(),
                field);
      }
    }
  }

  /** The field of its own pod that {@code variable} is, in the pod that runs the script. */
  private static Optional<String> path(Script script, String variable) {
    if (script.runner().isPresent()) {
      for (ContainerView container : script.runner().get().mainContainers()) {
        for (Variable each : container.variables()) {
          if (each.name().equals(variable)
              && each.source().isPresent()
              && each.source().get().getFieldRef() != null) {
            return Optional.ofNullable(each.source().get().getFieldRef().getFieldPath());
          }
        }
      }
    }
    return Optional.empty();
  }
}
