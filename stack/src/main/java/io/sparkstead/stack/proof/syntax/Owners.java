package io.sparkstead.stack.proof.syntax;

import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the owners that scripts give to objects are those whose uid they say. */
public record Owners(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OWNER_IS_WHOSE_UID_IT_IS =
      Rule.error("REF-50", "An owner is of the kind whose uid stands there")
          .why("The garbage collector finds no such owner, and deletes what it owns.")
          .fix("Say apiVersion: v1 and kind: Pod for the uid of a pod.");

  /** {@code uid: $POD_UID}, in YAML or in JSON in a script's quotes. */
  private static final Pattern UID =
      Pattern.compile("\\buid\\\\?[\"']?: *\\\\?[\"']*\\$(?:\\{(\\w+)}|(\\w+))");

  private static final Pattern KIND = word("kind");
  private static final Pattern VERSION = word("apiVersion");

  /** An owner is not longer than that before and behind its uid. */
  private static final int AROUND = 200;

  private static Pattern word(String field) {
    return Pattern.compile("\\b" + field + "\\\\?[\"']?: *\\\\?[\"']?([\\w./]+)");
  }

  @Override
  public void check() {
    for (Text text : Texts.of(stack, TextKind.SHELL)) {
      Matcher uid = UID.matcher(text.text());
      while (text.text().contains("ownerReferences") && uid.find()) {
        String variable = Objects.requireNonNullElse(uid.group(1), uid.group(2));
        owner(text, variable, around(text.text(), uid.start(), uid.end()));
      }
    }
  }

  /** The owner that {@code start} to {@code end} is of. */
  private static String around(String text, int start, int end) {
    String before = text.substring(Math.max(0, start - AROUND), start);
    String behind = text.substring(end, Math.min(text.length(), end + AROUND));
    for (String opening : new String[] {"ownerReferences", "{", "\n\n", "- "}) {
      before = before.substring(before.lastIndexOf(opening) + 1);
    }
    for (String closing : new String[] {"}\"", "}'", "},", "}\n", "\n\n", "- "}) {
      int at = behind.indexOf(closing);
      behind = at < 0 ? behind : behind.substring(0, at);
    }
    return before + text.substring(start, end) + behind;
  }

  private void owner(Text text, String variable, String owner) {
    Optional<String> kind = first(KIND, owner);
    Optional<String> version = first(VERSION, owner);
    boolean isPod = kind.orElse("Pod").equals("Pod") && version.orElse("v1").equals("v1");
    for (Text.Runner runner : text.runners()) {
      if (!isPod && isOfPod(runner, variable)) {
        at(OWNER_IS_WHOSE_UID_IT_IS, text, variable)
            .say(
                "{it} names as an owner a {} of {} by {}, which is the uid of a pod; say kind: Pod"
                    + " and apiVersion: v1",
                kind.orElse("Pod"),
                version.orElse("v1"),
                variable);
        return;
      }
    }
  }

  private static Optional<String> first(Pattern field, String owner) {
    Matcher found = field.matcher(owner);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static boolean isOfPod(Text.Runner runner, String name) {
    for (Variable variable : runner.container().variables()) {
      Optional<EnvVarSource> source = variable.source();
      if (variable.name().equals(name)
          && source.isPresent()
          && source.get().getFieldRef() != null
          && "metadata.uid".equals(source.get().getFieldRef().getFieldPath())) {
        return true;
      }
    }
    return false;
  }
}
