package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What nothing else has recognised: Secrets are told, other objects come along as they are. */
final class Rest {

  private static final List<String> OF_A_CLUSTER =
      List.of(
          "CustomResourceDefinition",
          "StorageClass",
          "PersistentVolume",
          "PriorityClass",
          "ClusterRole",
          "ClusterRoleBinding");

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String US = "sparkstead";

  private final Found found;
  private final String namespace;

  Rest(Found found, String namespace) {
    this.found = found;
    this.namespace = namespace;
  }

  void look() {
    Set<String> seen = new HashSet<>();
    for (Given one : found.inputs().given()) {
      if (!found.isTaken(one)) {
        one(one, seen);
      }
    }
  }

  private void one(Given one, Set<String> seen) {
    if (one.shape() != Given.Shape.OBJECT) {
      leave(one, "this is no object, no values of the Bitnami chart and no file of properties");
    } else if (one.at("/metadata/labels").path(MANAGED_BY).asText().equals(US)) {
      found.play(one, Role.OURS, one.kind(), one.name());
    } else if (one.kind().equals("Namespace")) {
      found.play(one, Role.NAMESPACE, "Namespace", namespace);
    } else if (one.kind().equals("Secret")) {
      found.play(one, Role.SECRET);
      leave(
          one,
          "no value of a Secret is carried; make it in the cluster as before, or by `secrets`");
    } else if (OF_A_CLUSTER.contains(one.kind())) {
      leave(one, "it is the whole cluster's, and a stack is one namespace's; apply it as before");
    } else if (!one.namespace().isEmpty() && !one.namespace().equals(namespace)) {
      leave(
          one,
          "it is in namespace "
              + one.namespace()
              + ", and the stack in one, "
              + namespace
              + "; import it by itself");
    } else if (!secrets(one).isEmpty()) {
      leave(
          one,
          "it holds a secret in clear, "
              + String.join(", ", secrets(one))
              + "; put that into a Secret, and import again");
    } else if (!seen.add(one.kind() + " " + one.name())) {
      leave(one, "an object of this name came before it; name one otherwise");
    } else {
      found.keep(one);
      boolean isOperators = one.at("/apiVersion").asText().startsWith(Jobs.OPERATOR);
      found.say(
          one,
          "",
          new Fate.Carried(
              "a part of one's own"
                  + (isOperators ? ", for which the operator has to be there as before" : "")));
    }
  }

  /** Where it holds any. */
  private static List<String> secrets(Given one) {
    return one.leaves().stream()
        .filter(leaf -> Confidential.isOne(leaf) && !Confidential.isCopy(leaf))
        .map(Leaf::path)
        .toList();
  }

  private void leave(Given one, String why) {
    if (!found.isTaken(one)) {
      found.play(one, Role.NONE);
    }
    found.say(one, "", new Fate.Left(why));
  }
}
