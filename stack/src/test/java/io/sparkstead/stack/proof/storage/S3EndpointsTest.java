package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3EndpointsTest extends FamilyTest {

  S3EndpointsTest() {
    super(S3Endpoints::new);
    on(
        S3Endpoints.S3_ENDPOINT_EXISTS,
        "spark.hadoop.fs.s3a.endpoint=http://store.data.svc:9001 is no Service and port of the"
            + " stack; take it from the store",
        good -> good.property(HISTORY_CONF, S3.ENDPOINT, "http://store.data.svc:9001"));
    on(
        S3Endpoints.S3_ENDPOINT_IS_A_NAME,
        "spark.hadoop.fs.s3a.endpoint=http://10.0.0.9:9000 is an address; use the Service's name",
        good -> good.property(HISTORY_CONF, S3.ENDPOINT, "http://10.0.0.9:9000"));
    on(
        S3Endpoints.S3_ENDPOINT_IS_ONE,
        ".endpoint=http://x.example.org here and http://store.data.svc:9000 elsewhere; use one store",
        good ->
            good.property(
                HISTORY_CONF,
                "spark.hadoop.fs.s3a.bucket."
                    + good.evidence()
                        .firstSet("spark.history.fs.logDirectory")
                        .orElseThrow()
                        .split("/", -1)[2]
                    + ".endpoint",
                "http://x.example.org"));
    on(
        S3Endpoints.S3_ENDPOINT_IS_ONE,
        "spark.hadoop.fs.s3a.endpoint=http://store.data.svc:9000 here and https://s3.example.org"
            + " elsewhere; use one store",
        good -> good.property(HISTORY_CONF, S3.ENDPOINT, "https://s3.example.org"));
    on(
        S3Endpoints.S3_ENDPOINT_IS_ONE,
        "spark.hadoop.fs.s3a.endpoint is not set here and http://store.data.svc:9000 elsewhere",
        good -> good.without(NOTEBOOK_CONF, S3.ENDPOINT));
    on(
        S3Endpoints.S3_IS_ADDRESSED_BY_PATH,
        "S3A would look for bucket.store.data.svc, which no Service is called; set"
            + " spark.hadoop.fs.s3a.path.style.access=true",
        good -> good.without(HISTORY_CONF, S3.PATH_STYLE));
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.0.0.9, true",
    "10.0.0.9:9000, true",
    "http://10.0.0, false",
    "http://10.0.0.9.example.org, false",
    "http://minio.example.org, false",
    "://, false",
  })
  void an_address_is_four_numbers(String endpoint, boolean isAddress) {
    Altered altered = Altered.samples().property(HISTORY_CONF, S3.ENDPOINT, endpoint);

    assertThat(!said(S3Endpoints.S3_ENDPOINT_IS_A_NAME, altered).isEmpty()).isEqualTo(isAddress);
  }

  @Test
  void a_store_in_another_namespace_is_believed() {
    Altered altered = Altered.samples();
    for (String conf : List.of(HISTORY_CONF, NOTEBOOK_CONF)) {
      altered.property(conf, S3.ENDPOINT, "http://s3.storage.svc:9000");
    }

    assertThat(said(S3Endpoints.S3_ENDPOINT_EXISTS, altered)).isEmpty();
  }

  @Test
  void a_store_outside_may_be_asked_by_its_buckets_name() {
    Altered altered =
        Altered.of(Samples.spark41().storedIn(Samples.NEXT_DOOR).stack())
            .without(HISTORY_CONF, S3.PATH_STYLE);

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", ""})
  void all_speak_of_one_region(String region) {
    Altered altered =
        Altered.of(Samples.spark41().storedIn(Samples.AWS).stack())
            .property(NOTEBOOK_CONF, S3.REGION, region);

    assertThat(said(altered))
        .extracting(Finding::message, Finding::mark)
        .containsExactly(
            tuple(
                "spark.hadoop.fs.s3a.endpoint.region="
                    + region
                    + " here and eu-central-1 elsewhere; use one store",
                S3.ENDPOINT));
  }

  @Test
  void a_command_asks_the_region_that_properties_name() {
    Altered altered =
        Altered.of(Samples.spark41().storedIn(Samples.AWS).stack())
            .pod(
                HISTORY, pod -> pod.getInitContainers().forEach(says("eu-central-1", "eu-west-1")));

    assertThat(said(altered))
        .extracting(Finding::message, Finding::mark)
        .containsExactly(
            tuple(
                "Deployment history asks eu-west-1 for the event log, properties say eu-central-1;"
                    + " use one store",
                "eu-west-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "-D fs.s3a.endpoint=http://other:1 x, http://other:1",
    "-D \"fs.s3a.endpoint=http://other:2\", http://other:2",
    "-Dspark.hadoop.fs.s3a.endpoint=http://other:3, http://other:3",
    "fs.s3a.endpoint=http://other:4, http://other:4",
    "-D fs.s3a.endpoint= http://other, ''",
    "-D xfs.s3a.endpoint=http://other, ''",
    "-D fs.s3a.endpoint.region=other, other",
  })
  void an_option_is_a_word_of_its_own_and_ends_at_a_blank_or_a_quote(String word, String asked) {
    Altered altered =
        Altered.samples().container(STORE, store -> store.setArgs(List.of("server", word)));

    assertThat(said(altered))
        .extracting(Finding::mark)
        .isEqualTo(asked.isEmpty() ? List.of() : List.of(asked));
  }

  @Test
  void each_option_of_a_command_is_read() {
    Altered altered =
        Altered.samples()
            .container(
                STORE,
                store ->
                    store.setArgs(List.of("fs.s3a.endpoint=http://a fs.s3a.endpoint=http://b")));

    assertThat(said(altered)).extracting(Finding::mark).containsExactly("http://a", "http://b");
  }

  /** It may be told the rest by those that Spark reads beside it. */
  @Test
  void a_notebook_that_names_a_bucket_alone_needs_no_endpoint() {
    Altered altered =
        Altered.samples()
            .newFile("a.py", "b.config(\"spark.eventLog.dir\", \"s3a://lake/spark/events/\")\n")
            .newFile("a.conf", "spark.app.name=a\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_stack_that_names_no_endpoint_is_asked_for_none() {
    Altered altered = Altered.samples();
    for (String conf : List.of(HISTORY_CONF, NOTEBOOK_CONF, "check-spark-conf")) {
      altered.without(conf, S3.ENDPOINT).without(conf, S3.REGION);
    }
    altered.file(PI_CONF, text -> text.replaceAll("spark.hadoop.fs.s3a.endpoint.*\n", ""));

    assertThat(said(altered)).isEmpty();
  }

  private static Consumer<Container> says(String from, String to) {
    return container ->
        container.setCommand(
            container.getCommand().stream().map(word -> word.replace(from, to)).toList());
  }
}
