package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest extends FamilyTest {

  private static final String CHECK = "check";
  private static final String SCRIPTS = "check-script";
  private static final String SMOKE = "smoke.sh";

  ScriptsTest() {
    super(Scripts::new);
    syntax();
    variables();
    quotes();
    names();
  }

  private void quotes() {
    on(
        Scripts.VARIABLE_IS_REPLACED,
        "line 4 of ConfigMap check-script key smoke.sh names $owner in quotes",
        good -> smoke(good, "owner=me; sed 's/^metadata:/owner: $owner/' a > b"));
    on(
        Scripts.VARIABLE_IS_REPLACED,
        "line 6 of ConfigMap check-script key smoke.sh names $key in quotes",
        good ->
            smoke(
                good,
                "key=$(cat /a)\ncat > /tmp/users.json <<'END'\n{\"key\": \"$key\"}\nEND\ntest \"$key\""));
    on(
        Scripts.VARIABLE_MAY_BE_MEANT,
        "names $key in quotes",
        good -> smoke(good, "key=1; echo 'a $key' > /tmp/a; echo \"$key\""));
  }

  private void names() {
    on(
        Scripts.POD_IS_CALLED_AS_PODS_ARE,
        "examples/spark-pi.sh sets spark.kubernetes.driver.pod.name to a name such as"
            + " spark-pi-010101_010101-driver",
        good -> good.replace(PI, "%Y%m%d-%H%M%S", "%Y%m%d_%H%M%S"));
    on(
        Scripts.POD_IS_CALLED_AS_PODS_ARE,
        "spark-pi-2026-12-01-10:00:00-driver",
        good -> good.replace(PI, "%Y%m%d-%H%M%S", "%F-%T"));
    on(
        Scripts.POD_IS_CALLED_AS_PODS_ARE,
        "to a name such as Pi-01",
        good ->
            smoke(
                good,
                "spark-submit --conf spark.kubernetes.executor.podNamePrefix=Pi-$(date +%s) a.py"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key=1; awk -v k=\"$key\" '{print $key}' /a",
        "key=1; jq --arg key \"$key\" '.a = $key' /a",
        "key=1; trap 'rm -f $key' EXIT; echo \"$key\"",
        "export key=1; sh -c 'echo $key'; echo 'run: echo $key'",
        "key=1; echo 'a $key' | envsubst; echo \"$key\"",
        "key=1; cat > /tmp/run.sh <<'END'\nkey=2\necho $key\nEND\necho \"$key\"",
        "key=1; bash <<'END'\necho $key\nEND\necho \"$key\"",
        "echo 'costs $key'",
        "key=1; cat > /tmp/a.json <<END\n{\"a\": \"$key\"}\nEND",
        "n=pi-$(date +%b | tr A-Z a-z); spark-submit --conf spark.kubernetes.driver.pod.name=\"$n\"",
        "n=Pi-$1; spark-submit --conf spark.kubernetes.driver.pod.name=\"${n,,}\"",
        "n=pi-$(date -I); spark-submit --conf spark.kubernetes.driver.pod.name=$n",
        "spark-submit --conf spark.app.name=\"Pi $(date +%Y_%m)\"",
      })
  void quotes_and_names_that_are_meant_pass(String lines) {
    assertThat(said(smoke(Altered.samples(), lines))).isEmpty();
  }

  private void syntax() {
    on(
        Scripts.SHELL_TAKES_IT,
        "line 4 of ConfigMap check-script key smoke.sh: a quote ' is never closed",
        good -> smoke(good, "echo 'hello"));
    on(
        Scripts.SHELL_TAKES_IT,
        "examples/spark-pi.sh: a quote \" is never closed",
        good -> good.replace(PI, "\"${1:-1000}\"", "\"${1:-1000}"));
    on(
        Scripts.SHELL_TAKES_IT,
        "of images/notebook/entrypoint.sh: 'for' has no 'done'",
        good -> good.replace(ENTRYPOINT, "\ndone\n", "\n"));
    on(
        Scripts.SHELL_TAKES_IT,
        "of Job check-7a3abb71 container smoke: 'if' has no 'fi'",
        good ->
            good.container(
                CHECK, smoke -> smoke.setCommand(List.of("sh", "-euc", "if true; then echo yes"))));
    on(
        Scripts.SHELL_TAKES_IT,
        "container event-log-ready: 'done' has nothing before it that it belongs to",
        good ->
            good.pod(
                HISTORY,
                pod ->
                    pod.getInitContainers()
                        .get(0)
                        .setCommand(List.of("/bin/bash", "-c", "until true; sleep 1; done"))));
    on(
        Scripts.SHELL_TAKES_IT,
        "container history: nothing follows '&'",
        good ->
            good.container(
                HISTORY,
                container -> {
                  Lifecycle lifecycle = new Lifecycle();
                  LifecycleHandler handler = new LifecycleHandler();
                  handler.setExec(new ExecAction(List.of("sh", "-c", "sleep 5 &&")));
                  lifecycle.setPreStop(handler);
                  container.setLifecycle(lifecycle);
                }));
    on(
        Scripts.SHELL_TAKES_IT,
        "line 1 of images/spark/Dockerfile RUN of line",
        good -> good.file(SPARK_IMAGE, text -> text + "RUN echo \"$(date\" \\\n && true\n"));
    on(
        Scripts.HEREDOC_ENDS,
        "no line is 'END' alone, to end the heredoc; the rest of the script",
        good -> smoke(good, "cat > /tmp/a <<END\na\n  END"));
  }

  private void variables() {
    on(
        Scripts.VARIABLE_IS_SET,
        "reads $POD_ID, which nothing sets, and set -u ends the script there",
        good -> smoke(good, "echo \"$POD_ID\""));
    on(
        Scripts.VARIABLE_IS_SET,
        "reads $POD_NAMES, which nothing sets, and set -u ends the script there; did you mean"
            + " $POD_NAME?",
        good -> smoke(good, "echo \"$POD_NAMES\""));
    on(
        Scripts.VARIABLE_IS_SET,
        "reads $POD_NAME,",
        good ->
            smoke(good, "echo \"$POD_NAME\"")
                .container(
                    CHECK,
                    smoke -> smoke.getEnv().removeIf(one -> one.getName().equals("POD_NAME"))));
    on(
        Scripts.VARIABLE_IS_SET,
        "reads $drivr, which nothing sets, and set -u ends the script there; did you mean $driver?",
        good -> good.replace(PI, ":$driver\"", ":$drivr\""));
    on(
        Scripts.VARIABLE_IS_SET,
        "reads $acces_key",
        good ->
            good.data(
                "store-bootstrap",
                "bootstrap.sh",
                text -> text.replace("--user \"$access_key\"", "--user \"$acces_key\"")));
    on(
        Scripts.VARIABLE_IS_SET,
        "of images/notebook/entrypoint.sh reads $SAMPLES",
        good -> good.replace(ENTRYPOINT, "/opt/jupyter/samples", "$SAMPLES"));
    on(
        Scripts.VARIABLE_IS_SET,
        "container smoke reads $NAME",
        good ->
            good.container(
                CHECK, smoke -> smoke.setCommand(List.of("bash", "-euc", "echo $NAME"))));
  }

  @Test
  void a_script_that_is_started_by_bash_u_reads_variables_that_are_set() {
    Altered without =
        smoke(Altered.samples(), "set +eE; echo $NAMED").data(SCRIPTS, SMOKE, ScriptsTest::lax);
    Altered with =
        without.container(
            CHECK, smoke -> smoke.setCommand(List.of("bash", "-u", "/opt/smoke/smoke.sh")));

    assertThat(said(with)).extracting(one -> one.rule().id()).containsExactly("TXT-03");
  }

  private static String lax(String script) {
    return script.replace("set -Eeuo pipefail\n", "");
  }

  @Test
  void a_script_without_an_ending_is_one_where_a_shell_is_given_it() {
    Altered altered =
        Altered.samples()
            .edit(
                ConfigMap.class,
                SCRIPTS,
                map -> map.getData().put("run", "echo one\nif true; then echo two\n"));
    assertThat(said(altered)).isEmpty();

    altered.container(CHECK, smoke -> smoke.setCommand(List.of("sh", "/opt/smoke/run")));

    assertThat(said(altered))
        .extracting(one -> one.message())
        .anyMatch(said -> said.contains("key run: 'if' has no 'fi'; a shell stops there"));
  }

  private static Altered smoke(Altered good, String line) {
    return good.data(
        SCRIPTS, SMOKE, text -> text.replace("pipefail\n", "pipefail\n" + line + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"$SPARK_HOME $JAVA_HOME $PYSPARK_PYTHON\"",
        "echo \"$POD_NAME $HOME $HOSTNAME $PATH\"",
        "echo \"${NAME:-none} ${OTHER-}\"",
        "echo \"$KUBERNETES_SERVICE_HOST $STORE_SERVICE_PORT\"",
        "for i in 1 2; do echo \"$i\"; done",
        "set +u; echo $NAME",
        ". /opt/smoke/lib.sh; echo $NAME",
        "cat <<'END'\n$NAME\nEND",
      })
  void what_is_set_or_asked_for_with_care_passes(String line) {
    assertThat(said(smoke(Altered.samples(), line))).isEmpty();
  }

  @Test
  void a_variable_in_capitals_may_come_from_an_image_of_others() {
    assertThat(
            said(
                Altered.samples()
                    .data(
                        "store-bootstrap",
                        "bootstrap.sh",
                        text -> text + "echo \"$MC_VERSION\"\n")))
        .isEmpty();
    assertThat(said(Altered.samples().file(PI, text -> text + "echo \"$PIPELINE_ID\"\n")))
        .isEmpty();
  }

  @Test
  void variables_of_a_config_map_are_set_and_others_may_be() {
    ConfigMap map = new ConfigMap();
    map.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMeta());
    map.getMetadata().setName("settings");
    map.setData(java.util.Map.of("NAME", "a"));
    Altered known = from(smoke(Altered.samples().add(map), "echo $APP_NAME"), "settings");
    Altered unknown = from(smoke(Altered.samples(), "echo $APP_NAME"), "others");
    Altered wrong = from(smoke(Altered.samples().add(map), "echo $APP_NAMED"), "settings");

    assertThat(said(known)).isEmpty();
    assertThat(said(unknown)).isEmpty();
    assertThat(said(wrong)).hasSize(1);
  }

  private static Altered from(Altered altered, String configMap) {
    return altered.container(
        CHECK,
        smoke ->
            smoke.setEnvFrom(
                List.of(
                    new io.fabric8.kubernetes.api.model.EnvFromSourceBuilder()
                        .withPrefix("APP_")
                        .withNewConfigMapRef(configMap, false)
                        .build())));
  }

  @Test
  void what_a_script_exports_others_read() {
    assertThat(
            said(
                smoke(Altered.samples(), "export RUN_ID=1")
                    .data(SCRIPTS, "smoke.py", text -> text + "\n")
                    .edit(
                        ConfigMap.class,
                        SCRIPTS,
                        map ->
                            map.getData()
                                .put("child.sh", "#!/bin/bash\nset -eu\necho \"$RUN_ID\"\n"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN if true; then \\\n# why\n\n      echo yes; \\\n    fi",
        "RUN [\"a\", \"b(\"]",
        "RUN --mount=type=cache,target=/x --network=none echo \"a\" | tee b",
        "RUN <<END\nif\nEND",
      })
  void what_a_dockerfile_runs_passes(String run) {
    assertThat(said(Altered.samples().file(SPARK_IMAGE, text -> text + run + "\n"))).isEmpty();
  }

  @Test
  void a_variable_that_an_env_gives_passes() {
    assertThat(
            said(
                smoke(Altered.samples(), "echo $TEAM")
                    .container(CHECK, smoke -> smoke.getEnv().add(new EnvVar("TEAM", "a", null)))))
        .isEmpty();
  }
}
