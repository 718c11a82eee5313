package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.storage.ExternalStore;
import io.sparkstead.stack.testing.Samples;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What properties name, and what policies open. */
class DestinationsTest extends FamilyTest {

  private static final String METASTORE = "spark.hadoop.hive.metastore.uris";
  private static final String ERP = "spark.sql.catalog.erp.url";

  DestinationsTest() {
    super(Destinations::new);
    on(
        Destinations.NAMED_HOSTS_ARE_OPEN,
        "spark.hadoop.hive.metastore.uris names metastore.hive.svc, and no policy opens port 9083"
            + " there to StatefulSet lab; open it by .reaching(\"metastore\","
            + " Reach.inCluster(\"hive\", 9083))",
        good -> good.property(NOTEBOOK_CONF, METASTORE, "thrift://metastore.hive.svc:9083"));
    on(
        Destinations.NAMED_HOSTS_ARE_OPEN,
        "no policy opens port 5432 there to the executor of ConfigMap lab-spark-conf key"
            + " spark-defaults.conf; open it by .reaching(\"db.example.org\","
            + " Reach.outside(Cidr.only(…), 5432))",
        good ->
            good.property(
                NOTEBOOK_CONF, ERP, "jdbc:postgresql://db.example.org/erp?password=" + PLANTED));
    on(
        Destinations.NAMED_HOSTS_ARE_OPEN,
        "open it by .reaching(\"10.20.0.5\", Reach.outside(Cidr.only(\"10.20.0.5\"), 3306))",
        good -> good.property(NOTEBOOK_CONF, ERP, "jdbc:mysql://10.20.0.5/erp"));
    on(
        Destinations.NAMED_HOSTS_ARE_OPEN,
        "spark.jars.repositories names nexus.example.org, and no policy opens port 8443",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.jars.repositories", "https://nexus.example.org:8443/maven"));
    on(
        Destinations.NAMED_HOSTS_ARE_OPEN,
        "names postgres.data.svc, and no policy opens port 5432",
        good -> good.property(NOTEBOOK_CONF, ERP, "jdbc:postgresql://postgres.data.svc/erp"));
    on(
        Destinations.NAMED_HOSTS_ARE_OPEN,
        "leave the addresses out of the ExternalStore, or say .reachedBy(Reach.inCluster(\"lakes\","
            + " 9000))",
        good -> in(Samples.IN_CLUSTER).policy(HISTORY, policy -> policy.getEgress().clear()));
    on(
        Destinations.SERVICES_ARE_NO_ADDRESSES,
        "spark.hadoop.fs.s3a.endpoint names the Service minio.lakes.svc, and policies open port 9000"
            + " to Deployment history by addresses, where no pod may be; leave the addresses out of"
            + " the ExternalStore",
        good -> in(at("http://minio.lakes.svc:9000", Cidr.only("10.96.0.9"))));
    on(
        Destinations.PODS_PORTS_ARE_NAMED,
        "NetworkPolicy history opens port 80 of pods in {kubernetes.io/metadata.name=rook-ceph}",
        good -> in(at("http://rgw.rook-ceph.svc")));
  }

  private static ExternalStore at(String endpoint, Cidr... addresses) {
    return new ExternalStore(URI.create(endpoint), List.of(addresses), Samples.LAKE);
  }

  private static Altered in(ExternalStore store) {
    return Altered.of(Samples.spark41().storedIn(store).stack());
  }

  /** The sample stack, whose notebooks and jobs run {@code application}. */
  private static Altered running(SparkApplication application) {
    Samples samples = Samples.spark41();
    Stack stack =
        Samples.stack(
            samples.rbac(),
            samples.minio(),
            samples.historyServer(),
            samples.jupyter(application),
            new Workspace(Samples.DATA, DnsLabel.of("examples"), application));
    return Altered.of(stack);
  }

  private static SparkApplication reaching(Reach reach) {
    return Samples.spark41().application().reaching("other", reach);
  }

  @ParameterizedTest
  @CsvSource({
    "spark.hadoop.hive.metastore.uris, thrift://metastore.hive.svc:9083",
    "spark.hadoop.hive.metastore.uris, thrift://metastore.hive.svc.cluster.local:9083",
    "spark.sql.catalog.erp.uri, https://rest.hive.svc",
    "spark.hadoop.fs.s3a.bucket.raw.endpoint, http://minio.hive.svc:9000",
    "spark.sql.catalog.erp.url, jdbc:postgresql://postgres.hive/erp"
  })
  void a_service_is_open_where_its_namespace_is_whatever_its_port(String key, String value) {
    SparkApplication application = reaching(Reach.inCluster("hive", Map.of("app", "x"), 9999));

    assertThat(said(running(application.conf(key, value)))).isEmpty();
    assertThat(said(running(Samples.spark41().application().conf(key, value)))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.sql.catalog.erp.url, jdbc:postgresql://db.example.org/erp, 10.20.0.0/24, 5432, true",
    "spark.sql.catalog.erp.url, jdbc:postgresql://db.example.org/erp, 10.20.0.0/24, 5433, false",
    "spark.sql.catalog.erp.url, jdbc:postgresql://10.20.0.5/erp, 10.20.0.0/24, 5432, true",
    "spark.sql.catalog.erp.url, jdbc:postgresql://10.20.1.5/erp, 10.20.0.0/24, 5432, false",
    "spark.jars.repositories, https://nexus.example.org/maven, 10.20.0.0/24, 443, true",
  })
  void a_host_outside_is_open_where_some_address_is_at_its_port(
      String key, String value, String block, int port, boolean isOpen) {
    SparkApplication application = reaching(Reach.outside(new Cidr(block), port));

    assertThat(said(running(application.conf(key, value))).isEmpty()).isEqualTo(isOpen);
  }

  @Test
  void what_executors_do_not_connect_to_is_asked_for_drivers_alone() {
    SparkApplication application =
        reaching(Reach.inCluster("hive", 9083).byDrivers())
            .conf(METASTORE, "thrift://metastore.hive.svc:9083");

    assertThat(said(running(application))).isEmpty();
    assertThat(said(running(application.conf(ERP, "jdbc:postgresql://db.hive.svc/erp"))))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.message()).contains("to the executor of"));
  }

  @Test
  void a_store_with_the_labels_and_the_port_of_its_pods_is_as_it_should_be() {
    ExternalStore store =
        at("http://rgw.rook-ceph.svc")
            .reachedBy(Reach.inCluster("rook-ceph", Map.of("app", "rgw"), 8080));

    assertThat(said(in(store))).isEmpty();
  }

  @Test
  void where_nothing_is_closed_nothing_is_to_be_opened() {
    Altered altered =
        Altered.samples().property(NOTEBOOK_CONF, METASTORE, "thrift://metastore.hive.svc:9083");
    for (String name : altered.evidence().names(NetworkPolicy.class)) {
      altered.delete(NetworkPolicy.class, name);
    }

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_namespace_selected_by_labels_of_its_own_may_be_any() {
    Altered altered =
        running(reaching(Reach.inCluster("hive", 9083)).conf(METASTORE, "thrift://m.hive.svc:9083"))
            .policy(
                JUPYTER,
                policy ->
                    policy.getEgress().stream()
                        .flatMap(rule -> rule.getTo().stream())
                        .filter(peer -> peer.getNamespaceSelector() != null)
                        .forEach(
                            peer ->
                                peer.getNamespaceSelector()
                                    .setMatchLabels(Map.of("team", "hive"))));

    assertThat(said(altered)).isEmpty();
  }
}
