package io.sparkstead.render.spark.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What Spark is told on this machine in place of what is rendered, all of it: paths aside, which
 * {@link PodFiles} translates.
 *
 * @param master where the API server is
 * @param address the pod's own
 */
record Replacements(String master, String address) {

  /** For the end of a properties file that is {@code rendered}, where a key's last word is said. */
  String properties(String rendered) {
    StringBuilder tail = new StringBuilder("\n# Replaced on this machine\n");
    lines()
        .forEach(
            (subject, line) -> {
              if (rendered.contains(subject)) {
                tail.append(line).append('\n');
              }
            });
    return tail.toString();
  }

  /** By what a file has to be about. */
  private Map<String, String> lines() {
    return Map.of(
        "spark.master=",
        "spark.master=k8s://" + master,
        // All addresses of a pod are this one; all of this machine are other pods' too.
        "spark.driver.bindAddress=",
        "spark.driver.bindAddress=" + address,
        // In place of a minute.
        "spark.dynamicAllocation.enabled=",
        "spark.dynamicAllocation.executorIdleTimeout=4s",
        // In place of half an hour.
        "spark.dynamicAllocation.shuffleTracking.timeout=",
        "spark.dynamicAllocation.shuffleTracking.timeout=4s",
        // In place of ten seconds.
        "spark.history.fs.logDirectory=",
        "spark.history.fs.update.interval=1s");
  }

  /** For each JVM. */
  String javaOptions(Network network, Path root) {
    return String.join(
        " ",
        List.of(
            "-Djdk.net.hosts.file=" + network.hosts(),
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.io.tmpdir=" + root.resolve("tmp"),
            // A pod's account is at a fixed path, and nobody's kubeconfig is in it.
            "-Dkubernetes.auth.serviceAccount.token="
                + root.resolve("var/run/secrets/kubernetes.io/serviceaccount/token"),
            "-Dkubernetes.auth.tryKubeConfig=false",
            // Eight JVMs at a time, on two processors.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1"));
  }
}
