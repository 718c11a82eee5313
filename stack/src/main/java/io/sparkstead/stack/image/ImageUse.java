package io.sparkstead.stack.image;

import io.sparkstead.dsl.value.ImageReference;

/**
 * An image that a stack cannot do without, and what for.
 *
 * <pre>
 * docker.io/pgsty/minio:RELEASE.2026-08-04T00-00-00Z@sha256:…  pulled
 * 192.168.1.3:3000/binayakd/spark-aws:3.5.4                    built
 * </pre>
 */
public record ImageUse(ImageReference image, Purpose purpose) {

  /** How it comes to be where it is needed. */
  public enum Purpose {
    /** Others make it, and pods run it. */
    PULLED,
    /** It is built here, pushed, and run by pods. */
    BUILT,
    /** Others make it, and one of ours is built on it. */
    BASE
  }
}
