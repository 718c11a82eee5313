package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * No credential stands in a file.
 *
 * <p>Judged by the slot and not by the look of the value: {@code sparkminio} looks like nothing,
 * and opens everything. A message names the slot and never repeats what stands in it.
 */
final class Credentials implements RuleFamily {

  private static final String WORD =
      "(?:pass(?:word|wd|phrase)|(?<![a-z])(?:pass|pwd)|secret|token|credential|"
          + "(?:access|secret|api|private|account|encryption)[._-]?key)";

  /**
   * The end of a name that promises a credential: {@code AWS_ACCESS_KEY_ID}, {@code secret.key}.
   */
  private static final String NAME = WORD + "s?(?:[._-]?(?:id|hash))?";

  private static final Hinted SLOT = new Hinted("", "(?i).*" + NAME);

  /** In a name that promises where a credential is. */
  private static final String POINTER = "secretkeyref.";

  /** Where a name may begin; <code>${token:?is not set}</code> assigns nothing. */
  private static final String START = "(?<![\\w.-])(?<!\\$\\{)";

  private static final String VALUE = "([^\\s\"',;)\\\\]+)";

  /** Name, then value: in shell, Dockerfiles, YAML, JSON, properties. */
  private static final Hinted ASSIGNMENT =
      new Hinted(
          "",
          "(?im)"
              + START
              + "([\\w.-]*"
              + NAME
              + ")[\"']?\\]?[ \\t]*(?::=|=(?!=)|:(?!=))[ \\t]*[\"']?"
              + VALUE);

  /** The same in Python, where only a quoted value is one. */
  private static final Hinted QUOTED_ASSIGNMENT =
      new Hinted(
          "",
          "(?im)"
              + START
              + "([\\w.-]*"
              + NAME
              + ")[\"']?\\]?[ \\t]*[=:](?!=)[ \\t]*[fr]?[\"']([^\"'\\n]+)");

  /** {@code .config("…secret.key", "…")}, {@code os.environ.setdefault("…", "…")}. */
  private static final Hinted PAIR =
      new Hinted(",", "(?i)[\"']([\\w.-]*" + NAME + ")[\"'][ \\t]*,\\s*f?[\"']([^\"'\\n]+)");

  /** {@code --root-password hunter2}, {@code ENV TOKEN hunter2}. */
  private static final Hinted OPTION =
      new Hinted("", "(?im)(?:--|^(?:ENV|ARG)[ \\t]+)([\\w.-]*" + NAME + ")[ \\t]+[\"']?" + VALUE);

  /** Hadoop's way of writing a property. */
  private static final Hinted XML =
      new Hinted("<", "(?i)<name>\\s*([\\w.-]*" + NAME + ")\\s*</name>\\s*<value>\\s*([^<\\s]+)");

  private static final List<Hinted> IN_TEXT = List.of(ASSIGNMENT, PAIR, OPTION, XML);
  private static final List<Hinted> IN_PYTHON = List.of(QUOTED_ASSIGNMENT, PAIR);

  /** What every name has a part of: texts and lines without one are passed over. */
  private static final List<String> HINTS =
      List.of("pass", "pwd", "secret", "token", "credential", "key");

  private static final String WORDS = "(?:[ \\t]+[^\\s;|&]+)";
  private static final String LAST_WORD = "[ \\t]+[\"']?([^\\s\"'|;&]+)";

  /**
   * What carries a credential without naming it.
   *
   * @param what to call it
   * @param pattern with the credential as its first group
   */
  private record Shape(String what, Hinted pattern) {

    static Shape of(String what, String hint, String pattern) {
      return new Shape(what, new Hinted(hint, pattern));
    }

    boolean isIn(String text) {
      for (String found : pattern.findAll(text)) {
        if (isLiteral(found)) {
          return true;
        }
      }
      return false;
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of("an address with a password", "@", "\\w://[^/\\s:@\"']*:([^@\\s/\"']+)@"),
          Shape.of(
              "a user option with a password",
              "-u",
              "(?:curl|wget)\\b[^\\n]*?\\s(?:-u|--user)[ \\t=]*[\"']?[^\\s:\"']+:([^\\s\"']+)"),
          Shape.of(
              "an Authorization header",
              "uthorization",
              "[Aa]uthorization[\"']?\\s*[:=,]\\s*[\"']?(?:Basic|Bearer)\\s+([^\\s\"']+)"),
          Shape.of(
              "keys behind mc alias",
              "mc ",
              "\\bmc (?:-\\S+ )*(?:alias set|config host add)" + WORDS + "{3}" + LAST_WORD),
          Shape.of(
              "keys behind mc admin user add",
              "mc ",
              "\\bmc (?:-\\S+ )*admin user add" + WORDS + "{2}" + LAST_WORD),
          Shape.of("a password for a machine", "login", "\\blogin\\s+\\S+\\s+password\\s+(\\S+)"),
          Shape.of("a private key", "PRIVATE", "-----BEGIN (?:[A-Z]+ )*(PRIVATE KEY)-----"),
          Shape.of("an AWS access key", "IA", "\\b(A(?:KI|SI)A[0-9A-Z]{16})\\b"));

  private static final Hinted JUPYTER_ARGUMENT =
      new Hinted("jupyter", "--\\w*\\.?(?:token|password|hashed_password)[=\\s]");

  @Override
  public void check(Evidence stack, Findings findings) {
    findings.checking(Rule.NO_SECRET_IN_THE_CLEAR);
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        container(findings, workload, container);
      }
    }
    for (Manifest manifest : stack.manifests()) {
      object(findings, manifest);
    }
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        slot(findings, conf.subject(), conf.path(), property.getKey(), property.getValue());
      }
    }
    for (Map.Entry<String, String> file : stack.files().entrySet()) {
      String path = file.getKey();
      file(findings, path, path, file.getValue(), path);
    }
    jupyter(stack, findings);
  }

  private static void container(Findings findings, Workload workload, Container container) {
    String path = workload.manifest().path();
    for (EnvVar variable : container.getEnv()) {
      String value = variable.getValue() == null ? "" : variable.getValue();
      slot(findings, workload.toString(), path, variable.getName(), value);
      shapes(findings, workload.toString(), path, value);
    }
    String words = words(container);
    text(findings, workload.toString(), path, words, IN_TEXT);
    shapes(findings, workload.toString(), path, words);
  }

  private static void object(Findings findings, Manifest manifest) {
    if (manifest.kind().equals("Secret") && manifest.object() instanceof Secret) {
      findings.about(
          manifest, "kind: Secret", manifest + " is in the tree with its values; keep it out");
    }
    if (manifest.object() instanceof ConfigMap map) {
      for (Map.Entry<String, String> file : map.getData().entrySet()) {
        String subject = manifest + " key " + file.getKey();
        slot(findings, subject, manifest.path(), file.getKey(), file.getValue());
        file(findings, subject, file.getKey(), file.getValue(), manifest.path());
      }
    }
    String path = manifest.path();
    for (Map.Entry<String, String> note :
        manifest.object().getMetadata().getAnnotations().entrySet()) {
      slot(findings, manifest.toString(), path, note.getKey(), note.getValue());
      shapes(findings, manifest.toString(), path, note.getValue());
    }
  }

  /** Looks through a text, by what the name of its file says of it. */
  private static void file(
      Findings findings, String subject, String name, String text, String path) {
    if (name.endsWith(".ipynb")) {
      String code = Notebooks.code(text);
      text(findings, subject, path, code, IN_PYTHON);
      shapes(findings, subject, path, code);
    } else {
      String joined = text.replace("\\\n", " ");
      text(findings, subject, path, joined, name.endsWith(".py") ? IN_PYTHON : IN_TEXT);
      shapes(findings, subject, path, joined);
    }
  }

  private static void text(
      Findings findings, String subject, String path, String text, List<Hinted> patterns) {
    if (!hints(text)) {
      return;
    }
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (hints(lines[i])) {
        // A value may follow on the next line.
        String shown = lines[i] + "\n" + (i + 1 < lines.length ? lines[i + 1] : "");
        for (Hinted pattern : patterns) {
          assigned(findings, subject, path, shown, pattern);
        }
      }
    }
  }

  private static void assigned(
      Findings findings, String subject, String path, String shown, Hinted pattern) {
    if (pattern.mayBeIn(shown)) {
      Matcher found = pattern.matcher(shown);
      while (found.find()) {
        slot(findings, subject, path, found.group(1), found.group(2));
      }
    }
  }

  private static boolean hints(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String hint : HINTS) {
      if (lower.contains(hint)) {
        return true;
      }
    }
    return false;
  }

  private static void slot(
      Findings findings, String subject, String path, String name, String value) {
    if (isSlot(name) && isLiteral(value)) {
      findings.about(
          subject,
          path,
          name,
          name + " in " + subject + " holds its value (not shown); refer to a Secret");
    }
  }

  private static void shapes(Findings findings, String subject, String path, String text) {
    for (Shape shape : SHAPES) {
      if (shape.isIn(text)) {
        findings.about(
            subject,
            path,
            "",
            subject + " holds " + shape.what() + " (not shown); refer to a Secret");
      }
    }
  }

  static boolean isSlot(String name) {
    return hints(name)
        && SLOT.matcher(name).matches()
        && !name.toLowerCase(Locale.ROOT).contains(POINTER);
  }

  /** Not a reference, a path, a variable, a call or an empty word. */
  private static boolean isLiteral(String value) {
    return !value.isBlank()
        && !value.startsWith("$")
        && !value.startsWith("/")
        && !value.startsWith("<")
        && !value.startsWith("{")
        && !value.matches("(?i)true|false|none|null|\\d{1,5}|[|>&*-]+");
  }

  private static String words(Container container) {
    return String.join(" ", container.getCommand()) + " " + String.join(" ", container.getArgs());
  }

  private static void jupyter(Evidence stack, Findings findings) {
    findings.checking(Rule.NO_SECRET_IN_ARGUMENTS);
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      arguments(findings, script.getKey(), script.getKey(), script.getValue());
    }
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        arguments(findings, workload.toString(), workload.manifest().path(), words(container));
      }
    }
  }

  private static void arguments(Findings findings, String subject, String path, String text) {
    if (JUPYTER_ARGUMENT.mayBeIn(text) && JUPYTER_ARGUMENT.matcher(text).find()) {
      findings.about(
          subject,
          path,
          "token",
          subject + " passes a token or password as an argument; read it from a file");
    }
  }
}
