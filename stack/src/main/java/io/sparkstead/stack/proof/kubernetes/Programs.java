package io.sparkstead.stack.proof.kubernetes;

import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Lines;
import io.sparkstead.stack.proof.text.NotebookText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether containers, scripts and notebooks run as programs do that can be started and stopped. */
public record Programs(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SIGNALS_ARRIVE =
      Rule.warning("UPD-06", "A container's first process is the program, or tini before it")
          .why(
              "A shell as process 1 passes no signal on: 30 seconds later everything is killed in"
                  + " the middle.")
          .fix("Name the program as command, or exec it under tini.");

  static final Rule SCRIPT_NAMES_ITS_SHELL =
      Rule.error("UPD-08", "A script begins with #!")
          .why("Run directly it fails with Exec format error.")
          .fix("Begin with #!/usr/bin/env bash.");

  static final Rule NOTEBOOK_PARSES =
      Rule.error("UPD-09", "No notebook line has anything behind a continuing backslash")
          .why("Python refuses the cell: unexpected character after line continuation character.")
          .fix("Put comments on lines of their own.");

  static final Rule SUBMIT_NAMES_ITS_PROGRAM =
      Rule.error("UPD-10", "spark-submit is given no --class for a Python program")
          .why("Spark looks for a Java class of that name and finds none.")
          .fix("Drop --class.");

  static final Rule JUPYTER_OPTIONS_ARE_CURRENT =
      Rule.warning("UPD-11", "Jupyter is not given options of the old notebook server")
          .why("NotebookApp.* is read by nobody since Jupyter Server 2.")
          .fix("Use ServerApp and IdentityProvider.");

  static final Rule HISTORY_STAYS_IN_FRONT =
      Rule.warning("UPD-12", "The History Server is started as a program, not by its start script")
          .why(
              "The script forks, writes a log where nobody may, and hides the server from"
                  + " Kubernetes.")
          .fix("Run spark-class org.apache.spark.deploy.history.HistoryServer under tini.");

  static final Rule IDLE_KERNELS_END =
      Rule.warning("UPD-16", "Kernels that nobody uses are ended")
          .why("A forgotten notebook keeps its executors for ever.")
          .fix("Set MappingKernelManager.cull_idle_timeout.");

  private static final Hinted SHELL = Hinted.anywhere("(?s)(?:/bin/)?(?:ba|da)?sh -c .*", "sh -c ");
  private static final Hinted CONTINUED_THEN_MORE =
      Hinted.onLine("(?m)(\\\\(?:[ \\t]+|#).*)$", "\\");
  private static final Hinted JUPYTER =
      Hinted.onLine("\\bjupyter[ -](?:lab|notebook|server)\\b", "jupyter");

  private static final String SHEBANG = "#!";

  /** Asked of scripts alone that name no shell. */
  private static final class Sourced {

    /** {@code . "$LIB"}: a script that is read by a path in a variable. */
    static final Pattern BY_VARIABLE =
        Pattern.compile("(?:^|[\\s;&\"'])(?:\\.|source) +\"?\\$\\{?(\\w+)}?(?=[\\s\";&]|$)");
  }

  private static final Hinted EXEC = Hinted.onLine("(?m)(?:^|[\\s;&|])exec\\s", "exec");
  private static final Hinted PYTHON_FILE = Hinted.onLine("\\.py\\b", ".py");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.mainContainers()) {
        starts(workload, container.name(), container.commandLine());
      }
      idleKernelsEnd(workload);
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      entrypointPassesSignalsOn(dockerfile);
    }
    for (Map.Entry<String, String> file : stack.filesEndingWith("/entrypoint.sh").entrySet()) {
      scriptPassesSignalsOn(file.getKey(), file.getValue());
    }
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      script(script.getKey(), script.getValue());
    }
    Map<String, String> alone = new TreeMap<>(stack.filesEndingWith(".sh"));
    for (Evidence.Embedded file : stack.embedded()) {
      alone.remove(file.path());
      boolean isInQuestion = file.key().endsWith(".sh") && !file.text().startsWith(SHEBANG);
      if (isInQuestion && !isGivenToAShell(file) && !isSourced(file)) {
        namesItsShell(file.path(), file.text());
      }
    }
    for (Map.Entry<String, String> file : alone.entrySet()) {
      namesItsShell(file.getKey(), file.getValue());
    }
    for (Map.Entry<String, String> notebook : stack.filesEndingWith(".ipynb").entrySet()) {
      notebookParses(notebook.getKey(), notebook.getValue());
    }
  }

  private void starts(Workload workload, String container, String line) {
    if (!workload.isJob() && isShell(line)) {
      at(SIGNALS_ARRIVE, workload, "name: " + container)
          .say(
              "container {} of {it} runs under a shell that passes no signal on; name the program as"
                  + " command",
              container);
    }
    if (!workload.isJob()) {
      mountedScriptPassesSignalsOn(workload, line);
    }
    if (line.contains("start-history-server.sh")) {
      at(HISTORY_STAYS_IN_FRONT, workload, "start-history-server.sh")
          .say("{it} starts the History Server by its script; run its class under tini");
    }
  }

  /** What an image starts: a shell that stays in front is told to stop, and tells nobody. */
  private void entrypointPassesSignalsOn(DockerfileText dockerfile) {
    List<String> entrypoints = dockerfile.all("ENTRYPOINT");
    // Docker takes the last.
    String line = entrypoints.isEmpty() ? "" : line(entrypoints.get(entrypoints.size() - 1));
    if (isShell(line)) {
      inFile(SIGNALS_ARRIVE, dockerfile.path(), "ENTRYPOINT")
          .say(
              "{it} starts '{}', a shell that passes no signal on; name the program, or exec it",
              line);
    }
  }

  /** What an ENTRYPOINT comes to: its list of words, or what Docker gives to a shell. */
  private static String line(String entrypoint) {
    return entrypoint.startsWith("[")
        ? Lines.joined(
                entrypoint.replace('"', ' ').replace('[', ' ').replace(']', ' ').replace(',', ' '))
            .strip()
        : "sh -c " + entrypoint;
  }

  private static boolean isShell(String line) {
    return SHELL.is(line) && !line.contains("exec ");
  }

  private void scriptPassesSignalsOn(String path, String entrypoint) {
    for (String line : entrypoint.split("\n", -1)) {
      if (line.stripLeading().startsWith("exec ")) {
        return;
      }
    }
    inFile(SIGNALS_ARRIVE, path, "")
        .say("{it} stays in front of its program, and passes no signal on; exec it");
  }

  /** A script of a ConfigMap that a container starts by, and that sees to no signal itself. */
  private void mountedScriptPassesSignalsOn(Workload workload, String line) {
    String file = line.strip().substring(line.strip().lastIndexOf('/') + 1);
    for (ConfigMapView map : stack.configMaps()) {
      String script = map.data().getOrDefault(file, "");
      if (file.endsWith(".sh")
          && workload.mounts(map.name())
          && !script.isEmpty()
          && !EXEC.isIn(script)
          && !script.contains("trap ")) {
        at(SIGNALS_ARRIVE, map, "")
            .say("{it} key {} starts a program and passes no signal on to it; exec it", file);
      }
    }
  }

  /** A pod that runs Jupyter ends kernels that nobody uses. */
  private void idleKernelsEnd(Workload workload) {
    String told = stack.allTold(workload);
    if (!told.contains("cull_idle_timeout") && JUPYTER.isIn(told)) {
      at(IDLE_KERNELS_END, workload, "name: " + workload.name())
          .say("{it} never ends a forgotten kernel; set MappingKernelManager.cull_idle_timeout");
    }
  }

  private void script(String path, String script) {
    if (script.contains("NotebookApp.")) {
      inFile(JUPYTER_OPTIONS_ARE_CURRENT, path, "NotebookApp.")
          .say("{it} gives Jupyter options nobody reads; use IdentityProvider");
    }
    if (script.contains("spark-submit") && script.contains("--class") && PYTHON_FILE.isIn(script)) {
      inFile(SUBMIT_NAMES_ITS_PROGRAM, path, "--class")
          .say("{it} submits a Python program with --class; drop it");
    }
  }

  private void namesItsShell(String path, String script) {
    if (!script.startsWith(SHEBANG)) {
      String first = script.lines().findFirst().orElse("");
      // Anything but a comment may hold what should not be repeated.
      String shown = first.startsWith("#") ? " begins with '" + first + "'" : " has no #!";
      inFile(SCRIPT_NAMES_ITS_SHELL, path, first)
          .say("{it}{}; begin with #!/usr/bin/env bash", shown);
    }
  }

  /** Whether some text of the stack, a Python program's even, has a shell read it by its path. */
  private boolean isSourced(Evidence.Embedded script) {
    if (isPathOf("BASH_ENV", script.key()) || isPathOf("ENV", script.key())) {
      return true;
    }
    Pattern read =
        Pattern.compile("(?:^|[\\s;&\"'])(?:\\.|source) +\\S*/" + Pattern.quote(script.key()));
    for (Evidence.Embedded other : stack.embedded()) {
      if (read.matcher(other.text()).find() || isSourcedByVariable(script.key(), other.text())) {
        return true;
      }
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        boolean isProfile =
            workload.mounts(container, script.manifest().name())
                && container.mounts().stream()
                    .anyMatch(mount -> mount.path().contains("/profile.d"));
        if (isProfile
            || read.matcher(container.commandLine()).find()
            || isSourcedByVariable(script.key(), container.commandLine())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether {@code text} has a shell read a file by a variable that holds the path of {@code key},
   * in the same text or in a container, or is one of all in a folder.
   */
  private boolean isSourcedByVariable(String key, String text) {
    Matcher sourced = Sourced.BY_VARIABLE.matcher(text);
    while (sourced.find()) {
      String name = sourced.group(1);
      Pattern set =
          Pattern.compile(
              "\\b"
                  + name
                  + "(?:=| in )[^\\n;]*/(?:"
                  + Pattern.quote(key)
                  + "\\b|\\*(?:\\.sh)?(?:[\\s\";]|$))");
      if (set.matcher(text).find() || isPathOf(name, key)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a container's variable {@code name} is the path of {@code key}. */
  private boolean isPathOf(String name, String key) {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        if (container.variable(name).orElse("").endsWith("/" + key)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isGivenToAShell(Evidence.Embedded script) {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        String line = " " + container.commandLine() + " ";
        if (workload.mounts(script.manifest().name())
            && line.matches(
                "(?s).*[ /](ba|da|a)?sh [^ ]*/" + Pattern.quote(script.key()) + " .*")) {
          return true;
        }
      }
    }
    return false;
  }

  private void notebookParses(String path, String notebook) {
    // In JSON a backslash is two.
    if (!notebook.contains("\\\\")) {
      return;
    }
    List<String> rest = CONTINUED_THEN_MORE.findAll(NotebookText.code(notebook));
    if (!rest.isEmpty()) {
      String more = rest.size() > 1 ? ", and " + (rest.size() - 1) + " more like it" : "";
      inFile(NOTEBOOK_PARSES, path, "")
          .say(
              "{it} has '{}' at the end of a line{}; put comments on lines of their own",
              rest.get(0),
              more);
    }
  }
}
