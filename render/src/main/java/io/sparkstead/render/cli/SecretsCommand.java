package io.sparkstead.render.cli;

import io.fabric8.kubernetes.api.model.Secret;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.RandomText;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Invocation;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.tree.BringUp;
import io.sparkstead.stack.Component;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the Secrets an environment needs, with fresh values that are kept nowhere. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Prints the Secrets of an environment with strong random values; writes no file.",
    description = {
      "Each run makes other values. Pipe one run to where the Secrets live:",
      "  ${ROOT-COMMAND-NAME} secrets --env homelab | kubectl create -f -",
      "  ${ROOT-COMMAND-NAME} secrets --env homelab | kubeseal -o yaml > sealed.yaml",
      "kubectl create leaves a Secret that is there as it is. Applied, other values would lock out",
      "the pods that hold the first: docs/deliver-secrets.md says how to rotate.",
    })
final class SecretsCommand implements Callable<Integer> {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final PrintWriter out;
  private final PrintWriter err;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Option(
      names = "--name",
      paramLabel = "SECRET",
      description = "one Secret alone; may be given several times")
  private List<String> names = new ArrayList<>();

  SecretsCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    BuiltEnvironment built = BuiltEnvironment.unlocked(asked.one());
    RandomText random = randomText(new SecureRandom());
    Map<String, Secret> secrets = new LinkedHashMap<>();
    List<SecretSpec> kept = new ArrayList<>();
    refuseUnknown(built);
    for (Map.Entry<SecretSpec, Component> each : built.stack().secrets().entrySet()) {
      SecretSpec secret = each.getKey();
      String name = secret.name().text();
      boolean isAsked = names.isEmpty() || names.contains(name);
      if (isAsked && secret.isKeptByOthers()) {
        kept.add(secret);
      } else if (isAsked) {
        secrets.put(name, secret.freshResource(each.getValue().labels(), random));
      }
    }
    if (!secrets.isEmpty()) {
      out.print(Yaml.documents(List.copyOf(secrets.values())));
      err.println(
          secrets.size()
              + (secrets.size() == 1 ? " Secret" : " Secrets")
              + " with fresh values; no copy is kept; "
              + built.stack().delivery().afterPrinting());
    }
    for (SecretSpec secret : kept) {
      err.println(left(built, secret));
    }
    return ExitCode.DONE.number();
  }

  private void refuseUnknown(BuiltEnvironment built) {
    List<String> known =
        built.stack().secrets().keySet().stream().map(secret -> secret.name().text()).toList();
    if (!known.containsAll(names)) {
      throw new Refusal(
          ExitCode.USAGE,
          "environment "
              + built.environment().name()
              + " has no such Secret; it has "
              + String.join(", ", known));
    }
  }

  /** What is not made up, and how its owner's values come to the cluster. */
  private static String left(BuiltEnvironment built, SecretSpec secret) {
    BringUp bringUp =
        BringUp.of(
            built.environment(),
            built.stack(),
            "out/" + built.environment().name(),
            Invocation.command());
    return "Secret "
        + secret.name()
        + " is left out, as only the owner of what it opens, "
        + secret.purpose()
        + ", has its values; "
        + built.stack().delivery().ofOwner(bringUp.place(), secret);
  }

  private static RandomText randomText(SecureRandom random) {
    return length -> {
      StringBuilder text = new StringBuilder(length);
      for (int i = 0; i < length; i++) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      return text.toString();
    };
  }
}
