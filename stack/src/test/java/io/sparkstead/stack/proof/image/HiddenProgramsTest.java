package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenProgramsTest extends FamilyTest {

  private static final Volume EMPTY =
      new VolumeBuilder().withName("more").withNewEmptyDir().endEmptyDir().build();

  HiddenProgramsTest() {
    super(HiddenPrograms::new);
    on(
        HiddenPrograms.IMAGE_IS_NOT_HIDDEN,
        "StatefulSet lab mounts workspace at /opt/jupyter, which hides /opt/jupyter/entrypoint.sh"
            + " from container jupyter; mount it elsewhere",
        good ->
            good.container(
                JUPYTER,
                lab -> {
                  List<VolumeMount> mounts = new ArrayList<>(lab.getVolumeMounts());
                  mounts.add(mount("workspace", "/opt/jupyter"));
                  lab.setVolumeMounts(mounts);
                }));
    for (String path : List.of("/opt", "/opt/spark", "/opt/spark/bin", "/opt/spark/jars")) {
      on(
          HiddenPrograms.IMAGE_IS_NOT_HIDDEN,
          "mounts more at " + path + ", which hides /opt/spark",
          good -> mounting(good, EMPTY, path));
    }
    for (String path : List.of("/usr", "/usr/bin", "/bin", "/etc", "/usr/lib/jvm")) {
      on(
          HiddenPrograms.IMAGE_IS_NOT_HIDDEN,
          "mounts more at " + path + ", which hides ",
          good -> mounting(good, EMPTY, path));
    }
    on(
        HiddenPrograms.IMAGE_IS_NOT_HIDDEN,
        "mounts more at /opt/spark/jars, which hides /opt/spark/jars",
        good ->
            mounting(
                good,
                new VolumeBuilder()
                    .withName("more")
                    .withNewConfigMap()
                    .withName(HISTORY_CONF)
                    .endConfigMap()
                    .build(),
                "/opt/spark/jars"));
  }

  private static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
  }

  private static Altered mounting(Altered good, Volume volume, String path) {
    return good.pod(
            HISTORY,
            pod -> {
              List<Volume> volumes = new ArrayList<>(pod.getVolumes());
              volumes.add(volume);
              pod.setVolumes(volumes);
            })
        .container(
            HISTORY,
            server -> {
              List<VolumeMount> mounts = new ArrayList<>(server.getVolumeMounts());
              mounts.add(mount(volume.getName(), path));
              server.setVolumeMounts(mounts);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/opt/spark/work-dir",
        "/opt/spark/conf/more",
        "/opt/spark/jars-more",
        "/opt/jars",
        "/home/spark",
        "/var/log",
        "/etc/ssl/more",
        "/usr/local/share/more",
        "/data",
      })
  void a_folder_beside_is_not_told(String path) {
    assertThat(said(mounting(Altered.samples(), EMPTY, path))).isEmpty();
  }

  @Test
  void a_single_file_hides_nothing_else() {
    Altered altered =
        mounting(Altered.samples(), EMPTY, "/opt/spark/bin/more")
            .container(
                HISTORY,
                server ->
                    server
                        .getVolumeMounts()
                        .forEach(
                            mount -> {
                              if (mount.getName().equals("more")) {
                                mount.setMountPath("/opt/spark/bin/spark-class");
                                mount.setSubPath("spark-class");
                              }
                            }));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_volume_that_is_filled_before_is_not_told() {
    Altered altered =
        mounting(Altered.samples(), EMPTY, "/opt/spark/jars")
            .pod(
                HISTORY,
                pod -> {
                  var first = new ArrayList<>(pod.getInitContainers());
                  first.add(
                      new ContainerBuilder()
                          .withName("jars")
                          .withImage("spark:3.5.4")
                          .withCommand("cp", "-r", "/opt/spark/jars/.", "/jars")
                          .withVolumeMounts(mount("more", "/jars"))
                          .build());
                  pod.setInitContainers(first);
                });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_disk_of_others_may_have_it() {
    Volume disk =
        new VolumeBuilder()
            .withName("more")
            .withNewPersistentVolumeClaim()
            .withClaimName("of-others")
            .endPersistentVolumeClaim()
            .build();

    assertThat(said(mounting(Altered.samples(), disk, "/opt/spark/jars"))).isEmpty();
  }

  @Test
  void a_folder_that_the_image_names_and_does_not_have_is_to_be_mounted() {
    Altered altered =
        mounting(Altered.samples(), EMPTY, "/opt/jobs")
            .replace(SPARK_IMAGE, "PYTHONPATH=\"", "PYTHONPATH=\"/opt/jobs:");

    assertThat(said(altered)).isEmpty();
  }
}
