package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
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
    Role role = new Role();
    role.setMetadata(metadata);
    role.setRules(rules());
    return role;
  }

  private String purposes() {
    List<String> purposes = new ArrayList<>();
    for (SparkFeature feature : features) {
      purposes.add(feature.words());
    }
    return String.join(", ", purposes);
  }

  /** One rule a resource, with the verbs of all features that name it. */
  private List<PolicyRule> rules() {
    Map<List<String>, Set<String>> verbs = new LinkedHashMap<>();
    for (SparkFeature feature : features) {
      for (PolicyRule rule : feature.rules()) {
        Set<String> all = new LinkedHashSet<>(verbs.getOrDefault(rule.getResources(), Set.of()));
        all.addAll(rule.getVerbs());
        verbs.put(rule.getResources(), all);
      }
    }
    List<PolicyRule> rules = new ArrayList<>();
    for (Map.Entry<List<String>, Set<String>> each : verbs.entrySet()) {
      rules.add(SparkFeature.rule(each.getKey(), List.copyOf(each.getValue())));
    }
    return rules;
  }

  private RoleBinding binding() {
    RoleBinding binding = new RoleBinding();
    binding.setMetadata(labels().metadata(roleName().text()));
    binding.setRoleRef(roleRef());
    binding.setSubjects(List.of(subject()));
    return binding;
  }

  private RoleRef roleRef() {
    RoleRef role = new RoleRef();
    role.setApiGroup(API_GROUP);
    role.setKind("Role");
    role.setName(roleName().text());
    return role;
  }

  private Subject subject() {
    Subject account = new Subject();
    account.setKind("ServiceAccount");
    account.setName(driver.text());
    account.setNamespace(namespace.name());
    return account;
  }
}
