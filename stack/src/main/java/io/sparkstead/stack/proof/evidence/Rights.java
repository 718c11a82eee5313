package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sparkstead.stack.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may do what: Roles, and who they are bound to. What a manifest leaves out is empty here. */
public final class Rights {

  /** That of Roles is taken where nobody says. */
  private static final List<String> GROUPS = List.of("", "rbac.authorization.k8s.io");

  private Rights() {}

  /** A Role. */
  public record Role(Manifest manifest, List<Allowed> rules) implements Written.InManifest {}

  /** One rule of a Role. */
  public record Allowed(List<String> groups, List<String> resources, List<String> verbs) {}

  /**
   * A RoleBinding.
   *
   * @param kind of what it binds: {@code Role} or {@code ClusterRole}
   * @param role its name
   */
  public record Binding(Manifest manifest, String kind, String role, List<Bound> subjects)
      implements Written.InManifest {

    /** Whether it gives an account of {@code namespace} what the role allows. */
    public boolean grantsTo(String account, String namespace) {
      for (Bound bound : subjects) {
        if (bound.name().equals(account) && bound.namespace().equals(Optional.of(namespace))) {
          return true;
        }
      }
      return false;
    }
  }

  /** Whom a binding gives rights. */
  public record Bound(String name, Optional<String> namespace) {}

  static List<Role> roles(Evidence stack) {
    List<Role> roles = new ArrayList<>();
    for (var found : stack.all(io.fabric8.kubernetes.api.model.rbac.Role.class)) {
      List<Allowed> rules = new ArrayList<>();
      for (PolicyRule rule : Given.list(found.object().getRules())) {
        rules.add(allowed(rule));
      }
      roles.add(new Role(found.manifest(), rules));
    }
    return roles;
  }

  /** What {@code rule} allows. */
  public static Allowed allowed(PolicyRule rule) {
    return new Allowed(
        Given.list(rule.getApiGroups()),
        Given.list(rule.getResources()),
        Given.list(rule.getVerbs()));
  }

  static List<Binding> bindings(Evidence stack) {
    List<Binding> bindings = new ArrayList<>();
    for (var found : stack.all(io.fabric8.kubernetes.api.model.rbac.RoleBinding.class)) {
      var ref = found.object().getRoleRef();
      List<Bound> subjects = new ArrayList<>();
      for (Subject subject : Given.list(found.object().getSubjects())) {
        if (isAccount(subject)) {
          subjects.add(
              new Bound(
                  Given.text(subject.getName()), Optional.ofNullable(subject.getNamespace())));
        }
      }
      bindings.add(
          new Binding(
              found.manifest(),
              ref == null ? "" : Given.text(ref.getKind()),
              ref == null || !GROUPS.contains(Given.text(ref.getApiGroup()))
                  ? ""
                  : Given.text(ref.getName()),
              subjects));
    }
    return bindings;
  }

  /** A person or a group of the same name is somebody else. */
  private static boolean isAccount(Subject subject) {
    return "ServiceAccount".equals(subject.getKind())
        && Given.text(subject.getApiGroup()).isEmpty();
  }

  /** The Roles that {@code account} is bound to. */
  public static List<Role> rolesOf(String account, Evidence stack) {
    List<Role> found = new ArrayList<>();
    for (Binding binding : stack.bindings()) {
      if (binding.kind().equals("Role") && binding.grantsTo(account, stack.namespace())) {
        for (Role role : stack.roles()) {
          if (role.name().equals(binding.role())) {
            found.add(role);
          }
        }
      }
    }
    return found;
  }
}
