package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedWordsTest extends FamilyTest {

  private static final String SCRIPT = "check-script";
  private static final String SMOKE = "smoke.py";

  AskedWordsTest() {
    super(AskedWords::new);
    on(
        AskedWords.PHASE_IS_ONE,
        "looks for phase Suceeded, which no pod has; did you mean Succeeded?",
        good -> waiting(good, "grep --quiet 'phase: Suceeded' /tmp/status"));
    on(
        AskedWords.PHASE_IS_ONE,
        "looks for phase running, which no pod has; did you mean Running?",
        good -> waiting(good, "kubectl wait --for=jsonpath='{.status.phase}'=running pod/x"));
    on(
        AskedWords.PHASE_IS_ONE,
        "looks for phase Completed, which no pod has; name one of [Pending, Running,",
        good -> waiting(good, "kubectl get pod x -o yaml | grep -q 'phase: Completed'"));
    on(
        AskedWords.ENDPOINT_IS_ONE,
        "asks Spark for /api/v1/apps, which its REST API does not have",
        good -> smoke(good, "/api/v1/applications", "/api/v1/apps"));
    on(
        AskedWords.ENDPOINT_IS_ONE,
        "asks Spark for /api/v2, which its REST API does not have; ask /api/v1",
        good -> smoke(good, "/api/v1/applications", "/api/v2/applications"));
    on(
        AskedWords.ENDPOINT_IS_ONE,
        "asks Spark for executers, which its REST API does not have; did you mean executors?",
        good -> smoke(good, "allexecutors", "executers"));
  }

  private static Altered waiting(Altered good, String line) {
    return good.data(SCRIPT, "smoke.sh", text -> text + line + "\n");
  }

  private static Altered smoke(Altered good, String from, String to) {
    return good.data(SCRIPT, SMOKE, text -> text.replace(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grep --quiet 'phase: Succeeded' /tmp/status",
        "kubectl get pvc x -o yaml | grep 'phase: Bound'",
        "echo 'the next phase of the work'",
        "phase=\"$(kubectl get pod x -o jsonpath='{.status.phase}')\"",
        "velero backup get | grep 'phase: PartiallyFailed'",
        "curl http://prometheus.watch.svc:9090/api/v1/query?query=up",
        "curl http://store.data.svc:9000/api/v1/thing",
        "curl http://localhost:4040/api/v1/version"
      })
  void other_words_are_left_alone(String line) {
    assertThat(said(waiting(Altered.samples(), line))).isEmpty();
  }

  @Test
  void what_is_below_applications_is_known() {
    assertThat(said(smoke(Altered.samples(), "allexecutors", "stages"))).isEmpty();
  }
}
