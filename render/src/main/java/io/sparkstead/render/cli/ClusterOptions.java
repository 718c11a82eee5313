package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.cluster.HttpCluster;
import io.sparkstead.render.cluster.Kubeconfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which cluster is asked. */
final class ClusterOptions {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "of the cluster; else what KUBECONFIG names, or ~/.kube/config")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "which of the clusters in it; else its current-context")
  private Optional<String> context = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "how long to wait for each answer of the cluster (default: ${DEFAULT-VALUE})")
  private int timeout = 15;

  /** Whether any of them is given. */
  boolean areGiven() {
    return file.isPresent() || context.isPresent();
  }

  /** What follows {@code kubectl} in a command that means the same cluster. */
  String forKubectl() {
    return file.map(path -> " --kubeconfig " + path).orElse("")
        + context.map(name -> " --context " + name).orElse("");
  }

  /**
   * That cluster, which is not asked anything yet.
   *
   * @throws Refusal if nobody says which
   */
  HttpCluster cluster() {
    if (timeout < 1) {
      throw new Refusal(
          ExitCode.USAGE, "--timeout " + timeout + " leaves no time; give seconds, 1 at least");
    }
    try {
      return HttpCluster.of(
          new Kubeconfig(file, context), Duration.ofSeconds(timeout), System.getenv());
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
