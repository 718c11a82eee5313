package io.sparkstead.render.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.sparkstead.render.spark.cluster.ApiServer;
import io.sparkstead.render.spark.cluster.Cluster;
import io.sparkstead.render.spark.cluster.Kubelet;
import io.sparkstead.render.spark.cluster.Patience;
import io.sparkstead.render.spark.cluster.Program;
import io.sparkstead.render.spark.cluster.Rendered;
import io.sparkstead.render.spark.cluster.SparkLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What the article does with its cluster, step by step, and what could be seen meanwhile.
 *
 * <p>A step that does not come to its end fails; what it left behind is asked afterwards.
 */
final class ArticleRun implements AutoCloseable {

  /** Enough for 6 executors of 2 cores to be busy some seconds: each task takes half a second. */
  private static final int TASKS = 80;

  /** 10000 partitions of 100000 darts are the work of a cluster. */
  private static final String CELL = "calculate_pi(10000)";

  private static final String SMALLER_CELL = "calculate_pi(4)";

  private final SparkLine line;
  private final Cluster cluster;
  private final long since = System.nanoTime();

  ArticleRun(SparkLine line, Rendered rendered, String name) {
    this.line = line;
    cluster = Cluster.of(line, rendered, name);
  }

  ApiServer api() {
    return cluster.api();
  }

  Cluster cluster() {
    return cluster;
  }

  /** Says what is going on: this takes a while. */
  private void say(String what) {
    System.out.printf(
        "Spark %s %3d s  %s%n", line, (System.nanoTime() - since) / 1_000_000_000, what);
  }

  void bootstrap() {
    say("bootstrap: bucket, user and prefix");
    cluster.bootstrap();
    cluster.initialiseJupyter();
  }

  Program startHistoryServer() {
    say("History Server: starts over an empty store");
    return cluster.historyServer();
  }

  Kubelet runExecutors() {
    return cluster.runExecutors();
  }

  /** Starts a session as the notebook's second cell does. */
  Program startDriver() {
    Program driver = launchDriver();
    driver.says("CELL session (\\S+)");
    return driver;
  }

  /** The same, without waiting: a session takes half a minute to give up on executors. */
  Program launchDriver() {
    say("driver: starts");
    return cluster.inJupyter(
        "driver",
        List.of("/opt/spark/bin/spark-submit", "--class", "PiDriver", SparkLine.PROGRAMS));
  }

  /** Waits for the first pod that a driver makes, and returns it. */
  Pod firstExecutor() {
    until(() -> !executors().isEmpty(), "the driver makes no pod for an executor");
    return executors().get(0);
  }

  static String application(Program driver) {
    return driver.says("CELL session (\\S+)");
  }

  /** Waits for the executors a session starts with, and says how many there are a while later. */
  int rest(Kubelet kubelet, int executors) {
    until(() -> kubelet.executors() >= executors, "no " + executors + " executors at the start");
    // Spark asks for more within a second, if it does.
    long soon = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    until(() -> System.nanoTime() > soon, "time stands still");
    int count = kubelet.executors();
    say("driver: executors before any work: " + count);
    return count;
  }

  String pi(Program driver) {
    say("driver: throws darts in " + TASKS + " tasks");
    driver.tell("pi " + TASKS);
    return driver.says("CELL pi is roughly (\\S+)");
  }

  void shrink(Kubelet kubelet, int executors) {
    say("driver: idles with " + kubelet.executors() + " executors");
    until(() -> kubelet.executors() <= executors, "more than " + executors + " executors remain");
    say("driver: executors left: " + kubelet.executors());
  }

  /** Ends the session. */
  void stop(Program driver) {
    driver.tellNoMore();
    driver.says("CELL (stopped)");
    driver.succeeds();
    say("driver: stopped");
  }

  /** What the History Server knows at {@code path}, once it has {@code what} is asked for. */
  JsonNode history(Program server, String path, Predicate<JsonNode> what) {
    String url = cluster.url("spark-history-server") + "/api/v1/" + path;
    List<JsonNode> answer = new ArrayList<>();
    until(
        () -> {
          assertThat(server.isRunning()).as("the History Server runs: " + server.said()).isTrue();
          answer.clear();
          get(url).ifPresent(answer::add);
          return answer.stream().anyMatch(what);
        },
        url + " does not tell of it");
    return answer.get(0);
  }

  private static Optional<JsonNode> get(String url) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url)).build(),
                  HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(new ObjectMapper().readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs the script that submits the pi example in cluster mode. */
  Program submit(String name) {
    say("spark-pi.sh: " + name);
    return cluster.inJupyter(name, List.of("/bin/bash", "/opt/jupyter/samples/spark-pi.sh", "10"));
  }

  /** Runs the notebook from top to bottom, and returns it with its outputs. */
  JsonNode notebook() {
    say("notebook: runs");
    try {
      Path notebook =
          cluster.inJupyter("/opt/jupyter/samples/dynamic_resource_allocation_test.ipynb");
      String text = Files.readString(notebook);
      assertThat(text).contains(CELL);
      Path smaller =
          Files.writeString(
              cluster.inJupyter("/home/spark/workspace/pi.ipynb"),
              text.replace(CELL, SMALLER_CELL));
      cluster
          .inJupyter(
              "notebook",
              List.of(
                  SparkLine.PYTHON + "/jupyter-execute",
                  "--inplace",
                  "/home/spark/workspace/pi.ipynb"),
              Map.of(
                  "PYSPARK_PYTHON", SparkLine.PYTHON + "/python3",
                  "PYSPARK_DRIVER_PYTHON", SparkLine.PYTHON + "/python3"))
          .succeeds();
      say("notebook: done");
      return new ObjectMapper().readTree(smaller.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks Spark's jars for each property there is. */
  Program ask() {
    List<String> command =
        new ArrayList<>(
            List.of("java", "-cp", SparkLine.PROGRAMS + ":/opt/spark/jars/*", "AskConf"));
    cluster
        .properties()
        .forEach(
            (name, text) -> {
              String path = "/home/spark/workspace/" + name;
              write(cluster.inJupyter(path), text);
              command.add(path);
            });
    say("asks Spark for the keys of " + cluster.properties().keySet());
    return cluster.inJupyter("ask", command);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Pod> executors() {
    return cluster.withRole("executor");
  }

  /** The pods of drivers that were submitted. */
  List<String> drivers() {
    return cluster.withRole("driver").stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  private static void until(BooleanSupplier question, String complaint) {
    Patience.until(question, () -> complaint);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
