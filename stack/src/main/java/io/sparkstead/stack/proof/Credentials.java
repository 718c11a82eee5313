package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * No credential stands in a file.
 *
 * <p>Judged by the slot and not by the look of the value: {@code sparkminio} looks like nothing,
 * and opens everything. A message names the slot and never repeats what stands in it.
 */
final class Credentials implements RuleFamily {

  private static final String WORD =
      "(?:pass(?:word|wd|phrase)|secret|token|credential|access[._-]?key|api[._-]?key|private[._-]?key)";

  /** A name that promises a credential. */
  private static final Pattern SLOT = Pattern.compile("(?i).*" + WORD + "s?(?:[._-]?id)?");

  /** A name that promises where one is, or what kind. */
  private static final Pattern POINTER =
      Pattern.compile("(?i).*(?:[._-]?(?:file|path|dir|provider|name|regex|enabled|ref)|files)");

  /** Assignments in scripts, Dockerfiles and configuration: name, then value. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?im)([\\w.-]*"
              + WORD
              + "s?(?:[._-]?id)?)[\"']?[ \\t]*[=:,][ \\t]*[\"']?([^\\s\"',)\\\\]+)");

  @Override
  public void check(Evidence stack, Findings findings) {
    findings.checking(Rule.NO_SECRET_IN_THE_CLEAR);
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        for (EnvVar variable : container.getEnv()) {
          if (isSlot(variable.getName()) && isLiteral(variable.getValue())) {
            findings.about(
                workload.manifest(),
                "name: " + variable.getName(),
                "variable "
                    + variable.getName()
                    + " of "
                    + workload
                    + " holds its value (not shown); refer to a Secret");
          }
        }
      }
    }
    for (Manifest manifest : stack.manifests()) {
      if (manifest.object() instanceof Secret) {
        findings.about(
            manifest, "kind: Secret", manifest + " is in the tree with its values; keep it out");
      }
      Map<String, String> annotations = manifest.object().getMetadata().getAnnotations();
      if (annotations != null) {
        annotations.forEach(
            (key, value) -> slot(findings, manifest.toString(), manifest.path(), key, value));
      }
    }
    for (Conf conf : stack.confs()) {
      conf.properties()
          .forEach((key, value) -> slot(findings, conf.subject(), conf.path(), key, value));
    }
    texts(stack).forEach((path, text) -> text(findings, path, text));
    jupyter(stack, findings);
  }

  /** Texts in which a credential would be an assignment. */
  private static Map<String, String> texts(Evidence stack) {
    Map<String, String> texts = new LinkedHashMap<>();
    stack.scripts().forEach(texts::put);
    stack.dockerfiles().forEach(texts::put);
    stack
        .filesEndingWith(".ipynb")
        .forEach((path, notebook) -> texts.put(path, Notebooks.code(notebook)));
    stack
        .all(ConfigMap.class)
        .forEach(
            (manifest, map) ->
                map.getData()
                    .forEach(
                        (key, value) -> {
                          if (!key.endsWith(".ipynb") && !key.endsWith(".conf")) {
                            texts.merge(manifest.path(), key + "=" + value + "\n", String::concat);
                          }
                        }));
    return texts;
  }

  private static void text(Findings findings, String path, String text) {
    Matcher assignments = ASSIGNMENT.matcher(text);
    while (assignments.find()) {
      slot(findings, path, path, assignments.group(1), assignments.group(2));
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

  static boolean isSlot(String name) {
    return SLOT.matcher(name).matches() && !POINTER.matcher(name).matches();
  }

  /** Not a reference, a path, a variable or a placeholder. */
  private static boolean isLiteral(String value) {
    return value != null
        && !value.isBlank()
        && !value.startsWith("$")
        // The shell's ${name:?message}.
        && !value.startsWith("?")
        && !value.startsWith("/")
        && !value.startsWith("Path(")
        && !value.startsWith("os.")
        && !value.matches("(?i)true|false|none|null|\\d{1,5}");
  }

  private static void jupyter(Evidence stack, Findings findings) {
    findings.checking(Rule.NO_SECRET_IN_ARGUMENTS);
    stack
        .scripts()
        .forEach(
            (path, text) -> {
              if (text.matches("(?s).*--\\w*\\.?(token|password)=.*")) {
                findings.about(
                    path,
                    path,
                    "token",
                    path + " passes a token or password as an argument; read it from a file");
              }
            });
  }
}
