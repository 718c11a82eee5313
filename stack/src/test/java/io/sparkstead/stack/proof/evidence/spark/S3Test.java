package io.sparkstead.stack.proof.evidence.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.testing.Kubectl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How properties lead to an object store, and what else keys say. */
class S3Test {

  private static final Evidence STACK =
      Kubectl.evidence("{kind: Service, apiVersion: v1, metadata: {name: store}}");

  private static Conf conf(String path, String... properties) {
    Map<String, String> all = new java.util.TreeMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      all.put(properties[i], properties[i + 1]);
    }
    return new Conf(path, path, "", all);
  }

  @Test
  void a_store_is_needed_by_an_address_in_properties_that_are_all_there_is() {
    assertThat(S3.isNeededBy(conf("a.conf", "x", "y", "z", "s3a://lake/"))).isTrue();
    assertThat(S3.isNeededBy(conf("a.conf", "x", "hdfs://a", "y", "/s3a://"))).isFalse();
    assertThat(S3.isNeededBy(conf("a.py", "x", "s3a://lake/"))).isFalse();
  }

  @Test
  void a_store_is_used_by_who_names_it_who_logs_in_and_who_needs_it() {
    assertThat(S3.isUsedBy(conf("a.py", S3.ENDPOINT, "http://store:9000"))).isTrue();
    assertThat(S3.isUsedBy(conf("a.py", S3.PROVIDER, "x"))).isTrue();
    assertThat(S3.isUsedBy(conf("a.conf", "x", "s3a://lake/"))).isTrue();
    assertThat(S3.isUsedBy(conf("a.py", "x", "s3a://lake/"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://store.spark.svc:9000, 9000",
    "store.spark.svc,             80",
    "https://store.spark.svc/x,   443",
  })
  void an_address_in_the_cluster_has_a_name_and_a_port(String url, int port) {
    assertThat(S3.inside(STACK, url)).contains(new ClusterName("", "store", "spark", port));
    assertThat(S3.outsidePort(STACK, conf("a.conf", S3.ENDPOINT, url))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.example.org,      s3.example.org, 443",
    "http://s3.example.org,       s3.example.org, 80",
    "https://s3.example.org:8443, s3.example.org, 8443",
    "s3.example.org,              s3.example.org, 80",
    "'http://a b',                '',             80",
  })
  void an_address_outside_has_a_port_too(String url, String host, int port) {
    assertThat(S3.inside(STACK, url)).isEmpty();
    assertThat(S3.host(url)).isEqualTo(host);
    assertThat(S3.outsidePort(STACK, conf("a.conf", S3.ENDPOINT, url))).contains(port);
  }

  @Test
  void a_store_that_nobody_names_is_amazons() {
    assertThat(S3.outsidePort(STACK, conf("a.conf", "x", "s3a://lake/"))).contains(443);
    assertThat(S3.outsidePort(STACK, conf("a.conf", "x", "/tmp"))).isEmpty();
  }

  @Test
  void catalogues_are_where_their_keys_say() {
    assertThat(
            Keys.catalogUrls(
                conf(
                    "a.conf",
                    "spark.sql.catalog.lake.uri",
                    "http://a",
                    "spark.sql.catalog.lake.s3.endpoint",
                    "http://b",
                    "spark.sql.catalog.lake.uri.more",
                    "http://c",
                    "spark.sql.catalog.lake",
                    "d")))
        .isEqualTo(
            Map.of(
                "spark.sql.catalog.lake.uri",
                "http://a",
                "spark.sql.catalog.lake.s3.endpoint",
                "http://b"));
    assertThat(Keys.podTemplate("driver")).isEqualTo("spark.kubernetes.driver.podTemplateFile");
  }
}
