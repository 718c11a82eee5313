package io.sparkstead.render.adopt.found;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.adopt.input.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that are told nobody: what Secrets hold, and what is a credential elsewhere.
 *
 * <p>They are taken out of what was read before anything is recognised in it. So nothing behind
 * this can write or print one.
 */
public final class Confidential {

  /** What stands in the place of one; to the rules it is a value like another. */
  private static final String WITHHELD = "(not-shown)";

  private static final String SHOWN = "(not shown)";

  /** In which a cluster, or who applies, keeps the whole of an object a second time. */
  private static final Pattern APPLIED =
      Pattern.compile(".*(last-applied.*|rio\\.cattle\\.io/applied)");

  private static final Pattern SECRETS_OWN = Pattern.compile("data|stringData");
  private static final Pattern WORD = Pattern.compile("[a-z]{0,9}|\\W*|true|false|\\d{1,5}");
  private static final int LONG_ENOUGH = 6;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Set<String> values =
      new TreeSet<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(String::compareTo));
  private final Inputs inputs;

  private Confidential(Inputs raw) {
    List<Given> first = new ArrayList<>();
    for (Given one : raw.given()) {
      first.add(without(one));
    }
    // What is a secret in one place is one in every other.
    List<Given> all = new ArrayList<>();
    for (Given one : first) {
      all.add(
          new Given(
              one.file(),
              one.line(),
              one.shape(),
              each(one.document(), this::masked),
              one.leaves().stream().map(this::maskedLeaf).toList()));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    raw.texts().forEach((file, text) -> texts.put(file, masked(text(file, text))));
    inputs = new Inputs(texts, all, raw.unread());
  }

  /** What is among {@code inputs}. */
  public static Confidential of(Inputs inputs) {
    return new Confidential(inputs);
  }

  /** What was read, without them. */
  public Inputs inputs() {
    return inputs;
  }

  /** Whether {@code leaf} held one, or more than that. */
  public static boolean isOne(Leaf leaf) {
    return isOne(leaf.text());
  }

  /** Likewise, {@code text} of what was read. */
  static boolean isOne(String text) {
    return text.contains(WITHHELD);
  }

  /** {@code document} as it is printed: of what held one, nothing. */
  public static JsonNode printed(JsonNode document) {
    return each(document, text -> isOne(text) ? SHOWN : text);
  }

  /** Whether {@code leaf} is a copy of its object, which a cluster keeps there. */
  public static boolean isCopy(Leaf leaf) {
    return leaf.pointer().contains("/annotations/") && APPLIED.matcher(leaf.key()).matches();
  }

  /** {@code text}, or words in its place if one was in it. */
  public String shown(String text) {
    String masked = masked(text);
    return masked.contains(WITHHELD) ? SHOWN : masked;
  }

  /** {@code text} with words in the place of each. */
  public String masked(String text) {
    String masked = text;
    for (String value : values) {
      if (masked.contains(value)) {
        masked =
            Pattern.compile("(?<!\\w)" + Pattern.quote(value) + "(?!\\w)")
                .matcher(masked)
                .replaceAll(Matcher.quoteReplacement(WITHHELD));
      }
    }
    return masked;
  }

  private Given without(Given one) {
    JsonNode document = node("", one.document(), false);
    List<Leaf> leaves = new ArrayList<>();
    for (Leaf leaf : one.leaves()) {
      JsonNode there = document.at(leaf.pointer());
      JsonNode value;
      if (isCopy(leaf)) {
        value = TextNode.valueOf(WITHHELD);
      } else if (there.isMissingNode()) {
        // A line of a text, or what was merged in.
        value = leaf.value().isValueNode() ? scalar(leaf.key(), leaf.value(), false) : leaf.value();
      } else {
        value = there;
      }
      boolean isInKey = !CredentialShapes.in(leaf.key()).isEmpty();
      if (isInKey) {
        CredentialShapes.in(leaf.key()).forEach(this::remember);
        value = TextNode.valueOf(WITHHELD);
      }
      leaves.add(new Leaf(leaf.pointer(), value, leaf.line()));
    }
    return new Given(one.file(), one.line(), one.shape(), document, leaves);
  }

  /** {@code node}, which is called {@code called}, without them. */
  private JsonNode node(String called, JsonNode node, boolean isAll) {
    if (node instanceof ObjectNode object) {
      return object(object, isAll);
    }
    if (node instanceof ArrayNode array) {
      return array(called, array, isAll);
    }
    return scalar(called, node, isAll);
  }

  private ObjectNode object(ObjectNode object, boolean isAll) {
    ObjectNode without = NODES.objectNode();
    boolean isSecret = object.path("kind").asText().equals("Secret");
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      String key = each.getKey();
      JsonNode value = each.getValue();
      if (APPLIED.matcher(key).matches() && value.isTextual()) {
        scalar(key, value, false);
        continue;
      }
      boolean isItsOwn = isAll || (isSecret && SECRETS_OWN.matcher(key).matches());
      without.set(key, node(called(object, key), value, isItsOwn));
    }
    return without;
  }

  /** The name that a variable's value has, or the key itself. */
  private static String called(ObjectNode object, String key) {
    if (key.equals("value")) {
      String name = object.path("name").asText(object.path("key").asText());
      return name.isEmpty() ? key : name;
    }
    // An ExternalSecret says so which key a value gets.
    boolean isNameOfAKey = key.equals("secretKey") && object.has("remoteRef");
    return isNameOfAKey ? "name" : key;
  }

  private ArrayNode array(String called, ArrayNode array, boolean isAll) {
    List<String> words = new ArrayList<>();
    array.forEach(each -> words.add(each.isValueNode() ? each.asText() : ""));
    List<String> parts = new ArrayList<>();
    for (String part : CredentialShapes.in(String.join(" ", words))) {
      // User and password may be two words.
      parts.add(part);
      parts.addAll(Arrays.stream(part.split("\\s", -1)).filter(word -> word.length() > 2).toList());
    }
    ArrayNode without = NODES.arrayNode();
    String before = "";
    for (JsonNode each : array) {
      JsonNode one = node(option(before).orElse(called), each, isAll);
      if (one.isTextual()) {
        one = TextNode.valueOf(replaced(one.asText(), parts));
      }
      without.add(one);
      before = each.asText();
    }
    return without;
  }

  /** The name of an option whose value is the next word. */
  private static Optional<String> option(String word) {
    return word.startsWith("-") && !word.contains("=") && !word.contains(" ")
        ? Optional.of(word.replaceFirst("^-+", ""))
        : Optional.empty();
  }

  private JsonNode scalar(String called, JsonNode value, boolean isAll) {
    String text = value.asText();
    if (value.isNull() || text.isEmpty()) {
      return value;
    }
    if (isAll) {
      remember(text);
      decoded(text).ifPresent(this::remember);
      return TextNode.valueOf(WITHHELD);
    }
    if (CredentialShapes.isSlot(called, text)) {
      remember(text);
      return TextNode.valueOf(WITHHELD);
    }
    if (!value.isTextual()) {
      return value;
    }
    String without = text(called, text);
    return without.equals(text) ? value : TextNode.valueOf(without);
  }

  /** {@code text} of a file or a value without them. */
  private String text(String called, String text) {
    Optional<JsonNode> json = json(text);
    if (json.isPresent()) {
      JsonNode without = node(called, json.get(), false);
      if (!without.equals(json.get())) {
        return WITHHELD;
      }
    }
    return replaced(text, CredentialShapes.in(text));
  }

  private String replaced(String text, List<String> parts) {
    String replaced = text;
    for (String part : new TreeSet<>(parts).descendingSet()) {
      if (replaced.contains(part)) {
        remember(part);
        replaced = replaced.replace(part, WITHHELD);
      }
    }
    return replaced;
  }

  private void remember(String value) {
    String told = value.strip();
    if (told.length() >= LONG_ENOUGH && !WORD.matcher(told).matches()) {
      values.add(told);
    }
  }

  private static Optional<JsonNode> json(String text) {
    String begin = text.stripLeading();
    if (!begin.startsWith("{") && !begin.startsWith("[")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(
          new String(
              Base64.getDecoder().decode(text.replaceAll("\\s", "")), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonNode each(JsonNode node, UnaryOperator<String> change) {
    if (node instanceof ObjectNode object) {
      ObjectNode changed = NODES.objectNode();
      object
          .properties()
          .forEach(field -> changed.set(field.getKey(), each(field.getValue(), change)));
      return changed;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode changed = NODES.arrayNode();
      array.forEach(item -> changed.add(each(item, change)));
      return changed;
    }
    return node.isTextual() ? TextNode.valueOf(change.apply(node.asText())) : node;
  }

  private Leaf maskedLeaf(Leaf leaf) {
    return new Leaf(leaf.pointer(), each(leaf.value(), this::masked), leaf.line());
  }
}
