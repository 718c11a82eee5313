package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Roles allow, beside what drivers do. */
class PrivilegesTest extends FamilyTest {

  private static final String ROLE = "etl-role";

  PrivilegesTest() {
    super(Privileges::new);
    on(
        Privileges.ROLE_NAMES_ITS_VERBS,
        "allows [*]",
        good -> rule(good, rule -> rule.setVerbs(List.of("*"))));
    on(
        Privileges.DRIVER_MAY_RUN_EXECUTORS,
        "[watch pods]",
        good -> good.edit(Role.class, ROLE, role -> verbs(role).remove("watch")));
    on(
        Privileges.DRIVER_MAY_RUN_EXECUTORS,
        "account etl may not [",
        good -> bound(good, binding -> binding.getSubjects().get(0).setKind("User")));
    on(
        Privileges.DRIVER_MAY_RUN_EXECUTORS,
        "account etl may not [",
        good ->
            bound(
                good,
                binding -> binding.getSubjects().get(0).setApiGroup("rbac.authorization.k8s.io")));
    on(
        Privileges.DRIVER_MAY_RUN_EXECUTORS,
        "account etl may not [",
        good -> bound(good, binding -> binding.getRoleRef().setApiGroup("v1")));
    on(
        Privileges.ROLE_ALLOWS_NO_MORE,
        "[update pods]",
        good -> good.edit(Role.class, ROLE, role -> verbs(role).add("update")));
    on(
        Privileges.ROLE_LEAVES_SECRETS_ALONE,
        "on secrets",
        good -> rule(good, rule -> rule.setResources(List.of("pods", "secrets"))));
    on(
        Privileges.EXECUTORS_HAVE_NO_ROLE,
        "RoleBinding etl-role grants rights to etl-executor, as whom executors run",
        good ->
            good.edit(
                RoleBinding.class,
                ROLE,
                binding -> binding.getSubjects().get(0).setName("etl-executor")));
    clusterWide();
  }

  private void clusterWide() {
    on(
        Privileges.NOTHING_IS_CLUSTER_WIDE,
        "ClusterRole edit",
        good ->
            good.edit(
                RoleBinding.class,
                ROLE,
                binding -> {
                  binding.getRoleRef().setKind("ClusterRole");
                  binding.getRoleRef().setName("edit");
                }));
    on(
        Privileges.NOTHING_IS_CLUSTER_WIDE,
        "ClusterRole all reaches beyond data; use a Role",
        good -> good.add(clusterRole()));
    on(
        Privileges.NOTHING_IS_CLUSTER_WIDE,
        "ClusterRoleBinding all reaches beyond data; use a Role",
        good -> good.add(clusterRoleBinding()));
  }

  private static ClusterRole clusterRole() {
    return new ClusterRoleBuilder().withNewMetadata().withName("all").endMetadata().build();
  }

  private static Altered bound(Altered good, Consumer<RoleBinding> change) {
    return good.edit(RoleBinding.class, ROLE, change);
  }

  private static ClusterRoleBinding clusterRoleBinding() {
    return new ClusterRoleBindingBuilder().withNewMetadata().withName("all").endMetadata().build();
  }

  private static Altered rule(Altered good, Consumer<PolicyRule> change) {
    return good.edit(Role.class, ROLE, role -> change.accept(role.getRules().get(0)));
  }

  /** The verbs on pods, in a list that can be changed. */
  private static List<String> verbs(Role role) {
    List<String> verbs = new ArrayList<>(role.getRules().get(0).getVerbs());
    role.getRules().get(0).setVerbs(verbs);
    return verbs;
  }

  @Test
  void a_wildcard_is_one_wherever_it_stands() {
    for (Consumer<PolicyRule> change :
        List.<Consumer<PolicyRule>>of(
            rule -> rule.setVerbs(List.of("get", "*")),
            rule -> rule.setResources(List.of("*")),
            rule -> rule.setApiGroups(List.of("*")))) {
      assertThat(said(Privileges.ROLE_NAMES_ITS_VERBS, rule(Altered.samples(), change))).hasSize(1);
    }
  }

  @Test
  void who_may_do_everything_lacks_nothing_and_is_told_of_the_wildcard_alone() {
    assertThat(said(rule(Altered.samples(), rule -> rule.setVerbs(List.of("*")))))
        .extracting(Finding::rule)
        .containsExactly(Privileges.ROLE_NAMES_ITS_VERBS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secrets", "pods/exec", "pods/attach", "pods/portforward"})
  void no_role_enters_pods_either(String resource) {
    Altered altered = rule(Altered.samples(), rule -> rule.setResources(List.of("pods", resource)));

    assertThat(said(Privileges.ROLE_LEAVES_SECRETS_ALONE, altered))
        .singleElement()
        .asString()
        .startsWith("Role etl-role allows [")
        .endsWith("] on " + resource + "; drop it");
  }

  @Test
  void a_resource_of_a_group_is_another() {
    Altered altered = rule(Altered.samples(), rule -> rule.setApiGroups(List.of("apps")));

    assertThat(said(Privileges.ROLE_ALLOWS_NO_MORE, altered))
        .singleElement()
        .asString()
        .contains("watch pods.apps");
    assertThat(said(Privileges.DRIVER_MAY_RUN_EXECUTORS, altered)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "lab-spark-conf, spark.kubernetes.executor.disableConfigMap, deletecollection configmaps",
    "lab-spark-conf, spark.kubernetes.driver.reusePersistentVolumeClaim,"
        + " list persistentvolumeclaims",
  })
  void a_property_that_spares_no_right_asks_for_it(String conf, String key, String right) {
    Altered altered = Altered.samples().without(conf, key);

    assertThat(said(Privileges.DRIVER_MAY_RUN_EXECUTORS, altered))
        .singleElement()
        .asString()
        .startsWith("account etl may not [")
        .contains(right)
        .endsWith(", which its drivers do; add it to the Role");
  }

  @Test
  void without_submissions_nobody_makes_services() {
    Altered altered =
        Altered.samples().replace(PI_CONF, "spark.submit.deployMode=cluster", "spark.a=b");

    assertThat(said(Privileges.ROLE_ALLOWS_NO_MORE, altered))
        .containsExactly(
            "account etl may [create configmaps, create services, patch configmaps, patch"
                + " services], which no driver of the stack does; drop it");
  }

  @Test
  void an_account_without_a_role_is_spoken_of_at_the_namespace() {
    Altered altered = Altered.samples().delete(Role.class, ROLE);

    assertThat(said(altered))
        .extracting(Finding::rule, Finding::subject, Finding::mark)
        .containsExactly(tuple(Privileges.DRIVER_MAY_RUN_EXECUTORS, "Namespace data", "rules:"));
  }

  @Test
  void cluster_mode_drivers_that_name_no_account_run_as_default() {
    Altered altered =
        Altered.samples()
            .replace(PI_CONF, "spark.kubernetes.authenticate.driver.serviceAccountName=etl\n", "");

    assertThat(said(Privileges.DRIVER_MAY_RUN_EXECUTORS, altered))
        .singleElement()
        .asString()
        .startsWith("account default may not [");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ClusterRole", "User"})
  void a_binding_to_something_else_binds_no_role(String kind) {
    Altered altered =
        Altered.samples()
            .edit(RoleBinding.class, ROLE, binding -> binding.getRoleRef().setKind(kind));

    assertThat(said(Privileges.DRIVER_MAY_RUN_EXECUTORS, altered)).hasSize(1);
  }

  @Test
  void rights_of_another_namespaces_account_are_not_ours() {
    Altered altered =
        Altered.samples()
            .edit(
                RoleBinding.class,
                ROLE,
                binding -> binding.getSubjects().get(0).setNamespace("other"));

    assertThat(said(Privileges.DRIVER_MAY_RUN_EXECUTORS, altered)).hasSize(1);
  }

  @Test
  void executors_of_another_namespace_are_not_ours() {
    Altered altered =
        Altered.samples()
            .edit(
                RoleBinding.class,
                ROLE,
                binding ->
                    binding
                        .getSubjects()
                        .add(new Subject("", "ServiceAccount", "etl-executor", "other")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void rights_of_two_roles_are_held_together() {
    Role second =
        new RoleBuilder()
            .withNewMetadata()
            .withName("more")
            .endMetadata()
            .addNewRule()
            .withApiGroups("")
            .withResources("pods")
            .withVerbs("watch")
            .endRule()
            .build();
    RoleBinding binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("more")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "more")
            .addNewSubject("", "ServiceAccount", "etl", "data")
            .build();
    Altered altered =
        Altered.samples()
            .edit(
                Role.class,
                ROLE,
                role ->
                    role.getRules()
                        .forEach(
                            rule ->
                                rule.setVerbs(
                                    rule.getVerbs().stream()
                                        .filter(verb -> !verb.equals("watch"))
                                        .toList())))
            .add(second)
            .add(binding);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void properties_of_no_application_ask_for_no_right() {
    Altered altered =
        Altered.samples().newFile("examples/more.conf", "spark.submit.deployMode=client\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void properties_without_manifests_have_no_role_to_speak_of() {
    Findings findings = new Findings();
    new Privileges(
            new Evidence(
                "data",
                List.of(),
                Map.of("a/spark.conf", "spark.app.name=a\nspark.submit.deployMode=cluster\n"),
                Map.of(),
                Map.of()),
            findings)
        .check();

    assertThat(findings.all()).isEmpty();
  }

  @Test
  void people_may_enter_pods_by_an_account_that_no_pod_runs_as() {
    assertThat(said(Privileges.ROLE_LEAVES_SECRETS_ALONE, entering("on-call"))).isEmpty();
    assertThat(said(Privileges.ROLE_LEAVES_SECRETS_ALONE, entering("history"))).hasSize(1);
  }

  private static Altered entering(String account) {
    Role role = new Role();
    role.setMetadata(new ObjectMeta());
    role.getMetadata().setName("enter");
    PolicyRule rule = new PolicyRule();
    rule.setApiGroups(List.of(""));
    rule.setResources(List.of("pods/exec"));
    rule.setVerbs(List.of("create"));
    role.setRules(List.of(rule));
    RoleBinding binding = new RoleBinding();
    binding.setMetadata(new ObjectMeta());
    binding.getMetadata().setName("enter");
    binding.setRoleRef(new RoleRef("rbac.authorization.k8s.io", "Role", "enter"));
    binding.setSubjects(List.of(new Subject(null, "ServiceAccount", account, "data")));
    return Altered.samples()
        .pod(HISTORY, pod -> pod.setServiceAccountName("history"))
        .add(role)
        .add(binding);
  }
}
