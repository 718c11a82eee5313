package io.sparkstead.render.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A day of each tree on a node: it is brought up as its page says, used, disturbed and looked at.
 * The tests are the hours of that day, in order.
 */
@Tag("node")
@ParameterizedClass(name = "{0}")
@MethodSource("io.sparkstead.render.cluster.node.Site#asked")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeIT {

  private static final String API_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount";

  private static final String METALLB = "metallb.io/loadBalancerIPs";

  /** A machine of no network that a tree names. */
  private static final String STRANGER = "198.51.100.7";

  /** Longer than an executor may idle, in seconds. */
  private static final int REST = 80;

  /** How Spark's own example calls itself, whatever its properties say. */
  private static final String EXAMPLE = "PythonPi";

  private static Deployed deployed;
  private static List<Integer> executors;

  private final Site site;

  NodeIT(Site site) {
    this.site = site;
  }

  @BeforeParameterizedClassInvocation
  static void bring_up(Site site) {
    executors = List.of();
    deployed = Deployed.committed(site);
  }

  @AfterParameterizedClassInvocation
  static void end(Site site) {
    if (deployed != null) {
      System.out.println(site + ": executors " + executors);
      deployed.node().close();
    }
  }

  @Test
  @Order(1)
  void every_pod_is_ready_after_the_first_apply() {
    deployed.bringUp();

    assertThat(deployed.pods())
        .isNotEmpty()
        .allSatisfy(
            pod ->
                assertThat(pod.at("/status/containerStatuses/0/restartCount").asInt())
                    .as("restarts of %s", Deployed.name(pod))
                    .isZero());
  }

  @Test
  @Order(2)
  void pods_hold_no_more_than_is_rendered() {
    for (JsonNode pod : deployed.pods()) {
      String name = Deployed.name(pod);
      JsonNode user = pod.at("/spec/containers/0/securityContext/runAsUser");
      String status = deployed.exec("", name, "cat", "/proc/self/status").succeeded().output();

      assertThat(deployed.exec("", name, "id", "-u").output().strip()).isEqualTo(user.asText());
      assertThat(status)
          .as("rights of %s", name)
          .containsPattern("CapEff:\\s+0+\n")
          .containsPattern("CapBnd:\\s+0+\n")
          .containsPattern("NoNewPrivs:\\s+1\n")
          .containsPattern("Seccomp:\\s+2\n");
      assertThat(deployed.exec("", name, "sh", "-c", "echo > /usr/written").code())
          .as("a write to the image of %s", name)
          .isNotZero();
      assertThat(deployed.exec("", name, "ls", "/var/run/secrets/kubernetes.io").code() == 0)
          .as("a token in %s", name)
          .isEqualTo(
              pod.at("/spec/containers/0/volumeMounts")
                  .findValuesAsText("mountPath")
                  .contains(API_TOKEN));
    }
  }

  @Test
  @Order(3)
  void smoke_job_ends_with_passed() {
    String log = deployed.smoke(site.tree());

    // Not its last line: Spark 3.5 tells there that it shuts down.
    assertThat(log).as(log).contains("smoke: PASSED\n").doesNotContain("FAILED");
  }

  @Test
  @Order(4)
  void notebook_runs_to_its_end_and_executors_come_and_go() throws Exception {
    Path log = Files.createTempFile("notebook", ".log");
    int code;
    try (Executors watch = Executors.of(deployed)) {
      code =
          deployed.execLong(
              Path.of("src/cluster/node/notebook.py"),
              log,
              Deployed.JUPYTER,
              "sh",
              "-c",
              "exec \"$PYSPARK_PYTHON\" - \"$@\"",
              "notebook",
              "dynamic_resource_allocation_test.ipynb",
              "/run/jupyter/token",
              "calculate_pi(10000)=calculate_pi(" + site.partitions() + ")",
              "spark.stop()=__import__('time').sleep(" + REST + "); spark.stop()");
      Wait.until(() -> watch.now() == 0, deployed::trouble);
      executors = watch.counts();
    }
    String said = Files.readString(log);

    assertThat(code).as(said).isZero();
    assertThat(said).containsPattern("Pi is roughly 3\\.1");
    assertThat(executors).startsWith(1).contains(site.executors()).endsWith(1, 0);
    assertThat(executors).allMatch(count -> count <= site.executors());
  }

  @Test
  @Order(5)
  void sample_script_submits_in_cluster_mode() throws Exception {
    Path log = Files.createTempFile("spark-pi", ".log");
    Path nothing = Files.createTempFile("nothing", "");

    int code = deployed.execLong(nothing, log, Deployed.JUPYTER, "./spark-pi.sh", "20");

    assertThat(code).as(Files.readString(log)).isZero();
    List<JsonNode> drivers = deployed.list("get", "pods", "--selector=spark-role=driver");
    assertThat(drivers)
        .singleElement()
        .satisfies(
            driver -> {
              assertThat(driver.at("/status/phase").asText()).isEqualTo("Succeeded");
              assertThat(deployed.run("logs", Deployed.name(driver)).output())
                  .contains("Pi is roughly 3.1");
            });
  }

  @Test
  @Order(6)
  void what_a_schedule_starts_ends_well() {
    for (JsonNode schedule : deployed.list("get", "cronjobs")) {
      String name = Deployed.name(schedule);
      deployed.run("create", "job", "--from=cronjob/" + name, name + "-now").succeeded();
      Wait.until(
          () -> deployed.list("get", "jobs").stream().allMatch(Deployed::ended), deployed::trouble);
    }

    assertThat(deployed.list("get", "jobs"))
        .allSatisfy(job -> assertThat(job.at("/status/succeeded").asInt()).isOne());
    assertThat(deployed.list("get", "pods", "--selector=spark-role=driver"))
        .allSatisfy(
            driver -> assertThat(driver.at("/status/phase").asText()).isEqualTo("Succeeded"));
  }

  @Test
  @Order(7)
  void history_server_lists_all_that_ran() {
    Set<String> ran = Set.of("smoke", "DynamicAllocationDemo", EXAMPLE);
    Wait.until(
        () -> deployed.applications().containsAll(ran),
        () -> "the History Server lists " + deployed.applications());
  }

  @Test
  @Order(8)
  void pods_reach_whom_the_flows_name_and_nobody_else() {
    Reach reach = Reach.of(deployed);
    boolean isClosed = !deployed.list("get", "networkpolicies").isEmpty();
    Set<String> expected = isClosed ? reach.foretold() : reach.everything();

    Set<String> tried = reach.tried(expected);

    assertThat(without(tried, expected)).as("connections that nothing foretells").isEmpty();
    assertThat(without(expected, tried)).as("connections that do not come about").isEmpty();
  }

  @Test
  @Order(9)
  void people_reach_pages_at_their_addresses_and_strangers_do_not() {
    Set<String> pages = new TreeSet<>();
    for (JsonNode service : deployed.list("get", "services")) {
      String address = service.at("/metadata/annotations").path(METALLB).asText();
      if (!address.isEmpty()) {
        assign(service, address);
        for (JsonNode port : service.at("/spec/ports")) {
          // Spark's own page is there while a notebook has a session.
          if (!port.get("name").asText().equals("spark-ui")) {
            pages.add(address + ":" + port.get("port").asInt());
          }
        }
      }
    }

    // The node's proxy follows the Services.
    Wait.until(() -> reachedFrom(site.neighbour(), pages).equals(pages), pages::toString);
    assertThat(reachedFrom(STRANGER, pages)).isEmpty();
  }

  /** As MetalLB does. */
  private static void assign(JsonNode service, String address) {
    String status = "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"%s\"}]}}}";
    deployed
        .run(
            "patch",
            "service",
            Deployed.name(service),
            "--subresource=status",
            "--type=merge",
            "--patch=" + status.formatted(address))
        .succeeded();
  }

  private Set<String> reachedFrom(String machine, Set<String> pages) {
    List<String> arguments = new ArrayList<>(List.of(site.address(), machine));
    arguments.addAll(pages);
    Process people = deployed.node().onNode("people.py", arguments.toArray(String[]::new));
    return new TreeSet<>(people.inputReader().lines().toList());
  }

  private static Set<String> without(Set<String> all, Set<String> known) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(known);
    return rest;
  }

  @Test
  @Order(10)
  void nothing_is_lost_when_pods_are_deleted_one_by_one() {
    String notes = "notes " + System.nanoTime();
    deployed.exec(notes, Deployed.JUPYTER, "sh", "-c", "cat > notes.txt").succeeded();
    List<String> stored = deployed.stored();
    assertThat(stored).isNotEmpty();

    for (JsonNode pod : deployed.pods()) {
      deployed.run("delete", "pod", Deployed.name(pod), "--timeout=100s").succeeded();
      waitForAll(List.of(pod));
    }

    assertThat(deployed.exec("", Deployed.JUPYTER, "cat", "notes.txt").output()).isEqualTo(notes);
    assertThat(deployed.stored()).containsAll(stored);
  }

  @Test
  @Order(11)
  void nothing_is_lost_when_the_node_is_drained() {
    List<String> stored = deployed.stored();
    List<JsonNode> before = deployed.pods();

    deployed
        .kubectl()
        .run("drain", "node", "--delete-emptydir-data", "--force", "--timeout=110s")
        .succeeded();
    deployed.kubectl().run("uncordon", "node").succeeded();
    waitForAll(before);

    assertThat(deployed.stored()).containsAll(stored);
  }

  private static void waitForAll(List<JsonNode> replaced) {
    List<String> gone = replaced.stream().map(Deployed::uid).toList();
    int count = deployed.pods().size();
    Wait.until(
        () -> {
          List<JsonNode> pods = deployed.pods();
          return pods.size() >= count
              && pods.stream().noneMatch(pod -> gone.contains(Deployed.uid(pod)))
              && deployed.notReady().isEmpty();
        },
        deployed::trouble);
  }

  @Test
  @Order(12)
  void role_allows_every_call_and_little_that_nobody_made() {
    AuditLog log = AuditLog.of(deployed);
    Map<String, Set<String>> unused = new HashMap<>();
    for (JsonNode role : deployed.list("get", "roles")) {
      Set<String> verbs = new TreeSet<>(AuditLog.allowed(role));
      verbs.removeAll(log.asked());
      unused.put(Deployed.name(role), verbs);
    }
    System.out.println(site + ": calls " + log.asked() + ", not used " + unused);

    assertThat(log.refused()).isEmpty();
    List<String> none = new ArrayList<>();
    unused.values().forEach(none::addAll);
    assertThat(UNUSED.keySet()).as("the reasons below").containsAll(none);
  }

  /** What a Role allows and the log does not name, with the reason. */
  private static final Map<String, String> UNUSED =
      Map.of(
          "create configmaps", "a server-side apply of what is not there needs it besides patch",
          "create services", "the same");
}
