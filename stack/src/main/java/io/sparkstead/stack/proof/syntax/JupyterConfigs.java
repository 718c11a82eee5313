package io.sparkstead.stack.proof.syntax;

import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.JupyterConfig.Setting;
import io.sparkstead.stack.proof.syntax.python.JupyterTraits;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether Jupyter takes its configuration, and it fits the pod. */
public record JupyterConfigs(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule TRAIT_IS_KNOWN =
      Rule.warning("TXT-09", "Jupyter's configuration sets what Jupyter knows")
          .why("It passes over what it does not know, and says so in its log alone.")
          .fix("Write the trait as the class has it.");

  static final Rule TRAIT_TAKES_IT =
      Rule.error("TXT-10", "A trait of Jupyter's is given a value of its type")
          .why("Jupyter stops as it starts: TraitError.")
          .fix("Give it a value of that type: a number has no quotes.");

  static final Rule FILE_IS_THERE =
      Rule.error("TXT-11", "Files that Jupyter's configuration names are there")
          .why("Jupyter stops as it starts: it finds no such file or folder.")
          .fix("Mount it there, or name what is mounted.");

  static final Rule PROBES_ASK_BELOW_BASE =
      Rule.error("TXT-12", "Probes ask Jupyter below its base_url")
          .why("All else is answered by 404: the pod is never ready, and killed for ever.")
          .fix("Let the paths of its probes begin with it.");

  static final Rule IDLE_KERNELS_END =
      Rule.warning("TXT-22", "Jupyter's configuration does not turn off what it says more of")
          .why(
              "A forgotten notebook keeps its executors and their memory, or nobody has a terminal.")
          .fix("Say after how many seconds an idle kernel ends; leave terminals on.");

  private static final String CULLING = "cull_idle_timeout";

  /** What says more of the culling that {@link #CULLING} turns on. */
  private static final Set<String> OF_CULLING =
      Set.of("cull_busy", "cull_connected", "cull_interval");

  private static final String TERMINALS = "terminals_enabled";

  /** Traits that name what has to be there when Jupyter starts. */
  private static final Set<String> PATHS =
      Set.of("certfile", "keyfile", "client_ca", "root_dir", "notebook_dir", "preferred_dir");

  private static final Map<String, String> LITERALS =
      Map.of(
          "string", "str",
          "true", "bool",
          "false", "bool",
          "integer", "int",
          "float", "float",
          "dictionary", "dict",
          "list", "list",
          "tuple", "tuple");

  /** What every Linux has. */
  private static final List<String> OF_ANY_LINUX =
      List.of(
          "/usr/",
          "/etc/ssl/",
          "/etc/pki/",
          "/lib",
          "/bin/",
          "/var/",
          "/dev/",
          "/proc/",
          "/sys/",
          "/tmp/",
          "/run/secrets/",
          "/var/run/");

  private static final Set<String> FOLDERS =
      Set.of("/", "/tmp", "/home", "/opt", "/srv", "/mnt", "/root", "/var", "/usr");

  @Override
  public void check() {
    for (JupyterConfig.Found found : JupyterConfig.allOf(stack)) {
      config(found.text(), found.config());
    }
  }

  private void config(Text text, JupyterConfig config) {
    for (Setting setting : config.settings()) {
      traitIsKnown(text, setting);
      traitTakesIt(text, setting);
      Optional<String> value = setting.string();
      if (value.isPresent() && PATHS.contains(setting.trait())) {
        isThere(text, setting.trait() + " = ", value.get(), setting.line());
      }
      if (value.isPresent() && setting.trait().equals("base_url")) {
        probesAskBelow(text, value.get(), setting.line());
      }
    }
    idleKernelsEnd(text, config);
    terminalsAreThere(text, config);
    for (JupyterConfig.Opened file : config.opened()) {
      isThere(text, "", file.path(), file.line());
    }
  }

  private void traitIsKnown(Text text, Setting setting) {
    String className = setting.className();
    Set<String> traits = JupyterTraits.of(className);
    if (traits.isEmpty()) {
      Optional<String> meant = NearName.within(1, className, JupyterTraits.classes());
      if (meant.isPresent()) {
        at(TRAIT_IS_KNOWN, text, text.mark(setting.line()))
            .say(
                "line {} of {it} sets {} of {}, a class that Jupyter has not; did you mean {}?",
                setting.line(),
                setting.trait(),
                className,
                meant.get());
      }
    } else if (!traits.contains(setting.trait())) {
      at(TRAIT_IS_KNOWN, text, text.mark(setting.line()))
          .say(
              "line {} of {it} sets {}.{}, which Jupyter does not know and passes over{}",
              setting.line(),
              className,
              setting.trait(),
              NearName.of(setting.trait(), traits)
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("; leave it out"));
    }
  }

  private void traitTakesIt(Text text, Setting setting) {
    String given = LITERALS.getOrDefault(setting.value().type(), "");
    Optional<String> wanted =
        given.isEmpty()
            ? Optional.empty()
            : JupyterTraits.wanted(setting.className(), setting.trait(), given);
    if (wanted.isPresent()) {
      at(TRAIT_TAKES_IT, text, text.mark(setting.line()))
          .say(
              "line {} of {it} sets {}.{} to a {}, where Jupyter takes {}; write it as one",
              setting.line(),
              setting.className(),
              setting.trait(),
              given,
              wanted.get());
    }
  }

  /** The last of several settings holds. */
  private static Optional<Setting> last(JupyterConfig config, String trait) {
    Optional<Setting> last = Optional.empty();
    for (Setting setting : config.settings()) {
      last = setting.trait().equals(trait) ? Optional.of(setting) : last;
    }
    return last;
  }

  private void idleKernelsEnd(Text text, JupyterConfig config) {
    Optional<Setting> timeout = last(config, CULLING);
    boolean isOff =
        timeout.isPresent()
            && Set.of("0", "0.0", "None", "False").contains(timeout.get().value().text());
    for (Setting setting : isOff ? config.settings() : List.<Setting>of()) {
      if (OF_CULLING.contains(setting.trait())) {
        at(IDLE_KERNELS_END, text, text.mark(timeout.get().line()))
            .say(
                "line {} of {it} sets {} to {}, which turns culling off, and line {} says {} of it;"
                    + " say a number of seconds, or leave both out",
                timeout.get().line(),
                CULLING,
                timeout.get().value().text(),
                setting.line(),
                setting.trait());
        return;
      }
    }
  }

  /** Where scripts are given to people, who run them in a terminal. */
  private void terminalsAreThere(Text text, JupyterConfig config) {
    Optional<Setting> terminals = last(config, TERMINALS);
    if (terminals.isEmpty() || !terminals.get().value().text().equals("False")) {
      return;
    }
    for (Text script : Texts.of(stack, TextKind.SHELL)) {
      for (Text.Runner runner : script.isRun() ? List.<Text.Runner>of() : script.runners()) {
        boolean isHere =
            text.runners().stream()
                .anyMatch(own -> own.workload().name().equals(runner.workload().name()));
        if (isHere && !script.name().isEmpty()) {
          at(IDLE_KERNELS_END, text, TERMINALS)
              .say(
                  "line {} of {it} turns terminals off, and {} mounts {} for people to run; leave"
                      + " the line out",
                  terminals.get().line(),
                  runner.workload(),
                  script.name());
          return;
        }
      }
    }
  }

  private void isThere(Text text, String what, String path, int line) {
    for (Text.Runner runner : text.runners()) {
      if (lacks(runner.container(), path)) {
        at(FILE_IS_THERE, text, text.mark(line))
            .say(
                "line {} of {it} names {}{}, and {} neither mounts it nor has it in its image; mount"
                    + " it there",
                line,
                what,
                path,
                runner.workload());
        return;
      }
    }
  }

  private boolean lacks(ContainerView container, String path) {
    if (!path.startsWith("/") || FOLDERS.contains(path)) {
      return false;
    }
    for (String known : OF_ANY_LINUX) {
      if (path.startsWith(known)) {
        return false;
      }
    }
    for (Mount mount : container.mounts()) {
      if (path.equals(mount.path()) || path.startsWith(mount.path() + "/")) {
        // What is in it, other rules ask.
        return false;
      }
    }
    Optional<DockerfileText> image = stack.images().dockerfile(container.image());
    if (image.isEmpty()) {
      return false;
    }
    while (image.isPresent()) {
      if (has(image.get(), path)) {
        return false;
      }
      image = stack.images().base(image.get());
    }
    return true;
  }

  /** Whether {@code image} says anything of {@code path}, or of a folder it is in. */
  private static boolean has(DockerfileText image, String path) {
    String text = image.expanded();
    for (String folder = path;
        folder.lastIndexOf('/') > 0;
        folder = folder.substring(0, folder.lastIndexOf('/'))) {
      if (text.contains(folder)) {
        return true;
      }
    }
    return false;
  }

  private void probesAskBelow(Text text, String baseUrl, int line) {
    String base = ("/" + baseUrl + "/").replaceAll("/+", "/");
    for (Text.Runner runner : text.runners()) {
      for (Probe probe : runner.container().probes()) {
        String asked = probe.getHttpGet() == null ? "" : Given.text(probe.getHttpGet().getPath());
        if (!asked.isEmpty() && !(asked + "/").startsWith(base)) {
          at(PROBES_ASK_BELOW_BASE, text, text.mark(line))
              .say(
                  "line {} of {it} sets base_url to {}, and a probe of {} asks {}; let it ask {}",
                  line,
                  baseUrl,
                  runner.workload(),
                  asked,
                  base.substring(0, base.length() - 1) + asked);
          return;
        }
      }
    }
  }
}
