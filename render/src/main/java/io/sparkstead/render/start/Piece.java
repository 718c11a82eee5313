package io.sparkstead.render.start;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Classes and resources, one after the other.
 *
 * <pre>
 * int     how many they are
 * int     length of their names
 * bytes   each name and a line feed: io.sparkstead.render.Main, io/sparkstead/…/spark-keys.tsv
 * int     the length of each
 * bytes   their contents
 * </pre>
 */
public final class Piece {

  /** Where the jar keeps them. */
  public static final String FOLDER = "pieces/";

  /** The one with whatever a plain run loads. */
  public static final String PLAIN_RUN = FOLDER + "plain-run";

  private final byte[] bytes;
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Where each one begins, and the last one ends. */
  private final int[] starts;

  /** Reads all of {@code bytes}, and keeps them. */
  public Piece(byte[] bytes) {
    this.bytes = bytes;
    ByteBuffer head = ByteBuffer.wrap(bytes);
    int count = head.getInt();
    int length = head.getInt();
    String names = new String(bytes, head.position(), length, StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int number = 0; number < count; number++) {
      int end = names.indexOf('\n', at);
      numbers.put(names.substring(at, end), number);
      at = end + 1;
    }
    head.position(head.position() + length);
    starts = new int[count + 1];
    starts[0] = head.position() + count * Integer.BYTES;
    for (int number = 0; number < count; number++) {
      starts[number + 1] = starts[number] + head.getInt();
    }
  }

  /**
   * What they are called: {@code io.sparkstead.render.Main}, {@code
   * io/sparkstead/…/spark-keys.tsv}.
   */
  public Set<String> names() {
    return Collections.unmodifiableSet(numbers.keySet());
  }

  /** The contents of {@code name}, if it is here. */
  public Optional<InputStream> open(String name) {
    int number = number(name);
    return number < 0
        ? Optional.empty()
        : Optional.of(new ByteArrayInputStream(bytes, start(number), length(number)));
  }

  /** Of a class by its name, of a resource by its path; negative if it is not here. */
  int number(String name) {
    return numbers.getOrDefault(name, -1);
  }

  /** All of them. */
  byte[] bytes() {
    return bytes;
  }

  int start(int number) {
    return starts[number];
  }

  int length(int number) {
    return starts[number + 1] - starts[number];
  }
}
