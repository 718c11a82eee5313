package io.sparkstead.render.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field that would be another, and that somebody else holds.
 *
 * @param field as {@code spec.replicas}
 * @param manager who holds it
 * @param subresource by which, empty if by the object itself
 */
public record Conflict(String field, String manager, String subresource) {

  private static final Pattern HOLDER =
      Pattern.compile("conflict with \"([^\"]*)\"(?: with subresource \"([^\"]*)\")?.*");

  /** All that {@code refused} tells of. */
  public static List<Conflict> of(Reply.Refused refused) {
    List<Conflict> conflicts = new ArrayList<>();
    for (JsonNode cause : refused.status().at("/details/causes")) {
      Matcher holder = HOLDER.matcher(cause.path("message").asText());
      if (holder.matches()) {
        conflicts.add(
            new Conflict(
                cause.path("field").asText().replaceFirst("^\\.", ""),
                holder.group(1),
                holder.group(2) == null ? "" : holder.group(2)));
      }
    }
    return conflicts;
  }

  /** {@code kubectl (scale)}. */
  public String holder() {
    return manager + (subresource.isEmpty() ? "" : " (" + subresource + ")");
  }
}
