package io.sparkstead.render.cluster.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.render.cluster.Tree;
import io.sparkstead.render.cluster.control.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a person makes in AWS who follows the page of a tree: a bucket, and a role that may do with
 * it what the page says, for the accounts that it names.
 */
record AwsRole(Tree tree, String page) {

  private static final Pattern BUCKET =
      Pattern.compile("Make the bucket `([^`]+)` in ([a-z0-9-]+)");
  private static final Pattern POLICY = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROLE = Pattern.compile("`(arn:aws:iam::[^`]+)`");
  private static final Pattern SUBJECT = Pattern.compile("- `(system:serviceaccount:[^`]+)`");

  /** Nothing where the page speaks of no role. */
  static Optional<AwsRole> of(Tree tree) {
    String page = OneNode.text(tree.folder().resolve("README.md"));
    return Optional.of(page).filter(ROLE.asPredicate()).map(text -> new AwsRole(tree, text));
  }

  /** As the program in {@code src/cluster/aws} reads it. */
  Path written() {
    MatchResult bucket = found(BUCKET).get(0);
    ObjectNode role = JsonNodeFactory.instance.objectNode();
    role.put("bucket", bucket.group(1)).put("region", bucket.group(2));
    role.put("role", found(ROLE).get(0).group(1));
    role.set("policy", AuditLog.parse(found(POLICY).get(0).group(1)));
    ArrayNode subjects = role.putArray("subjects");
    found(SUBJECT).forEach(subject -> subjects.add(subject.group(1)));
    Path file = ControlPlane.TARGET.resolve("role-of-" + tree + ".json");
    try {
      return Files.writeString(file, role.toPrettyString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<MatchResult> found(Pattern pattern) {
    List<MatchResult> found = pattern.matcher(page).results().toList();
    if (found.isEmpty()) {
      throw new AssertionError("the page of " + tree + " has nothing like " + pattern);
    }
    return found;
  }
}
