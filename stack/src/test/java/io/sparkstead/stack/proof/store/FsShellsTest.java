package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FsShellsTest extends FamilyTest {

  FsShellsTest() {
    super(FsShells::new);
    on(
        FsShells.COMMAND_IS_ONE,
        "runs Hadoop's shell with -mkdirs, which is no command; did you mean",
        good -> waiting(good, "-mkdir -p", "-mkdirs -p"));
    on(
        FsShells.STORE_IS_FOUND_ALIKE,
        "Deployment history tells Hadoop's shell fs.s3a.endpoint=http://store.data.svc:9001, and"
            + " properties say http://store.data.svc:9000; say the same",
        good ->
            waiting(
                good,
                "endpoint=http://store.data.svc:9000",
                "endpoint=http://store.data.svc:9001"));
    on(
        FsShells.STORE_IS_FOUND_ALIKE,
        "tells Hadoop's shell fs.s3a.path.style.acces; did you mean fs.s3a.path.style.access?",
        good -> waiting(good, "path.style.access", "path.style.acces"));
    on(
        FsShells.STORE_IS_FOUND_ALIKE,
        "does not tell Hadoop's shell fs.s3a.path.style.access=true, as properties say; add it",
        good -> waiting(good, "-D 'fs.s3a.path.style.access=true'", ""));
  }

  private static Altered waiting(Altered good, String from, String to) {
    return good.pod(
        HISTORY,
        pod -> {
          Container first = pod.getInitContainers().get(0);
          first.setCommand(
              first.getCommand().stream().map(word -> word.replace(from, to)).toList());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "-mkdir -p, -ls",
    "-mkdir -p, -test -d",
    "fs.s3a.retry.limit=1, fs.s3a.retry.limit=3",
    "fs.s3a.endpoint=http://store.data.svc:9000, fs.s3a.endpoint=$ENDPOINT",
    "<configuration/>, <configuration><property><name>fs.s3a.x</name></property></configuration>"
  })
  void other_ways_to_ask_are_left_alone(String from, String to) {
    assertThat(said(waiting(Altered.samples(), from, to))).isEmpty();
  }

  @Test
  void how_often_spark_tries_is_its_own() {
    Altered tuned =
        Altered.samples()
            .property(HISTORY_CONF, "spark.hadoop.fs.s3a.retry.limit", "9")
            .property(HISTORY_CONF, "spark.hadoop.fs.s3a.connection.ssl.enabled", "false");

    assertThat(said(tuned)).isEmpty();
  }
}
