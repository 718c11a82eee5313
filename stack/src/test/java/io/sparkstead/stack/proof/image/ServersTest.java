package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTest extends FamilyTest {

  ServersTest() {
    super(Servers::new);
    on(
        Servers.SERVER_IS_STARTED,
        "container jupyter of StatefulSet lab is asked over the network and runs 'sleep infinity',",
        good -> commanded(good, JUPYTER, "sleep", "infinity"));
    on(
        Servers.SERVER_IS_STARTED,
        "container minio of StatefulSet store is asked over the network and runs 'tail -f",
        good -> commanded(good, STORE, "tail", "-f", "/tmp/log"));
    on(
        Servers.SERVER_IS_STARTED,
        "runs '/bin/sh -c while true; do sleep 60; done'",
        good -> commanded(good, HISTORY, "/bin/sh", "-c", "while true; do sleep 60; done"));
    on(
        Servers.SERVER_IS_STARTED,
        "runs 'tini -- sleep 1d'",
        good -> commanded(good, HISTORY, "tini", "--", "sleep", "1d"));
    on(Servers.SERVER_IS_STARTED, "runs 'bash'", good -> commanded(good, HISTORY, "bash"));
    on(
        Servers.SERVER_IS_STARTED,
        "runs 'sleep infinity'",
        good ->
            commanded(good, JUPYTER, "sleep", "infinity")
                .container(
                    JUPYTER,
                    lab -> {
                      lab.setReadinessProbe(null);
                      lab.setStartupProbe(null);
                      lab.setLivenessProbe(null);
                    }));
    on(
        Servers.JUPYTER_LISTENS_TO_OTHERS,
        "container jupyter of StatefulSet lab runs 'jupyter lab', which listens to its own pod alone",
        good -> commanded(good, JUPYTER, "jupyter", "lab"));
    on(
        Servers.JUPYTER_LISTENS_TO_OTHERS,
        "runs 'exec jupyter lab', which listens to its own pod alone",
        good ->
            good.file(
                ENTRYPOINT, text -> text.replaceAll("exec jupyter lab .*", "exec jupyter lab")));
    on(
        Servers.JUPYTER_LISTENS_TO_OTHERS,
        "runs 'jupyter-lab --no-browser'",
        good -> commanded(good, JUPYTER, "jupyter-lab", "--no-browser"));
  }

  private static Altered commanded(Altered good, String workload, String... command) {
    return good.container(workload, container -> container.setArgs(null))
        .container(workload, container -> container.setCommand(List.of(command)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec jupyter lab --ip=0.0.0.0",
        "sleep 5; exec /opt/jupyter/entrypoint.sh",
        "jupyter lab --config=/opt/jupyter/conf/jupyter_server_config.py",
        "jupyter lab --ServerApp.ip=0.0.0.0",
        "jupyter lab $OPTIONS",
        "python3 -m http.server 8888",
        "while true; do nc -l 8888; done",
        "trap 'exit 0' TERM; /opt/own & wait",
      })
  void a_server_is_not_told(String script) {
    assertThat(said(commanded(Altered.samples(), JUPYTER, "/bin/sh", "-c", script))).isEmpty();
  }

  @Test
  void a_configuration_that_jupyter_finds_itself_is_not_told() {
    Altered altered =
        commanded(Altered.samples(), JUPYTER, "jupyter", "lab")
            .file(JUPYTER_IMAGE, text -> text + "COPY jupyter_server_config.py /etc/jupyter/\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_sidecar_that_nobody_asks_may_sleep() {
    Altered altered =
        Altered.samples()
            .pod(
                JUPYTER,
                pod -> {
                  var all = new ArrayList<>(pod.getContainers());
                  all.add(
                      new ContainerBuilder()
                          .withName("debug")
                          .withImage("docker.io/library/busybox:1.36")
                          .withCommand("sleep", "infinity")
                          .build());
                  pod.setContainers(all);
                });

    assertThat(said(altered)).isEmpty();
  }
}
