package io.sparkstead.stack.proof.syntax.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sparkstead.stack.proof.syntax.tree.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Whether a text is JSON; one object a line is for those who read lines, as Spark does. */
public final class JsonCheck {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** What a program fills in before anybody reads the text. */
  private static final String GAP =
      "\\$\\{[^{}]*}|\\$\\([^()]*\\)|\\$[A-Za-z_]\\w*|\\{\\{[^{}]*}}|<%[^%]*%>";

  /** What may come into a gap: a value or a part of a string, nothing, or a pair. */
  private static final List<String> FILLINGS = List.of("0", "", "\"a\": 0");

  /** Where Jackson begins to speak of itself, and of what it could be told to take. */
  private static final List<String> OF_JACKSON =
      List.of(
          " (start marker",
          " (for ",
          " (not recognized",
          ": maybe a",
          ": enable",
          "; enable",
          " (enable",
          " - enable");

  private JsonCheck() {}

  /**
   * Why a reader would refuse {@code text}; nothing if it takes it, or it is filled in first.
   *
   * @param isReadByLine whether somebody may read an object a line
   */
  public static Optional<Problem> refusal(String text, boolean isReadByLine) {
    Optional<Problem> refusal = strictRefusal(text, isReadByLine);
    if (refusal.isPresent()) {
      for (String filling : FILLINGS) {
        if (strictRefusal(text.replaceAll(GAP, filling), isReadByLine).isEmpty()) {
          return Optional.empty();
        }
      }
    }
    return refusal;
  }

  private static Optional<Problem> strictRefusal(String text, boolean isReadByLine) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.of(new Problem(1, "nothing is in it"));
      }
      Optional<Problem> second = Optional.empty();
      parser.skipChildren();
      while (parser.nextToken() != null) {
        int line = parser.currentTokenLocation().getLineNr();
        if (second.isEmpty() && !isReadByLine) {
          second = Optional.of(new Problem(line, "a second value follows the first"));
        }
        parser.skipChildren();
      }
      return second;
    } catch (JsonProcessingException e) {
      return Optional.of(
          new Problem(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), said(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its first line, without what Jackson calls things. */
  private static String said(JsonProcessingException problem) {
    String message = problem.getOriginalMessage();
    String first = message.lines().findFirst().orElse("");
    int end = first.length();
    for (String mark : OF_JACKSON) {
      int at = first.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return first.substring(0, end) + (first.contains("comment?") ? ", where a comment begins" : "");
  }
}
