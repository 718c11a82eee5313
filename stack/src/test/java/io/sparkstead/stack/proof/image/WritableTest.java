package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritableTest extends FamilyTest {

  private static final String CD = "cd /home/spark/workspace";

  WritableTest() {
    super(Writable::new);
    on(
        Writable.FOLDER_IS_THERE,
        ENTRYPOINT
            + " wants /home/spark/workspac, which is neither in image notebook:3.5.4 nor"
            + " mounted; did you mean /home/spark/workspace?",
        good -> good.replace(ENTRYPOINT, CD, "cd /home/spark/workspac"));
    on(
        Writable.FOLDER_IS_THERE,
        "wants /srv/notebooks, which is neither in image notebook:3.5.4 nor mounted; mount it",
        good -> good.replace(ENTRYPOINT, CD, "cd /srv/notebooks"));
    on(
        Writable.FOLDER_IS_THERE,
        "container jupyter of StatefulSet lab starts in /home/spark/work, which is neither in image",
        good -> good.container(JUPYTER, lab -> lab.setWorkingDir("/home/spark/work")));
    on(
        Writable.FOLDER_IS_THERE,
        "wants /opt/jupyter/config/jupyter_server_config.py, which is neither in image",
        good -> good.replace(ENTRYPOINT, "/opt/jupyter/conf/", "/opt/jupyter/config/"));
    on(
        Writable.HOME_CAN_BE_WRITTEN,
        "container jupyter of StatefulSet lab runs jupyter, which writes into its home, and HOME is"
            + " /home/spark of the image, which is read-only",
        good -> good.container(JUPYTER, lab -> home(lab, "/home/spark")));
    on(
        Writable.HOME_CAN_BE_WRITTEN,
        "and HOME is /opt/jupyter/conf of the image",
        good -> good.container(JUPYTER, lab -> home(lab, "/opt/jupyter/conf")));
    on(
        Writable.HOME_IS_SAID,
        "of StatefulSet lab runs jupyter, which writes into its home, says no HOME, and its image",
        good ->
            good.container(
                JUPYTER, lab -> lab.getEnv().removeIf(one -> one.getName().equals("HOME"))));
    on(
        Writable.HOME_IS_SAID,
        "of StatefulSet seaweed runs weed, which writes into its home",
        good ->
            Altered.of(Samples.spark41().onSeaweedFs())
                .container(
                    "seaweed",
                    one -> one.getEnv().removeIf(each -> each.getName().equals("HOME"))));
    on(
        Writable.WORK_CAN_BE_SAVED,
        "Jupyter in container jupyter of StatefulSet lab shows /home/spark/workspace, which is no volume"
            + " that it may write; mount the disk there, and not at /home/spark/work",
        good -> good.container(JUPYTER, lab -> mounted(lab, "/home/spark/work")));
    on(
        Writable.WORK_CAN_BE_SAVED,
        "shows /home/spark/notebooks, which is no volume that it may write",
        good ->
            good.data(
                "lab-conf",
                "jupyter_server_config.py",
                text -> text.replace("/home/spark/workspace", "/home/spark/notebooks")));
    on(
        Writable.SCRATCH_CAN_BE_WRITTEN,
        "container history of Deployment history mounts tmp at /tmp to read alone",
        good ->
            good.container(
                HISTORY,
                server ->
                    server.getVolumeMounts().stream()
                        .filter(mount -> mount.getMountPath().equals("/tmp"))
                        .forEach(mount -> mount.setReadOnly(true))));
  }

  private static void home(Container container, String home) {
    container.getEnv().stream()
        .filter(one -> one.getName().equals("HOME"))
        .forEach(one -> one.setValue(home));
  }

  private static void mounted(Container container, String path) {
    container.getVolumeMounts().stream()
        .filter(mount -> mount.getName().equals("workspace"))
        .forEach(mount -> mount.setMountPath(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cd /home/spark/workspace/more",
        "cd /tmp",
        "cd /home/spark",
        "cd /opt/jupyter",
        "cd \"$HOME\"",
        "cd -",
        "cd",
        "mkdir -p /srv/own && cd /srv/own",
        "git clone x /srv/own; cd /srv/own/more",
        "cd /usr/share/own",
      })
  void a_folder_that_is_there_or_may_be_is_not_told(String script) {
    Altered altered = Altered.samples().replace(ENTRYPOINT, CD, script);

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp", "/tmp/more/home", "/home/spark/workspace", "$(TMP)/home"})
  void a_home_that_may_be_written_is_not_told(String home) {
    Altered altered = Altered.samples().container(JUPYTER, lab -> home(lab, home));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_disk_at_the_home_is_home_and_workspace() {
    Altered altered =
        Altered.samples()
            .container(JUPYTER, lab -> home(lab, "/home/spark"))
            .container(JUPYTER, lab -> mounted(lab, "/home/spark"));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void an_image_that_may_be_written_is_not_told() {
    Altered altered =
        Altered.samples()
            .container(
                JUPYTER,
                lab -> {
                  lab.setEnv(new ArrayList<>(lab.getEnv()));
                  home(lab, "/home/spark");
                  lab.getSecurityContext().setReadOnlyRootFilesystem(false);
                });

    assertThat(said(altered)).isEmpty();
  }
}
