package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.control.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree in a cluster, twice from its first apply to its deletion: as tools such as Argo CD and
 * Flux apply it, which is server-side, and as people do, which is client-side. What was said and
 * made on the way is kept for the tests.
 */
final class Lifecycle {

  private static final String SERVER_SIDE = "--server-side";

  /** Asks the server everything and changes nothing. */
  private static final String DRY = "--dry-run=server";

  /** In an empty namespace, each of the folders. */
  final Map<String, Answer> foldersAlone = new LinkedHashMap<>();

  /** Made by the line of its page; nothing where others bring them. */
  final List<JsonNode> secrets;

  /** The same after somebody ran that line again. */
  final List<JsonNode> secretsLater;

  /** By a tool, again by it, then by a person, twice. */
  final Round byTool;

  final Round byToolAgain;
  final Answer diffOfTool;
  final Round byPersonAfterTool;
  final Round byPersonAfterToolAgain;

  /** By a person, again by the same; then by a tool; then by that person again, twice. */
  final Round byPerson;

  final List<String> failures;
  final Round byPersonAgain;
  final Answer diffOfPerson;
  final Round byToolAfterPerson;
  final Answer diffOfToolAfterPerson;
  final Round byPersonInTurn;
  final Round byPersonInTurnAgain;

  /** Each of the folders over all that is there. */
  final Map<String, Answer> foldersOverRoot = new LinkedHashMap<>();

  final Accounts accounts;

  /** What became of the pods that Spark makes. */
  final Map<SparkPods, Answer> work;

  final List<String> failuresAtWork;

  final Answer deletion;
  final boolean isGone;

  Lifecycle(Tree tree) {
    Tenant tenant = Tenant.of(tree, SERVER_SIDE);
    secrets = tenant.makeSecrets();
    secretsLater = tenant.makeSecrets();
    for (String part : tree.parts()) {
      foldersAlone.put(part, tenant.applyPart(part, DRY));
    }
    byTool = tenant.apply(SERVER_SIDE);
    byToolAgain = tenant.apply(SERVER_SIDE);
    diffOfTool = tenant.diff(SERVER_SIDE);
    byPersonAfterTool = tenant.apply();
    byPersonAfterToolAgain = tenant.apply();

    tenant.empty();
    byPerson = tenant.apply();
    tenant.waitForPods();
    failures = tenant.failures();
    byPersonAgain = tenant.apply();
    diffOfPerson = tenant.diff();
    byToolAfterPerson = tenant.apply(SERVER_SIDE);
    diffOfToolAfterPerson = tenant.diff(SERVER_SIDE);
    byPersonInTurn = tenant.apply();
    byPersonInTurnAgain = tenant.apply();

    for (String part : tree.parts()) {
      if (!tree.partsOnRequest().contains(part)) {
        foldersOverRoot.put(part, tenant.applyPart(part));
      }
    }
    List<JsonNode> objects = tree.objects(tenant.kubectl(), "");
    accounts = Accounts.of(tenant, objects);
    work = tenant.work();
    failuresAtWork = tenant.failures();

    deletion = tenant.delete();
    isGone = tenant.isGone();
  }
}
