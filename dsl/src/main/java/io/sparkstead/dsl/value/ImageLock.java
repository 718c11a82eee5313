package io.sparkstead.dsl.value;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which bytes each tag named when somebody looked: digests by image reference, as a file of lines.
 *
 * <pre>
 * # Digests of images, resolved by `images --lock`. Do not edit.
 * registry.example.org/team/spark-aws:3.5.4 sha256:…
 * </pre>
 *
 * <p>Empty lines and lines that begin with {@code #} are passed over; any other line is a reference
 * with a tag, a space and a digest, or the text is refused.
 *
 * @param digests by the reference with its tag, e.g. {@code quay.io/minio/minio:1.2}
 */
public record ImageLock(SortedMap<String, String> digests) {

  /** Knows no image: every reference stays as it is. */
  public static final ImageLock NONE = new ImageLock(new TreeMap<>());

  private static final String HEAD =
      "# Digests of images, resolved by `images --lock`. Do not edit.\n";

  public ImageLock {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    for (Map.Entry<String, String> each : digests.entrySet()) {
      locked(each.getKey(), each.getValue());
    }
  }

  /**
   * What the lines of {@code text} say.
   *
   * @throws IllegalArgumentException for a line that is none, with its number
   */
  public static ImageLock parse(String text) {
    SortedMap<String, String> digests = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isEmpty() && !line.startsWith("#")) {
        read(line, number, digests);
      }
    }
    return new ImageLock(digests);
  }

  private static void read(String line, int number, Map<String, String> digests) {
    String[] words = line.split(" ", -1);
    try {
      if (words.length != 2) {
        throw new IllegalArgumentException("it is not a reference, a space and a digest");
      }
      locked(words[0], words[1]);
    } catch (IllegalArgumentException e) {
      throw refused(number, line, String.valueOf(e.getMessage()));
    }
    if (digests.putIfAbsent(words[0], words[1]) != null) {
      throw refused(number, line, "an earlier line has locked this image");
    }
  }

  private static IllegalArgumentException refused(int number, String line, String why) {
    return new IllegalArgumentException(
        "line "
            + number
            + " of the image lock, '"
            + line
            + "', cannot be used: "
            + why
            + "; make the lock anew with `images --lock`");
  }

  /** {@code text} with its digest behind its tag. */
  private static ImageReference locked(String text, String digest) {
    ImageReference reference = ImageReference.of(text);
    if (reference.digest().isPresent()) {
      throw new IllegalArgumentException("image " + text + " has a digest of its own");
    }
    return ImageReference.of(text + "@" + digest);
  }

  /** The image that {@code text} names, with the digest that is locked for it. */
  public ImageReference of(String text) {
    return pin(ImageReference.of(text));
  }

  /** {@code image} with the digest that is locked for it; unchanged if it has one or none is. */
  public ImageReference pin(ImageReference image) {
    String digest = digests.get(image.toString());
    return digest == null ? image : locked(image.toString(), digest);
  }

  /** The lines, sorted, under a comment that says what they are. */
  public String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Map.Entry<String, String> each : digests.entrySet()) {
      text.append(each.getKey() + " " + each.getValue() + "\n");
    }
    return text.toString();
  }
}
