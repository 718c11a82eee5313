package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkPodsTest extends FamilyTest {

  private static final String NAMESPACE = "spark.kubernetes.namespace";
  private static final String EXECUTOR_TEMPLATE = "spark.kubernetes.executor.podTemplateFile";
  private static final String DRIVER_TEMPLATE = "spark.kubernetes.driver.podTemplateFile";
  private static final String IMAGES =
      "registry.example.org/team/spark-notebook:3.5.4, registry.example.org/team/spark:3.5.4";

  SparkPodsTest() {
    super(SparkPods::new);
    placeAndImage();
    accounts();
    templates();
  }

  private static Altered labelled(Altered good, String label, String value) {
    return good.edit(
        Namespace.class, "data", space -> space.getMetadata().getLabels().put(label, value));
  }

  @Test
  void pods_that_say_so_get_no_proxy() {
    Altered good = labelled(Altered.samples(), "istio-injection", "enabled");
    for (String map : List.of("lab-pod-templates", "check-pod-templates")) {
      good.data(
          map,
          "executor.yaml",
          text ->
              text.replace("  labels:\n", "  labels:\n    sidecar.istio.io/inject: \"false\"\n"));
    }

    assertThat(said(good)).isEmpty();
    assertThat(said(labelled(Altered.samples(), "istio-injection", "disabled"))).isEmpty();
  }

  private void placeAndImage() {
    on(
        SparkPods.NO_PROXY_IS_PUT_IN,
        "Namespace data is labelled istio-injection=enabled, so a proxy is put into the executors of"
            + " ConfigMap lab-spark-conf key spark-defaults.conf; give their application"
            + " label(\"sidecar.istio.io/inject\", \"false\"), or take the namespace's label away",
        good -> labelled(good, "istio-injection", "enabled"));
    on(
        SparkPods.NO_PROXY_IS_PUT_IN,
        "labelled istio.io/rev=canary",
        good -> labelled(good, "istio.io/rev", "canary"));
    on(
        SparkPods.SPARK_NAMESPACE_AGREES,
        "spark.kubernetes.namespace=default, but the stack is in data; set it to that",
        good -> good.property(NOTEBOOK_CONF, NAMESPACE, "default"));
    on(
        SparkPods.SPARK_NAMESPACE_AGREES,
        "spark.kubernetes.namespace is not set, but the stack is in data",
        good -> good.without(NOTEBOOK_CONF, NAMESPACE));
    on(
        SparkPods.EXECUTOR_IMAGE_IS_OURS,
        "spark.kubernetes.container.image=apache/spark:3.5.4, which this stack does not build; name"
            + " one of ["
            + IMAGES
            + "]",
        good -> good.property(NOTEBOOK_CONF, Keys.IMAGE, "apache/spark:3.5.4"));
    on(
        SparkPods.EXECUTOR_IMAGE_IS_OURS,
        "spark.kubernetes.container.image is not set, which this stack does not build",
        good -> good.without(NOTEBOOK_CONF, Keys.IMAGE));
  }

  private void accounts() {
    on(
        SparkPods.EXECUTOR_ACCOUNT_EXISTS,
        "spark.kubernetes.authenticate.executor.serviceAccountName=etl-executer is no account of"
            + " the stack; did you mean etl-executor?",
        good -> good.property(NOTEBOOK_CONF, Keys.EXECUTOR_ACCOUNT, "etl-executer"));
    on(
        SparkPods.EXECUTOR_ACCOUNT_EXISTS,
        "spark.kubernetes.authenticate.driver.serviceAccountName=etI is no account of the stack",
        good ->
            good.file(PI_CONF, conf -> Altered.withProperty(conf, Keys.DRIVER_ACCOUNT, is("etI"))));
    on(
        SparkPods.EXECUTORS_HAVE_THEIR_OWN_ACCOUNT,
        "executors run as etl, which may create pods; give them an account without a Role",
        good -> good.property(NOTEBOOK_CONF, Keys.EXECUTOR_ACCOUNT, "etl"));
    on(
        SparkPods.EXECUTORS_HAVE_THEIR_OWN_ACCOUNT,
        "executors run as the driver's account, as no other is named, which may create pods",
        good -> good.without(NOTEBOOK_CONF, Keys.EXECUTOR_ACCOUNT));
    on(
        SparkPods.EXECUTORS_HAVE_THEIR_OWN_ACCOUNT,
        "executors run as etl,",
        good ->
            good.file(
                PI_CONF, conf -> Altered.withProperty(conf, Keys.EXECUTOR_ACCOUNT, is("etl"))));
  }

  private void templates() {
    on(
        SparkPods.POD_TEMPLATE_IS_MOUNTED,
        "spark.kubernetes.executor.podTemplateFile=/opt/templates/executor.yaml is mounted in no"
            + " pod; mount the ConfigMap that has it there",
        good -> good.property(NOTEBOOK_CONF, EXECUTOR_TEMPLATE, "/opt/templates/executor.yaml"));
    on(
        SparkPods.POD_TEMPLATE_IS_MOUNTED,
        DRIVER_TEMPLATE + "=/opt/driver.yaml is mounted in no pod",
        good -> good.property(NOTEBOOK_CONF, DRIVER_TEMPLATE, "/opt/driver.yaml"));
    on(
        SparkPods.POD_TEMPLATE_NAMES_ITS_CONTAINER,
        "the template at /opt/spark/pod-templates/executor.yaml names its container spark,;"
            + " name it spark-kubernetes-executor",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text -> text.replace("- name: spark-kubernetes-executor", "- name: spark,")));
    on(
        SparkPods.POD_TEMPLATE_NAMES_ITS_CONTAINER,
        "name it spark-kubernetes-driver",
        good ->
            good.data(
                "lab-pod-templates",
                "driver.yaml",
                text -> text.replace("spark-kubernetes-driver", "spark-kubernetes-executor")));
    on(
        SparkPods.SPARK_PODS_HAVE_A_TEMPLATE,
        "spark.kubernetes.executor.podTemplateFile is not set, so the executor's pod is Spark's"
            + " own; set it",
        good -> good.without(NOTEBOOK_CONF, EXECUTOR_TEMPLATE));
    on(
        SparkPods.SPARK_PODS_HAVE_A_TEMPLATE,
        "spark.kubernetes.driver.podTemplateFile is not set, so the driver's pod is Spark's own",
        good ->
            good.file(
                PI_CONF, conf -> Altered.withProperty(conf, DRIVER_TEMPLATE, Optional.empty())));
  }

  private static Optional<String> is(String value) {
    return Optional.of(value);
  }

  /** In cluster mode the driver is no pod that reads the properties. */
  @ParameterizedTest
  @CsvSource({"client, true", "cluster, false"})
  void who_submits_is_no_driver(String mode, boolean isDriver) {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, "spark.submit.deployMode", mode)
            .property(NOTEBOOK_CONF, DRIVER_TEMPLATE, "/opt/spark/pod-templates/driver.yaml")
            .property(NOTEBOOK_CONF, Keys.EXECUTOR_ACCOUNT, "etl");

    assertThat(said(altered))
        .extracting(Finding::rule)
        .isEqualTo(isDriver ? List.of(SparkPods.EXECUTORS_HAVE_THEIR_OWN_ACCOUNT) : List.of());
  }

  @Test
  void a_template_that_names_no_container_is_left_to_spark() {
    Altered altered =
        Altered.samples()
            .data(
                "lab-pod-templates",
                "executor.yaml",
                text -> text.replace("\n  containers:\n", "\n  others:\n"));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void properties_that_start_nothing_are_asked_for_nothing() {
    assertThat(said(Altered.samples().newFile("history.conf", "spark.history.ui.port=18080\n")))
        .isEmpty();
  }
}
