package io.sparkstead.render.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;

/**
 * What javac says of a file, as it is told to whoever wrote that.
 *
 * @param file as messages name it
 * @param text what it holds
 */
record CompileErrors(String file, String text, CompileHints hints) {

  private static final int SHOWN = 10;

  /** What of a line or a message is shown: generated code has lines of megabytes. */
  private static final int LONGEST = 240;

  /** The first errors in {@code all}, and how many more there are. */
  String told(List<? extends Diagnostic<?>> all) {
    List<String> errors = new ArrayList<>();
    all.stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .forEach(one -> errors.add(error(one)));
    String more = errors.size() > SHOWN ? "\nand " + (errors.size() - SHOWN) + " more" : "";
    return file
        + " does not compile\n"
        + errors.stream().limit(SHOWN).collect(Collectors.joining("\n"))
        + more;
  }

  /** File, line and column; what is wrong; the line with a caret under the place; a hint. */
  private String error(Diagnostic<?> told) {
    String message = cut(told.getMessage(Locale.ENGLISH).strip());
    if (told.getPosition() == Diagnostic.NOPOS) {
      return file + ": " + message;
    }
    int at = (int) told.getPosition();
    int start = 1 + text.lastIndexOf('\n', at - 1);
    int newline = text.indexOf('\n', start);
    String whole = text.substring(start, newline < 0 ? text.length() : newline);
    // The place itself, with what is near it.
    int from = Math.max(0, Math.min(at - start, whole.length()) - LONGEST / 2);
    String line = whole.substring(from, Math.min(whole.length(), from + LONGEST));
    String indent = line.substring(0, Math.min(at - start - from, line.length()));
    return "%s:%d:%d: %s%n  %s%n  %s^%s"
        .formatted(
            file,
            told.getLineNumber(),
            at - start + 1,
            message.replace("\n", "\n  "),
            line,
            // A tab stays one, so that the caret is where the terminal puts the place.
            indent.replaceAll("[^\t]", " "),
            hints.of(told, text).map(hint -> "\n  hint: " + hint).orElse(""))
        .replace("\r", "");
  }

  private static String cut(String message) {
    return message.length() <= 4 * LONGEST
        ? message
        : message.substring(0, 4 * LONGEST)
            + "… and "
            + (message.length() - 4 * LONGEST)
            + " characters more";
  }
}
