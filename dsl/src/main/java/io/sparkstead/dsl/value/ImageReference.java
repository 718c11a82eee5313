package io.sparkstead.dsl.value;

import java.util.Optional;

/**
 * A container image that names the same bytes tomorrow: a repository with a tag, a digest or both.
 *
 * <pre>{@code
 * ImageReference.of("docker.io/pgsty/minio:RELEASE.2026-08-04T00-00-00Z");
 * ImageReference.of("192.168.1.3:3000/binayakd/spark-aws:3.5.4@sha256:…");
 * ImageReference.of("quay.io/minio/minio:latest"); // refused: it floats
 * }</pre>
 *
 * @param repository registry host and path, e.g. {@code quay.io/minio/minio}
 * @param version a tag ({@code 3.5.4}), a digest ({@code sha256:…}) or {@code tag@digest}
 * @see <a href="https://github.com/distribution/reference/blob/main/reference.go">The grammar</a>
 */
public record ImageReference(String repository, String version) {

  private static final String DIGEST_START = "sha256:";
  private static final String LOCAL = "localhost/";
  private static final int LONGEST_REPOSITORY = 255;
  private static final int LONGEST_TAG = 128;

  public ImageReference {
    if (!isRepository(repository)) {
      throw new IllegalArgumentException(
          "image repository '"
              + repository
              + "' is not a registry path; write it lower-case and without a tag, like"
              + " quay.io/minio/minio");
    }
    if (version.isEmpty() || version.equals("latest")) {
      throw new IllegalArgumentException(
          "image "
              + repository
              + (version.isEmpty() ? "" : ":" + version)
              + " floats; pin a release tag or a digest so that rendering twice deploys once");
    }
    if (!isVersion(version)) {
      throw new IllegalArgumentException(
          "image "
              + repository
              + " has the version '"
              + version
              + "'; give a tag of up to 128 of A-Z a-z 0-9 _ . -, or sha256: and 64 hexadecimal"
              + " digits");
    }
  }

  /** {@code [HOST[:PORT]/]NAME[/NAME…]}. */
  private static boolean isRepository(String text) {
    if (text.length() > LONGEST_REPOSITORY) {
      return false;
    }
    int slash = text.indexOf('/');
    int start = slash > 0 && isHost(text.substring(0, slash)) ? slash + 1 : 0;
    for (int end = text.indexOf('/', start); end >= 0; end = text.indexOf('/', start)) {
      if (!isName(text.substring(start, end))) {
        return false;
      }
      start = end + 1;
    }
    return isName(text.substring(start));
  }

  private static boolean isHost(String text) {
    int closing = text.indexOf(']');
    int colon = text.indexOf(':', Math.max(closing, 0));
    int end = colon < 0 ? text.length() : colon;
    if (closing > 0) {
      return isBracketedAddress(text, closing) && closing == end - 1 && isPort(text, colon, end);
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean isInside = i > 0 && i < end - 1;
      if (!Ascii.isLetterOrDigit(c) && !(isInside && (c == '.' || c == '-'))) {
        return false;
      }
    }
    return end > 0 && isPort(text, colon, end);
  }

  /** Of IPv6, as the grammar has it: no more than its characters are looked at. */
  private static boolean isBracketedAddress(String text, int closing) {
    for (int i = 1; i < closing; i++) {
      char c = text.charAt(i);
      if (c != ':' && !Ascii.isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return text.charAt(0) == '[' && closing > 1;
  }

  /** Whether nothing, or a port, follows the host that ends at {@code end}. */
  private static boolean isPort(String text, int colon, int end) {
    int digits = text.length() - end - 1;
    return colon < 0
        || (digits > 0 && digits <= 5 && Ascii.endOfDigits(text, end + 1) == text.length());
  }

  /** Small letters and digits, with a dot, one or two underscores or any hyphens between. */
  private static boolean isName(String text) {
    int at = 0;
    while (true) {
      int start = at;
      while (at < text.length()
          && (Ascii.isLowerCase(text.charAt(at)) || Ascii.isDigit(text.charAt(at)))) {
        at++;
      }
      if (at == start || at == text.length()) {
        return at > start;
      }
      int marks = at;
      while (at < text.length() && text.charAt(at) == text.charAt(marks)) {
        at++;
      }
      int most =
          switch (text.charAt(marks)) {
            case '.' -> 1;
            case '_' -> 2;
            case '-' -> text.length();
            default -> 0;
          };
      if (at - marks > most) {
        return false;
      }
    }
  }

  /** {@code TAG}, {@code DIGEST} or {@code TAG@DIGEST}. */
  private static boolean isVersion(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? isTag(text) || isDigest(text)
        : isTag(text.substring(0, at)) && isDigest(text.substring(at + 1));
  }

  private static boolean isTag(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Ascii.isInName(c) || (i == 0 && (c == '.' || c == '-'))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_TAG;
  }

  private static boolean isDigest(String text) {
    return text.startsWith(DIGEST_START)
        && Fingerprint.isOne(text.substring(DIGEST_START.length()));
  }

  /** The image that {@code text} names as {@code docker pull} would be told. */
  public static ImageReference of(String text) {
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    int colon = name.lastIndexOf(':');
    boolean tagged = colon > name.lastIndexOf('/');
    String repository = tagged ? name.substring(0, colon) : name;
    String tag = tagged ? name.substring(colon + 1) : "";
    String digest = at < 0 ? "" : text.substring(at + 1);
    return new ImageReference(
        repository, tag.isEmpty() || digest.isEmpty() ? tag + digest : tag + "@" + digest);
  }

  /** This tag and digest in another repository, as a registry mirror or a local name has it. */
  public ImageReference in(String otherRepository) {
    return new ImageReference(otherRepository, version);
  }

  /**
   * Whether no registry has it: {@code localhost/spark-aws:4.1.2}, as podman calls what it built.
   * It is on a node or it is nowhere.
   *
   * @see <a
   *     href="https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md">
   *     How podman reads names</a>
   */
  public boolean isLocal() {
    return repository.startsWith(LOCAL);
  }

  /** What is built and pushed by: without the digest, if a tag names it too. */
  public ImageReference byTag() {
    Optional<String> tag = tag();
    return tag.isPresent() ? new ImageReference(repository, tag.get()) : this;
  }

  public Optional<String> tag() {
    String tag = version.startsWith(DIGEST_START) ? "" : version.split("@", 2)[0];
    return tag.isEmpty() ? Optional.empty() : Optional.of(tag);
  }

  public Optional<String> digest() {
    int start = version.indexOf(DIGEST_START);
    return start < 0 ? Optional.empty() : Optional.of(version.substring(start));
  }

  @Override
  public String toString() {
    return repository + (version.startsWith(DIGEST_START) ? "@" : ":") + version;
  }
}
