package io.sparkstead.render.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.spark.cluster.Program;
import io.sparkstead.render.spark.cluster.SparkLine;
import io.sparkstead.stack.component.Monitoring;
import io.sparkstead.stack.spark.Metrics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver of Spark itself, asked as Prometheus asks it. */
class MetricsIT {

  private static final Metrics.Prometheus PROMETHEUS =
      new Metrics.Prometheus(DnsLabel.of("monitoring"), Map.of());
  private static final Pattern METRIC = Pattern.compile("\\bmetrics_\\w+");

  @ParameterizedTest
  @MethodSource("io.sparkstead.render.spark.cluster.SparkLine#all")
  void dashboard_asks_for_what_a_driver_tells(SparkLine line)
      throws IOException, InterruptedException {
    int port = freePort();
    try (Program driver = driver(line, port)) {
      driver.says("CELL (session)");
      driver.tell("pi 2");
      driver.says("CELL (pi)");

      Set<String> told = new TreeSet<>();
      for (String path : Metrics.Prometheus.PATHS) {
        told.addAll(names(get("http://localhost:" + port + path)));
      }
      assertThat(names(dashboard())).hasSizeGreaterThan(10);
      assertThat(told).containsAll(names(dashboard()));
      driver.tellNoMore();
      driver.succeeds();
    }
  }

  /** All in one process, with what an application is told. */
  private static Program driver(SparkLine line, int port) {
    List<String> command = new ArrayList<>(List.of("java", "-Xmx512m"));
    for (String open : List.of("lang", "lang.invoke", "net", "nio", "util", "util.concurrent")) {
      command.add("--add-opens=java.base/java." + open + "=ALL-UNNAMED");
    }
    command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    PROMETHEUS
        .conf(line.release())
        .set("spark.master", "local[2]")
        .set("spark.app.name", "MetricsIT")
        .set("spark.ui.port", port)
        .properties()
        .forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-cp");
    List<String> jars = new ArrayList<>(line.jars().stream().map(Path::toString).toList());
    jars.add(line.folder().resolve("programs.jar").toString());
    command.add(String.join(":", jars));
    command.add("PiDriver");
    Path folder = line.folder().resolve("metrics");
    return Program.start(
        command,
        Map.of("PATH", System.getenv("PATH"), "SPARK_LOCAL_HOSTNAME", "localhost"),
        folder,
        folder.resolve("driver.log"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    // Prometheus 3 takes no answer that does not say what it is.
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    return answer.body();
  }

  private static String dashboard() {
    return new Monitoring(new Namespace("spark"), DnsLabel.of("monitoring"), PROMETHEUS)
        .resources().stream()
            .filter(ConfigMap.class::isInstance)
            .map(object -> String.join("\n", ((ConfigMap) object).getData().values()))
            .findFirst()
            .orElseThrow();
  }

  private static Set<String> names(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
