package io.sparkstead.render.cli;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.overlays.Environments;
import io.sparkstead.overlays.UnknownEnvironment;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Invocation;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.cli.outcome.Terminal;
import io.sparkstead.render.cluster.HttpCluster;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.source.Template;
import io.sparkstead.render.survey.Survey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an environment for a person to begin with. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header =
        "Writes NAME.java into this folder: an environment of your own, to change as you like.",
    description = {
      "It renders and verifies as it is. What it guesses for your cluster is marked in it; a file",
      "that is there is never replaced.",
    })
final class InitCommand implements Callable<Integer> {

  private static final String FROM_CLUSTER = "--from-cluster";

  private final PrintWriter err;

  @Parameters(paramLabel = "NAME", description = "what to call the environment, e.g. mylab")
  private String name = "";

  @Option(
      names = "--like",
      paramLabel = "ENVIRONMENT",
      description =
          "begin with a copy of one that `list` shows; else with a small one that explains")
  private Optional<String> like = Optional.empty();

  @Option(
      names = FROM_CLUSTER,
      description =
          "ask a cluster for nodes, storage, addresses and names, and write what it says; nothing is"
              + " written to it")
  private boolean fromCluster;

  @Mixin private ClusterOptions reached = new ClusterOptions();

  InitCommand(PrintWriter err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    DnsLabel label = label();
    Path file = Path.of(label + ".java");
    try {
      Files.writeString(file, template().called(label), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new Refusal(
          ExitCode.CONFLICT, file + " is there already; give another name, or move it away", e);
    }
    err.println(file + ": an environment to change as you like");
    err.println(
        like.isEmpty() ? "next, look for GUESS in it, then:" : "next, change what differs, then:");
    err.println("  " + Invocation.command() + " " + RenderRun.ENV_FILE + " " + file);
    return ExitCode.DONE.number();
  }

  private DnsLabel label() {
    try {
      DnsLabel label = DnsLabel.of(name);
      if (Environments.all().stream().anyMatch(shipped -> shipped.name().equals(label))) {
        throw new Refusal(
            ExitCode.USAGE,
            "'" + label + "' ships with this program; take another name, and --like " + label);
      }
      if (DnsLabel.isKeptByWindows(label.text())) {
        throw new Refusal(
            ExitCode.USAGE,
            "'" + label + "' is a name that Windows keeps for itself; take another name");
      }
      return label;
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private Template template() {
    if (fromCluster) {
      return ofCluster();
    }
    if (reached.areGiven()) {
      throw new Refusal(
          ExitCode.USAGE, "--kubeconfig and --context say which cluster; add " + FROM_CLUSTER);
    }
    try {
      return like.map(Environments::named).map(Template::of).orElseGet(Template::teaching);
    } catch (UnknownEnvironment e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private Template ofCluster() {
    if (like.isPresent()) {
      throw new Refusal(
          ExitCode.USAGE, FROM_CLUSTER + " and --like each say where to begin; give one");
    }
    try (HttpCluster cluster = reached.cluster()) {
      return Survey.of(cluster, this::tell).template();
    } catch (Unanswered e) {
      throw new Refusal(ExitCode.REMOTE, String.valueOf(e.getMessage()), e);
    }
  }

  private void tell(String question) {
    if (Terminal.isThere()) {
      err.println("asking for " + question);
    }
  }
}
