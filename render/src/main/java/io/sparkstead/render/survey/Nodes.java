package io.sparkstead.render.survey;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.preflight.asking.Site;
import java.util.ArrayList;
import java.util.List;

/** What each node has left for the stack. */
record Nodes(String namespace) implements Reading {

  /** As the file that `init` writes without a cluster. */
  private static final Code GUESSED = new NodeRoom("", 8000, 16 * 1024, 0, 0).code();

  @Override
  public String about() {
    return "nodes";
  }

  @Override
  public List<Statement> read(Site site) throws Unanswered {
    Reply nodes = site.list("v1", "Node", "");
    if (!(nodes instanceof Reply.Found found)) {
      return List.of(guess("nodes are not yours to read; ask what each has for pods"));
    }
    Reply pods = site.list("v1", "Pod", "");
    List<JsonNode> others = pods instanceof Reply.Found all ? others(Site.items(all)) : List.of();
    List<String> comments = new ArrayList<>();
    List<NodeRoom> rooms = new ArrayList<>();
    if (!(pods instanceof Reply.Found)) {
      comments.add(
          Statement.GUESS + "pods of others are not yours to read, and may have some of this.");
    }
    for (JsonNode node : Site.items(found)) {
      NodeRoom room = NodeRoom.of(node, others);
      List<String> taints = NodeRoom.taints(node);
      if (!NodeRoom.isReady(node)) {
        comments.add("Node " + room.name() + ": left out, as it is not ready or cordoned");
      } else if (!taints.isEmpty()) {
        comments.add(
            "Node " + room.name() + ": left out, as it is tainted " + String.join(", ", taints));
      } else if (room.isFull()) {
        comments.add("Node " + room.name() + ": left out, as pods of others have all of it");
      } else {
        comments.add(room.said());
        rooms.add(room);
      }
    }
    if (rooms.isEmpty()) {
      comments.add(Statement.GUESS + "no node takes pods now; say what one will have.");
      return List.of(statement(comments, List.of(GUESSED)));
    }
    return List.of(statement(comments, rooms.stream().map(NodeRoom::code).toList()));
  }

  private static Statement guess(String why) {
    return statement(List.of(Statement.GUESS + why + "."), List.of(GUESSED));
  }

  private static Statement statement(List<String> comments, List<Code> nodes) {
    return Statement.call(comments, "nodes", nodes);
  }

  /** What is in the way of the stack. */
  private List<JsonNode> others(List<JsonNode> pods) {
    return NodeRoom.running(pods).stream()
        .filter(pod -> !pod.at("/metadata/namespace").asText().equals(namespace))
        .toList();
  }
}
