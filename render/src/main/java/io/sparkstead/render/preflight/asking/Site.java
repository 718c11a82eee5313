package io.sparkstead.render.preflight.asking;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.ApiResources;
import io.sparkstead.render.cluster.ApiResources.Place;
import io.sparkstead.render.cluster.Cluster;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster, by the kinds that it serves. */
public record Site(Cluster cluster, ApiResources resources) {

  /** That of {@code cluster}. */
  public static Site of(Cluster cluster) {
    return new Site(cluster, new ApiResources(cluster));
  }

  /** One object; absent too if its kind is. */
  public Reply one(String apiVersion, String kind, String namespace, String name)
      throws Unanswered {
    Optional<Place> place = resources.of(apiVersion, kind);
    return place.isEmpty()
        ? new Reply.Absent("no " + kind + " is served")
        : cluster.get(place.get().one(namespace, name));
  }

  /** All of {@code namespace}, or of all namespaces if that is empty; absent if the kind is. */
  public Reply list(String apiVersion, String kind, String namespace) throws Unanswered {
    Optional<Place> place = resources.of(apiVersion, kind);
    return place.isEmpty()
        ? new Reply.Absent("no " + kind + " is served")
        : cluster.get(place.get().list(namespace));
  }

  /** Those with {@code labels}, as {@code app=dns,tier=1}. */
  public Reply pods(String namespace, String labels) throws Unanswered {
    return cluster.get(
        "/api/v1/namespaces/"
            + namespace
            + "/pods?labelSelector="
            + URLEncoder.encode(labels, StandardCharsets.UTF_8));
  }

  /** What a list that was found holds. */
  public static List<JsonNode> items(Reply.Found list) {
    List<JsonNode> items = new ArrayList<>();
    list.document().path("items").forEach(items::add);
    return items;
  }
}
