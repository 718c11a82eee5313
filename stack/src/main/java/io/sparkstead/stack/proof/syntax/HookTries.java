package io.sparkstead.stack.proof.syntax;

import io.fabric8.kubernetes.api.model.Lifecycle;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what runs beside the start of a server waits for it. */
public record HookTries(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HOOK_WAITS =
      Rule.error("POD-53", "A postStart hook that asks its server tries more than once")
          .why("It begins with the server, which is not up: the hook fails, and its pod is killed.")
          .fix("Let it try for a minute or longer.");

  /** {@code tries=1}, which the loop counts down and gives up at 0. */
  private static final Pattern TRIES = Pattern.compile("(?m)^\\s*(\\w+)=[\"']?1[\"']?\\s*$");

  private static final Pattern ONCE =
      Pattern.compile("\\bfor \\w+ in (?:1|\\$\\(seq (?:1 )?1\\)|\\{1\\.\\.1})\\s*(?:;|\\n)");

  @Override
  public void check() {
    for (Text text : Texts.of(stack, TextKind.SHELL)) {
      for (Text.Runner runner : text.runners()) {
        if (isOfHook(text, runner.container()) && triesOnce(text.text())) {
          at(HOOK_WAITS, text, "")
              .say(
                  "{it} tries once and then fails, as the postStart hook of {}, whose server is just"
                      + " starting; let it try for a minute",
                  runner.workload());
          break;
        }
      }
    }
  }

  private static boolean isOfHook(Text text, ContainerView container) {
    Lifecycle lifecycle = container.model().getLifecycle();
    if (lifecycle == null
        || lifecycle.getPostStart() == null
        || lifecycle.getPostStart().getExec() == null) {
      return false;
    }
    List<String> words = Given.list(lifecycle.getPostStart().getExec().getCommand());
    return words.contains(text.text())
        || (!text.name().isEmpty() && String.join(" ", words).contains("/" + text.name()));
  }

  private static boolean triesOnce(String script) {
    if (!script.matches("(?s).*\\bexit [1-9].*")) {
      return false;
    }
    Matcher tries = TRIES.matcher(script);
    while (tries.find()) {
      String name = tries.group(1);
      boolean isCountedDown =
          script.matches(
              "(?s).*\\b" + name + "=\\$\\(\\(\\s*\\$?" + name + "\\s*-\\s*1\\s*\\)\\).*");
      boolean isAtZero =
          script.matches("(?s).*\\$\\{?" + name + "}?\"?\\s+(-eq|-le|=|==)\\s+[\"']?0.*");
      if (isCountedDown && isAtZero) {
        return true;
      }
    }
    return ONCE.matcher(script).find();
  }
}
