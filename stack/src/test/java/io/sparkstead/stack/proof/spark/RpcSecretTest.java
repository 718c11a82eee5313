package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcSecretTest extends FamilyTest {

  private static final String AUTHENTICATE = "spark.authenticate";
  private static final String ENCRYPT = "spark.network.crypto.enabled";
  private static final String FILE = "spark.authenticate.secret.file";
  private static final String DRIVER_FILE = "spark.authenticate.secret.driver.file";
  private static final String EXECUTOR_FILE = "spark.authenticate.secret.executor.file";
  private static final String MASTER = "spark.executorEnv.SPARK_JAVA_OPT_MASTER";
  private static final String NOTEBOOKS = "ConfigMap lab-spark-conf key spark-defaults.conf";

  RpcSecretTest() {
    super(RpcSecret::new);
    on(
        RpcSecret.RPC_IS_AUTHENTICATED,
        NOTEBOOKS + " does not set spark.network.crypto.enabled=true; set it, with its secret",
        good -> good.property(NOTEBOOK_CONF, ENCRYPT, "false"));
    on(
        RpcSecret.RPC_IS_AUTHENTICATED,
        NOTEBOOKS + " does not set spark.authenticate=true",
        good -> good.without(NOTEBOOK_CONF, AUTHENTICATE));
    on(
        RpcSecret.RPC_SECRET_IS_A_FILE,
        NOTEBOOKS + " does not set spark.authenticate.secret.file; name the mounted file",
        good -> good.without(NOTEBOOK_CONF, FILE));
    on(
        RpcSecret.RPC_SECRET_IS_A_FILE,
        EXECUTOR_FILE
            + " is never read, since an executor asks its driver for all properties first; set "
            + FILE
            + " instead",
        good -> good.property(NOTEBOOK_CONF, EXECUTOR_FILE, "/run/spark-rpc/secret"));
    on(
        RpcSecret.RPC_SECRET_IS_A_FILE,
        NOTEBOOKS
            + " does not tell executors that they run on Kubernetes, and they read the file nowhere"
            + " else; set "
            + MASTER
            + "=-Dspark.master=k8s://",
        good -> good.without(NOTEBOOK_CONF, MASTER));
    on(
        RpcSecret.RPC_SECRET_IS_MOUNTED,
        DRIVER_FILE + "=/etc/secret is in no Secret that the driver's pod mounts; mount it there",
        good -> good.property(NOTEBOOK_CONF, DRIVER_FILE, "/etc/secret"));
    on(
        RpcSecret.RPC_SECRET_IS_MOUNTED,
        FILE + "=/run/spark-rpc/secret is in no Secret that the executor's pod mounts",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text -> text.replace("mountPath: /run/spark-rpc\n", "mountPath: /run/other\n")));
    on(
        RpcSecret.RPC_SECRET_IS_MOUNTED,
        FILE + "=/run/spark-rpc/secret is in no Secret that the driver's pod mounts",
        good ->
            good.data(
                "lab-pod-templates",
                "driver.yaml",
                text -> text.replace("mountPath: /run/spark-rpc\n", "mountPath: /run/other\n")));
  }

  @Test
  void who_does_not_authenticate_needs_no_secret() {
    Altered altered =
        Altered.samples()
            .without(NOTEBOOK_CONF, AUTHENTICATE)
            .without(NOTEBOOK_CONF, FILE)
            .without(NOTEBOOK_CONF, MASTER);

    assertThat(said(altered))
        .extracting(Finding::rule)
        .containsExactly(RpcSecret.RPC_IS_AUTHENTICATED);
  }

  @Test
  void a_driver_may_have_a_file_of_its_own() {
    Altered altered =
        Altered.samples().property(NOTEBOOK_CONF, DRIVER_FILE, "/run/spark-rpc/secret");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_driver_s_own_file_is_none_for_executors() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, DRIVER_FILE, "/run/spark-rpc/secret")
            .without(NOTEBOOK_CONF, FILE);

    assertThat(said(altered))
        .extracting(Finding::message, Finding::mark)
        .containsExactly(
            tuple(NOTEBOOKS + " does not set " + FILE + "; name the mounted file", AUTHENTICATE));
  }

  @ParameterizedTest
  @CsvSource({
    "spark.executorEnv.SPARK_JAVA_OPT_7, -Dspark.master=k8s://x, true",
    "spark.executorEnv.SPARK_JAVA_OPT_7, -Dspark.master=local, false",
    "spark.executorEnv.OPTION, -Dspark.master=k8s://, false",
  })
  void executors_learn_their_master_by_any_option_of_java(
      String key, String value, boolean isTold) {
    Altered altered =
        Altered.samples().without(NOTEBOOK_CONF, MASTER).property(NOTEBOOK_CONF, key, value);

    assertThat(said(altered).isEmpty()).isEqualTo(isTold);
  }

  /** A program's own properties are read beside others. */
  @ParameterizedTest
  @ValueSource(strings = {"a.py", "b.ipynb"})
  void what_is_not_all_that_spark_reads_is_not_asked(String file) {
    String code = "b.config(\"spark.app.name\", \"x\").config(\"spark.authenticate\", \"true\")\n";

    assertThat(said(Altered.samples().newFile(file, code))).isEmpty();
  }

  @Test
  void properties_that_start_nothing_need_no_secret() {
    assertThat(said(Altered.samples().newFile("a.conf", "spark.ui.port=4040\n"))).isEmpty();
  }

  /** Whose pod reads the file is not known, nor where its templates are. */
  @Test
  void properties_that_no_pod_mounts_are_believed() {
    String conf =
        """
        spark.app.name=mine
        spark.authenticate=true
        spark.network.crypto.enabled=true
        spark.authenticate.secret.file=secret
        spark.executorEnv.SPARK_JAVA_OPT_MASTER=-Dspark.master=k8s://
        """;

    assertThat(said(Altered.samples().newFile("mine.conf", conf))).isEmpty();
  }
}
