package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** An API server, and all that is asked of it. */
public interface Cluster {

  /** As whom it is tried, of all who hold fields of an object. */
  String FIELD_MANAGER = "sparkstead";

  /** How it is tried, as a media type says it. */
  enum Trial {
    /** As {@code kubectl apply --server-side} does, and never by force. */
    APPLY("application/apply-patch+yaml"),
    /** With each field that is to be another. */
    MERGE("application/merge-patch+json");

    private final String type;

    Trial(String type) {
      this.type = type;
    }

    String type() {
      return type;
    }
  }

  /** Who is asked, for messages: {@code https://10.0.0.1:6443 (context lab)}. */
  String name();

  /**
   * What it has at {@code path}.
   *
   * @throws Unanswered if it does not say so
   */
  Reply get(String path) throws Unanswered;

  /**
   * What would become of {@code patch} at {@code path}: a dry run, which leaves all as it is.
   *
   * @throws Unanswered if it does not say so
   */
  Reply tried(Trial trial, String path, JsonNode patch) throws Unanswered;
}
