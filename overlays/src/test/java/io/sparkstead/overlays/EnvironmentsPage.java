package io.sparkstead.overlays;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.proof.rule.RuleException;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Inventory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code docs/environments.md}: what each environment is, and what differs between them. */
final class EnvironmentsPage {

  private static final Map<String, Function<Stack, Stream<String>>> ROWS = rows();

  private EnvironmentsPage() {}

  private static Map<String, Function<Stack, Stream<String>>> rows() {
    Map<String, Function<Stack, Stream<String>>> rows = new LinkedHashMap<>();
    rows.put("namespace", stack -> Stream.of(stack.namespace().name()));
    rows.put("nodes", EnvironmentsPage::nodes);
    rows.put(
        "Spark",
        stack -> stack.applications().stream().map(job -> job.image().release().version()));
    rows.put("executors", stack -> stack.applications().stream().map(EnvironmentsPage::executors));
    rows.put(
        "shuffle data",
        stack -> stack.applications().stream().map(job -> shuffle(job.executors().shuffle())));
    rows.put(
        "executors run on",
        stack -> stack.applications().stream().map(job -> pool(job.placement().executors())));
    rows.put(
        "memory at rest",
        stack -> Stream.of(StackManifests.of(stack).atRest()).map(all -> all.memory() + ""));
    rows.put("images of ours", EnvironmentsPage::images);
    rows.put("storage", EnvironmentsPage::storage);
    rows.put("bucket", EnvironmentsPage::buckets);
    rows.put("Services", EnvironmentsPage::services);
    rows.put("for people", EnvironmentsPage::outside);
    rows.put("network policies", stack -> count(stack, NetworkPolicy.class));
    rows.put("quotas", stack -> count(stack, ResourceQuota.class));
    rows.put("Secrets", stack -> Stream.of(stack.delivery().title()));
    rows.put("metrics", stack -> custom(stack, "PodMonitor"));
    rows.put("synced by", stack -> Stream.of(stack.gitOps().title()));
    return Collections.unmodifiableMap(rows);
  }

  static String text(List<Environment> environments) {
    StringBuilder page =
        new StringBuilder(
            """
            <!-- Made from the code by EnvironmentsPageTest; edit the environment's class. -->
            # Environments

            An environment is one Java class; [add yours](add-an-environment.md), from the one that is
            nearest. This is what differs between those that are here.

            """);
    for (Environment environment : environments) {
      page.append(
          "- [`%1$s`](../out/%1$s/README.md): %2$s\n"
              .formatted(environment.name(), environment.description()));
    }
    page.append(
            "\n| | " + environments.stream().map(e -> "`" + e.name() + "`").collect(joining(" | ")))
        .append(" |\n|" + " --- |".repeat(environments.size() + 1) + "\n");
    ROWS.forEach(
        (title, values) ->
            page.append(
                row(
                    title,
                    environments,
                    environment -> values.apply(environment.stack(ImageLock.NONE)))));
    page.append(
        row(
            "lives with",
            environments,
            environment -> environment.exceptions().stream().map(EnvironmentsPage::reason)));
    return page.toString();
  }

  private static String row(
      String title, List<Environment> environments, Function<Environment, Stream<String>> values) {
    return "| "
        + title
        + " | "
        + environments.stream()
            .map(environment -> values.apply(environment).distinct().collect(joining("<br>")))
            .map(cell -> cell.isEmpty() ? "none" : cell)
            .collect(joining(" | "))
        + " |\n";
  }

  private static Stream<String> nodes(Stack stack) {
    List<Node> nodes = stack.nodes();
    if (nodes.isEmpty()) {
      return Stream.of("not said");
    }
    return nodes.stream()
        .distinct()
        .map(node -> Collections.frequency(nodes, node) + " of " + node);
  }

  private static String executors(SparkApplication application) {
    return "%d to %d of %s cores and %s of heap"
        .formatted(
            application.allocation().min(),
            application.allocation().max(),
            application.executors().cpu(),
            application.executors().memory());
  }

  private static String shuffle(Shuffle shuffle) {
    if (shuffle instanceof Shuffle.Decommission handedOn) {
      return "handed on, last to `" + handedOn.folder() + "/` in the bucket";
    }
    if (shuffle instanceof Shuffle.OnClaims claims) {
      return "on claims of class `" + claims.storageClass() + "`";
    }
    return "kept on the node";
  }

  private static String pool(NodePool pool) {
    return pool.labels().isEmpty()
        ? "any node"
        : pool.labels().entrySet().stream()
            .map(label -> "`" + label.getKey() + "=" + label.getValue() + "`")
            .collect(joining(" "));
  }

  private static Stream<String> custom(Stack stack, String kind) {
    return Inventory.of(stack).all(GenericKubernetesResource.class).stream()
        .filter(object -> object.getKind().equals(kind))
        .map(object -> kind + " `" + object.getMetadata().getName() + "`");
  }

  private static Stream<String> images(Stack stack) {
    return stack.builds().stream()
        .map(ImageBuild::published)
        .map(
            image ->
                image.isLocal()
                    ? "loaded into the node"
                    : "pushed to `"
                        + image.repository().substring(0, image.repository().indexOf('/'))
                        + "`");
  }

  private static Stream<String> storage(Stack stack) {
    return Inventory.of(stack).all(PersistentVolumeClaim.class).stream()
        .map(claim -> Optional.ofNullable(claim.getSpec().getStorageClassName()))
        .map(named -> named.map(name -> "class `" + name + "`").orElse("the cluster's default"));
  }

  private static Stream<String> buckets(Stack stack) {
    return stack.stores().keySet().stream()
        .map(store -> "`%s` at %s".formatted(store.bucketName(), store.peer().title()));
  }

  private static Stream<String> services(Stack stack) {
    return Inventory.of(stack).all(Service.class).stream()
        .filter(service -> !"None".equals(service.getSpec().getClusterIP()))
        .map(service -> service.getSpec().getType());
  }

  private static Stream<String> outside(Stack stack) {
    return stack.endpoints().stream()
        .map(
            endpoint -> endpoint.outside().map(url -> "<" + url + ">").orElse("`port-forward.sh`"));
  }

  private static Stream<String> count(Stack stack, Class<? extends HasMetadata> kind) {
    return Stream.of(Inventory.of(stack).all(kind).size())
        .filter(count -> count > 0)
        .map(String::valueOf);
  }

  private static String reason(RuleException exception) {
    return "[%s](rules.md#%s): %s"
        .formatted(exception.rule(), exception.rule().toLowerCase(Locale.ROOT), exception.reason());
  }
}
