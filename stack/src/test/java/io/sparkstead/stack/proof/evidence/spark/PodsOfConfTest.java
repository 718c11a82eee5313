package io.sparkstead.stack.proof.evidence.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.testing.Altered;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who goes by a set of properties. */
class PodsOfConfTest {

  private static final String NOTEBOOK = "ConfigMap lab-spark-conf key spark-defaults.conf";
  private static final String SUBMITTED = "examples/spark-pi.conf";

  private static PodsOfConf of(String subject, Evidence stack) {
    return PodsOfConf.allOf(stack).stream()
        .filter(pods -> pods.conf().subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<AlikePods> pods) {
    return pods.stream().map(AlikePods::subject).toList();
  }

  @Test
  void in_client_mode_the_driver_reads_them_and_spark_makes_executors() {
    PodsOfConf pods = of(NOTEBOOK, Altered.samples().evidence());

    assertThat(names(pods.all())).containsExactly("the executor of " + NOTEBOOK, "StatefulSet lab");
    assertThat(names(pods.made())).containsExactly("the executor of " + NOTEBOOK);
  }

  @Test
  void an_annotation_of_a_template_is_no_label() {
    Altered annotated =
        Altered.samples()
            .data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text.replace(
                        "metadata:\n", "metadata:\n  annotations:\n    example.org/owner: data\n"));

    assertThat(of(NOTEBOOK, annotated.evidence()).executors())
        .isEqualTo(of(NOTEBOOK, Altered.samples().evidence()).executors());
  }

  @Test
  void in_cluster_mode_spark_makes_both() {
    PodsOfConf pods = of(SUBMITTED, Altered.samples().evidence());

    assertThat(names(pods.made()))
        .containsExactly("the executor of " + SUBMITTED, "the driver of " + SUBMITTED)
        .isEqualTo(names(pods.all()));
    assertThat(pods.made()).extracting(AlikePods::path).containsOnly(SUBMITTED);
  }

  @Test
  void the_history_server_reads_its_own_and_makes_none() {
    PodsOfConf pods =
        of("ConfigMap spark-conf key spark-defaults.conf", Altered.samples().evidence());

    assertThat(names(pods.all())).containsExactly("Deployment history");
    assertThat(pods.made()).isEmpty();
  }

  @Test
  void pods_without_a_template_are_not_known() {
    Evidence stack =
        Altered.samples()
            .without("lab-spark-conf", "spark.kubernetes.executor.podTemplateFile")
            .evidence();

    assertThat(names(of(NOTEBOOK, stack).all())).containsExactly("StatefulSet lab");
  }

  @Test
  void what_starts_no_application_makes_no_pods() {
    Evidence stack =
        Altered.samples()
            .without("lab-spark-conf", "spark.app.name")
            .without("lab-spark-conf", "spark.kubernetes.container.image")
            .evidence();

    assertThat(of(NOTEBOOK, stack).made()).isEmpty();
  }

  @Test
  void properties_beside_others_make_no_pods_of_their_own() {
    Evidence stack =
        Altered.samples()
            .newFile(
                "examples/more.py",
                """
                builder.config("spark.app.name", "more").config(
                    "spark.kubernetes.executor.podTemplateFile",
                    "/opt/spark/pod-templates/executor.yaml")
                """)
            .evidence();

    assertThat(of("examples/more.py", stack).made()).isEmpty();
  }

  @Test
  void pods_carry_the_labels_of_their_template_and_sparks_own() {
    assertThat(labels("  labels:\n    a: b\n    c.d/e_f: \"g h\"\n"))
        .containsExactly(
            Map.entry("a", "b"), Map.entry("c.d/e_f", "g h"), Map.entry("spark-role", "executor"));
  }

  @Test
  void what_is_deeper_or_no_label_or_behind_is_none() {
    assertThat(
            labels(
                """
                  labels:
                      deeper: x
                    two words: x
                    : x
                    none:x
                  less: x
                    quote: "
                    open: "x
                    spark-role: driver
                spec:
                    late: x
                """))
        .containsExactly(
            Map.entry("quote", "\""),
            Map.entry("open", "\"x"),
            Map.entry("spark-role", "executor"));
  }

  @Test
  void a_template_without_a_spec_has_labels_too() {
    assertThat(labels("  labels:\n    last: \"\"")).containsKeys("last", "spark-role");
  }

  private static Map<String, String> labels(String metadata) {
    UnaryOperator<String> template = text -> "kind: Pod\nmetadata:\n" + metadata;
    Evidence stack =
        Altered.samples().data("lab-pod-templates", "executor.yaml", template).evidence();
    return of(NOTEBOOK, stack).executors().orElseThrow().labels();
  }

  @Test
  void drivers_run_as_the_account_of_their_pod_or_as_they_are_told() {
    Altered altered = Altered.samples();

    assertThat(PodsOfConf.driverAccounts(altered.evidence())).containsExactly("etl");
    assertThat(
            PodsOfConf.driverAccounts(
                altered.pod("lab", pod -> pod.setServiceAccountName("lab")).evidence()))
        .containsExactly("etl", "lab");
  }

  @Test
  void in_cluster_mode_a_driver_without_an_account_is_default() {
    Altered altered =
        Altered.samples()
            .replace(
                SUBMITTED, "spark.kubernetes.authenticate.driver.serviceAccountName=etl\n", "");

    assertThat(PodsOfConf.driverAccounts(altered.evidence())).containsExactly("default", "etl");
  }

  @Test
  void a_script_that_submits_reads_other_properties_beside() {
    Altered altered =
        Altered.samples()
            .newFile("examples/b.sh", "spark-submit --deploy-mode cluster --conf spark.a=b x.py\n");

    assertThat(PodsOfConf.driverAccounts(altered.evidence())).containsExactly("etl");
  }
}
