package io.sparkstead.stack.proof.evidence;

import io.sparkstead.stack.Manifest;

/** What a finding can be about. */
public interface Written {

  /** As a person speaks of it: {@code Deployment minio}. */
  String subject();

  /** The file it stands in, relative to the environment's folder. */
  String path();

  /** What is an object of its own, or the most of one. */
  interface InManifest extends Written {

    Manifest manifest();

    @Override
    default String subject() {
      return manifest().toString();
    }

    @Override
    default String path() {
      return manifest().path();
    }

    /** What {@code metadata.name} says. */
    default String name() {
      return manifest().name();
    }
  }
}
