package io.sparkstead.render.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.render.cluster.Tree;
import io.sparkstead.render.cluster.control.Answer;
import io.sparkstead.render.cluster.control.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster with an owner: images behind a login, a store behind an authority of the company's own,
 * and objects that others made. The tests are in the order in which a person would see it.
 */
@Tag("node")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeCorporateIT {

  private static final Path SCRIPTS = Path.of("src/cluster/node");

  private static final String REGISTRY = "registry.corp.internal";
  private static final String HOST = "s3.corp.internal";
  private static final String BUCKET = "data.lake";
  private static final String USER = "analysts";
  private static final String PASSWORD = "of-the-lake-0123456789";
  private static final String LOGIN = "puller";
  private static final String LOGIN_PASSWORD = "of-the-registry";
  private static final String KEYS = "lake-keys";

  /** What the certificate of {@code node/authority} calls it. */
  private static final String AUTHORITY = "Corporate Root";

  private static final String HISTORY = "spark-history-server";
  private static final String WAITING = "event-log-ready";

  private static final String ENVIRONMENT =
      """
      import static io.sparkstead.dsl.value.ByteSize.gibibytes;

      import io.sparkstead.dsl.kube.Resources;
      import io.sparkstead.dsl.value.Cidr;
      import io.sparkstead.dsl.value.Cpu;
      import io.sparkstead.dsl.value.DnsLabel;
      import io.sparkstead.dsl.value.ImageLock;
      import io.sparkstead.overlays.Environment;
      import io.sparkstead.stack.Node;
      import io.sparkstead.stack.Stack;
      import io.sparkstead.stack.image.Authorities;
      import io.sparkstead.stack.own.ExistingObject;
      import io.sparkstead.stack.preset.Workbench;
      import io.sparkstead.stack.storage.ExternalStore;
      import io.sparkstead.stack.storage.S3Bucket;
      import io.sparkstead.stack.storage.S3Login;
      import java.net.URI;
      import java.util.List;

      final class Corporate implements Environment {
        @Override
        public Stack stack(ImageLock lock) {
          return new Workbench("%s/spark", lock)
              .pullSecrets("regcred")
              %s
              .storedIn(
                  new ExternalStore(
                      URI.create("https://%s"),
                      List.of(new Cidr("%s/32")),
                      new S3Bucket("%s", S3Login.in("%s", "the lake"))))
              .nodes(new Node(Cpu.cores(4), gibibytes(8)))
              .historySize(new Resources(Cpu.millis(100), Cpu.cores(1), gibibytes(1), gibibytes(6)))
              .notebookSize(new Resources(Cpu.millis(250), Cpu.cores(2), gibibytes(2), gibibytes(5)))
              .executors(1, gibibytes(1), gibibytes(2))
              .env("DB_PASSWORD", ExistingObject.secret("warehouse-db").key("password"))
              .mount("/etc/warehouse", ExistingObject.secret("warehouse-db"))
              .mount("/etc/app", ExistingObject.configMap("app-conf"))
              .mount("/data", ExistingObject.claim("datasets"))
              .stack();
        }

        @Override
        public DnsLabel name() {
          return DnsLabel.of("%s");
        }

        @Override
        public String description() {
          return "on a cluster with an owner";
        }
      }
      """;

  private static final String TRUSTING =
      ".trusting(Authorities.beside(getClass(), \"corporate-ca.pem\")).rebuilt(\"2\")";

  private static final String CLAIM =
      """
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: datasets}
      spec:
        accessModes: [ReadWriteMany]
        resources: {requests: {storage: 1Gi}}
      """;

  /** Asks the store for nothing; that it answers is enough. */
  private static final String CONNECT =
      """
      import socket, ssl
      plain = socket.create_connection(("%1$s", 443), 60)
      ssl.create_default_context().wrap_socket(plain, server_hostname="%1$s")
      """
          .formatted(HOST);

  private static Tree stranger;
  private static Deployed deployed;

  @BeforeAll
  static void bring_up() throws IOException {
    Path authority = Path.of(said(SCRIPTS.resolve("authority").toString()).strip());
    Path pem = ControlPlane.TARGET.resolve("trees/corporate-ca.pem");
    Files.createDirectories(pem.getParent());
    Files.copy(authority.resolve("ca.crt"), pem, StandardCopyOption.REPLACE_EXISTING);
    Tree tree = tree("corporate", TRUSTING);
    stranger = tree("stranger", "");

    Map<String, String> outside =
        Map.of(
            "OUTSIDE_IP", Site.OUTSIDE,
            "STORE", store(authority).toString(),
            "LOGIN", "%s %s:%s".formatted(REGISTRY, LOGIN, LOGIN_PASSWORD));
    OneNode node = OneNode.of(Site.LAPTOP, List.of(tree, stranger), outside);
    deployed = new Deployed(Site.LAPTOP, tree, node);
  }

  private static Tree tree(String name, String trusting) {
    return Tree.ofPerson(
        name, ENVIRONMENT.formatted(REGISTRY, trusting, HOST, Site.OUTSIDE, BUCKET, KEYS, name));
  }

  /** As {@code node/start} reads it. */
  private static Path store(Path authority) throws IOException {
    ObjectNode store = JsonNodeFactory.instance.objectNode();
    store.put("host", HOST).put("bucket", BUCKET).put("user", USER).put("password", PASSWORD);
    store.put("authority", authority.toString());
    return Files.writeString(
        ControlPlane.TARGET.resolve("corporate-store.json"), store.toPrettyString());
  }

  @AfterAll
  static void end() {
    if (deployed != null) {
      deployed.node().close();
    }
  }

  @Test
  @Order(1)
  void images_are_pulled_once_there_is_a_login(@TempDir Path folder) throws IOException {
    deployed.kubectl().run("apply", "-f", deployed.tree().namespaceFile()).succeeded();
    deployed
        .kubectl()
        .tell(withoutKeys(deployed.tree().secrets()), "create", "-f", "-")
        .succeeded();
    made_by_others(folder);
    deployed.kubectl().run("apply", "-k", deployed.tree().path()).succeeded();
    Pattern refused =
        Pattern.compile("Failed to pull image \"" + REGISTRY + "/.* 401 Unauthorized");
    Wait.until(() -> refused.matcher(deployed.trouble()).find(), deployed::trouble);
    assertThat(deployed.notReady()).hasSameSizeAs(deployed.pods());

    deployed
        .run(
            "create",
            "secret",
            "docker-registry",
            "regcred",
            "--docker-server=" + REGISTRY,
            "--docker-username=" + LOGIN,
            "--docker-password=" + LOGIN_PASSWORD)
        .succeeded();

    deployed.waitUntilUp();
  }

  /** What {@code secrets} prints for the store's keys is made up, so a person leaves it out. */
  private static String withoutKeys(String secrets) {
    return Stream.of(secrets.split("(?m)^---\n"))
        .filter(document -> !document.contains("name: " + KEYS))
        .collect(Collectors.joining("---\n"));
  }

  private static void made_by_others(Path folder) throws IOException {
    Path credentials = folder.resolve("credentials");
    Files.writeString(
        credentials,
        "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
            .formatted(USER, PASSWORD));
    deployed.run("create", "secret", "generic", KEYS, "--from-file=" + credentials).succeeded();
    deployed
        .run(
            "create",
            "secret",
            "generic",
            "warehouse-db",
            "--from-literal=user=report",
            "--from-literal=password=of-the-warehouse")
        .succeeded();
    deployed
        .run("create", "configmap", "app-conf", "--from-literal=app.yaml=retries: 3")
        .succeeded();
    deployed
        .kubectl()
        .tell(CLAIM, "create", "--namespace=" + deployed.namespace(), "-f", "-")
        .succeeded();
  }

  @Test
  @Order(2)
  void what_waits_for_the_event_log_found_it_in_the_store() {
    for (JsonNode pod : deployed.pods()) {
      assertThat(waited(pod).succeeded().output())
          .contains("s3a://" + BUCKET + "/event-logs/ is there");
    }
  }

  @Test
  @Order(3)
  void drivers_and_executors_see_what_others_made_and_trust_their_authority() throws IOException {
    Told told = Told.by(deployed, SCRIPTS.resolve("corporate.py"), HOST, BUCKET);

    String seen = "of-the-warehouse; report; of-the-warehouse; retries: 3; " + AUTHORITY;
    assertThat(told.of("driver")).isEqualTo(seen);
    assertThat(told.of("executors")).isEqualTo(seen);
    assertThat(told.of("claim")).isEqualTo("from the driver and from an executor");
    assertThat(told.of("store")).isEqualTo("100");
    assertThat(told.of("requests")).isEqualTo("403");
  }

  @Test
  @Order(4)
  void smoke_job_passes_and_the_history_server_lists_all() {
    String log = deployed.smoke(deployed.tree());

    assertThat(log).as(log).contains("smoke: PASSED\n");
    List<String> ran = List.of("smoke", "corporate");
    Wait.until(
        () -> deployed.applications().containsAll(ran),
        () -> "the History Server lists " + deployed.applications());
  }

  @Test
  @Order(5)
  void an_image_without_that_authority_is_turned_away() {
    Pattern unknown = Pattern.compile("unable to find valid certification path");

    deployed.kubectl().run("apply", "-k", stranger.part(HISTORY)).succeeded();

    Wait.until(
        () -> strangers().anyMatch(pod -> unknown.matcher(waited(pod).output()).find()),
        deployed::trouble);
    JsonNode pod = strangers().findFirst().orElseThrow();
    Answer python = connect(Deployed.name(pod), "--container=" + WAITING);
    assertThat(python.code()).isNotZero();
    assertThat(python.messages()).contains("CERTIFICATE_VERIFY_FAILED");
    assertThat(waited(pod).output()).doesNotContain("is there");
    assertThat(connect(Deployed.JUPYTER).succeeded().code()).isZero();

    deployed.kubectl().run("apply", "-k", deployed.tree().part(HISTORY)).succeeded();
    Wait.until(() -> strangers().findAny().isEmpty() && deployed.isUp(), deployed::trouble);
  }

  /** Pods of an image that was built without the authority. */
  private static Stream<JsonNode> strangers() {
    return deployed.pods().stream()
        .filter(pod -> pod.at("/spec/containers/0/image").asText().endsWith(":4.1.2"));
  }

  private static Answer waited(JsonNode pod) {
    return deployed.run("logs", Deployed.name(pod), "--container=" + WAITING);
  }

  /** What Python says of the store's certificate. */
  private static Answer connect(String pod, String... more) {
    String[] command =
        Stream.of(
                Stream.of("exec", pod),
                Stream.of(more),
                Stream.of("--", "sh", "-c", "exec \"$PYSPARK_PYTHON\" -c \"$1\"", "sh", CONNECT))
            .flatMap(words -> words)
            .toArray(String[]::new);
    return deployed.run(command);
  }

  private static String said(String program) {
    ExternalTool.Result result = ExternalTool.run(List.of(program), "");
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout();
  }
}
