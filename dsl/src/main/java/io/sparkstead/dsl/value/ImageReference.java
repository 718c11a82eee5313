package io.sparkstead.dsl.value;

import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final Pattern REPOSITORY =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?/)?"
              + "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final String TAG = "[\\w][\\w.-]{0,127}";
  private static final String DIGEST = "sha256:[0-9a-f]{64}";
  private static final Pattern VERSION =
      Pattern.compile(TAG + "|" + DIGEST + "|" + TAG + "@" + DIGEST);
  private static final String DIGEST_START = "sha256:";
  private static final String LOCAL = "localhost/";

  public ImageReference {
    if (repository.length() > 255 || !REPOSITORY.matcher(repository).matches()) {
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
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "image "
              + repository
              + " has the version '"
              + version
              + "'; give a tag of up to 128 of A-Z a-z 0-9 _ . -, or sha256: and 64 hexadecimal"
              + " digits");
    }
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

  /** The same version under another repository, as a registry mirror or a local name has it. */
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
