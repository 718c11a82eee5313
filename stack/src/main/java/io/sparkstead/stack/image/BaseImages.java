package io.sparkstead.stack.image;

import io.sparkstead.dsl.value.ImageReference;

/**
 * What our images are built on: Red Hat's Universal Base Image 9, which may be used and passed on
 * without a subscription.
 *
 * @see <a href="https://catalog.redhat.com/software/base-images">The catalogue</a>
 */
final class BaseImages {

  /** Has a JDK and Maven, to fetch jars by their coordinates. Only its files are used. */
  static final ImageReference BUILD =
      ImageReference.of("registry.access.redhat.com/ubi9/openjdk-17:1.23-6.1762870924");

  /** The user whom {@link #BUILD} brings, with a home directory. */
  static final long BUILD_USER = 185;

  /** As little as microdnf needs. */
  static final ImageReference RUN =
      ImageReference.of(
          "registry.access.redhat.com/ubi9/ubi-minimal:9.7-1776833838"
              + "@sha256:7d4e47500f28ac3a2bff06c25eff9127ff21048538ae03ce240d57cf756acd00");

  private BaseImages() {}
}
