package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.render.cluster.SparkPods.Role;
import io.sparkstead.render.cluster.control.Answer;
import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.cluster.control.Kubectl;
import io.sparkstead.render.spark.cluster.Patience;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A tree in the cluster, in a namespace that it has for itself.
 *
 * <pre>{@code
 * try (Tenant tenant = Tenant.of(tree)) {
 *   Round first = tenant.apply();
 *   Round again = tenant.apply("--server-side");
 * }
 * }</pre>
 */
final class Tenant implements AutoCloseable {

  private static final String APPLY = "apply";
  private static final String DELETE = "delete";
  private static final String GET = "get";
  private static final String EVENTS = "events";
  private static final String REASON = "reason";
  private static final String NAMESPACE = "namespace";

  /** Options of kubectl. */
  private static final String FOLDER = "-k";

  private static final String FILE = "-f";
  private static final String INPUT = "-";
  private static final String IN = "-n";
  private static final String ALL = "--show-managed-fields";
  private static final String OR_NOTHING = "--ignore-not-found";

  /** How the reason of an event begins that something did not go well. */
  private static final String FAILED = "Failed";

  /** A pod for which there is no node. */
  private static final String WITHOUT_A_NODE = FAILED + "Scheduling";

  private static final int LAST_LINES = 5;

  private final Tree tree;
  private final ControlPlane plane;
  private final Kubectl kubectl;
  private final String namespace;
  private Map<String, JsonNode> last = Map.of();

  private Tenant(Tree tree, ControlPlane plane) {
    this.tree = tree;
    this.plane = plane;
    kubectl = plane.kubectl();
    namespace = tree.namespace();
  }

  /** With the namespace alone, made as the page of a tree says, with {@code options}. */
  static Tenant of(Tree tree, String... options) {
    return of(tree, ControlPlane.shared(), options);
  }

  /** The same in another cluster; without a namespace where that is made by others. */
  static Tenant of(Tree tree, ControlPlane plane, String... options) {
    Tenant tenant = new Tenant(tree, plane);
    tenant.kubectl.run(DELETE, NAMESPACE, tenant.namespace, OR_NOTHING).succeeded();
    if (tree.hasNamespace()) {
      tenant.kubectl.run(with(options, APPLY, FILE, tree.namespaceFile())).succeeded();
    }
    return tenant;
  }

  Kubectl kubectl() {
    return kubectl;
  }

  String namespace() {
    return namespace;
  }

  /** Applies all of it, and waits until nothing changes any more. */
  Round apply(String... options) {
    Answer answer = applyFolder(tree.path(), options);
    Map<String, JsonNode> before = last;
    last = settled();
    return new Round(answer, before, last);
  }

  /** Applies one of its folders. */
  Answer applyPart(String part, String... options) {
    return applyFolder(tree.part(part), options);
  }

  /** Applies another tree over it. */
  Answer applyOver(Tree other, String... options) {
    return applyFolder(other.path(), options);
  }

  private Answer applyFolder(String folder, String... options) {
    Answer answer = kubectl.run(with(options, APPLY, FOLDER, folder));
    return answer.code() == 0 ? answer : answer.with(trouble(folder, answer));
  }

  Answer diff(String... options) {
    return kubectl.run(with(options, "diff", FOLDER, tree.path()));
  }

  private static String[] with(String[] options, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  /** Its objects once they stay as they are, as controllers write into them too. */
  private Map<String, JsonNode> settled() {
    List<Map<String, String>> seen = new ArrayList<>();
    return Patience.forAnswer(
        () -> {
          Map<String, JsonNode> objects = new TreeMap<>();
          Map<String, String> versions = new TreeMap<>();
          for (JsonNode object : kubectl.list(GET, FOLDER, tree.path(), OR_NOTHING, ALL)) {
            objects.put(name(object), object);
            versions.put(name(object), Round.version(object));
          }
          boolean stays = !seen.isEmpty() && seen.get(seen.size() - 1).equals(versions);
          seen.add(versions);
          return stays ? Optional.of(objects) : Optional.empty();
        },
        () -> "the objects of " + tree + " go on changing");
  }

  static String name(JsonNode object) {
    return kind(object) + " " + object.at("/metadata/name").asText();
  }

  static String kind(JsonNode object) {
    return object.get("kind").asText();
  }

  /** Waits until each workload has its pods. */
  void waitForPods() {
    waitForNone(
        "have no pods",
        "deployments,statefulsets,jobs",
        workload -> {
          JsonNode status = workload.get("status");
          int made = status.path("replicas").asInt(status.path("active").asInt());
          return made < replicas(workload);
        });
  }

  /** Waits until each workload has pods as it is to be now. */
  void waitForNewPods() {
    waitForNone(
        "keep their old pods",
        "deployments,statefulsets",
        workload -> {
          JsonNode status = workload.get("status");
          boolean isSeen =
              status.path("observedGeneration").equals(workload.at("/metadata/generation"));
          return !isSeen || status.path("updatedReplicas").asInt() < replicas(workload);
        });
  }

  private static int replicas(JsonNode workload) {
    return workload.at("/spec/replicas").asInt(1);
  }

  private void waitForNone(String complaint, String kinds, Predicate<JsonNode> wrong) {
    Set<String> left = new TreeSet<>();
    Patience.until(
        () -> {
          left.clear();
          kubectl.list(GET, kinds, IN, namespace).stream()
              .filter(wrong)
              .map(Tenant::name)
              .forEach(left::add);
          return left.isEmpty();
        },
        () -> left + " " + complaint + "\n" + String.join("\n", trouble()));
  }

  /**
   * Applies what is applied on request, and sets everybody to work: each CronJob, the driver of
   * each submission, and of one application after the other all executors. Answers with what became
   * of the pods that Spark makes.
   */
  Map<SparkPods, Answer> work() {
    List<JsonNode> objects = new ArrayList<>(tree.objects(kubectl, ""));
    for (String part : tree.partsOnRequest()) {
      List<JsonNode> more = tree.objects(kubectl, part);
      if (more.get(0).at("/metadata/namespace").asText().equals(namespace)) {
        applyPart(part).succeeded();
        objects.addAll(more);
      }
    }
    startCronJobs(objects);
    waitForPods();

    List<SparkPods> pods = SparkPods.of(objects);
    Map<SparkPods, Answer> admitted = new LinkedHashMap<>();
    for (SparkPods drivers : only(pods, Role.DRIVER)) {
      admitted.put(drivers, create(drivers));
    }
    for (SparkPods executors : only(pods, Role.EXECUTOR)) {
      String before = counted();
      admitted.put(executors, create(executors));
      deleteAtOnce("pods?labelSelector=" + Role.EXECUTOR.selector());
      Patience.until(() -> counted().equals(before), () -> "the quota still counts " + executors);
    }
    return admitted;
  }

  private Answer create(SparkPods pods) {
    Answer answer = kubectl.tell(pods.list().toString(), "create", FILE, INPUT);
    return answer.code() == 0 ? answer : answer.with(trouble());
  }

  private static List<SparkPods> only(List<SparkPods> pods, Role role) {
    return pods.stream().filter(each -> each.role() == role).toList();
  }

  private void startCronJobs(List<JsonNode> objects) {
    for (JsonNode object : objects) {
      if (kind(object).equals("CronJob")) {
        String job = object.at("/metadata/name").asText();
        kubectl
            .run("create", "job", job + "-now", "--from=cronjob/" + job, IN, namespace)
            .succeeded();
      }
    }
  }

  /** How many pods the quota has counted. */
  private String counted() {
    return kubectl
        .run(GET, "quota", IN, namespace, "-o", "jsonpath={.items[*].status.used.pods}")
        .succeeded()
        .output();
  }

  /** Gives each of its claims a disk, as a provisioner would. */
  void bindClaims() {
    for (JsonNode claim : kubectl.list(GET, "pvc", IN, namespace)) {
      String name = claim.at("/metadata/name").asText();
      ObjectNode volume = JsonNodeFactory.instance.objectNode();
      volume.put("apiVersion", "v1").put("kind", "PersistentVolume");
      volume.putObject("metadata").put("name", namespace + "-" + name);
      ObjectNode spec = volume.putObject("spec");
      spec.set("capacity", claim.at("/spec/resources/requests"));
      spec.set("accessModes", claim.at("/spec/accessModes"));
      spec.set("storageClassName", claim.at("/spec/storageClassName"));
      spec.put("persistentVolumeReclaimPolicy", "Retain");
      spec.putObject("claimRef").put(NAMESPACE, namespace).put("name", name);
      spec.putObject("hostPath").put("path", "/nowhere");
      kubectl.tell(volume.toString(), APPLY, FILE, INPUT).succeeded();
    }
    kubectl
        .run("wait", IN, namespace, "pvc", "--all", "--for=jsonpath={.status.phase}=Bound")
        .succeeded();
  }

  /** Runs the line of its page that makes the Secrets, if it has one. Answers with all Secrets. */
  List<JsonNode> makeSecrets() {
    tree.secretsCommand().ifPresent(command -> kubectl.tell(tree.secrets(), command));
    return kubectl.list(GET, "secrets", IN, namespace);
  }

  /** What did not go well in it, as its events tell. */
  List<String> failures() {
    return kubectl.list(GET, EVENTS, IN, namespace).stream()
        .filter(event -> event.get(REASON).asText().startsWith(FAILED))
        .filter(event -> !event.get(REASON).asText().equals(WITHOUT_A_NODE))
        .map(Tenant::told)
        .toList();
  }

  /** The same, once there are any. */
  List<String> failuresInTime() {
    return Patience.forAnswer(
        () -> Optional.of(failures()).filter(failures -> !failures.isEmpty()),
        () -> "nothing fails in " + tree);
  }

  private static String told(JsonNode event) {
    JsonNode object = event.get("involvedObject");
    return object.get("kind").asText()
        + " "
        + object.get("name").asText()
        + ": "
        + event.get(REASON).asText()
        + ": "
        + event.get("message").asText();
  }

  /** For a test that fails: events, and the last lines of logs. */
  private List<String> trouble() {
    List<String> lines = new ArrayList<>();
    failures().forEach(event -> lines.add("event: " + event));
    List<String> complaints = plane.complaints(namespace);
    complaints.stream()
        .skip(Math.max(0, complaints.size() - LAST_LINES))
        .forEach(line -> lines.add("log: " + line));
    return lines;
  }

  /** The same, behind the objects that were not applied: kubectl does not always name them. */
  private List<String> trouble(String folder, Answer applied) {
    Answer all = kubectl.run(APPLY, FOLDER, folder, "--dry-run=client", "--validate=false");
    List<String> missing = new ArrayList<>(all.objects());
    missing.removeAll(applied.objects());
    List<String> lines = new ArrayList<>();
    missing.forEach(object -> lines.add("not applied: " + object));
    lines.addAll(trouble());
    return lines;
  }

  /** Deletes all of it as a person would, and waits for its end. */
  Answer delete() {
    Answer answer = kubectl.run(DELETE, FOLDER, tree.path(), "--timeout=60s");
    return answer.code() == 0 ? answer : answer.with(trouble());
  }

  boolean isGone() {
    return kubectl.run(GET, NAMESPACE, namespace, OR_NOTHING).succeeded().output().isEmpty();
  }

  /**
   * Deletes all of it, and keeps the namespace, as the deletion of one takes ten seconds, five of
   * which a controller waits by the clock. Kind by kind: a kubectl is held back after ten requests.
   */
  void empty() {
    tree.objects(kubectl, "").stream()
        .filter(object -> !object.at("/metadata/namespace").isMissingNode())
        .map(Tenant::resource)
        .distinct()
        .forEach(kind -> kubectl.run(DELETE, kind, IN, namespace, "--all").succeeded());
    deleteAtOnce(EVENTS);
    last = Map.of();
  }

  /** All that {@code query} finds, by one request. */
  private void deleteAtOnce(String query) {
    String path = "/api/v1/namespaces/" + namespace + "/" + query;
    kubectl.run(DELETE, "--raw", path).succeeded();
  }

  /** {@code HTTPRoute.v1.gateway.networking.k8s.io}, as kubectl knows every kind. */
  private static String resource(JsonNode object) {
    String[] group = object.get("apiVersion").asText().split("/", 2);
    return group.length == 1 ? kind(object) : kind(object) + "." + group[1] + "." + group[0];
  }

  /** Clears the namespace away; whoever wants it next waits for that. */
  @Override
  public void close() {
    kubectl.run(DELETE, NAMESPACE, namespace, OR_NOTHING, "--wait=false").succeeded();
  }
}
