package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class MadeBeforeTest extends FamilyTest {

  private static final String MADE = "mc admin policy create store";
  private static final String SHELL = "java org.apache.hadoop.fs.FsShell ";

  MadeBeforeTest() {
    super(MadeBefore::new);
    on(
        MadeBefore.MADE_BEFORE_IT_IS_NAMED,
        "runs mc admin policy attach with",
        good -> bootstrap(good, MadeBeforeTest::attachedFirst));
    on(
        MadeBefore.MADE_BEFORE_IT_IS_NAMED,
        "runs mc with alias other",
        good ->
            bootstrap(
                good,
                text ->
                    text + "\nmc mb other/lake\nmc alias set other http://store.data.svc:9000\n"));
    on(
        MadeBefore.FOLDER_MAY_BE_THERE,
        "Deployment history makes a folder of the store by -mkdir alone",
        good -> waiting(good, SHELL + "-mkdir s3a://lake/event-logs/"));
    on(
        MadeBefore.STORE_IS_FILLED_AT_ITS_START,
        "StatefulSet store runs 'mc mb store/lake' before container",
        good -> stopping(good, "mc mb store/lake"));
  }

  private static String attachedFirst(String text) {
    int at = text.indexOf(MADE);
    String line = text.substring(at, text.indexOf('\n', at) + 1);
    return text.replace(line, "") + "\n" + line;
  }

  private static Altered bootstrap(Altered good, java.util.function.UnaryOperator<String> change) {
    return good.data("store-bootstrap", "bootstrap.sh", change);
  }

  private static Altered waiting(Altered good, String script) {
    return good.pod(
        HISTORY, pod -> pod.getInitContainers().get(0).setCommand(List.of("sh", "-c", script)));
  }

  private static Altered stopping(Altered good, String... words) {
    LifecycleHandler hook = new LifecycleHandler();
    hook.setExec(new ExecAction(List.of(words)));
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.setPreStop(hook);
    return good.container(STORE, store -> store.setLifecycle(lifecycle));
  }

  @Test
  void what_is_attached_twice_and_made_between_passes() {
    Altered altered =
        bootstrap(
            Altered.samples(),
            text ->
                text
                    + "\nmc admin policy create store more p.json\nmc admin policy attach store more --user x\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_folder_that_may_be_there_and_a_hook_that_ends_something_pass() {
    assertThat(said(waiting(Altered.samples(), SHELL + "-mkdir -p s3a://lake/event-logs/")))
        .isEmpty();
    assertThat(said(stopping(Altered.samples(), "sleep", "5"))).isEmpty();
  }
}
