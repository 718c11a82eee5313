package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFoldersTest extends FamilyTest {

  private static final String BOOTSTRAP = "store-bootstrap";

  OwnFoldersTest() {
    super(OwnFolders::new);
    on(
        OwnFolders.PROGRAM_CAN_KEEP_FILES,
        "sets MC_CONFIG_DIR to /root/.mc, where it may write nothing; name a folder of a volume",
        good -> good.container(BOOTSTRAP, mc -> set(mc, "MC_CONFIG_DIR", "/root/.mc")));
    on(
        OwnFolders.PROGRAM_CAN_KEEP_FILES,
        "container jupyter of StatefulSet lab sets JUPYTER_RUNTIME_DIR to /opt/jupyter/conf/run",
        good ->
            good.container(
                JUPYTER, lab -> set(lab, "JUPYTER_RUNTIME_DIR", "/opt/jupyter/conf/run")));
    on(
        OwnFolders.PROGRAM_CAN_KEEP_FILES,
        "gives mc --config-dir /var/mc, where it may write nothing",
        good ->
            good.container(
                BOOTSTRAP,
                mc -> mc.setCommand(List.of("sh", "-c", "mc --config-dir /var/mc ls store"))));
    on(
        OwnFolders.FILES_ARE_KEPT,
        "sets IPYTHONDIR to /home/spark/.ipython, where it may write nothing",
        good -> good.container(JUPYTER, lab -> set(lab, "IPYTHONDIR", "/home/spark/.ipython")));
  }

  private static void set(Container container, String name, String value) {
    container.getEnv().removeIf(one -> one.getName().equals(name));
    container.getEnv().add(new EnvVar(name, value, null));
  }

  @ParameterizedTest
  @CsvSource({
    "JUPYTER_RUNTIME_DIR, /tmp/jupyter",
    "JUPYTER_DATA_DIR, /home/spark/workspace/.data",
    "XDG_CACHE_HOME, $(HOME)/cache",
    "JUPYTER_CONFIG_DIR, /opt/jupyter/conf",
    "TMPDIR, tmp",
  })
  void a_folder_that_may_be_written_or_is_read_alone_passes(String name, String folder) {
    assertThat(said(Altered.samples().container(JUPYTER, lab -> set(lab, name, folder)))).isEmpty();
  }

  @Test
  void an_image_that_may_be_written_may_have_it_anywhere_but_in_the_home_of_root() {
    Altered altered =
        Altered.samples()
            .container(
                BOOTSTRAP,
                mc -> {
                  mc.getSecurityContext().setReadOnlyRootFilesystem(false);
                  set(mc, "MC_CONFIG_DIR", "/var/mc");
                });

    assertThat(said(altered)).isEmpty();

    altered.container(BOOTSTRAP, mc -> set(mc, "MC_CONFIG_DIR", "/root/.mc"));

    assertThat(said(altered)).hasSize(1);
  }
}
