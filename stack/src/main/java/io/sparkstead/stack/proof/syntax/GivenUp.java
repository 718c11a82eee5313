package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what waits for executors waits for their image to be pulled. */
public record GivenUp(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule IMAGES_MAY_BE_PULLED =
      Rule.warning("OBS-20", "A program that asks for executors waits until their image is pulled")
          .why("On a node without the image a stack that works is called failed.")
          .fix("Wait for five minutes.");

  private static final long LEAST = 120;

  /** {@code threading.Timer(30, give_up)}, {@code signal.alarm(30)}. */
  private static final Pattern CLOCK =
      Pattern.compile(
          "\\bTimer\\(\\s*([\\d.]{1,9})\\s*,\\s*([\\w.]+)|\\balarm\\(\\s*(\\d{1,9})\\s*\\)");

  private static final String ENDS = "(?s).*(\\bfail|exit\\(|abort|kill|raise |\\.stop\\().*";

  @Override
  public void check() {
    for (Text text : Texts.of(stack, TextKind.PYTHON)) {
      Matcher clock = CLOCK.matcher(text.text());
      while (text.text().contains("SparkSession") && clock.find()) {
        boolean isTimer = clock.group(1) != null;
        long seconds = seconds(isTimer ? clock.group(1) : clock.group(3));
        // alarm(0) takes an alarm back.
        if (seconds > 0 && seconds < LEAST && (!isTimer || ends(text.text(), clock.group(2)))) {
          at(IMAGES_MAY_BE_PULLED, text, clock.group())
              .say(
                  "{it} gives up after {} seconds, in which no node pulls the image of executors; wait"
                      + " for 300",
                  seconds);
        }
      }
    }
  }

  private static long seconds(String number) {
    int dot = number.indexOf('.');
    String whole = dot < 0 ? number : number.substring(0, dot);
    return whole.isEmpty() ? 1 : Long.parseLong(whole);
  }

  /** Whether {@code function} ends the program, which a mere message does not. */
  private static boolean ends(String program, String function) {
    Matcher body =
        Pattern.compile("(?m)^def " + Pattern.quote(function) + "\\(.*\\n(?:[ \\t]+.*\\n|\\n)*")
            .matcher(program);
    return body.find() ? body.group().matches(ENDS) : function.matches(".*(exit|abort|kill|stop)");
  }
}
