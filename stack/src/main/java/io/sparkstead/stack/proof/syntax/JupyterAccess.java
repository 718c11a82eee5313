package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jupyter's configuration says what Jupyter takes, and leaves it reachable and closed.
 *
 * <p>It goes by lines, and not by the grammar that {@link JupyterConfigs} reads with: who comes in
 * has to be judged where that does not load, too.
 */
public record JupyterAccess(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule LISTENS_FOR_OTHERS =
      Rule.error("NET-41", "Jupyter listens where its Service and the kubelet ask")
          .why("At the pod's loopback nobody else gets in: probes fail, and the pod is killed.")
          .fix("Let it listen at 0.0.0.0.");

  static final Rule TEXT_IS_A_TEXT =
      Rule.error("AGR-35", "What Jupyter takes as a text is one")
          .why("It refuses a path object, 'Bad config encountered', and ends at its start.")
          .fix("Read the file with read_text(), or say str(…).");

  static final Rule ASKS_WHO_COMES =
      Rule.error("SEC-11", "Jupyter asks who comes")
          .why("Whoever reaches the page runs code with the driver's account.")
          .fix("Leave the token, or set a password.");

  static final Rule KERNELS_LIVE_FOR_A_WHILE =
      Rule.warning("UPD-42", "A kernel that idles is left for some minutes")
          .why("People lose their session while they read what it said.")
          .fix("Give it an hour, or what people take for lunch.");

  private static final Pattern SETTING =
      Pattern.compile("^c\\.(\\w+)\\.(\\w+) *= *(.+?) *(?:#.*)?$", Pattern.MULTILINE);

  private static final Pattern QUOTED = Pattern.compile("[rbf]?([\"'])(.*)\\1");

  private static final Pattern NO_TEXT =
      Pattern.compile(
          "\\.(r?split\\(.*\\)|splitlines\\(\\)|readlines\\(\\)|read_bytes\\(\\)|encode\\(.*\\))$");

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

  /** Traits of Jupyter Server that are texts. */
  private static final Set<String> TEXTS =
      Set.of(
          "token",
          "hashed_password",
          "base_url",
          "root_dir",
          "notebook_dir",
          "certfile",
          "keyfile",
          "ip",
          "default_url");

  private static final int SHORTEST_IDLE_SECONDS = 300;

  /** One line of it: {@code c.ServerApp.ip = "0.0.0.0"}. */
  private record Setting(String trait, String value, String line) {

    /** What stands between its quotes, or all of what is no plain text. */
    String text() {
      Matcher quoted = QUOTED.matcher(value);
      return quoted.matches() ? quoted.group(2) : value;
    }

    boolean isPlain() {
      return QUOTED.matcher(value).matches();
    }
  }

  @Override
  public void check() {
    for (Embedded file : stack.embedded()) {
      if (file.key().equals(JupyterImage.CONF_FILE)) {
        List<Setting> settings = settings(file.text());
        for (Setting setting : settings) {
          isText(file, setting);
          isNoList(file, setting);
          listens(file, setting);
          livesForAWhile(file, setting);
        }
        asksWhoComes(file, settings);
      }
    }
  }

  private static List<Setting> settings(String text) {
    List<Setting> settings = new ArrayList<>();
    Matcher found = SETTING.matcher(text);
    while (found.find()) {
      settings.add(new Setting(found.group(2), found.group(3), found.group()));
    }
    return settings;
  }

  private void isText(Embedded file, Setting setting) {
    if (TEXTS.contains(setting.trait())
        && setting.value().startsWith("Path(")
        && setting.value().indexOf(").") < 0) {
      at(TEXT_IS_A_TEXT, file, setting.line())
          .say(
              "{it} gives {} a path object, {}, and Jupyter takes a text; read the file with"
                  + " .read_text().strip(), or say str(…)",
              setting.trait(),
              setting.value());
    }
  }

  /** What a method returns that is no text: a list, or bytes. */
  private void isNoList(Embedded file, Setting setting) {
    Matcher last = NO_TEXT.matcher(setting.value());
    if (TEXTS.contains(setting.trait()) && last.find()) {
      at(TEXT_IS_A_TEXT, file, setting.line())
          .say(
              "{it} gives {} what {} returns, and Jupyter takes a text; say .strip() for it, or join"
                  + " it",
              setting.trait(),
              last.group(1));
    }
  }

  private void listens(Embedded file, Setting setting) {
    if (setting.trait().equals("ip") && LOOPBACK.contains(setting.text())) {
      at(LISTENS_FOR_OTHERS, file, setting.line())
          .say(
              "{it} has Jupyter listen at {}, where neither its Service nor the kubelet's probes"
                  + " come; say 0.0.0.0",
              setting.text());
    }
  }

  private void asksWhoComes(Embedded file, List<Setting> settings) {
    boolean hasPassword = false;
    for (Setting setting : settings) {
      hasPassword |= setting.trait().endsWith("password") && !setting.text().isEmpty();
    }
    for (Setting setting : settings) {
      boolean isOpen =
          (setting.trait().equals("token") && setting.isPlain() && setting.text().isEmpty())
              || (setting.trait().equals("allow_unauthenticated_access")
                  && setting.value().equals("True"));
      if (isOpen && !hasPassword) {
        at(ASKS_WHO_COMES, file, setting.line())
            .say(
                "{it} says {} = {}, and lets in whoever comes; leave the token, or set a password",
                setting.trait(),
                setting.value());
      }
    }
  }

  private void livesForAWhile(Embedded file, Setting setting) {
    if (setting.trait().equals("cull_idle_timeout") && setting.value().matches("\\d{1,9}")) {
      int seconds = Integer.parseInt(setting.value());
      if (seconds > 0 && seconds < SHORTEST_IDLE_SECONDS) {
        at(KERNELS_LIVE_FOR_A_WHILE, file, setting.line())
            .say(
                "{it} ends a kernel that idles for {} seconds, with all that it holds; give it {} at"
                    + " least",
                seconds,
                SHORTEST_IDLE_SECONDS);
      }
    }
  }
}
