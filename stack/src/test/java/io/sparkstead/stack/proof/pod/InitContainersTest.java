package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitContainersTest extends FamilyTest {

  private static final String WAIT =
      "until nc -z store 9000; do\n  sleep 1\ndone\necho 'it is there'";

  InitContainersTest() {
    super(InitContainers::new);
    on(
        InitContainers.SIDECAR_STAYS,
        "init container extra of Deployment history ends by itself, and is restarted always",
        good -> init(good, HISTORY, "Always", WAIT));
    on(
        InitContainers.SIDECAR_STAYS,
        "ends by itself",
        good ->
            good.pod(HISTORY, pod -> pod.getInitContainers().get(0).setRestartPolicy("Always")));
    on(
        InitContainers.SIDECAR_STAYS,
        "ends by itself",
        good -> init(good, HISTORY, "Always", "until nc -z store 9000; do sleep 1; done"));
    on(
        InitContainers.OTHERS_ARE_ASKED,
        "init container extra of StatefulSet store asks 127.0.0.1:9000, where nobody answers",
        good -> init(good, STORE, null, "curl http://127.0.0.1:9000/minio/health/live\n"));
    on(
        InitContainers.OTHERS_ARE_ASKED,
        "asks store.data.svc:9000",
        good ->
            init(
                good,
                STORE,
                null,
                "mkdir -p /tmp/mc && mc alias set store http://store.data.svc:9000\n"));
    on(
        InitContainers.OTHERS_ARE_ASKED,
        "init container extra of StatefulSet seaweed asks 127.0.0.1:9333",
        good -> bucket());
  }

  private static Altered init(Altered good, String name, String restart, String script) {
    return init(
        good,
        name,
        new ContainerBuilder()
            .withName("extra")
            .withRestartPolicy(restart)
            .withCommand("/bin/sh", "-c", script)
            .build());
  }

  private static Altered init(Altered good, String name, Container container) {
    return good.pod(
        name,
        pod -> {
          List<Container> all = new ArrayList<>(pod.getInitContainers());
          all.add(container);
          pod.setInitContainers(all);
        });
  }

  /** Made by the script that the server's own hook runs. */
  private static Altered bucket() {
    Altered seaweed = Altered.of(Samples.spark41().onSeaweedFs());
    Container[] made = new Container[1];
    seaweed.container(
        "seaweed",
        server ->
            made[0] =
                new ContainerBuilder()
                    .withName("extra")
                    .withCommand(server.getLifecycle().getPostStart().getExec().getCommand())
                    .withVolumeMounts(server.getVolumeMounts())
                    .build());
    return init(seaweed, "seaweed", made[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec statsd-exporter",
        "mkdir -p /tmp/a; exec fluent-bit",
        "while true; do\n  date\n  sleep 60\ndone",
        "mkdir -p /tmp/a\nexec fluent-bit -c /tmp/a",
        "prepare & \nsleep infinity",
        "tail -f /tmp/log",
      })
  void a_sidecar_that_stays_passes(String script) {
    assertThat(said(init(Altered.samples(), HISTORY, "Always", script))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minio server /data &\ncurl http://127.0.0.1:9000/minio/health/live\nkill %1",
        "curl http://lab.data.svc:8888/api",
        "curl http://store.other.svc:9000/",
        "echo 127.0.0.1 store >> /tmp/hosts",
        "echo 'server: http://127.0.0.1:9000' > /tmp/conf",
        "printf 'store.data.svc:9000' > /tmp/conf",
      })
  void who_answers_already_may_be_asked(String script) {
    assertThat(said(init(Altered.samples(), STORE, null, script))).isEmpty();
  }

  @Test
  void a_sidecar_before_it_may_be_asked() {
    Altered altered = init(Altered.samples(), STORE, "Always", "exec proxy --port 9000");

    assertThat(said(init(altered, STORE, null, "curl http://127.0.0.1:9000/\n"))).isEmpty();
  }
}
