package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PermissionsTest extends FamilyTest {

  private static final String TEMPLATES = "lab-pod-templates";
  private static final String ON_DEMAND =
      "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName";

  PermissionsTest() {
    super(Permissions::new);
    on(
        Permissions.MOUNTS_ARE_THEIRS,
        "and may not use volume data, which is root's; set fsGroup in the pod's securityContext",
        good -> withoutGroup(good, STORE));
    on(
        Permissions.MOUNTS_ARE_THEIRS,
        "container event-log-ready of Deployment history runs as 20001 and may not use volume lake-keys",
        good -> withoutGroup(good, HISTORY));
    on(
        Permissions.MOUNTS_ARE_THEIRS,
        "may not use volume spark-conf",
        good ->
            volume(
                withoutGroup(good, HISTORY),
                "spark-conf",
                v -> v.getConfigMap().setDefaultMode(0400)));
    on(
        Permissions.MOUNTS_ARE_THEIRS,
        "the pods of ConfigMap lab-pod-templates key executor.yaml run as 20001 and may not read a"
            + " file of mode 288",
        PermissionsTest::templateWithoutGroup);
    on(
        Permissions.MOUNTS_ARE_THEIRS,
        "executors of ConfigMap lab-spark-conf key spark-defaults.conf write to claims",
        good -> templateWithoutGroup(good).property(NOTEBOOK_CONF, ON_DEMAND, "OnDemand"));
  }

  private static Altered withoutGroup(Altered good, String workload) {
    return good.pod(workload, pod -> pod.getSecurityContext().setFsGroup(null));
  }

  private static Altered templateWithoutGroup(Altered good) {
    return good.data(TEMPLATES, "executor.yaml", text -> text.replaceAll(" *fsGroup: .*\\n", ""));
  }

  private static Altered volume(Altered altered, String name, Consumer<Volume> change) {
    return altered.pod(
        HISTORY,
        pod -> pod.getVolumes().stream().filter(v -> v.getName().equals(name)).forEach(change));
  }

  private void isGood(Altered altered) {
    assertThat(said(altered)).isEmpty();
  }

  @Test
  void files_that_all_may_read_need_no_group() {
    isGood(
        volume(
            withoutGroup(Altered.samples(), HISTORY),
            "lake-keys",
            v -> v.getSecret().setDefaultMode(0444)));
  }

  @Test
  void what_is_of_roots_group_reads_what_that_may_read() {
    isGood(
        withoutGroup(Altered.samples(), HISTORY)
            .pod(HISTORY, pod -> pod.getSecurityContext().setSupplementalGroups(List.of(0L))));
  }

  @Test
  void root_may_do_all() {
    Consumer<PodSpec> asRoot =
        pod -> {
          pod.getSecurityContext().setRunAsUser(0L);
          pod.getContainers().forEach(c -> c.getSecurityContext().setRunAsUser(null));
        };

    isGood(withoutGroup(Altered.samples(), STORE).pod(STORE, asRoot));
  }

  @Test
  void an_own_user_of_a_container_counts_more_than_the_pods() {
    Altered altered =
        withoutGroup(Altered.samples(), STORE)
            .container(
                STORE,
                c ->
                    c.setSecurityContext(
                        new SecurityContextBuilder(c.getSecurityContext())
                            .withRunAsUser(0L)
                            .build()));

    isGood(altered);
  }

  @Test
  void a_cluster_gives_groups_where_it_gives_users() {
    isGood(
        withoutGroup(Altered.samples(), STORE)
            .pod(STORE, pod -> pod.getSecurityContext().setRunAsUser(null))
            .container(STORE, c -> c.getSecurityContext().setRunAsUser(null)));
  }

  @Test
  void shared_and_open_disks_have_rights_of_their_own() {
    Altered shared = disk(claim -> claim.getSpec().setAccessModes(List.of("ReadWriteMany")));
    Altered open = disk(claim -> claim.getSpec().setStorageClassName("local-path"));

    assertThat(said(shared)).noneMatch(one -> one.message().contains("volume data"));
    assertThat(said(open)).noneMatch(one -> one.message().contains("volume data"));
  }

  private static Altered disk(Consumer<PersistentVolumeClaim> change) {
    return withoutGroup(Altered.samples(), STORE)
        .edit(PersistentVolumeClaim.class, "store-disk", change);
  }

  @Test
  void a_template_of_a_cluster_that_gives_users_says_none() {
    isGood(
        templateWithoutGroup(Altered.of(Samples.spark41().stack()))
            .edit(
                ConfigMap.class,
                TEMPLATES,
                map ->
                    map.getData()
                        .computeIfPresent(
                            "executor.yaml",
                            (k, text) -> text.replaceAll(" *runAs(User|Group): .*\\n", ""))));
  }
}
