package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreWaitsTest extends FamilyTest {

  StoreWaitsTest() {
    super(StoreWaits::new);
    on(
        StoreWaits.BUCKET_IS_MADE,
        "container event-log-ready of Deployment history asks for bucket lakes, which nobody makes",
        good -> waiting(good, word -> word.replace("-p s3a://lake/", "-p s3a://lakes/")));
    on(
        StoreWaits.WAIT_ENDS,
        "sleeps for as long as 'while java",
        good -> waiting(good, word -> word.replace("until java", "while java")));
    on(
        StoreWaits.WAIT_ENDS,
        "sleeps for as long as 'while printf",
        good ->
            good.data(
                "store-bootstrap",
                "bootstrap.sh",
                text -> text.replace("until printf", "while printf")));
    on(
        StoreWaits.WAIT_ENDS,
        "sleeps for as long as 'until ! curl -fs http://store.data.svc:9000' works",
        good -> started(good, "until ! curl -fs http://store.data.svc:9000; do sleep 1; done"));
    on(
        StoreWaits.HOOK_ENDS,
        "postStart of container seaweedfs of StatefulSet seaweed runs weed shell by bucket.sh",
        good -> bucket("timeout 10 weed shell", "weed shell"));
    on(
        StoreWaits.HOOK_ENDS,
        "runs tail -f by bucket.sh",
        good -> bucket("ask() {", "tail -f /tmp/a.log\nask() {"));
  }

  private static Altered waiting(Altered good, UnaryOperator<String> change) {
    return good.pod(
        HISTORY,
        pod -> {
          Container first = pod.getInitContainers().get(0);
          first.setCommand(first.getCommand().stream().map(change).toList());
        });
  }

  private static Altered started(Altered good, String script) {
    return good.pod(
        HISTORY, pod -> pod.getInitContainers().get(0).setCommand(List.of("sh", "-c", script)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "until nc -z store.data.svc 9000; do sleep 1; done",
        "while ! curl -fs http://store.data.svc:9000; do echo waiting; sleep 1; done",
        "while kill -0 $pid; do sleep 1; done",
        "while pgrep java; do sleep 1; done",
        "while curl -s http://x | grep -q starting; do sleep 1; done",
        "while true; do curl -s http://x && break; sleep 1; done",
        "while curl -fs http://x/health; do sleep 1; [ -f /tmp/end ] && break; done",
        "while read -r line; do sleep 1; done < /tmp/lines",
        "while curl -fs http://x/lock; do date; done",
        "while [ ! -f /tmp/x ]; do sleep 1; done"
      })
  void other_loops_are_left_alone(String script) {
    assertThat(said(started(Altered.samples(), script))).isEmpty();
  }

  @Test
  void the_buckets_of_a_store_outside_are_others() {
    Altered outside = Altered.of(Samples.spark41().storedIn(Samples.NEXT_DOOR).stack());

    assertThat(said(waiting(outside, word -> word.replace("s3a://lake/", "s3a://lakes/"))))
        .isEmpty();
  }

  private static Altered bucket(String from, String to) {
    return Altered.of(Samples.spark41().onSeaweedFs())
        .data("seaweed-scripts", "bucket.sh", text -> text.replace(from, to));
  }

  @Test
  void a_hook_that_leaves_something_running_ends() {
    assertThat(said(bucket("ask() {", "tail -f /tmp/a.log &\nask() {"))).isEmpty();
    assertThat(said(bucket("timeout 10 weed shell", "timeout -k 5 20 weed shell"))).isEmpty();
  }
}
