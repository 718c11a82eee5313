package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.RoleRefBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.spark.SparkAccounts;
import io.sparkstead.stack.spark.SparkFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Spark may ask of the API server: an account for drivers with a Role of exactly the verbs its
 * features need, and an account without rights for executors.
 *
 * @param driver the account's name; the Role is named after it
 * @param features what drivers do; the Role is their verbs together
 * @param annotations what stands on both accounts, as a store's access by role wants it
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/">RBAC</a>
 */
public record SparkRbac(
    Namespace namespace,
    DnsLabel driver,
    Set<SparkFeature> features,
    Map<String, String> annotations)
    implements Component {

  /** Says in the Role what it is for, so that a diff of its verbs shows the reason too. */
  private static final String ALLOWS = "sparkstead.io/allows-drivers-to";

  private static final String API_GROUP = "rbac.authorization.k8s.io";

  /** With accounts that nobody but Kubernetes knows. */
  public SparkRbac(Namespace namespace, DnsLabel driver, Set<SparkFeature> features) {
    this(namespace, driver, features, Map.of());
  }

  public SparkRbac {
    annotations = Map.copyOf(annotations);
    if (features.isEmpty()) {
      throw new IllegalArgumentException(
          "account " + driver + " has no feature, so its Role would allow nothing; name one");
    }
    // In the order the features are declared, whatever set was given.
    features = java.util.Collections.unmodifiableSet(java.util.EnumSet.copyOf(features));
  }

  @Override
  public Labels labels() {
    return namespace.labels(driver.dash("rbac"), "rbac");
  }

  @Override
  public List<HasMetadata> resources() {
    return List.of(
        accounts().driver().serviceAccount(annotations),
        accounts().executor().serviceAccount(annotations),
        role(),
        binding());
  }

  /** The accounts, for whoever starts drivers. */
  public SparkAccounts accounts() {
    return new SparkAccounts(
        namespace.labels(driver, "driver"), namespace.labels(driver.dash("executor"), "executor"));
  }

  private DnsLabel roleName() {
    return driver.dash("role");
  }

  private Role role() {
    ObjectMeta metadata = labels().metadata(roleName().text());
    metadata.setAnnotations(Map.of(ALLOWS, purposes()));
    return new RoleBuilder().withMetadata(metadata).withRules(rules()).build();
  }

  private String purposes() {
    return features.stream().map(SparkFeature::words).collect(Collectors.joining(", "));
  }

  /** One rule a resource, with the verbs of all features that name it. */
  private List<PolicyRule> rules() {
    Map<List<String>, Set<String>> verbs = new LinkedHashMap<>();
    for (SparkFeature feature : features) {
      for (PolicyRule rule : feature.rules()) {
        verbs
            .computeIfAbsent(rule.getResources(), resources -> new LinkedHashSet<>())
            .addAll(rule.getVerbs());
      }
    }
    List<PolicyRule> rules = new ArrayList<>();
    verbs.forEach((resources, allowed) -> rules.add(rule(resources, List.copyOf(allowed))));
    return rules;
  }

  private static PolicyRule rule(List<String> resources, List<String> verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups("")
        .withResources(resources)
        .withVerbs(verbs)
        .build();
  }

  private RoleBinding binding() {
    return new RoleBindingBuilder()
        .withMetadata(labels().metadata(roleName().text()))
        .withRoleRef(roleRef())
        .withSubjects(subject())
        .build();
  }

  private RoleRef roleRef() {
    return new RoleRefBuilder()
        .withApiGroup(API_GROUP)
        .withKind("Role")
        .withName(roleName().text())
        .build();
  }

  private Subject subject() {
    return new SubjectBuilder()
        .withKind("ServiceAccount")
        .withName(driver.text())
        .withNamespace(namespace.name())
        .build();
  }
}
