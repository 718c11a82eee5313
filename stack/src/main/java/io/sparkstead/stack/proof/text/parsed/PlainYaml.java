package io.sparkstead.stack.proof.text.parsed;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sparkstead.dsl.text.Yaml;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A document in the YAML that this program writes: blocks, no quotes where none are needed, no
 * comments behind values.
 *
 * <pre>
 * capabilities: {drop: ["ALL"]}  # none     →     capabilities:
 *                                                   drop:
 *                                                   - ALL
 * </pre>
 *
 * <p>Rules read templates line by line; what a person wrote otherwise is written anew for them.
 */
public final class PlainYaml {

  /** A flow with something in it, a quote, a comment behind a value, an anchor or a block text. */
  private static final Pattern FOREIGN =
      Pattern.compile("\\{ *[^ }]|\\[ *[^ \\]]|['\"]| #|: [&*|>]|^\\t", Pattern.MULTILINE);

  private PlainYaml() {}

  /** {@code text} so, or as it is where it is so already, or no document of fields. */
  public static String of(String text) {
    if (!FOREIGN.matcher(text).find()) {
      return text;
    }
    try {
      Map<?, ?> fields = TypedYaml.YAML.readValue(text, Map.class);
      return fields == null ? text : Yaml.document(fields);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // Rules say what is wrong with it.
      return text;
    }
  }
}
