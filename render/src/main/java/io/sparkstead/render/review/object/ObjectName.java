package io.sparkstead.render.review.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * What an object is called: {@code apps/v1 StatefulSet spark/jupyter}.
 *
 * @param namespace empty if it is in none
 */
public record ObjectName(String apiVersion, String kind, String namespace, String name) {

  /** What ends the name of a Job that runs anew when it changes. */
  private static final Pattern FINGERPRINT = Pattern.compile("-[0-9a-f]{8}$");

  static ObjectName of(JsonNode document, String namespace) {
    return new ObjectName(
        document.path("apiVersion").asText(),
        document.path("kind").asText(),
        document.at("/metadata/namespace").asText(namespace),
        document.at("/metadata/name").asText());
  }

  /**
   * By which two trees' objects are one: without the version that a server converts, and without
   * the fingerprint of a Job.
   */
  public String identity() {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return String.join(" ", group, kind, namespace, stable(kind, name));
  }

  /** {@code name} without the fingerprint that a Job's ends with. */
  public static String stable(String kind, String name) {
    return kind.equals("Job") ? FINGERPRINT.matcher(name).replaceFirst("") : name;
  }

  /** {@code StatefulSet spark/jupyter}, as sentences speak of it. */
  public String inShort() {
    return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }

  @Override
  public String toString() {
    return apiVersion + " " + inShort();
  }
}
