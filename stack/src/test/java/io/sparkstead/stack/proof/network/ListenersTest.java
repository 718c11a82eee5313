package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest extends FamilyTest {

  private static final Pattern LISTENER = Pattern.compile("^(.+) listens at (\\S*),");
  private static final String START = "start.sh";
  private static final String SCRIPTS = "seaweed-scripts";

  ListenersTest() {
    super(Listeners::new);
    spark();
    seaweed();
    ipv6();
    on(
        Listeners.PROGRAM_LISTENS_WHERE_DECLARED,
        "MinIO listens at 9002, which StatefulSet store does not declare",
        good -> good.container(STORE, c -> c.getArgs().addAll(List.of("--address", ":9002"))));
    on(
        Listeners.PROGRAM_LISTENS_WHERE_DECLARED,
        "MinIO's console listens at 9091, which StatefulSet store does not declare",
        good -> good.container(STORE, c -> c.getArgs().set(3, ":9091")));
    on(
        Listeners.PROGRAM_LISTENS_WHERE_DECLARED,
        "Jupyter listens at 8889, which StatefulSet lab does not declare",
        good -> good.data("lab-conf", "jupyter_server_config.py", t -> t.replace("8888", "8889")));
  }

  private void ipv6() {
    on(
        Listeners.PROGRAM_LISTENS_FOR_IPV6,
        "Service lab is of IPv6, and StatefulSet lab listens at \"0.0.0.0\", which is all of IPv4",
        good -> Altered.of(Samples.spark41().exposed(new Exposure.MetalLb("fd00::5")).stack()));
    on(
        Listeners.PROGRAM_LISTENS_FOR_IPV6,
        "Service seaweed is of IPv6, and StatefulSet seaweed listens at 0.0.0.0",
        good ->
            Altered.of(
                Samples.spark41().exposed(new Exposure.MetalLb("10.1.0.5,fd00::5")).onSeaweedFs()));
  }

  /** Java and Go listen at both. */
  @Test
  void a_history_server_at_an_address_of_ipv6_is_reached() {
    Samples samples = Samples.spark41();
    Samples mixed =
        new Samples(
            samples.release(),
            part ->
                List.of("history", "store").contains(part)
                    ? new Exposure.MetalLb(part.equals("store") ? "fd00::6" : "fd00::5")
                    : new Exposure.ClusterIp(),
            samples.outside());

    assertThat(said(Altered.of(mixed.stack()))).isEmpty();
  }

  private void spark() {
    spark(HISTORY_CONF, "spark.history.ui.port", "the History Server listens at 18081,", "18081");
    spark(NOTEBOOK_CONF, "spark.driver.port", "the driver listens at 7077,", "7077");
    spark(NOTEBOOK_CONF, "spark.blockManager.port", "the driver's block manager listens at 7", "7");
    spark(NOTEBOOK_CONF, "spark.ui.port", "Spark's UI listens at 4041,", "4041");
    spark(NOTEBOOK_CONF, "spark.ui.port", "Spark's UI listens at many,", "many");
    spark(NOTEBOOK_CONF, "spark.ui.port", "Spark's UI listens at 404040,", "404040");
    on(
        Listeners.PROGRAM_LISTENS_WHERE_DECLARED,
        "Spark Connect listens at 15003, which StatefulSet connect does not declare; give both one"
            + " number",
        good ->
            Altered.of(Samples.spark41().observed())
                .property("connect-spark-conf", "spark.connect.grpc.binding.port", "15003"));
  }

  private void spark(String conf, String key, String message, String value) {
    on(Listeners.PROGRAM_LISTENS_WHERE_DECLARED, message, good -> good.property(conf, key, value));
  }

  private void seaweed() {
    on(
        Listeners.PROGRAM_LISTENS_WHERE_DECLARED,
        "SeaweedFS listens at 8334, which StatefulSet seaweed does not declare",
        good -> started("=8333", "=8334"));
    on(
        Listeners.PROGRAM_LISTENS_WHERE_DECLARED,
        "SeaweedFS's catalogue listens at 8182, which StatefulSet seaweed does not declare",
        good ->
            Altered.of(Samples.spark41().withTables())
                .data(SCRIPTS, START, script -> script.replace("=8181", "=8182")));
    on(
        Listeners.STORE_KEEPS_ITS_INNER_PORTS,
        "StatefulSet seaweed opens SeaweedFS's master, volume server and filer to all; tell weed"
            + " -ip.bind=127.0.0.1",
        good -> started(" -ip.bind=127.0.0.1", ""));
    on(
        Listeners.STORE_KEEPS_ITS_INNER_PORTS,
        "StatefulSet seaweed lets everybody into every bucket; tell weed -s3.config",
        good -> started(" -s3.config=/tmp/users.json", ""));
    for (String variable : List.of("WEED_GRPC_CA", "WEED_GRPC_S3_CERT", "WEED_GRPC_S3_KEY")) {
      on(
          Listeners.STORE_KEEPS_ITS_INNER_PORTS,
          "StatefulSet seaweed takes users from whoever reaches the gRPC port of its S3 gateway; set"
              + " WEED_GRPC_CA, WEED_GRPC_S3_CERT, WEED_GRPC_S3_KEY",
          good ->
              onSeaweedFs()
                  .container(
                      "seaweed",
                      weed -> weed.getEnv().removeIf(env -> env.getName().equals(variable))));
    }
  }

  @Test
  void a_certificate_that_is_none_stops_newer_releases() {
    Altered altered =
        onSeaweedFs()
            .container(
                "seaweed",
                weed ->
                    weed.getEnv()
                        .forEach(
                            env -> {
                              if (env.getName().equals("WEED_GRPC_CA")) {
                                env.setValue("/dev/null");
                              }
                            }));

    assertThat(said(Listeners.STORE_KEEPS_ITS_INNER_PORTS, altered))
        .containsExactly(
            "StatefulSet seaweed takes WEED_GRPC_CA from /dev/null, with which SeaweedFS 4.53 does"
                + " not start; name a file that start.sh writes");
  }

  @Test
  void a_good_store_of_seaweedfs_keeps_to_itself() {
    assertThat(said(onSeaweedFs())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" -ip.bind=127.0.0.1", " -s3.config=/tmp/users.json"})
  void what_seaweedfs_is_not_told_is_said_once(String word) {
    assertThat(said(started(word, ""))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "minio/minio, server|/data|--address|0.0.0.0, 9000",
    "minio/minio, server|/data|--address|127.0.0.1:9001, 9001",
    "minio/minio, server|/data|--address|9001, 9000",
    "minio/minio, server|/data|--address|:9001|--address|:9002, 9001",
    "other, 'sh|-c|# --address is below\nminio server /data --address :9002', 9002",
  })
  void minio_listens_at_the_first_address_with_a_port(String image, String words, String port) {
    assertThat(listening(image, words)).containsExactly("MinIO", port);
  }

  @ParameterizedTest
  @CsvSource({
    "minio/minio, webserver|/data",
    "minio/minio, server|data",
    "other, server|/data",
  })
  void what_is_no_server_of_minio_listens_nowhere(String image, String words) {
    assertThat(listening(image, words)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'# -s3.port is not 8333\nweed server -s3 -s3.port=8335 ', 8335",
    "'weed server -s3 ', 8333",
    "'weed mini ', 8333",
    "'weed s3 -s3.port.iceberg=0 ', 8333",
  })
  void seaweedfs_listens_at_the_first_port_that_is_a_number(String script, String port) {
    assertThat(listening("a", "sh|-c|" + script)).containsExactly("SeaweedFS", port);
  }

  @Test
  void seaweedfs_has_a_catalogue_where_it_is_given_a_port() {
    assertThat(listening("a", "sh|-c|weed server -s3.port.iceberg=8181 "))
        .containsExactlyInAnyOrder("SeaweedFS", "8333", "SeaweedFS's catalogue", "8181");
  }

  @Test
  void a_shell_of_seaweedfs_listens_nowhere() {
    assertThat(listening("a", "sh|-c|weed shell -master=127.0.0.1:9333")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'# set ServerApp.port here\nc.ServerApp.port = 8890', 8890",
    "jupyter lab --port=8891, 8891",
    "jupyter-lab --ip 0.0.0.0 --port 8892, 8892",
    "'jupyter lab --port=8891 --ServerApp.port=8893', 8893",
  })
  void jupyter_listens_at_the_first_port_that_is_a_number(String script, String port) {
    assertThat(listening("a", "sh|-c|" + script)).containsExactly("Jupyter", port);
  }

  @Test
  void a_port_of_another_program_is_not_jupyters() {
    assertThat(listening("a", "sh|-c|jupyter lab; serve --port=1")).isEmpty();
  }

  @Test
  void a_pod_that_declares_nothing_is_judged_by_its_services() {
    Altered altered =
        Altered.samples()
            .property(HISTORY_CONF, "spark.history.ui.port", "18081")
            .container(HISTORY, c -> c.setPorts(List.of()));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void spark_listens_at_its_own_ports_unless_told_otherwise() {
    Altered altered =
        Altered.of(Samples.spark41().observed())
            .without("connect-spark-conf", "spark.connect.grpc.binding.port")
            .without("connect-spark-conf", "spark.driver.port")
            .without("connect-spark-conf", "spark.blockManager.port");

    assertThat(said(altered)).isEmpty();
    altered.container(CONNECT, c -> c.setPorts(declared()));
    altered.container(HISTORY, c -> c.setPorts(declared()));
    assertThat(said(altered).stream().map(Finding::message).flatMap(ListenersTest::listener))
        .containsExactlyInAnyOrder(
            "Spark Connect", "15002", "Spark's UI", "4040", "the History Server", "18080");
  }

  @Test
  void a_driver_of_cluster_mode_listens_elsewhere() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, "spark.submit.deployMode", "cluster")
            .property(NOTEBOOK_CONF, "spark.driver.port", "1");

    assertThat(said(altered)).isEmpty();
  }

  /** A port that nothing listens at. */
  private static List<ContainerPort> declared() {
    return List.of(new ContainerPortBuilder().withContainerPort(1).build());
  }

  private static Altered onSeaweedFs() {
    return Altered.of(Samples.spark41().onSeaweedFs());
  }

  private static Altered started(String from, String to) {
    return onSeaweedFs().data(SCRIPTS, START, script -> script.replace(from, to));
  }

  /** Names of programs and the ports at which each listens, by what the rules miss of them. */
  private List<String> listening(String image, String words) {
    Altered altered =
        Altered.samples()
            .container(
                STORE,
                c -> {
                  c.setImage(image + ":1");
                  c.setCommand(List.of(words.split("\\|")));
                  c.setArgs(List.of());
                  c.setPorts(declared());
                });
    return said(Listeners.PROGRAM_LISTENS_WHERE_DECLARED, altered).stream()
        .flatMap(ListenersTest::listener)
        .toList();
  }

  private static Stream<String> listener(String message) {
    Matcher matcher = LISTENER.matcher(message);
    return matcher.find() ? Stream.of(matcher.group(1), matcher.group(2)) : Stream.empty();
  }
}
