package io.sparkstead.stack.proof.syntax.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sparkstead.stack.proof.syntax.tree.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Whether a text is JSON; one value a line is, as Spark reads it. */
public final class JsonCheck {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** What a program fills in before anybody reads the text. */
  private static final String GAP =
      "\\$\\{[^{}]*}|\\$\\([^()]*\\)|\\$[A-Za-z_]\\w*|\\{\\{[^{}]*}}|<%[^%]*%>";

  /** What may come into a gap: a value or a part of a string, nothing, or a pair. */
  private static final List<String> FILLINGS = List.of("0", "", "\"a\": 0");

  private JsonCheck() {}

  /** Why a reader would refuse {@code text}; nothing if it takes it, or it is filled in first. */
  public static Optional<Problem> refusal(String text) {
    Optional<Problem> refusal = strictRefusal(text);
    if (refusal.isPresent()) {
      for (String filling : FILLINGS) {
        if (strictRefusal(text.replaceAll(GAP, filling)).isEmpty()) {
          return Optional.empty();
        }
      }
    }
    return refusal;
  }

  private static Optional<Problem> strictRefusal(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return Optional.of(new Problem(1, "nothing is in it"));
      }
      while (parser.nextToken() != null) {
        parser.getText();
      }
      return Optional.empty();
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
    int source = first.indexOf(" (start marker");
    return source < 0 ? first : first.substring(0, source);
  }
}
