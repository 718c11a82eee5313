package io.sparkstead.render.preflight.asking;

import io.sparkstead.render.cluster.Reply;
import java.util.ArrayList;
import java.util.List;

/** What is told so far. */
public final class Told {

  private final List<Line> lines = new ArrayList<>();

  /** All of it, in the order in which it was asked. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  public void ok(String subject, String text) {
    say(Verdict.ok, subject, text, "");
  }

  public void note(String subject, String text, String remedy) {
    say(Verdict.note, subject, text, remedy);
  }

  public void lack(String subject, String text, String remedy) {
    say(Verdict.lack, subject, text, remedy);
  }

  /** How many of {@code all} are well; of the others, each is told. */
  public void count(String subject, int well, int all, String text) {
    if (well == all) {
      ok(subject, well + " of " + all + " " + text);
    } else {
      note(subject, well + " of " + all + " " + text, "of the others, each has a line");
    }
  }

  /** Where the cluster cannot say it. */
  public void unchecked(String subject, String text, String remedy) {
    say(Verdict.unchecked, subject, text, remedy);
  }

  /** Where {@code reply} keeps it from who asks. */
  public void unchecked(String subject, Reply reply) {
    String why =
        reply instanceof Reply.Forbidden forbidden
            ? forbidden.message()
            : reply instanceof Reply.Refused refused ? refused.message() : "no answer to it";
    unchecked(subject, "not checked, " + why, "ask with an account that may");
  }

  private void say(Verdict verdict, String subject, String text, String remedy) {
    Line line = new Line(verdict, subject, text.replace('\n', ' '), remedy);
    if (!lines.contains(line)) {
      lines.add(line);
    }
  }
}
