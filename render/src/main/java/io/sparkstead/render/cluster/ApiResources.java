package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which kinds a cluster serves, and where: what is asked once is known. */
public final class ApiResources {

  private final Cluster cluster;
  private final Map<String, Optional<JsonNode>> versions = new HashMap<>();

  public ApiResources(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Where objects of one kind are.
   *
   * @param isNamespaced whether each is in a namespace
   */
  public record Place(String apiVersion, String plural, boolean isNamespaced) {

    /** Where all of {@code namespace} are; of all namespaces if that is empty. */
    public String list(String namespace) {
      return (apiVersion.contains("/") ? "/apis/" : "/api/")
          + apiVersion
          + (isNamespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "")
          + "/"
          + plural;
    }

    /** Where one is. */
    public String one(String namespace, String name) {
      return list(namespace) + "/" + name;
    }
  }

  /** Whether anything of {@code apiVersion} is served, as {@code apps/v1}. */
  public boolean isServed(String apiVersion) throws Unanswered {
    return version(apiVersion).isPresent();
  }

  /** Where objects of {@code kind} are; nowhere if they are not served. */
  public Optional<Place> of(String apiVersion, String kind) throws Unanswered {
    Optional<JsonNode> version = version(apiVersion);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode each : version.get().path("resources")) {
      String plural = each.path("name").asText();
      if (each.path("kind").asText().equals(kind) && plural.indexOf('/') < 0) {
        return Optional.of(new Place(apiVersion, plural, each.path("namespaced").asBoolean()));
      }
    }
    return Optional.empty();
  }

  private Optional<JsonNode> version(String apiVersion) throws Unanswered {
    Optional<JsonNode> known = versions.get(apiVersion);
    if (known == null) {
      String path = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
      Reply reply = cluster.get(path);
      if (!(reply instanceof Reply.Found) && !(reply instanceof Reply.Absent)) {
        throw new Unanswered(
            cluster.name(), "GET " + path, "does not say what it serves to who asks");
      }
      known = reply instanceof Reply.Found found ? Optional.of(found.document()) : Optional.empty();
      versions.put(apiVersion, known);
    }
    return known;
  }
}
