package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbedPathsTest extends FamilyTest {

  ProbedPathsTest() {
    super(ProbedPaths::new);
    on(
        ProbedPaths.PROBE_IS_ANSWERED,
        "a probe of Deployment history asks the History Server for /api/v2/version, which it does not"
            + " answer; did you mean /api/v1/version?",
        good -> asking(good, HISTORY, "/api/v2/version"));
    on(
        ProbedPaths.PROBE_IS_ANSWERED,
        "asks MinIO for /minio/helth/live, which it does not answer; did you mean /minio/health/live?",
        good -> asking(good, STORE, "/minio/helth/live"));
    on(
        ProbedPaths.PROBE_IS_ANSWERED,
        "asks SeaweedFS's S3 gateway for /ready, which it does not answer; did you mean /readyz?",
        good -> asking(Altered.of(Samples.spark41().onSeaweedFs()), "seaweed", "/ready"));
    on(
        ProbedPaths.PROBE_IS_ANSWERED,
        "asks Jupyter for /healthz, which it does not answer; did you mean /api?",
        good -> asking(good, JUPYTER, "/healthz"));
    on(
        ProbedPaths.PROBE_IS_ANSWERED,
        "asks Jupyter for /api, which it does not answer; did you mean /lab1/api?",
        good ->
            good.data(
                "lab-conf",
                "jupyter_server_config.py",
                text -> text + "c.ServerApp.base_url = \"/lab1/\"\n"));
    on(
        ProbedPaths.PROBE_IS_ANSWERED,
        "asks the History Server by gRPC, which speaks HTTP; ask for /api/v1/version by httpGet",
        good ->
            good.container(
                HISTORY,
                c -> {
                  c.getReadinessProbe().setHttpGet(null);
                  c.getReadinessProbe().setGrpc(new GRPCAction(18080, ""));
                }));
    on(
        ProbedPaths.PROBE_SPEAKS_AS_THE_PROGRAM,
        "History Server by https://history.data.svc:18080, and it has no certificate; say http://",
        good ->
            good.data(
                "check-script",
                "smoke.py",
                text -> text.replace("http://history", "https://history")));
    on(
        ProbedPaths.PROBE_SPEAKS_AS_THE_PROGRAM,
        "a probe of Deployment history asks the History Server by HTTPS, and it has no certificate",
        good -> byTls(good, HISTORY));
    on(
        ProbedPaths.PROBE_SPEAKS_AS_THE_PROGRAM,
        "a probe of StatefulSet store asks MinIO by HTTPS",
        good -> byTls(good, STORE));
  }

  private static Altered asking(Altered good, String name, String path) {
    return good.container(name, c -> c.getReadinessProbe().getHttpGet().setPath(path));
  }

  private static Altered byTls(Altered good, String name) {
    return good.container(name, c -> c.getReadinessProbe().getHttpGet().setScheme("HTTPS"));
  }

  @ParameterizedTest
  @CsvSource({
    "store,   /minio/health/ready",
    "store,   /minio/health/cluster?maintenance=true",
    "store,   /minio/v2/metrics/node",
    "history, /",
    "history, /api/v1/applications?limit=1",
    "history, /static/webui.css",
    "lab,     /api",
    "lab,     /lab",
    "lab,     /login?next=%2Flab"
  })
  void what_a_program_answers_may_be_asked(String name, String path) {
    assertThat(said(asking(Altered.samples(), name, path))).isEmpty();
  }

  @Test
  void a_console_and_programs_of_ones_own_answer_what_they_like() {
    Altered console =
        Altered.samples()
            .container(
                STORE,
                c -> {
                  c.getReadinessProbe().getHttpGet().setPath("/anything");
                  c.getReadinessProbe().getHttpGet().setPort(new IntOrString("webui"));
                });
    Altered own =
        asking(Altered.samples(), STORE, "/ready")
            .container(
                STORE,
                c -> {
                  c.setImage("registry.example.org/team/gateway:1");
                  c.setCommand(List.of("/bin/gateway"));
                });

    assertThat(said(console)).isEmpty();
    assertThat(said(own)).isEmpty();
  }

  @Test
  void a_program_with_a_certificate_is_asked_by_tls() {
    Altered history =
        byTls(Altered.samples(), HISTORY)
            .property(HISTORY_CONF, "spark.ssl.historyServer.enabled", "true");
    Altered jupyter =
        byTls(Altered.samples(), JUPYTER)
            .data(
                "lab-conf",
                "jupyter_server_config.py",
                text -> text + "c.ServerApp.certfile = \"/run/tls/tls.crt\"\n");

    assertThat(said(history)).isEmpty();
    assertThat(said(jupyter)).isEmpty();
  }

  @Test
  void a_bucket_that_is_open_to_all_answers_by_its_name() {
    Altered open =
        asking(Altered.samples(), STORE, "/public/alive.txt")
            .container(STORE, c -> c.setArgs(with(c.getArgs(), "# mc anonymous set download x/y")));

    assertThat(said(open)).isEmpty();
  }

  private static List<String> with(List<String> words, String more) {
    List<String> all = new ArrayList<>(words);
    all.add(more);
    return all;
  }
}
