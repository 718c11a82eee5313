package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountedProgramsTest extends FamilyTest {

  private static final String BOOTSTRAP = "store-bootstrap";
  private static final String SCRIPT = "/opt/bootstrap/bootstrap.sh";

  MountedProgramsTest() {
    super(MountedPrograms::new);
    on(
        MountedPrograms.FILE_MAY_BE_EXECUTED,
        "starts /opt/bootstrap/bootstrap.sh by its path, and volume store-bootstrap gives it mode"
            + " 0644; start it by its shell, or set defaultMode to 0555",
        good -> good.container(BOOTSTRAP, mc -> mc.setCommand(List.of(SCRIPT))));
    on(
        MountedPrograms.FILE_MAY_BE_EXECUTED,
        "starts /opt/bootstrap/other.sh by its path",
        good ->
            good.data(
                BOOTSTRAP, "bootstrap.sh", text -> text + "exec /opt/bootstrap/other.sh store\n"));
    on(
        MountedPrograms.FILE_MAY_BE_EXECUTED,
        "starts /opt/jupyter/conf/ready.sh by its path",
        good ->
            good.container(
                JUPYTER,
                lab ->
                    lab.getReadinessProbe()
                        .setExec(new ExecAction(List.of("/opt/jupyter/conf/ready.sh")))));
  }

  private static Altered started(Consumer<ConfigMapVolumeSource> volume) {
    return Altered.samples()
        .pod(
            BOOTSTRAP,
            pod -> {
              pod.getContainers().get(0).setCommand(List.of(SCRIPT));
              map(pod, volume);
            });
  }

  private static void map(PodSpec pod, Consumer<ConfigMapVolumeSource> change) {
    pod.getVolumes().stream()
        .filter(volume -> volume.getConfigMap() != null)
        .forEach(volume -> change.accept(volume.getConfigMap()));
  }

  @ParameterizedTest
  @CsvSource({"0555, 0", "0755, 0", "0550, 0", "0744, 1", "0444, 1"})
  void a_file_is_executed_by_its_group_or_by_others(String mode, int said) {
    assertThat(said(started(volume -> volume.setDefaultMode(Integer.parseInt(mode, 8)))))
        .hasSize(said);
  }

  @Test
  void a_file_may_have_a_mode_of_its_own() {
    Altered altered =
        started(
            volume ->
                volume.setItems(List.of(new KeyToPath("bootstrap.sh", 0555, "bootstrap.sh"))));

    assertThat(said(altered)).isEmpty();
  }
}
