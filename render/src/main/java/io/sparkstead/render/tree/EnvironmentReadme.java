package io.sparkstead.render.tree;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.stack.Capacity;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.patch.Patch;
import io.sparkstead.stack.proof.rule.RuleException;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.storage.ObjectStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code out/<env>/README.md}: how to bring the environment up, what answers where, what it asks of
 * the nodes, and a picture of who talks to whom.
 */
record EnvironmentReadme(
    Environment environment, StackManifests manifests, Stack stack, BringUp bringUp) {

  EnvironmentReadme(Environment environment, StackManifests manifests) {
    this(
        environment,
        manifests,
        manifests.stack(),
        BringUp.of(
            environment, manifests.stack(), "out/" + environment.name(), command(environment)));
  }

  /** Not as this run was started, or the same Java would give other bytes to another person. */
  private static String command(Environment environment) {
    return environment instanceof EnvironmentFile
        ? EnvironmentFile.COMMAND
        : "java -jar render/target/render.jar";
  }

  /** The file beside it that shows who talks to whom. */
  static final String PICTURE = "graph.svg";

  String text() {
    List<String> sections = new ArrayList<>(List.of(title(), firstSteps()));
    for (Component component : stack.components()) {
      if (component.applied() == Component.Applied.ON_REQUEST) {
        String folder = component.folder();
        sections.add(component.submissions().isEmpty() ? working(folder) : run(folder));
      }
    }
    sections.add(endpoints());
    List<Jupyter> notebooks = notebooks();
    if (notebooks.size() > 1) {
      sections.add(shared(notebooks));
    }
    sections.addAll(List.of(images(), secrets()));
    List<String> existing = existing();
    if (!existing.isEmpty() || !stack.namespace().isOurs()) {
      sections.add(madeByOthers(existing));
    }
    for (Map.Entry<ObjectStore, Set<Labels>> store : stack.stores().entrySet()) {
      String guide = store.getKey().guide(List.copyOf(store.getValue()));
      if (!guide.isEmpty()) {
        sections.add("## The bucket\n\n" + guide);
      }
    }
    sections.addAll(List.of(capacity(), picture(), folders()));
    if (!stack.patches().all().isEmpty()) {
      sections.add(patches());
    }
    if (!environment.exceptions().isEmpty()) {
      sections.add(exceptions());
    }
    return String.join("\n", sections);
  }

  private String title() {
    return Blanks.fill(
        """
    <!-- %s -->

    # %s

    %s. Everything here lives in namespace `%s`.
    """,
        Generated.NOTICE,
        environment.name(),
        capitalised(environment.description()),
        stack.namespace().name());
  }

  private String firstSteps() {
    return Blanks.fill(
        """
    ## Bring it up

    From the folder that holds `out/`, once:

    ```sh
    %s```

    %s""",
        bringUp.once(), bringUp.isByHand() ? byHand() : synced());
  }

  private String byHand() {
    return Blanks.fill(
        """
    Then, and after every change:

    ```sh
    %s```

    Applying again is harmless. Each folder below with a `kustomization.yaml` can also be applied on
    its own.
    """,
        bringUp.apply());
  }

  private String synced() {
    return Blanks.fill(
        """
    and, where %1$s runs, what tells it to apply all else:

    ```sh
    %2$s```

    From then on, push this folder: %1$s applies it. It deletes neither claims nor their namespace,
    and does not apply the folders that are for requests.
    """,
        stack.gitOps().title(), bringUp.apply());
  }

  private String working(String folder) {
    return Blanks.fill(
        """
    ## Is it working?

    This runs pi on executors and looks for the run in the History Server. Its log ends with `PASSED`,
    or says what to look at. It is swept up after ten minutes; to ask again earlier, delete it first.

    ```sh
    kubectl delete -k out/%1$s/%2$s --ignore-not-found
    kubectl apply -k out/%1$s/%2$s
    kubectl wait -n %3$s --for=condition=Ready pod -l app.kubernetes.io/name=%2$s --timeout=5m
    kubectl logs -n %3$s -f -l app.kubernetes.io/name=%2$s
    ```
    """,
        environment.name(), folder, stack.namespace().name());
  }

  private String run(String folder) {
    return Blanks.fill(
        """
    ## Run `%2$s`

    This submits it, and says at the end how it went. It is kept for a week; to run it again earlier,
    delete it first.

    ```sh
    kubectl delete -k out/%1$s/%2$s --ignore-not-found
    kubectl apply -k out/%1$s/%2$s
    kubectl wait -n %3$s --for=condition=Ready pod -l app.kubernetes.io/name=%2$s --timeout=5m
    kubectl logs -n %3$s -f -l app.kubernetes.io/name=%2$s
    ```
    """,
        environment.name(), folder, stack.namespace().name());
  }

  private String endpoints() {
    PortForward forward = PortForward.of(stack);
    List<List<String>> rows = new ArrayList<>();
    for (Endpoint endpoint : stack.endpoints()) {
      String url =
          endpoint.outside().isPresent() ? endpoint.outside().get() : forward.url(endpoint);
      rows.add(List.of(endpoint.title(), "<" + url + ">", "`" + endpoint.inside() + "`"));
    }
    return "## What answers where\n\n"
        + (forward.local().isEmpty()
            ? ""
            : "`"
                + PortForward.FILE
                + "` opens what is at `localhost`, for as long as it runs.\n\n")
        + table(List.of("what", "for people", "for pods"), rows);
  }

  private List<Jupyter> notebooks() {
    List<Jupyter> notebooks = new ArrayList<>();
    for (Component component : stack.components()) {
      if (component instanceof Jupyter notebook) {
        notebooks.add(notebook);
      }
    }
    return notebooks;
  }

  private static String shared(List<Jupyter> notebooks) {
    StringBuilder names = new StringBuilder();
    for (Jupyter notebook : notebooks) {
      names.append(names.isEmpty() ? "`" : ", `").append(notebook.name()).append('`');
    }
    SparkApplication one = notebooks.get(0).application();
    return Blanks.fill(
        """
    ## What the notebooks share

    %s have each a disk, a token, a driver's Service and executors of their own. They share the bucket
    `%s`, the History Server, the accounts `%s` and `%s`, and the namespace with its quota: whoever works
    in one can read and delete what the others keep in the bucket, and stop their executors. People who
    may not do that to each other need a namespace each.
    """,
        names,
        one.eventLog().store().bucketName(),
        one.accounts().driver().name(),
        one.accounts().executor().name());
  }

  private String images() {
    if (stack.builds().isEmpty()) {
      return "## Images to build\n\nNone: every image is pulled as it is.\n";
    }
    boolean isLocal = false;
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<ImageReference, ImageReference> image :
        ImageBuild.renames(stack.builds()).entrySet()) {
      isLocal |= image.getValue().isLocal();
      rows.add(List.of("`" + image.getKey() + "`", "`" + image.getValue() + "`"));
    }
    return "## Images to build\n\n"
        + "`images/build.sh` builds these in order and "
        + (isLocal ? "loads them into the local cluster that `kubectl` talks to" : "pushes them")
        + ", with podman or docker.\n\n"
        + table(List.of("in manifests", "pulled as"), rows);
  }

  private String secrets() {
    List<List<String>> rows = new ArrayList<>();
    for (SecretSpec secret : stack.secrets().keySet()) {
      if (!secret.isKeptByOthers()) {
        rows.add(List.of("`" + secret.name() + "`", keys(secret), secret.purpose()));
      }
    }
    return "## "
        + stack.delivery().title()
        + "\n\n"
        + stack.delivery().guide(bringUp.place())
        + "\n"
        + table(List.of("Secret", "keys", "opens"), rows);
  }

  private static String keys(SecretSpec secret) {
    StringBuilder keys = new StringBuilder();
    for (String key : secret.recipes().keySet()) {
      keys.append(keys.isEmpty() ? "`" : ", `").append(key).append('`');
    }
    return keys.toString();
  }

  private String madeByOthers(List<String> existing) {
    StringBuilder text = new StringBuilder("## What others make\n\n");
    if (!stack.namespace().isOurs()) {
      text.append(new OthersNamespace(manifests).text());
      text.append(existing.isEmpty() ? "" : "\n");
    }
    if (!existing.isEmpty()) {
      text.append("These have to be in the namespace before pods can start:\n\n");
      text.append(String.join("", existing));
    }
    return text.toString();
  }

  /** What is there already, and the Secrets whose values somebody else has. */
  private List<String> existing() {
    List<String> lines = new ArrayList<>();
    for (ExistingObject each : stack.existing()) {
      boolean isLogin = stack.namespace().pullSecrets().contains(each.name());
      lines.add(
          "- "
              + each.kind()
              + " `"
              + each.name()
              + (isLogin
                  ? "`, with which images are pulled: `kubectl create secret docker-registry "
                      + each.name()
                      + " -n "
                      + stack.namespace().name()
                      + " --docker-server=… --docker-username=… --docker-password=…`\n"
                  : "`\n"));
    }
    lines.addAll(certificates());
    for (SecretSpec secret : stack.secrets().keySet()) {
      if (secret.isKeptByOthers()) {
        lines.add(
            "- Secret `"
                + secret.name()
                + "`, of a file "
                + keys(secret)
                + " with the values that its owner has; opens "
                + secret.purpose()
                + "\n");
      }
    }
    return lines;
  }

  /** The Secrets of which Ingresses take their certificates. */
  private List<String> certificates() {
    Set<String> lines = new LinkedHashSet<>();
    for (StackManifests.Part part : manifests.all()) {
      for (Manifest manifest : part.manifests()) {
        // By its kind first: the class is not so much as loaded for a stack without one.
        if (manifest.kind().equals("Ingress")
            && manifest.object() instanceof Ingress ingress
            && ingress.getSpec() != null) {
          for (IngressTLS tls : ingress.getSpec().getTls()) {
            lines.add(certificate(tls));
          }
        }
      }
    }
    lines.remove("");
    return List.copyOf(lines);
  }

  /** A line, or none where the controller's own certificate is taken. */
  private static String certificate(IngressTLS tls) {
    return tls.getSecretName() == null
        ? ""
        : "- Secret `"
            + tls.getSecretName()
            + "` of type `kubernetes.io/tls`, by cert-manager or by hand: the certificate of "
            + String.join(", ", tls.getHosts())
            + "\n";
  }

  private String capacity() {
    StringBuilder text = new StringBuilder("## What it asks of the nodes\n\n");
    text.append(
        table(
            List.of("", "processor", "memory"),
            List.of(
                row("at rest", manifests.atRest()),
                row("with every executor", manifests.atMost()))));
    for (SparkApplication application : stack.applications()) {
      text.append(
          Blanks.fill(
              """

          `%s` holds %s to %s of %s and %s each (%s of heap and what Python and the \
          JVM take beside it).
          """,
              application.name(),
              application.allocation().min(),
              application.allocation().max() == 1
                  ? "1 executor"
                  : application.allocation().max() + " executors",
              application.executors().cpu().inWords(),
              application.executorMemory().inWords(),
              application.executors().memory().inWords()));
    }
    return text.toString();
  }

  private static List<String> row(String when, Capacity capacity) {
    return List.of(when, cores(capacity), capacity.memory().inWords());
  }

  /** {@code 3 cores}, {@code 0.75 cores}, {@code 4 cores, 1 nvidia.com/gpu}. */
  private static String cores(Capacity capacity) {
    StringBuilder text = new StringBuilder();
    text.append(BigDecimal.valueOf(capacity.millis(), 3).stripTrailingZeros().toPlainString());
    text.append(capacity.millis() == 1000 ? " core" : " cores");
    for (Map.Entry<String, Long> device : capacity.devices().entrySet()) {
      text.append(", ").append(device.getValue()).append(' ').append(device.getKey());
    }
    return text.toString();
  }

  private String picture() {
    return "## Who talks to whom\n\n![who talks to whom](" + PICTURE + ")\n";
  }

  private String folders() {
    List<List<String>> rows = new ArrayList<>();
    for (Component component : stack.components()) {
      rows.add(List.of("`" + component.folder() + "/`", component.labels().role()));
    }
    if (!stack.builds().isEmpty()) {
      rows.add(List.of("`images/`", "what the images are built from"));
    }
    if (!PortForward.of(stack).local().isEmpty()) {
      rows.add(List.of("`" + PortForward.FILE + "`", "opens what has no address outside"));
    }
    rows.add(List.of("`.sparkstead/`", "which files were generated, with their SHA-256"));
    return "## What is in the folders\n\n" + table(List.of("folder", "role"), rows);
  }

  private String patches() {
    List<Patch> patches = stack.patches().all();
    boolean isAnyReasoned = patches.stream().anyMatch(patch -> patch.reason().isPresent());
    List<List<String>> rows = new ArrayList<>();
    for (Patch patch : patches) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  patch.kind() + " `" + patch.name() + "`",
                  patch.changes().stream()
                      .map(change -> "`" + change + "`")
                      .collect(Collectors.joining("<br>"))));
      if (isAnyReasoned) {
        row.add(patch.reason().orElse("").replace("|", "\\|"));
      }
      rows.add(row);
    }
    return "## What is patched\n\n"
        + "These objects are not as their components make them; the environment's class says so.\n\n"
        + table(
            isAnyReasoned ? List.of("object", "changed", "because") : List.of("object", "changed"),
            rows);
  }

  /** With the reasons, for whoever reviews them. */
  private String exceptions() {
    List<List<String>> rows = new ArrayList<>();
    for (RuleException exception : environment.exceptions()) {
      rows.add(
          List.of(
              exception.rule(),
              exception.subject().replace("|", "\\|"),
              exception.reason().replace("|", "\\|")));
    }
    return "## What is excused\n\n"
        + "These findings the environment lives with; its class says why.\n\n"
        + table(List.of("rule", "of", "because"), rows);
  }

  private static String table(List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    row(table, head);
    row(table, Collections.nCopies(head.size(), "---"));
    for (List<String> row : rows) {
      row(table, row);
    }
    return table.toString();
  }

  private static void row(StringBuilder table, List<String> cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
