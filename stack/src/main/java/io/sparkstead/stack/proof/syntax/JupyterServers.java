package io.sparkstead.stack.proof.syntax;

import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.JupyterConfig.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a Jupyter that takes its configuration serves people by it. */
public record JupyterServers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HOST_IS_TAKEN =
      Rule.error("TXT-23", "Jupyter answers those who ask it by another name than localhost")
          .why("It answers 403 to the kubelet, so the pod is never ready, and to people.")
          .fix("Leave allow_remote_access out: where it listens for others, it is on.");

  static final Rule PASSWORD_IS_A_HASH =
      Rule.error("TXT-24", "Jupyter is told a password by its hash")
          .why("A plain text is no hash of anything: nobody gets in.")
          .fix("Set IdentityProvider.token, or give what jupyter_server.auth.passwd() says.");

  static final Rule ORIGINS_ARE_ASKED_FOR =
      Rule.warning("TXT-25", "Jupyter asks from which page it is called")
          .why("Any page in the browser of somebody who is logged in runs code in the kernels.")
          .fix("Name the one origin that calls it, or leave it out.");

  static final Rule SERVER_STAYS =
      Rule.warning("TXT-26", "A Jupyter that its pod starts again does not end itself")
          .why("The kubelet starts it again, later each time, and people find it gone.")
          .fix("Cull kernels by cull_idle_timeout; leave the server.");

  static final Rule CLASS_IS_INSTALLED =
      Rule.error("TXT-27", "A class that Jupyter is told to use is in its image")
          .why("Jupyter cannot import it, and does not start.")
          .fix("Add the package to the lock that PythonPackages names, or leave the setting out.");

  static final Rule EXTENSION_IS_INSTALLED =
      Rule.warning("TXT-28", "An extension that Jupyter is told to load is in its image")
          .why("Jupyter starts without it, and says so in its log alone.")
          .fix("Add the package to the lock that PythonPackages names, or leave the setting out.");

  static final Rule TERMINAL_IS_THERE =
      Rule.warning("TXT-29", "Where scripts are for a terminal of Jupyter's, it has terminals")
          .why("People have nowhere to run them.")
          .fix("Leave terminals_enabled out, or the scripts.");

  static final Rule BUSY_KERNELS_LIVE =
      Rule.warning("TXT-30", "A kernel that computes is not ended")
          .why(
              "A cell that takes longer than cull_idle_timeout is lost with all its session holds.")
          .fix("Leave cull_busy out.");

  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What {@code passwd()} of Jupyter says: by argon2, or a salt and digits. */
  private static final Pattern HASH = Pattern.compile("argon2:.+|\\w+:[^:]+:[0-9a-f]+");

  /** A file that is called as what it holds, which is no hash. */
  private static final Pattern TOKEN_FILE = Pattern.compile("[\"'](/[^\"']*\\btoken)[\"']");

  private static final Pattern EXTENSION = Pattern.compile("[\"']([\\w.]+)[\"']\\s*:\\s*True");

  @Override
  public void check() {
    PythonPlaces places = PythonPlaces.of(stack);
    for (JupyterConfig.Found found : JupyterConfig.allOf(stack)) {
      for (Setting setting : found.config().settings()) {
        setting(found.text(), setting, places);
      }
    }
  }

  private void setting(Text text, Setting setting, PythonPlaces places) {
    String trait = setting.trait();
    switch (trait) {
      case "allow_remote_access" -> hostIsTaken(text, setting);
      case "hashed_password", "password" -> passwordIsAHash(text, setting);
      case "allow_origin", "allow_origin_pat", "disable_check_xsrf" ->
          originsAreAskedFor(text, setting);
      case "shutdown_no_activity_timeout" -> serverStays(text, setting);
      case "terminals_enabled" -> terminalIsThere(text, setting);
      case "cull_busy" -> busyKernelsLive(text, setting);
      case "jpserver_extensions" -> extensionsAreInstalled(text, setting, places);
      default -> {
        if (trait.endsWith("_class")) {
          classIsInstalled(text, setting, places);
        }
      }
    }
  }

  private void hostIsTaken(Text text, Setting setting) {
    for (Text.Runner runner : text.runners()) {
      for (Probe probe : runner.container().probes()) {
        if (isFalse(setting) && probe.getHttpGet() != null && !asksLocal(probe.getHttpGet())) {
          at(HOST_IS_TAKEN, text, text.mark(setting.line()))
              .say(
                  "line {} of {it} has Jupyter refuse who asks by another name than localhost, and a"
                      + " probe of {} asks by the pod's address; leave allow_remote_access out",
                  setting.line(),
                  runner.workload());
          return;
        }
      }
    }
  }

  private static boolean asksLocal(HTTPGetAction asked) {
    for (HTTPHeader header : Given.list(asked.getHttpHeaders())) {
      String host = Given.text(header.getValue()).replaceFirst(":\\d+$", "");
      if ("host".equalsIgnoreCase(header.getName()) && LOCAL.contains(host)) {
        return true;
      }
    }
    return LOCAL.contains(Given.text(asked.getHost()));
  }

  private void passwordIsAHash(Text text, Setting setting) {
    Optional<String> said = setting.string();
    Matcher file = TOKEN_FILE.matcher(setting.value().text());
    if (said.isPresent() && !said.get().isEmpty() && !HASH.matcher(said.get()).matches()) {
      // Not what it says: it may well be somebody's password.
      at(PASSWORD_IS_A_HASH, text, text.mark(setting.line()))
          .say(
              "line {} of {it} sets {} to a text that is no hash; give what"
                  + " jupyter_server.auth.passwd() says",
              setting.line(),
              setting.trait());
    } else if (said.isEmpty() && file.find()) {
      at(PASSWORD_IS_A_HASH, text, text.mark(setting.line()))
          .say(
              "line {} of {it} reads {} from {}, which holds a token and no hash; set"
                  + " IdentityProvider.token to it",
              setting.line(),
              setting.trait(),
              file.group(1));
    }
  }

  private void originsAreAskedFor(Text text, Setting setting) {
    String said = setting.string().orElse("");
    boolean isAny =
        setting.trait().equals("disable_check_xsrf")
            ? isTrue(setting)
            : said.equals("*") || said.equals(".*") || said.equals("^.*$");
    if (isAny) {
      at(ORIGINS_ARE_ASKED_FOR, text, text.mark(setting.line()))
          .say(
              "line {} of {it} says {} = {}, and any page in a person's browser may call Jupyter;"
                  + " name the one that does, or leave it out",
              setting.line(),
              setting.trait(),
              setting.value().text());
    }
  }

  private void serverStays(Text text, Setting setting) {
    boolean isOn = setting.value().text().matches("[1-9][0-9_*. ]*");
    for (Text.Runner runner : text.runners()) {
      if (isOn && isStartedAgain(runner.workload())) {
        at(SERVER_STAYS, text, text.mark(setting.line()))
            .say(
                "line {} of {it} has Jupyter end itself after {} seconds without kernels, and {}"
                    + " starts it again and again; leave {} out",
                setting.line(),
                setting.value().text(),
                runner.workload(),
                setting.trait());
        return;
      }
    }
  }

  private static boolean isStartedAgain(Workload workload) {
    String policy = Given.text(workload.pod().getRestartPolicy());
    return !workload.isJob() && (policy.isEmpty() || policy.equals("Always"));
  }

  private void classIsInstalled(Text text, Setting setting, PythonPlaces places) {
    Optional<String> named = setting.string().filter(name -> name.indexOf('.') > 0);
    Optional<String> missing =
        named.isEmpty() ? named : places.missing(text, named.get().split("\\.", 2)[0]);
    if (named.isPresent() && missing.isPresent()) {
      at(CLASS_IS_INSTALLED, text, text.mark(setting.line()))
          .say(
              "line {} of {it} has Jupyter use {}, which its image lacks; add {} to the lock of the"
                  + " image's packages, or leave {} out",
              setting.line(),
              named.get(),
              missing.get(),
              setting.trait());
    }
  }

  private void extensionsAreInstalled(Text text, Setting setting, PythonPlaces places) {
    Matcher extension = EXTENSION.matcher(setting.value().text());
    while (extension.find()) {
      Optional<String> missing = places.missing(text, extension.group(1).split("\\.", 2)[0]);
      if (missing.isPresent()) {
        at(EXTENSION_IS_INSTALLED, text, text.mark(setting.line()))
            .say(
                "line {} of {it} has Jupyter load {}, which its image lacks; add {} to the lock of"
                    + " the image's packages, or leave it out",
                setting.line(),
                extension.group(1),
                missing.get());
      }
    }
  }

  private void terminalIsThere(Text text, Setting setting) {
    List<String> scripts = isFalse(setting) ? scripts(text) : List.of();
    if (!scripts.isEmpty()) {
      at(TERMINAL_IS_THERE, text, text.mark(setting.line()))
          .say(
              "line {} of {it} takes terminals away, and {} is there to be run in one; leave {} out",
              setting.line(),
              scripts.get(0),
              setting.trait());
    }
  }

  /** What people find in Jupyter to run themselves: those scripts are files of the tree. */
  private List<String> scripts(Text text) {
    List<String> scripts = new ArrayList<>();
    for (Text script : Texts.of(stack, TextKind.SHELL)) {
      if (!script.isRun() && !script.name().isEmpty() && shareAPod(script, text)) {
        scripts.add(script.name());
      }
    }
    return scripts;
  }

  private static boolean shareAPod(Text one, Text other) {
    for (Text.Runner runner : one.runners()) {
      for (Text.Runner beside : other.runners()) {
        if (runner.workload().equals(beside.workload())) {
          return true;
        }
      }
    }
    return false;
  }

  private void busyKernelsLive(Text text, Setting setting) {
    if (isTrue(setting)) {
      at(BUSY_KERNELS_LIVE, text, text.mark(setting.line()))
          .say(
              "line {} of {it} has Jupyter end kernels that compute; leave {} out",
              setting.line(),
              setting.trait());
    }
  }

  private static boolean isTrue(Setting setting) {
    return setting.value().is("true");
  }

  private static boolean isFalse(Setting setting) {
    return setting.value().is("false");
  }
}
