package io.sparkstead.stack.image;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.ImageReference;

/**
 * What our images are built on.
 *
 * <pre>{@code
 * BaseImages.UBI9.pinnedBy(lock);
 * }</pre>
 *
 * @param build has microdnf, a JDK and Maven, to fetch jars by their coordinates; only its files
 *     are used
 * @param run as little as microdnf needs
 */
public record BaseImages(ImageReference build, ImageReference run) {

  /**
   * Red Hat's Universal Base Image 9, which may be used and passed on without a subscription.
   *
   * @see <a href="https://catalog.redhat.com/software/base-images">The catalogue</a>
   */
  public static final BaseImages UBI9 =
      new BaseImages(
          ImageReference.of("registry.access.redhat.com/ubi9/openjdk-17:1.23-6.1762870924"),
          ImageReference.of(
              "registry.access.redhat.com/ubi9/ubi-minimal:9.7-1776833838"
                  + "@sha256:7d4e47500f28ac3a2bff06c25eff9127ff21048538ae03ce240d57cf756acd00"));

  /** The user whom {@link #build} brings, with a home directory. */
  static final long BUILD_USER = 185;

  /** These images with the digests that {@code lock} has for them. */
  public BaseImages pinnedBy(ImageLock lock) {
    return new BaseImages(lock.pin(build), lock.pin(run));
  }
}
