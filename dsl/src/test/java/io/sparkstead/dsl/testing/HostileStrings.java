package io.sparkstead.dsl.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Strings that some parser or other reads as something else: the ones people met, and as many more
 * as a test likes.
 *
 * <p>Every one is whole Unicode; half a character is a test of its own.
 */
public final class HostileStrings {

  private static final List<String> WORDS =
      List.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");

  private static final List<String> LONG =
      List.of(
          "x".repeat(5000),
          "word ".repeat(1000) + "end",
          "yes, ".repeat(1000),
          "\u0085".repeat(300),
          "a: b #c ".repeat(30),
          "line\n".repeat(1000),
          "x".repeat(5000) + "\ny");

  /** What random strings are made of, besides any character at all. */
  private static final List<String> FRAGMENTS =
      List.of(
          "\n", "\n", "\n", "\n\n", " ", " ", "  ", "\t", "\r", "\r\n", ": ", ":", " #", "#", "- ",
          "-", "---", "...", "? ", "&", "*", "!", "|", ">", "'", "\"", "\\", "%", "@", "`", "{",
          "}", "[", "]", ",", "=", "<<", "~", "$", "yes", "no", "null", "0", "1", "7", "e3", "0x",
          ".", "_", "a", "b", "Z", "\u0000", "\u0085", "\u00a0", "\u2028", "\ufeff", "\u001b");

  private static final String NUMBER_LIKE = "0001234567899__++--..::eExXoObBaAfFnNiItTzZ~ ,";

  /** Where to start, for no reason but that every run does. */
  private static final long SEED = 20_251_122;

  /** Of those picked by hand; beyond, one character more or less makes no other test. */
  private static final int LONG_TEXT = 100;

  private static final List<String> PICKED = all();

  private HostileStrings() {}

  /** Those picked by hand, each once. */
  public static List<String> all() {
    Set<String> all = new LinkedHashSet<>();
    for (String word : WORDS) {
      String upper = word.toUpperCase(Locale.ROOT);
      all.addAll(List.of(word, upper, upper.charAt(0) + word.substring(1)));
      all.addAll(List.of(word.charAt(0) + upper.substring(1), word + " ", "-" + word));
    }
    picked().values().forEach(all::addAll);
    all.addAll(LONG);
    return List.copyOf(all);
  }

  /** Those of {@code hostile-strings.json}, by kind: its escapes are those of Java. */
  private static Map<String, List<String>> picked() {
    try (InputStream json = HostileStrings.class.getResourceAsStream("hostile-strings.json")) {
      return new JsonMapper().readValue(json, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Random strings of one seed, by which a failed test names them. */
  public record Batch(long seed, List<String> strings) {

    /** Without those that Kustomize would lose. */
    public Batch throughKustomize() {
      return new Batch(
          seed, strings.stream().filter(HostileStrings::comesThroughKustomize).toList());
    }

    @Override
    public String toString() {
      return "strings of seed " + seed;
    }
  }

  /**
   * Whether Kustomize brings {@code text} to the cluster as it is. Of what it is given in quotes,
   * it leaves out the key {@code <<}; it turns U+0085 into a blank; and it stops at other controls.
   */
  public static boolean comesThroughKustomize(String text) {
    return !text.equals("<<")
        && text.chars().noneMatch(c -> (c >= 0x7f && c <= 0x9f) || c == 0xfffe || c == 0xffff);
  }

  private static final int BATCH = 1000;

  /**
   * As many random strings as a test of chance takes, a thousand in a batch. They are the same in
   * each run; {@code -Dseed=20251169} begins with those of another seed, such as a failed one's.
   */
  public static Stream<Batch> batches(int always, int underStress) {
    long first = Long.getLong("seed", SEED);
    return LongStream.range(first, first + Rounds.of(always, underStress) / BATCH)
        .mapToObj(seed -> new Batch(seed, random(seed, BATCH)));
  }

  /** {@code count} random strings, the same ones for the same {@code seed}. */
  public static List<String> random(long seed, int count) {
    Random random = new Random(seed);
    return Stream.generate(() -> random(random)).limit(count).toList();
  }

  private static String random(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> numberLike(random);
      case 1 -> altered(PICKED.get(random.nextInt(PICKED.size())), random);
      case 2 -> lines(random);
      default -> pieces(random.nextInt(random.nextInt(64) == 0 ? 400 : 16), random);
    };
  }

  /** What is a number to some parser, or nearly one. */
  private static String numberLike(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(10); left > 0; left--) {
      text.append(NUMBER_LIKE.charAt(random.nextInt(NUMBER_LIKE.length())));
    }
    return text.toString();
  }

  /** {@code text} with a character gone, said twice or followed by something else. */
  private static String altered(String text, Random random) {
    if (text.isEmpty() || text.length() > LONG_TEXT) {
      return pieces(4, random);
    }
    int[] characters = text.codePoints().toArray();
    int at = random.nextInt(characters.length);
    String head = new String(characters, 0, at);
    String here = Character.toString(characters[at]);
    String tail = new String(characters, at + 1, characters.length - at - 1);
    return switch (random.nextInt(3)) {
      case 0 -> head + tail;
      case 1 -> head + here + here + tail;
      default -> head + here + pieces(1, random) + tail;
    };
  }

  /** Several, indented and ended anyhow. */
  private static String lines(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      text.append(" ".repeat(random.nextInt(4)))
          .append(pieces(random.nextInt(5), random))
          .append(" ".repeat(Math.max(0, random.nextInt(6) - 3)))
          .append("\n".repeat(random.nextInt(3)));
    }
    return text.toString();
  }

  private static String pieces(int count, Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = count; left > 0; left--) {
      append(text, random);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> text.appendCodePoint(wholeCharacter(random));
      case 1 -> text.append((char) random.nextInt(0x100));
      case 2 -> text.append((char) ('a' + random.nextInt(26)));
      default -> text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
    }
  }

  private static int wholeCharacter(Random random) {
    int codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return half ? 'x' : codePoint;
  }
}
