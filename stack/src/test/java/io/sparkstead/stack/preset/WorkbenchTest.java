package io.sparkstead.stack.preset;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Recipe;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.SeaweedFs;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.image.JdbcDrivers;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.patch.JsonPatch;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Size;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The usual stack, and what becomes of it by its arguments. */
class WorkbenchTest {

  private static final Workbench BENCH = new Workbench("registry.example.org/team", ImageLock.NONE);
  private static final Workbench CLOSED = BENCH.outside(Samples.OUTSIDE);

  private static List<String> folders(Stack stack) {
    return stack.parts().stream().map(Component::folder).toList();
  }

  @Test
  void all_its_accounts_pull_with_what_others_made() {
    Stack stack = BENCH.pullSecrets("regcred").namespace("team").stack();

    StackManifests made = StackManifests.of(stack);
    List<ServiceAccount> accounts =
        stack.components().stream()
            .flatMap(component -> made.manifests(component).stream())
            .map(Manifest::object)
            .filter(ServiceAccount.class::isInstance)
            .map(ServiceAccount.class::cast)
            .toList();
    assertThat(accounts)
        .hasSizeGreaterThan(3)
        .allSatisfy(
            account ->
                assertThat(account.getImagePullSecrets())
                    .containsExactly(new LocalObjectReference("regcred")));
    assertThat(stack.existing()).containsExactly(ExistingObject.secret("regcred"));
    assertThat(Proof.of(stack, List.of()))
        .isEqualTo(Proof.of(BENCH.namespace("team").stack(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.pullSecrets("regcred", "regcred"))
        .withMessageContaining("given twice");
  }

  @Test
  void data_is_in_one_store() {
    Workbench outside = BENCH.storedIn(Samples.AWS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> outside.minio(Minio.Images.COMMUNITY_FORK))
        .withMessageMatching(
            "the store is given twice, by storedIn\\(…\\) in line \\d+ and by minio\\(…\\) here; keep one"
                + " of them");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.minio(Minio.Images.COMMUNITY_FORK).seaweedFs(SeaweedFs.IMAGE))
        .withMessageContaining("by minio(…) in line", "and by seaweedFs(…) here");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> outside.storedIn(Samples.NEXT_DOOR))
        .withMessageContaining("by storedIn(…) in line", "and by storedIn(…) here");
    assertThat(outside.storedIn(Samples.AWS)).isEqualTo(outside);
  }

  @Test
  void what_would_be_passed_over_is_refused() {
    Workbench bench = BENCH.pullSecrets("regcred").dns(Dns.openShift());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.pullSecrets("other"))
        .withMessageContaining(
            "the list of pull secrets is given twice, by pullSecrets(…) in line");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.dns(Dns.nodeLocal()))
        .withMessageContaining("who answers for names is given twice, by dns(…) in line");
    assertThat(bench.pullSecrets("regcred").dns(Dns.openShift())).isEqualTo(bench);
  }

  @Test
  void a_size_and_its_parts_do_not_go_together() {
    Workbench sized = BENCH.size(Size.spot());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sized.allocation(1, 1, 3))
        .withMessageContaining("the number of executors is given twice, by size(…) in line");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sized.executors(1, gibibytes(1), gibibytes(5)))
        .withMessageContaining("the size of executors is given twice, by size(…) in line");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.allocation(1, 1, 3).size(Size.spot()))
        .withMessageContaining("by allocation(…) in line", "and by size(…) here");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.executors(1, gibibytes(1), gibibytes(5)).size(Size.spot()))
        .withMessageContaining("by executors(…) in line", "and by size(…) here");
    assertThat(sized.size(Size.spot()).allocation(Size.spot().allocation())).isEqualTo(sized);
    // Of one argument the last holds.
    assertThat(BENCH.allocation(1, 1, 3).allocation(1, 1, 4)).isEqualTo(BENCH.allocation(1, 1, 4));
    assertThat(BENCH.allocation(1, 1, 3).executors(1, gibibytes(1), gibibytes(5))).isNotNull();
  }

  @Test
  void has_the_usual_parts() {
    assertThat(folders(BENCH.stack()))
        .containsExactly(
            "spark-rbac",
            "seaweedfs",
            "spark-history-server",
            "jupyter",
            "workspace",
            "smoke",
            "limits");
    assertThat(folders(CLOSED.stack())).contains("network-policies");
    assertThat(folders(BENCH.storedIn(Samples.AWS).stack())).doesNotContain("seaweedfs");
    assertThat(folders(BENCH.prefix(DnsLabel.of("team-a")).stack()))
        .allMatch(folder -> folder.startsWith("team-a-"));
  }

  @TestFactory
  Stream<DynamicTest> breaks_no_rule() {
    Map<String, Workbench> benches =
        Map.of(
            "with libraries",
                CLOSED
                    .jars(JdbcDrivers.POSTGRESQL, JdbcDrivers.MARIADB)
                    .delta()
                    .tables("tables", "lake")
                    .packages("duckdb==1.4.1 --hash=sha256:" + "a".repeat(64)),
            "as it is", CLOSED,
            "in MinIO", CLOSED.minio(Minio.Images.COMMUNITY_FORK),
            "in Amazon's S3", CLOSED.storedIn(Samples.AWS),
            "with tables", CLOSED.tables("tables", "lake"),
            "of Spark 3.5", CLOSED.release("3.5.4"),
            "under other names", CLOSED.prefix(DnsLabel.of("team-a")).namespace("team-a"),
            "another build",
                CLOSED
                    .rebuilt("2")
                    .reaching("erp", Reach.outside(Cidr.only("10.20.0.5"), 5432))
                    .reaching("metastore", Reach.inCluster("hive", 9083).byDrivers())
                    .reaching("pypi", Reach.internet(443)),
            "of another size", CLOSED.size(Size.dev()).storageClass("fast"),
            "on nodes", CLOSED.nodes(new Node(Cpu.cores(8), gibibytes(16))));
    return benches.entrySet().stream()
        .map(
            each ->
                dynamicTest(
                    each.getKey(),
                    () -> assertThat(Proof.of(each.getValue().stack(), List.of())).isEmpty()));
  }

  @Test
  void is_the_same_in_whatever_order_it_is_said_and_the_last_one_said_holds() {
    Workbench one = BENCH.bucket("other").storeDisk(gibibytes(9)).allocation(0, 1, 7);
    Workbench other =
        BENCH.allocation(0, 1, 3).allocation(0, 1, 7).storeDisk(gibibytes(9)).bucket("other");

    assertThat(one.stack()).isEqualTo(other.stack()).isNotEqualTo(BENCH.stack());
    assertThat(one).hasSameHashCodeAs(other);
    assertThat(BENCH.conf("spark.sql.shuffle.partitions", 8).label("team", "data").stack())
        .isEqualTo(BENCH.conf("spark.sql.shuffle.partitions", 8).label("team", "data").stack())
        .isNotEqualTo(BENCH.conf("spark.sql.shuffle.partitions", 9).label("team", "data").stack());
    assertThat(other.application().allocation().max()).isEqualTo(7);
  }

  @Test
  void offers_its_facts_for_parts_of_ones_own() {
    Workbench bench = BENCH.executors(3, gibibytes(4), gibibytes(6));
    ObjectStore store = bench.objectStore();

    assertThat(bench.application().executors())
        .isEqualTo(new Executors(3, gibibytes(4), gibibytes(6)));
    assertThat(bench.eventLog().store()).isEqualTo(store);
    assertThat(bench.image().published()).hasToString("registry.example.org/team/spark-aws:4.1.2");
    assertThat(bench.stack().parts()).contains(bench.rbac(), bench.history(), bench.notebook());
  }

  /** A part of one's own. */
  private record Extra() implements Component {
    @Override
    public Labels labels() {
      return new Namespace("spark").labels(DnsLabel.of("extra"), "extra");
    }

    @Override
    public List<HasMetadata> resources() {
      return List.of();
    }
  }

  @Test
  void a_part_may_be_replaced_and_stays_when_an_argument_is_left_out() {
    Workbench bench = BENCH.historyDays(3).storeDisk(gibibytes(9));
    HistoryServer usual = bench.history();
    HistoryServer other =
        new HistoryServer(
            usual.namespace(), usual.name(), usual.image(), usual.eventLog(), usual.exposure());
    Stack whole = bench.stack().replacing(other).with(new Extra());
    Recipe.Argument disk = whole.recipe().orElseThrow().arguments().get(1);

    assertThat(whole.parts()).contains(other).doesNotContain(usual);
    assertThat(disk.without(whole).parts())
        .contains(other, new Extra())
        .containsAll(BENCH.historyDays(3).stack().without(usual.name()).parts());
  }

  @Test
  void others_who_make_the_namespace_set_its_limits_and_no_patch_changes_it() {
    Namespace others = new Namespace("team-a").madeByOthers();
    Stack stack = CLOSED.namespace(others).pullSecrets("regcred").stack();

    assertThat(folders(stack)).doesNotContain("limits");
    assertThat(stack.namespace().isOurs()).isFalse();
    assertThat(Proof.of(stack, List.of())).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                StackManifests.of(
                    stack.patchedBy(
                        MergePatch.ofYaml("Namespace", "team-a", "metadata: {labels: {a: b}}"))))
        .withMessageContaining("Namespace");
  }

  @Test
  void numbers_that_the_cluster_gives_are_said_by_no_pod_and_needed_by_no_image() {
    Workbench bench = CLOSED.user(PodUser.assigned());

    assertThat(Proof.of(bench.stack(), List.of())).isEmpty();
    assertThat(bench.image().files().get("Dockerfile")).contains(" && chmod 0755 /home/spark\n");
    assertThat(BENCH.image().files().get("Dockerfile")).doesNotContain("chmod 0755 /home");
  }

  @Test
  void a_path_that_a_patch_alone_says_is_told() {
    Exposure host =
        new Exposure.Ingress(
            DnsLabel.of("nginx"), Map.of("http", "tools.example.org"), Optional.empty());
    Stack patched =
        BENCH
            .notebookExposure(host)
            .stack()
            .patchedBy(
                new JsonPatch(
                    "Ingress",
                    "jupyter",
                    new JsonPatch.Replace("/spec/rules/0/http/paths/0/path", "/jupyter")));

    assertThat(Proof.of(patched, List.of()))
        .extracting(finding -> finding.rule().id() + " " + finding.message())
        .contains(
            "NET-17 Ingress jupyter leads tools.example.org/jupyter to Service jupyter, whose links"
                + " begin with /; say the path behind the host in the exposure, as in"
                + " tools.example.org/jupyter");
  }

  @Test
  void libraries_are_in_all_images_and_known_to_all_drivers() {
    Workbench bench =
        BENCH
            .delta()
            .jars(JdbcDrivers.POSTGRESQL)
            .packages("duckdb==1.4.1 --hash=sha256:" + "a".repeat(64));

    assertThat(bench.image().libraries()).contains(JdbcDrivers.POSTGRESQL);
    assertThat(bench.image().knowsDelta()).isTrue();
    assertThat(bench.image().files().get("requirements.lock")).contains("duckdb==1.4.1 ");
    assertThat(bench.notebook().image().spark()).isEqualTo(bench.image());
    assertThat(bench.application().clusterConf().properties())
        .containsKey("spark.sql.catalog.spark_catalog");
  }

  private static final Workbench REACHING =
      BENCH
          .reaching("erp", Reach.outside(Cidr.only("10.20.0.5"), 5432))
          .reaching("metastore", Reach.inCluster("hive", 9083).byDrivers());

  @Test
  void what_is_reached_besides_is_opened_and_shown_for_every_application() {
    List<Flow> flows =
        REACHING.stack().with(REACHING.submission("job", "s3a://spark/job.py")).flows().stream()
            .filter(flow -> List.of("erp", "metastore").contains(flow.to().title()))
            .toList();

    assertThat(flows)
        .extracting(
            flow ->
                flow.from().title()
                    + " "
                    + flow.purpose()
                    + " "
                    + flow.to().title()
                    + ":"
                    + flow.ports())
        .containsExactlyInAnyOrder(
            "jupyter uses erp:5432",
            "spark uses erp:5432",
            "smoke uses erp:5432",
            "spark-executor use erp:5432",
            "jupyter uses metastore:9083",
            "spark uses metastore:9083",
            "smoke uses metastore:9083");
  }

  @Test
  void what_is_reached_besides_changes_no_object_where_there_are_no_policies() {
    assertThat(objects(REACHING)).isEqualTo(objects(BENCH));
    assertThat(REACHING).isNotEqualTo(BENCH);
  }

  private static List<HasMetadata> objects(Workbench bench) {
    Stack stack = bench.stack();
    StackManifests made = StackManifests.of(stack);
    return stack.components().stream()
        .flatMap(component -> made.manifests(component).stream())
        .map(Manifest::object)
        .toList();
  }

  @Test
  void names_are_asked_for_where_it_is_said_last() {
    Outside openShift = Samples.OUTSIDE.asking(Dns.openShift());

    assertThat(outsideOf(BENCH.outside(openShift)).dns()).isEqualTo(Dns.openShift());
    assertThat(outsideOf(BENCH.dns(Dns.nodeLocal()).outside(openShift)).dns())
        .isEqualTo(Dns.nodeLocal());
    assertThat(Proof.of(CLOSED.dns(Dns.nodeLocal()).stack(), List.of())).isEmpty();
    assertThat(objects(BENCH.dns(Dns.openShift()))).isEqualTo(objects(BENCH));
  }

  private static Outside outsideOf(Workbench bench) {
    return bench.stack().parts().stream()
        .filter(NetworkPolicies.class::isInstance)
        .map(part -> ((NetworkPolicies) part).outside())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_is_reached_has_a_name_and_is_said_once() {
    Reach anywhere = Reach.internet(443);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.reaching("the \"web\"", anywhere).stack())
        .withMessage(
            "'the \"web\"' is no name for what is reached: use up to 63 of A-Z a-z 0-9 - _ . and"
                + " begin and end with a letter or digit, as in warehouse-db");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.reaching("web", anywhere).reaching("web", anywhere).stack())
        .withMessage("reach web is given twice; give it once");
  }

  @Test
  void properties_of_ones_own_are_kept_one_by_one() {
    Workbench bench =
        BENCH
            .conf("spark.sql.shuffle.partitions", 64)
            .conf("spark.sql.session.timeZone", "Europe/Berlin");

    assertThat(bench.application().own().properties())
        .containsExactly(
            entry("spark.sql.shuffle.partitions", "64"),
            entry("spark.sql.session.timeZone", "Europe/Berlin"));
  }

  @Test
  void what_does_nothing_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.storedIn(Samples.AWS).bucket("lake").stack())
        .withMessage(
            "the store is outside the cluster, and bucket does nothing there; leave it out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.tables("tables", "lake").minio(Minio.Images.COMMUNITY_FORK).stack())
        .withMessage(
            "the store is MinIO, which keeps no tables, and tables does nothing there;"
                + " leave it out");
  }
}
