package io.sparkstead.stack.proof.supply;

import io.fabric8.kubernetes.api.model.Secret;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.CredentialText;
import io.sparkstead.stack.proof.text.CredentialText.Writing;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.NotebookText;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a credential stands in a file.
 *
 * <p>Judged by the slot and not by the look of the value: {@code sparkminio} looks like nothing,
 * and opens everything. A message names the slot and never repeats what stands in it.
 */
public record Credentials(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NO_SECRET_IN_THE_CLEAR =
      Rule.error("SEC-01", "No credential stands in a file")
          .why("Whatever is committed is known to everyone who ever clones.")
          .fix("Refer to a Secret; keep the value in the cluster.");

  static final Rule NO_SECRET_IN_ARGUMENTS =
      Rule.error("SEC-02", "No credential is passed by Jupyter's command line")
          .why(
              "Arguments can be listed by everyone in the pod; the password is expected as a hash"
                  + " besides.")
          .fix("Read the token from a file in Jupyter's configuration.");

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
  public void check() {
    for (Workload workload : stack.workloads()) {
      Searched one = new Searched(findings, workload);
      for (ContainerView container : workload.containers()) {
        one.container(container);
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      Searched one = new Searched(findings, template);
      for (Map.Entry<String, String> variable : template.variables().entrySet()) {
        one.slot(variable.getKey(), unquoted(variable.getValue()));
      }
    }
    for (Manifest manifest : stack.manifests()) {
      object(manifest);
    }
    for (ConfigMapView map : stack.configMaps()) {
      for (Map.Entry<String, String> file : map.data().entrySet()) {
        Searched one = new Searched(findings, map.subject() + " key " + file.getKey(), map.path());
        one.slot(file.getKey(), file.getValue());
        // What Kustomize makes a ConfigMap of is looked through as a file, below.
        String plain = stack.files().get(map.manifest().folder() + "/" + file.getKey());
        if (!file.getValue().equals(plain)) {
          one.file(file.getKey(), file.getValue());
        }
      }
    }
    for (Conf conf : stack.confs()) {
      Searched one = new Searched(findings, conf);
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        one.slot(property.getKey(), property.getValue());
      }
    }
    for (Map.Entry<String, String> file : stack.files().entrySet()) {
      new Searched(findings, file.getKey(), file.getKey()).file(file.getKey(), file.getValue());
    }
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      new Searched(findings, script.getKey(), script.getKey()).arguments(script.getValue());
    }
  }

  private void object(Manifest manifest) {
    if (manifest.kind().equals("Secret") && manifest.object() instanceof Secret) {
      at(NO_SECRET_IN_THE_CLEAR, manifest, "kind: Secret")
          .say("{it} is in the tree with its values; keep it out");
    }
    Searched one = new Searched(findings, manifest.toString(), manifest.path());
    for (Map.Entry<String, String> note : Given.texts(manifest.annotations()).entrySet()) {
      one.slot(note.getKey(), note.getValue());
      one.shapes(note.getValue());
    }
  }

  /** What is looked through, and where it stands. */
  private record Searched(Findings findings, String subject, String path) {

    Searched(Findings findings, Written what) {
      this(findings, what.subject(), what.path());
    }

    void container(ContainerView container) {
      for (Variable variable : container.variables()) {
        String value = variable.value().orElse("");
        slot(variable.name(), value);
        shapes(value);
      }
      String words = container.commandLine();
      text(words, Writing.ANY);
      arguments(words);
    }

    /** Looks through a file, by what its name says of it. */
    void file(String name, String text) {
      if (name.endsWith(".ipynb")) {
        text(NotebookText.code(text), Writing.PYTHON);
      } else {
        text(text.replace("\\\n", " "), name.endsWith(".py") ? Writing.PYTHON : Writing.ANY);
      }
    }

    private void text(String text, Writing writing) {
      for (CredentialText.Given given : CredentialText.in(text, writing)) {
        slot(given.name(), given.value());
      }
      shapes(text);
    }

    void slot(String name, String value) {
      if (CredentialText.isSlot(name) && isLiteral(value) && !isNameOfAKey(name, value)) {
        findings
            .at(NO_SECRET_IN_THE_CLEAR, subject, path, name)
            .say("{} in {it} holds its value (not shown); refer to a Secret", name);
      }
    }

    /** A key that a service keeps has a name, which is nobody's secret. */
    private static boolean isNameOfAKey(String name, String value) {
      return name.endsWith("encryption.key")
          && (value.startsWith("arn:aws") || value.startsWith("alias/"));
    }

    void shapes(String text) {
      for (Shape shape : SHAPES) {
        if (shape.isIn(text)) {
          holds(shape.what());
        }
      }
      boolean mayRunMc = text.contains("mc ");
      if (mayRunMc
          && (isArgument(text, "alias set", 4) || isArgument(text, "config host add", 4))) {
        holds("keys behind mc alias");
      }
      if (mayRunMc && isArgument(text, "admin user add", 3)) {
        holds("keys behind mc admin user add");
      }
      if (isMachine(text)) {
        holds("a password for a machine");
      }
    }

    private void holds(String what) {
      findings
          .at(NO_SECRET_IN_THE_CLEAR, subject, path, "")
          .say("{it} holds {} (not shown); refer to a Secret", what);
    }

    void arguments(String text) {
      if (text.contains("jupyter") && JUPYTER_ARGUMENT.isIn(text)) {
        findings
            .at(NO_SECRET_IN_ARGUMENTS, subject, path, "token")
            .say("{it} passes a token or password as an argument; read it from a file");
      }
    }
  }

  /** Whether the word at {@code place} behind a command of MinIO's client stands there as it is. */
  private static boolean isArgument(String text, String command, int place) {
    for (int at = text.indexOf(command); at >= 0; at = text.indexOf(command, at + 1)) {
      String before = text.substring(text.lastIndexOf('\n', at) + 1, at);
      List<String> words = Words.of(Words.command(text, at + command.length()));
      if (Words.indexOf(before, "mc", 0) >= 0
          && words.size() >= place
          && isLiteral(unquoted(words.get(place - 1)))) {
        return true;
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

  /** Not a reference, a path, a variable, a call or an empty word. */
  private static boolean isLiteral(String value) {
    return !value.isBlank() && "$/<{".indexOf(value.charAt(0)) < 0 && !isEmptyWord(value);
  }

  /** What opens nothing: {@code true}, {@code null}, a short number, a mark of YAML. */
  private static boolean isEmptyWord(String value) {
    return EMPTY_WORDS.contains(Ascii.toLowerCase(value))
        || (value.length() <= 5 && Words.isNumber(value))
        || Words.isOf("|>&*-", value);
  }
}
