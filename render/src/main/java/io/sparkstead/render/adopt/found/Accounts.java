package io.sparkstead.render.adopt.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.adopt.input.Given;
import java.util.Set;
import java.util.TreeSet;

/** The account that drivers run as, and what it may do. */
final class Accounts {

  private static final Set<String> OF_DRIVERS = Set.of("pods", "services", "configmaps", "*");

  private final Found found;

  Accounts(Found found) {
    this.found = found;
  }

  void look() {
    Set<String> drivers = new TreeSet<>();
    for (Given role : found.inputs().objects("Role", "ClusterRole")) {
      if (!found.isTaken(role) && makesPods(role)) {
        found.play(role, Role.ACCOUNT_ROLE, "Role", "spark-role");
        bindings(role, drivers);
      }
    }
    for (Given account : found.inputs().objects("ServiceAccount")) {
      if (!found.isTaken(account) && drivers.contains(account.name())) {
        found.play(account, Role.ACCOUNT, "ServiceAccount", "spark");
      }
    }
  }

  private static boolean makesPods(Given role) {
    for (JsonNode rule : role.at("/rules")) {
      for (JsonNode resource : rule.path("resources")) {
        boolean isMade = rule.path("verbs").toString().matches(".*\"(create|\\*)\".*");
        if (isMade && OF_DRIVERS.contains(resource.asText())) {
          return true;
        }
      }
    }
    return false;
  }

  private void bindings(Given role, Set<String> drivers) {
    for (Given binding : found.inputs().objects("RoleBinding", "ClusterRoleBinding")) {
      if (binding.at("/roleRef/name").asText().equals(role.name())
          && binding.at("/roleRef/kind").asText().equals(role.kind())
          && !found.isTaken(binding)) {
        found.play(binding, Role.BINDING, "RoleBinding", "spark-role");
        binding.at("/subjects").forEach(subject -> drivers.add(subject.path("name").asText()));
      }
    }
  }
}
