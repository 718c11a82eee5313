package io.sparkstead.render.source;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.overlays.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An environment's Java, to be written under another name.
 *
 * @param type its class, wherever the text says that word
 * @param name as the text says it, {@code DnsLabel.of("…")}
 */
public record Template(String type, DnsLabel name, String text) {

  private static final String TEACHING = "Mylab";

  /** The small one, whose comments say what each choice means. */
  public static Template teaching() {
    try (InputStream in = Template.class.getResourceAsStream(TEACHING + ".java")) {
      byte[] text = Objects.requireNonNull(in, "the template travels in the jar").readAllBytes();
      return new Template(TEACHING, DnsLabel.of("mylab"), new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of one that ships, as a file of its own: in no package, its class not public. */
  public static Template of(Environment shipped) {
    SourceText source =
        SourceText.of(shipped)
            .orElseThrow(() -> new IllegalStateException("environments travel with their source"));
    String ours = Environment.class.getPackageName();
    String text =
        source
            .text()
            .replaceFirst("(?s)^package " + Pattern.quote(ours) + ";\n+", "")
            .replace("public final class ", "final class ")
            .replaceFirst(
                "(?m)^import io\\.sparkstead\\.stack\\.",
                "import " + Environment.class.getName() + ";\n$0");
    return new Template(source.type(), shipped.name(), text);
  }

  /** The text of an environment called {@code other}. */
  public String called(DnsLabel other) {
    return "// What `init %1$s` wrote. From now on it is yours: change it, and run\n"
            .formatted(other)
        + "//   %2$s --env-file %1$s.java\n\n".formatted(other, EnvironmentFile.COMMAND)
        + text.replaceAll("\\b" + type + "\\b", type(other)).replace(literal(name), literal(other));
  }

  /** {@code my-lab} as {@code MyLab}, or longer where that is a word of the text. */
  private String type(DnsLabel other) {
    StringBuilder type = new StringBuilder();
    for (String word : other.text().split("-+", -1)) {
      type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    boolean isTaken =
        !type.toString().equals(this.type) && text.matches("(?s).*\\b" + type + "\\b.*");
    return isTaken ? type + "Environment" : type.toString();
  }

  private static String literal(DnsLabel name) {
    return "DnsLabel.of(\"" + name + "\")";
  }
}
