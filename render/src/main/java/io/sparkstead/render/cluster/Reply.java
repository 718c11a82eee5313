package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** What a cluster answers: what there is, or why there is nothing. */
public sealed interface Reply {

  /** What it has, or what would become of it. */
  record Found(JsonNode document) implements Reply {}

  /** There is no such thing. */
  record Absent(String message) implements Reply {}

  /** Who asks may not know. */
  record Forbidden(String message) implements Reply {}

  /**
   * It would not take it.
   *
   * @param status as it says it, with the causes
   */
  record Refused(String message, JsonNode status) implements Reply {

    /** Whether it is not allowed, by rights or by what looks at objects. */
    boolean isForbidden() {
      return status.path("code").asInt() == FORBIDDEN;
    }

    /** Whether others hold fields that are to be other. */
    public boolean isConflict() {
      return status.path("code").asInt() == CONFLICT;
    }
  }

  /** {@code User "ann" cannot patch resource "services"}: rights, and not what is asked. */
  Pattern OF_RIGHTS = Pattern.compile("cannot [a-z]+ (resource|path) \"");

  int ABSENT = 404;
  int FORBIDDEN = 403;
  int CONFLICT = 409;

  /** Of an answer that is whole and no success. */
  static Reply of(int code, JsonNode status) {
    String message = status.path("message").asText();
    if (code == ABSENT) {
      return new Absent(message);
    }
    if (code == FORBIDDEN && OF_RIGHTS.matcher(message).find()) {
      return new Forbidden(message);
    }
    return new Refused(message, status);
  }
}
