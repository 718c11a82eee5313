package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.control.Answer;
import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.cluster.control.Kubectl;
import io.sparkstead.render.spark.cluster.Patience;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A tree that was brought up as its page says. What was said on the way is kept for the tests. */
final class Installed {

  /** The server refuses a field that it does not know; by itself it would, too. */
  private static final String STRICT = "--validate=strict";

  private static final String GET = "get";
  private static final String DELETE = "delete";
  private static final String IN = "-n";

  final Tree tree;
  private final Kubectl kubectl;

  final Round first;
  final Round again;

  /** Each of the folders that the root leaves out. */
  final Map<String, Answer> onRequest = new LinkedHashMap<>();

  /** What did not go well with its pods. */
  final List<String> failures;

  final List<JsonNode> pods;
  final List<JsonNode> services;

  /** By name. */
  final Set<String> secrets = new TreeSet<>();

  /**
   * @param files where the files are of which others make Secrets
   */
  Installed(Tree tree, ControlPlane plane, Path files) {
    this.tree = tree;
    kubectl = plane.kubectl();
    Tenant tenant = Tenant.of(tree, plane, STRICT);
    kubectl.shell("cd '" + files + "'\n" + tree.commandsOfOthers()).succeeded();
    tenant.makeSecrets().forEach(secret -> secrets.add(secret.at("/metadata/name").asText()));
    first = tenant.apply(STRICT);
    again = tenant.apply(STRICT);
    for (String part : tree.partsOnRequest()) {
      onRequest.put(part, tenant.applyPart(part, STRICT));
    }
    tenant.waitForPods();
    failures = tenant.failures();
    pods = kubectl.list(GET, "pods", IN, tree.namespace());
    services = kubectl.list(GET, "services", IN, tree.namespace());
  }

  /** Begins to delete all of it. */
  Answer delete() {
    for (String part : onRequest.keySet()) {
      kubectl.run(DELETE, "-k", tree.part(part), "--wait=false").succeeded();
    }
    return kubectl.run(DELETE, "-k", tree.path(), "--wait=false");
  }

  /** Waits until nothing of it is left; a namespace of others goes behind it. */
  void isGone() {
    Patience.until(() -> left().isEmpty(), () -> "deletion of " + tree + " leaves\n" + left());
    kubectl
        .run(DELETE, "namespace", tree.namespace(), "--ignore-not-found", "--wait=false")
        .succeeded();
  }

  private String left() {
    return kubectl
        .run(GET, "-k", tree.path(), "--ignore-not-found", "-o", "name")
        .succeeded()
        .output();
  }
}
