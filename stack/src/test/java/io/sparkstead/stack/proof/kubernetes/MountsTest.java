package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest extends FamilyTest {

  private static final String JOB = "store-bootstrap";

  MountsTest() {
    super(Mounts::new);
    files();
    reading();
    properties();
  }

  private void files() {
    on(
        Mounts.MOUNTED_FILE_EXISTS,
        "looks for /opt/bootstrap/policy.json, and what is mounted there has no such file; add it"
            + " or name one of [bootstrap.sh]",
        good -> good.edit(ConfigMap.class, JOB, map -> map.getData().remove("policy.json")));
    on(
        Mounts.MOUNTED_FILE_EXISTS,
        "looks for /opt/bootstrap/bootstrap.sh, and what is mounted there has no such file; did you"
            + " mean bootstrap.shh?",
        good -> items(good, "policy.json", null, "bootstrap.sh", "bootstrap.shh"));
    on(
        Mounts.MOUNTED_FILE_EXISTS,
        "Deployment history looks for /run/s3/credentials,",
        good ->
            volume(
                good, HISTORY, "lake-keys", v -> v.getSecret().getItems().get(0).setPath("keys")));
    on(
        Mounts.MOUNTED_FILE_EXISTS,
        "Deployment history looks for /run/s3/credentials,",
        good ->
            volume(good, HISTORY, "lake-keys", v -> v.getSecret().setItems(null))
                .secret("lake-keys", Set.of("keys")));
  }

  private void reading() {
    on(
        Mounts.MOUNT_IS_READ,
        "StatefulSet lab mounts volume lab-token at /run/keys, where nothing that it runs looks;"
            + " mount it where it is read",
        good -> moved(good, JUPYTER, "lab-token", "/run/keys"));
    on(
        Mounts.MOUNT_IS_READ,
        "StatefulSet store mounts volume data at /disk, where nothing that it runs looks",
        good -> moved(good, STORE, "data", "/disk"));
    on(
        Mounts.MOUNT_IS_READ,
        "StatefulSet store mounts data at /data to read, and nobody writes it",
        good -> onlyRead(good, "data"));
    on(
        Mounts.MOUNT_IS_READ,
        "StatefulSet store mounts tmp at /tmp to read, and nobody writes it",
        good -> onlyRead(good, "tmp"));
    on(
        Mounts.MOUNT_IS_READ,
        "StatefulSet lab mounts volume lab-conf at /opt/jupyter/confs,",
        good -> moved(good, JUPYTER, "lab-conf", "/opt/jupyter/confs"));
  }

  private void properties() {
    on(
        Mounts.PROPERTIES_ARE_FOUND,
        "ConfigMap spark-conf is mounted where Spark looks for spark-defaults.conf, and has no such"
            + " file",
        good ->
            good.edit(
                ConfigMap.class,
                HISTORY_CONF,
                map ->
                    map.getData().put("spark.conf", map.getData().remove("spark-defaults.conf"))));
    on(
        Mounts.PROPERTIES_ARE_FOUND,
        "Deployment history mounts spark-defaults.conf at /opt/spark/config, and Spark looks in"
            + " /opt/spark/conf; mount it there",
        good -> moved(good, HISTORY, "spark-conf", "/opt/spark/config"));
    on(
        Mounts.PROPERTIES_ARE_FOUND,
        "at /opt/spark/conf, and Spark looks in /etc/spark; mount it there",
        good ->
            good.container(
                HISTORY, c -> c.getEnv().add(new EnvVar("SPARK_CONF_DIR", "/etc/spark", null))));
  }

  @ParameterizedTest
  @CsvSource({
    "/opt/bootstrap/policy.json, ''",
    "/opt/bootstrap/, ''",
    "/opt/bootstrap//, ''",
    "/opt/bootstrap/policy.json., ''",
    "/opt/bootstrap/policy.json/, ''",
    "/opt/bootstrap/a.b/c-d_e, a.b/c-d_e",
    "'/opt/bootstrap/a..b', a",
    "'/opt/bootstrap/a;/opt/bootstrap/policy.json', a",
    "'/opt/bootstrap/policy.json /opt/bootstrap/b', b",
    "'/opt/bootstrap/;/opt/bootstrap/b', b",
  })
  void a_files_name_ends_where_a_word_does(String told, String file) {
    Altered altered =
        Altered.samples().container(JOB, c -> c.setEnv(List.of(new EnvVar("TOLD", told, null))));

    assertThat(said(Mounts.MOUNTED_FILE_EXISTS, altered).stream().map(MountsTest::file))
        .isEqualTo(file.isEmpty() ? List.of() : List.of(file));
  }

  private static String file(String message) {
    String from = message.substring(message.indexOf("/opt/bootstrap/") + 15);
    return from.substring(0, from.indexOf(','));
  }

  @Test
  void one_file_of_many_is_no_folder_to_look_in() {
    Altered altered =
        Altered.samples()
            .edit(ConfigMap.class, JOB, map -> map.getData().remove("policy.json"))
            .container(JOB, c -> mount(c, JOB).setSubPath("bootstrap.sh"));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_nobody_declares_is_another_rules_to_refuse() {
    Altered altered =
        volume(Altered.samples(), HISTORY, "lake-keys", v -> v.getSecret().setItems(null))
            .withoutSecret("lake-keys")
            .delete(ConfigMap.class, HISTORY_CONF);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_mount_without_a_volume_brings_nothing() {
    Altered altered = Altered.samples().pod(STORE, pod -> pod.setVolumes(List.of()));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void properties_may_be_one_file_and_stand_in_another_folder() {
    Altered one =
        Altered.samples()
            .container(HISTORY, c -> mount(c, "spark-conf").setSubPath("spark-defaults.conf"))
            .container(HISTORY, c -> mount(c, "spark-conf").setMountPath("/opt/spark/conf/x"));
    Altered other =
        moved(Altered.samples(), HISTORY, "spark-conf", "/etc/spark")
            .container(
                HISTORY, c -> c.getEnv().add(new EnvVar("SPARK_CONF_DIR", "/etc/spark", null)));

    assertThat(said(one)).isEmpty();
    assertThat(said(Mounts.PROPERTIES_ARE_FOUND, other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--folder /disk", "--folder disk", "'x'\n disk/y", "/a/disk-z"})
  void a_folder_is_named_by_a_word(String told) {
    assertThat(saidWhereStoreIsTold(told)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--folder=disk", "/adisk", "/disks", "disk", "/dis"})
  void a_folder_is_not_named_by_a_part_of_one(String told) {
    assertThat(saidWhereStoreIsTold(told)).hasSize(1);
  }

  private List<String> saidWhereStoreIsTold(String told) {
    Altered altered =
        moved(Altered.samples(), STORE, "data", "/disk")
            .container(
                STORE,
                c -> {
                  c.setCommand(List.of(told));
                  c.setArgs(List.of());
                });
    return said(Mounts.MOUNT_IS_READ, altered);
  }

  private static Altered onlyRead(Altered good, String volume) {
    return good.container(
        STORE,
        store ->
            store.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .forEach(mount -> mount.setReadOnly(true)));
  }

  @Test
  void a_disk_that_others_write_may_be_read() {
    Altered altered =
        onlyRead(Altered.samples(), "data")
            .edit(
                PersistentVolumeClaim.class,
                "store-disk",
                claim -> claim.getSpec().setAccessModes(List.of("ReadWriteMany")));

    assertThat(said(Mounts.MOUNT_IS_READ, altered)).isEmpty();
  }

  @Test
  void the_root_is_everywhere() {
    assertThat(said(Mounts.MOUNT_IS_READ, moved(Altered.samples(), STORE, "data", "/"))).isEmpty();
  }

  @Test
  void an_image_of_others_may_know_paths_of_its_own() {
    Altered altered =
        moved(Altered.samples(), STORE, "data", "/disk")
            .container(STORE, c -> c.setCommand(List.of()));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void an_empty_folder_brings_nothing_to_read() {
    Altered altered = moved(Altered.samples(), HISTORY, "store", "/disk");

    assertThat(said(altered)).isEmpty();
  }

  /** Mounts the volume {@code name} of what runs under {@code workload} at {@code path}. */
  private static Altered moved(Altered altered, String workload, String name, String path) {
    return altered.container(workload, c -> mount(c, name).setMountPath(path));
  }

  private static VolumeMount mount(Container container, String volume) {
    return container.getVolumeMounts().stream()
        .filter(mount -> mount.getName().equals(volume))
        .findFirst()
        .orElseThrow();
  }

  private static Altered volume(
      Altered altered, String workload, String name, Consumer<Volume> change) {
    return altered.pod(
        workload,
        pod ->
            change.accept(
                pod.getVolumes().stream()
                    .filter(volume -> volume.getName().equals(name))
                    .findFirst()
                    .orElseThrow()));
  }

  /** Has the bootstrap's ConfigMap become these files. */
  private static Altered items(
      Altered altered, String key, @Nullable String path, String other, String otherPath) {
    return volume(
        altered,
        JOB,
        JOB,
        v ->
            v.getConfigMap()
                .setItems(
                    List.of(
                        new KeyToPath(key, null, path), new KeyToPath(other, null, otherPath))));
  }

  @ParameterizedTest
  @CsvSource({"/home/spark/workspace/keys, 0", "/data/keys, 1"})
  void what_is_below_the_folder_that_jupyter_shows_is_found_by_people(String path, int told) {
    Altered altered =
        Altered.samples()
            .pod(
                JUPYTER,
                pod -> {
                  Volume keys = new Volume();
                  keys.setName("keys");
                  keys.setSecret(new SecretVolumeSource());
                  keys.getSecret().setSecretName("team");
                  pod.getVolumes().add(keys);
                  VolumeMount mount = new VolumeMount();
                  mount.setName("keys");
                  mount.setMountPath(path);
                  mount.setReadOnly(true);
                  pod.getContainers().get(0).getVolumeMounts().add(mount);
                });

    assertThat(said(Mounts.MOUNT_IS_READ, altered)).hasSize(told);
  }
}
