package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.proof.Promises.Writing;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * No credential stands in a file.
 *
 * <p>Judged by the slot and not by the look of the value: {@code sparkminio} looks like nothing,
 * and opens everything. A message names the slot and never repeats what stands in it.
 */
final class Credentials implements RuleFamily {

  /** In a name that promises where a credential is. */
  private static final String POINTER = "secretkeyref.";

  /** Where to stop looking for the words behind one. */
  private static final int LONGEST_LOGIN = 512;

  private static final Set<String> EMPTY_WORDS = Set.of("true", "false", "none", "null");

  /**
   * What carries a credential without naming it.
   *
   * @param what to call it
   * @param pattern with the credential as its first group
   */
  private record Shape(String what, Hinted pattern) {

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
          new Shape(
              "an address with a password",
              Hinted.onLine("\\w://[^/\\s:@\"']*:([^@\\s/\"']+)@", "@").with("://")),
          new Shape(
              "a user option with a password",
              Hinted.onLine(
                      "(?:curl|wget)\\b[^\\n]*?\\s(?:-u|--user)[ \\t=]*[\"']?[^\\s:\"']+:([^\\s\"']+)",
                      "curl",
                      "wget")
                  .with("-u")),
          new Shape(
              "an Authorization header",
              Hinted.anywhere(
                  "[Aa]uthorization[\"']?\\s*[:=,]\\s*[\"']?(?:Basic|Bearer)\\s+([^\\s\"']+)",
                  "uthorization")),
          new Shape(
              "a private key",
              Hinted.onLine("-----BEGIN (?:[A-Z]+ )*(PRIVATE KEY)-----", "PRIVATE KEY")),
          new Shape(
              "an AWS access key",
              Hinted.onLine("\\b(A(?:KI|SI)A[0-9A-Z]{16})\\b", "AKIA", "ASIA")));

  private static final Hinted JUPYTER_ARGUMENT =
      Hinted.onLine(
          "--\\w*\\.?(?:token|password|hashed_password)(?:[=\\s]|$)", "token", "password");

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
    promises(findings, workload.toString(), path, words, Writing.ANY);
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
      promises(findings, subject, path, code, Writing.PYTHON);
      shapes(findings, subject, path, code);
    } else {
      String joined = text.replace("\\\n", " ");
      Writing writing = name.endsWith(".py") ? Writing.PYTHON : Writing.ANY;
      promises(findings, subject, path, joined, writing);
      shapes(findings, subject, path, joined);
    }
  }

  private static void promises(
      Findings findings, String subject, String path, String text, Writing writing) {
    for (Promises.Given given : Promises.in(text, writing)) {
      slot(findings, subject, path, given.name(), given.value());
    }
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
        holds(findings, subject, path, shape.what());
      }
    }
    boolean mayRunMc = text.contains("mc ");
    if (mayRunMc && (isArgument(text, "alias set", 4) || isArgument(text, "config host add", 4))) {
      holds(findings, subject, path, "keys behind mc alias");
    }
    if (mayRunMc && isArgument(text, "admin user add", 3)) {
      holds(findings, subject, path, "keys behind mc admin user add");
    }
    if (isMachine(text)) {
      holds(findings, subject, path, "a password for a machine");
    }
  }

  private static void holds(Findings findings, String subject, String path, String what) {
    findings.about(
        subject, path, "", subject + " holds " + what + " (not shown); refer to a Secret");
  }

  /** Whether the word at {@code place} behind a command of MinIO's client stands there as it is. */
  private static boolean isArgument(String text, String command, int place) {
    for (int at = text.indexOf(command); at >= 0; at = text.indexOf(command, at + 1)) {
      String before = text.substring(text.lastIndexOf('\n', at) + 1, at);
      List<String> words = Words.of(Words.command(text, at + command.length()));
      if (Words.indexOf(before, "mc", 0) >= 0 && words.size() >= place) {
        if (isLiteral(unquoted(words.get(place - 1)))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String unquoted(String word) {
    int start = isQuote(word, 0) ? 1 : 0;
    int end = isQuote(word, word.length() - 1) ? word.length() - 1 : word.length();
    return word.substring(start, Math.max(start, end));
  }

  private static boolean isQuote(String word, int at) {
    return word.startsWith("\"", at) || word.startsWith("'", at);
  }

  /** Whether a line of {@code .netrc} is there: {@code login spark password sparkminio}. */
  private static boolean isMachine(String text) {
    String login = "login";
    for (int at = Words.indexOf(text, login, 0); at >= 0; at = Words.indexOf(text, login, at + 1)) {
      int end = Math.min(text.length(), at + LONGEST_LOGIN);
      List<String> words = Words.of(text.substring(at, end));
      if (words.size() > 3
          && words.get(0).equals(login)
          && words.get(2).equals("password")
          && isLiteral(words.get(3))) {
        return true;
      }
    }
    return false;
  }

  static boolean isSlot(String name) {
    return Promises.isOne(name) && !Ascii.toLowerCase(name).contains(POINTER);
  }

  /** Not a reference, a path, a variable, a call or an empty word. */
  private static boolean isLiteral(String value) {
    return !value.isBlank() && "$/<{".indexOf(value.charAt(0)) < 0 && !isEmptyWord(value);
  }

  /** What opens nothing: {@code true}, {@code null}, a short number, a mark of YAML. */
  private static boolean isEmptyWord(String value) {
    return EMPTY_WORDS.contains(Ascii.toLowerCase(value))
        || (value.length() <= 5 && Dockerfiles.isNumber(value))
        || isOf("|>&*-", value);
  }

  private static boolean isOf(String marks, String text) {
    for (int at = 0; at < text.length(); at++) {
      if (marks.indexOf(text.charAt(at)) < 0) {
        return false;
      }
    }
    return true;
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
    if (text.contains("jupyter") && JUPYTER_ARGUMENT.isIn(text)) {
      findings.about(
          subject,
          path,
          "token",
          subject + " passes a token or password as an argument; read it from a file");
    }
  }
}
