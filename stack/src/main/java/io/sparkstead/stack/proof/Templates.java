package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.stack.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pods that Spark makes are as good as those in manifests.
 *
 * <p>Their templates are texts in ConfigMaps. They are read line by line: a YAML parser would take
 * longer to load than a whole run.
 */
final class Templates implements RuleFamily {

  private static final String DRIVER = "name: spark-kubernetes-driver";

  /** What the restricted profile wants to read, and the rule that says so. */
  private record Wanted(Rule rule, String text) {}

  private static final List<Wanted> WANTED =
      List.of(
          new Wanted(Rule.RUNS_AS_NON_ROOT, "runAsNonRoot: true"),
          new Wanted(Rule.HAS_SECCOMP, "type: RuntimeDefault"),
          new Wanted(Rule.GAINS_NO_PRIVILEGES, "allowPrivilegeEscalation: false"),
          new Wanted(Rule.DROPS_CAPABILITIES, "drop: - ALL"),
          new Wanted(Rule.ROOT_IS_READ_ONLY, "readOnlyRootFilesystem: true"));

  @Override
  public void check(Evidence stack, Findings findings) {
    Set<Long> users = users(stack);
    for (Map.Entry<Manifest, ConfigMap> map : stack.all(ConfigMap.class).entrySet()) {
      for (Map.Entry<String, String> file : map.getValue().getData().entrySet()) {
        if (isPod(file.getValue())) {
          template(stack, findings, users, map.getKey(), file.getKey(), file.getValue());
        }
      }
    }
  }

  private static boolean isPod(String text) {
    return text.startsWith("kind: Pod\n") || (text + "\n").contains("\nkind: Pod\n");
  }

  /** As whom the images run that we build. */
  private static Set<Long> users(Evidence stack) {
    Set<Long> users = new LinkedHashSet<>();
    for (String image : stack.images().keySet()) {
      Optional<Long> user = Dockerfiles.userOf(stack, image);
      if (user.isPresent()) {
        users.add(user.get());
      }
    }
    return users;
  }

  private static void template(
      Evidence stack,
      Findings findings,
      Set<Long> users,
      Manifest manifest,
      String file,
      String text) {
    String subject = manifest + " key " + file;
    String line = Lines.joined(text);
    for (Wanted wanted : WANTED) {
      findings.checking(wanted.rule());
      if (!line.contains(wanted.text())) {
        findings.about(
            subject,
            manifest.path(),
            file,
            "the pods of " + subject + " do not say '" + wanted.text() + "'; say it");
      }
    }
    secrets(stack, findings, manifest, subject, text);
    user(findings, users, manifest, subject, text);
    findings.checking(Rule.DRIVER_HAS_A_TOKEN);
    if (text.contains(DRIVER)
        && text.contains("automountServiceAccountToken: false")
        && !text.contains("serviceAccountToken:")) {
      findings.about(
          subject,
          manifest.path(),
          file,
          "the driver of " + subject + " gets no token; mount one, it makes executors by it");
    }
  }

  private static void secrets(
      Evidence stack, Findings findings, Manifest manifest, String subject, String text) {
    for (Mounted secret : Mounted.in(text)) {
      findings.checking(Rule.SECRET_IS_DECLARED);
      Set<String> keys = stack.secrets().getOrDefault(secret.name(), Set.of());
      if (!stack.secrets().containsKey(secret.name())) {
        findings.about(
            subject,
            manifest.path(),
            secret.name(),
            subject
                + " names Secret "
                + secret.name()
                + ", which is not there"
                + References.near(secret.name(), stack.secrets().keySet()));
        continue;
      }
      findings.checking(Rule.SECRET_KEY_IS_DECLARED);
      for (String key : secret.keys()) {
        if (!keys.contains(key)) {
          findings.about(
              subject,
              manifest.path(),
              key,
              subject
                  + " names key of Secret "
                  + secret.name()
                  + " "
                  + key
                  + ", which is not there"
                  + References.near(key, keys));
        }
      }
    }
  }

  /** A Secret that a template mounts, and those of its keys that it names. */
  private record Mounted(String name, List<String> keys) {

    private static final String NAME = "secretName: ";
    private static final String KEY = "- key: ";

    static List<Mounted> in(String template) {
      List<Mounted> all = new ArrayList<>();
      String[] lines = template.split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        Optional<String> name = value(lines[i], NAME);
        if (name.isPresent()) {
          all.add(new Mounted(name.get(), keysBelow(lines, i + 1)));
        }
      }
      return all;
    }

    private static List<String> keysBelow(String[] lines, int start) {
      List<String> keys = new ArrayList<>();
      boolean areItems = start < lines.length && lines[start].strip().equals("items:");
      for (int i = start + 1; areItems && i < lines.length; i++) {
        Optional<String> key = value(lines[i], KEY);
        if (key.isPresent()) {
          keys.add(key.get());
        } else if (value(lines[i], "path: ").isEmpty()) {
          break;
        }
      }
      return keys;
    }
  }

  /** The word that is all of {@code line} behind {@code name}. */
  private static Optional<String> value(String line, String name) {
    String field = line.strip();
    String value = field.startsWith(name) ? field.substring(name.length()) : "";
    return Words.of(value).size() == 1 ? Optional.of(value) : Optional.empty();
  }

  /** Spark's own images alone: which of them a template is for, properties say elsewhere. */
  private static void user(
      Findings findings, Set<Long> users, Manifest manifest, String subject, String text) {
    findings.checking(Rule.UID_IS_IN_THE_IMAGE);
    for (String line : text.split("\n", -1)) {
      String runs = value(line, "runAsUser: ").orElse("");
      for (Long built : users) {
        if (Dockerfiles.isNumber(runs) && !runs.equals(built.toString())) {
          findings.about(
              subject,
              manifest.path(),
              "runAsUser: " + runs,
              "the pods of "
                  + subject
                  + " run as "
                  + runs
                  + ", the image's user is "
                  + built
                  + "; take it from the image");
        }
      }
    }
  }
}
