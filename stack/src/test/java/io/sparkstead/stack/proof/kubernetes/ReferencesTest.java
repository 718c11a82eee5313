package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest extends FamilyTest {

  ReferencesTest() {
    super(References::new);
    files();
    secrets();
    volumes();
    templates();
    accounts();
    on(
        References.IMAGE_IS_KNOWN,
        "Deployment history runs image 'spark:3.5.5', which is not built here and names no registry;"
            + " did you mean spark:3.5.4?",
        good -> good.container(HISTORY, server -> server.setImage("spark:3.5.5")));
  }

  /** What is named in a template by which Spark makes pods. */
  private void templates() {
    inTemplate(
        References.CONFIG_MAP_EXISTS, "names ConfigMap settings,", "configMap", "name: settings");
    inTemplate(
        References.CLAIM_EXISTS,
        "names claim datasets,",
        "persistentVolumeClaim",
        "claimName: datasets");
    inTemplate(
        References.CLAIM_HAS_ONE_READER,
        "executor.yaml and StatefulSet lab both mount claim lab-disk",
        "persistentVolumeClaim",
        "claimName: lab-disk");
    on(
        References.SECRET_IS_DECLARED,
        "names Secret warehouse-db,",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text.replace(
                        "    volumeMounts:\n",
                        """
                            env:
                            - name: DB_PASSWORD
                              valueFrom:
                                secretKeyRef:
                                  name: warehouse-db
                                  key: password
                            volumeMounts:
                        """)));
  }

  private void inTemplate(Rule rule, String word, String kind, String source) {
    on(
        rule,
        word,
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text.replace(
                        "  volumes:\n",
                        "  volumes:\n  - name: x\n    " + kind + ":\n      " + source + "\n")));
  }

  private void files() {
    on(
        References.CONFIG_MAP_EXISTS,
        "StatefulSet lab names ConfigMap lab-conf, which is not there",
        good -> good.rename(ConfigMap.class, "lab-conf", "lab-config"));
    on(
        References.CONFIG_MAP_EXISTS,
        "ConfigMap settings,",
        good -> good.container(JUPYTER, lab -> lab.getEnv().add(ofMap("settings", "a", false))));
    on(
        References.CONFIG_MAP_EXISTS,
        "ConfigMap settings,",
        good -> good.container(JUPYTER, lab -> lab.setEnvFrom(List.of(allOfMap("settings")))));
    on(
        References.CONFIG_MAP_EXISTS,
        "ConfigMap '',",
        good -> good.container(JUPYTER, lab -> lab.setEnvFrom(List.of(allOfMap(null)))));
    on(
        References.CONFIG_MAP_EXISTS,
        "ConfigMap lab-config, which is not there; did you mean lab-conf?",
        good ->
            good.pod(JUPYTER, pod -> pod.getVolumes().add(projected("lab-config", "lab-token"))));
    on(
        References.CONFIG_MAP_KEY_EXISTS,
        "key of ConfigMap lab-conf jupyter.py",
        good ->
            good.container(
                JUPYTER, lab -> lab.getEnv().add(ofMap("lab-conf", "jupyter.py", false))));
    on(
        References.CONFIG_MAP_KEY_EXISTS,
        "key of ConfigMap lab-conf jupyter.py",
        good ->
            good.container(
                JUPYTER, lab -> lab.getEnv().add(ofMap("lab-conf", "jupyter.py", true))));
    on(
        References.CONFIG_MAP_KEY_EXISTS,
        "key of ConfigMap lab-conf x",
        good -> good.pod(JUPYTER, pod -> pod.getVolumes().add(projected("lab-conf", "lab-token"))));
  }

  private void secrets() {
    on(
        References.PULL_SECRET_IS_DECLARED,
        "StatefulSet store pulls with Secret registry, which nobody is said to make; say"
            + " .pullSecrets(\"registry\"), and all accounts have it",
        good ->
            good.pod(
                STORE,
                pod -> pod.setImagePullSecrets(List.of(new LocalObjectReference("registry")))));
    on(
        References.SECRET_IS_DECLARED,
        "names Secret lake-keys, which is not there",
        good -> good.withoutSecret("lake-keys"));
    on(
        References.SECRET_IS_DECLARED,
        "ConfigMap lab-pod-templates key driver.yaml names Secret lake-keyz, which is not there;"
            + " did you mean lake-keys?",
        good ->
            good.data(
                "lab-pod-templates",
                "driver.yaml",
                text -> text.replace("secretName: lake-keys", "secretName: lake-keyz")));
    on(
        References.SECRET_IS_DECLARED,
        "Deployment history names Secret door,",
        good ->
            good.container(HISTORY, server -> server.getEnv().add(ofSecret("door", "key", false))));
    on(
        References.SECRET_IS_DECLARED,
        "Deployment history names Secret door,",
        good -> good.container(HISTORY, server -> server.setEnvFrom(List.of(allOfSecret("door")))));
    on(
        References.SECRET_IS_DECLARED,
        "StatefulSet lab names Secret door,",
        good -> good.pod(JUPYTER, pod -> pod.getVolumes().add(projected("lab-conf", "door"))));
    on(
        References.SECRET_KEY_IS_DECLARED,
        "key of Secret store-root username",
        good -> good.secret("store-root", Set.of("user", "password")));
    on(
        References.SECRET_KEY_IS_DECLARED,
        "key of Secret lake-keys secret,",
        good ->
            good.container(
                HISTORY, server -> server.getEnv().add(ofSecret("lake-keys", "secret", true))));
    on(
        References.SECRET_KEY_IS_DECLARED,
        "StatefulSet lab names key of Secret lab-token y,",
        good -> good.pod(JUPYTER, pod -> pod.getVolumes().add(projected("lab-conf", "lab-token"))));
    on(
        References.SECRET_KEY_IS_DECLARED,
        "ConfigMap lab-pod-templates key driver.yaml names key of Secret lake-keys keys, which is not"
            + " there; add it or name one of [credentials]",
        good ->
            good.data(
                "lab-pod-templates",
                "driver.yaml",
                text -> text.replace("- key: credentials", "- key: keys")));
  }

  private void volumes() {
    on(
        References.CLAIM_EXISTS,
        "StatefulSet store names claim store-disk, which is not there",
        good -> good.delete(PersistentVolumeClaim.class, "store-disk"));
    on(
        References.CLAIM_HAS_ONE_READER,
        "StatefulSet lab and StatefulSet store both mount claim store-disk; give each its own",
        good -> good.pod(JUPYTER, ReferencesTest::mountTheStores));
    on(
        References.CLAIM_HAS_ONE_READER,
        "both mount claim store-disk",
        good ->
            good.pod(JUPYTER, ReferencesTest::mountTheStores)
                .edit(PersistentVolumeClaim.class, "store-disk", claim -> claim.setSpec(null)));
    on(
        References.MOUNT_HAS_VOLUME,
        "StatefulSet lab names volume scratch, which is not there",
        good -> good.container(JUPYTER, c -> c.getVolumeMounts().add(mount("scratch"))));
    on(
        References.VOLUME_IS_MOUNTED,
        "StatefulSet lab has a volume scratch that no container mounts; drop it",
        good -> good.pod(JUPYTER, pod -> pod.getVolumes().add(emptyDir("scratch"))));
    on(
        References.VOLUME_IS_MOUNTED,
        "has a volume scratch",
        good ->
            good.edit(
                StatefulSet.class,
                JUPYTER,
                set -> set.getSpec().setVolumeClaimTemplates(List.of(claim("scratch")))));
  }

  private void accounts() {
    on(
        References.ACCOUNT_EXISTS,
        "Deployment history names ServiceAccount history, which is not there",
        good -> good.delete(ServiceAccount.class, "history"));
    on(
        References.ROLE_EXISTS,
        "RoleBinding etl-role refers to Role etl-role, which is not in the stack; did you mean"
            + " etl-rolle?",
        good -> good.rename(Role.class, "etl-role", "etl-rolle"));
    on(
        References.SUBJECT_EXISTS,
        "RoleBinding etl-role grants to etl-driver in namespace data, where the stack has no such",
        good -> binding(good, binding -> binding.getSubjects().get(0).setName("etl-driver")));
    on(
        References.SUBJECT_EXISTS,
        "grants to etl in namespace default,",
        good -> binding(good, binding -> binding.getSubjects().get(0).setNamespace("default")));
    on(
        References.SUBJECT_EXISTS,
        "grants to etl in no namespace; say namespace: data",
        good -> binding(good, binding -> binding.getSubjects().get(0).setNamespace(null)));
  }

  @Test
  void what_is_optional_may_be_missing() {
    Altered altered =
        Altered.samples()
            .container(HISTORY, c -> c.getEnv().add(ofMap("settings", "a", true)))
            .container(HISTORY, c -> c.getEnv().add(ofSecret("door", "key", true)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_is_read_and_there_is_passed_over() {
    Altered altered =
        Altered.samples()
            .container(
                HISTORY, c -> c.getEnv().add(ofMap("lab-conf", "jupyter_server_config.py", false)))
            .container(HISTORY, c -> c.getEnv().add(ofSecret("lake-keys", "credentials", false)))
            .container(
                HISTORY,
                c ->
                    c.setEnvFrom(
                        List.of(
                            allOfMap("lab-conf"), allOfSecret("lake-keys"), new EnvFromSource())))
            .container(
                HISTORY,
                c ->
                    c.getEnv()
                        .add(
                            from(
                                new EnvVarSourceBuilder()
                                    .withNewFieldRef("v1", "metadata.name")
                                    .build())))
            .pod(
                HISTORY,
                pod -> pod.setImagePullSecrets(List.of(new LocalObjectReference("lake-keys"))));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_key_may_be_no_text() {
    Altered altered =
        Altered.samples()
            .edit(ConfigMap.class, "lab-conf", map -> map.setBinaryData(Map.of("logo", "AA==")))
            .container(HISTORY, c -> c.getEnv().add(ofMap("lab-conf", "logo", false)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_secret_that_is_not_there_is_not_asked_for_its_keys() {
    Altered altered = Altered.samples().withoutSecret("store-root");

    assertThat(said(altered)).extracting(Finding::rule).containsOnly(References.SECRET_IS_DECLARED);
  }

  @ParameterizedTest
  @CsvSource({"ReadWriteMany, false", "ReadWriteOnce, true"})
  void a_claim_may_have_two_readers_if_it_can(String mode, boolean isOne) {
    Altered altered =
        Altered.samples()
            .edit(
                PersistentVolumeClaim.class,
                "store-disk",
                claim -> claim.getSpec().setAccessModes(List.of(mode)))
            .pod(JUPYTER, ReferencesTest::mountTheStores);

    assertThat(said(References.CLAIM_HAS_ONE_READER, altered).isEmpty()).isNotEqualTo(isOne);
  }

  @Test
  void a_workload_may_mount_its_claim_twice() {
    Altered altered =
        Altered.samples()
            .pod(
                STORE,
                pod -> {
                  Volume twice =
                      new VolumeBuilder(pod.getVolumes().get(0)).withName("twice").build();
                  pod.getVolumes().add(twice);
                })
            .container(STORE, c -> c.getVolumeMounts().add(mount("twice")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void claims_of_a_stateful_set_are_volumes_too() {
    Altered altered =
        Altered.samples()
            .edit(
                StatefulSet.class,
                JUPYTER,
                set -> set.getSpec().setVolumeClaimTemplates(List.of(claim("scratch"))))
            .container(JUPYTER, c -> c.getVolumeMounts().add(mount("scratch")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void the_account_default_is_in_every_namespace() {
    assertThat(said(Altered.samples().pod(HISTORY, pod -> pod.setServiceAccountName(null))))
        .isEmpty();
  }

  @Test
  void a_role_of_the_cluster_is_not_the_stacks() {
    Altered altered =
        binding(
            Altered.samples(),
            binding -> {
              binding.getRoleRef().setKind("ClusterRole");
              binding.getRoleRef().setName("edit");
            });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void an_image_of_a_registry_is_believed() {
    Altered altered =
        Altered.samples().container(HISTORY, c -> c.setImage("example.org/spark:3.5.5"));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'secretName: (\\S+)', 'secretName: $1 # of the store'",
    "'items:', 'optional: false'"
  })
  void a_template_is_read_by_whole_lines(String line, String written) {
    Altered altered = Altered.samples();
    for (String template : List.of("driver.yaml", "executor.yaml")) {
      altered.data("lab-pod-templates", template, text -> text.replaceAll(line, written));
    }

    assertThat(said(altered)).isEmpty();
  }

  private static Altered binding(Altered altered, Consumer<RoleBinding> change) {
    return altered.edit(RoleBinding.class, "etl-role", change);
  }

  private static void mountTheStores(PodSpec pod) {
    pod.getVolumes().get(0).getPersistentVolumeClaim().setClaimName("store-disk");
  }

  private static EnvVar ofMap(String map, String key, boolean isOptional) {
    return from(new EnvVarSourceBuilder().withNewConfigMapKeyRef(key, map, isOptional).build());
  }

  private static EnvVar ofSecret(String secret, String key, boolean isOptional) {
    return from(new EnvVarSourceBuilder().withNewSecretKeyRef(key, secret, isOptional).build());
  }

  private static EnvVar from(EnvVarSource source) {
    return new EnvVarBuilder().withName("SETTING").withValueFrom(source).build();
  }

  private static EnvFromSource allOfMap(@Nullable String map) {
    return new EnvFromSourceBuilder().withNewConfigMapRef(map, null).build();
  }

  private static EnvFromSource allOfSecret(String secret) {
    return new EnvFromSourceBuilder().withNewSecretRef(secret, null).build();
  }

  /** A key {@code x} of a ConfigMap, and a key {@code y} of a Secret. */
  private static Volume projected(String map, String secret) {
    return new VolumeBuilder()
        .withName("all")
        .withNewProjected()
        .addNewSource()
        .withNewConfigMap()
        .withName(map)
        .addNewItem("x", null, "x")
        .endConfigMap()
        .endSource()
        .addNewSource()
        .withNewSecret()
        .withName(secret)
        .addNewItem("y", null, "y")
        .endSecret()
        .endSource()
        .endProjected()
        .build();
  }

  private static VolumeMount mount(String volume) {
    return new VolumeMountBuilder().withName(volume).withMountPath("/" + volume).build();
  }

  private static Volume emptyDir(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }

  private static PersistentVolumeClaim claim(String name) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .build();
  }
}
