package io.sparkstead.stack.proof;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.Flux;
import io.sparkstead.stack.gitops.GitOps;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.secret.SealedSecrets;
import io.sparkstead.stack.secret.Slot;
import io.sparkstead.stack.secret.SlotFile;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Tuned;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each rule by a stack that keeps it, and the same stack with one thing made wrong.
 *
 * <p>A case is a change of the sample stack, and a word that the message must hold: the value that
 * is wrong, or the name of what is missing.
 */
class RulesTest {

  private static final String JUPYTER = "lab";
  private static final String HISTORY = "history";
  private static final String STORE = "store";
  private static final String CONNECT = "connect";
  private static final String NOTEBOOK_CONF = "lab-spark-conf";
  private static final String HISTORY_CONF = "spark-conf";
  private static final String PI_CONF = "examples/spark-pi.conf";
  private static final String PI = "examples/spark-pi.sh";
  private static final String NOTEBOOK = "examples/dynamic_resource_allocation_test.ipynb";
  private static final String SPARK_IMAGE = "images/spark/Dockerfile";
  private static final String JUPYTER_IMAGE = "images/notebook/Dockerfile";
  private static final String ENTRYPOINT = "images/notebook/entrypoint.sh";

  /** What makes a rule speak, and a word of what it says. */
  private record Case(Rule rule, String word, UnaryOperator<Altered> wrong) {

    @Override
    public String toString() {
      return rule.id() + ": " + word;
    }
  }

  private static final List<Case> CASES = new ArrayList<>();

  private static void on(Rule rule, String word, UnaryOperator<Altered> wrong) {
    CASES.add(new Case(rule, word, wrong));
  }

  static {
    references();
    agreement();
    storage();
    versions();
    settings();
    allocation();
    room();
    privileges();
    pods();
    sparkPods();
    credentials();
    pins();
    builds();
    updates();
    entrypoints();
    rpc();
    slots();
    network();
    seaweedFs();
    catalogs();
    budgets();
    outsideStores();
    histories();
    monitors();
    connect();
    shuffle();
    placements();
    submissions();
    objects();
    syncing();
  }

  private static void histories() {
    on(
        Rule.HISTORY_STORE_IS_WRITABLE,
        "spark.history.store.path=/var/lib/history is on no disk that Deployment history may write",
        good -> good.property(HISTORY_CONF, "spark.history.store.path", "/var/lib/history"));
    on(
        Rule.HISTORY_STORE_HAS_ROOM,
        "=5g, more than the 4Gi that Deployment history has at /var/lib/spark-history",
        good -> good.property(HISTORY_CONF, "spark.history.store.maxDiskUsage", "5g"));
    on(
        Rule.HISTORY_MEMORY_IS_IN_THE_HEAP,
        "maxMemoryUsage=2g is more than half of the heap of 1g",
        good -> good.property(HISTORY_CONF, "spark.history.store.hybridStore.enabled", "true"));
  }

  private static void monitors() {
    on(
        Rule.MONITOR_SELECTS_PODS,
        "PodMonitor monitoring selects {team=spark}, which no pod carries",
        good ->
            observed()
                .edit(
                    GenericKubernetesResource.class,
                    "monitoring",
                    monitor ->
                        monitor.setAdditionalProperty(
                            "spec",
                            Map.of("selector", Map.of("matchLabels", Map.of("team", "spark"))))));
    on(
        Rule.MONITOR_PORT_EXISTS,
        "PodMonitor monitoring asks port metrics, which no pod it selects declares",
        good -> observed().edit(GenericKubernetesResource.class, "monitoring", asking("metrics")));
    on(
        Rule.MONITOR_IS_ANSWERED,
        "asks StatefulSet lab for /metrics/prometheus",
        good ->
            observed()
                .without(NOTEBOOK_CONF, "spark.metrics.conf.driver.sink.prometheusServlet.path"));
    on(
        Rule.MONITOR_IS_LET_IN,
        "PodMonitor monitoring has port 4040 of StatefulSet connect asked, and no policy lets",
        good ->
            observed()
                .policy(
                    CONNECT,
                    policy ->
                        policy
                            .getIngress()
                            .forEach(
                                rule ->
                                    rule.getFrom()
                                        .removeIf(from -> from.getNamespaceSelector() != null))));
    on(
        Rule.DASHBOARD_LETS_CHOOSE,
        "asks the datasource 'P1809F7CD0C75ACF3', which is one Grafana's",
        good ->
            observed()
                .data(
                    "monitoring-dashboard",
                    "spark.json",
                    json -> json.replace("${datasource}", "P1809F7CD0C75ACF3")));
    on(
        Rule.DASHBOARD_ASKS_WHAT_IS_TOLD,
        "asks for metrics_etl_driver_…, and drivers tell [spark]",
        good ->
            observed()
                .data(
                    "monitoring-dashboard",
                    "spark.json",
                    json -> json.replace("metrics_spark_driver_", "metrics_etl_driver_")));
  }

  private static void connect() {
    on(
        Rule.CONNECT_ASKS_FOR_A_TOKEN,
        "StatefulSet connect runs code for whoever reaches it",
        good ->
            observed()
                .container(
                    CONNECT,
                    server ->
                        server
                            .getEnv()
                            .removeIf(variable -> variable.getName().contains("TOKEN"))));
    on(
        Rule.CONNECT_IS_REACHED_BY_TLS,
        "Service connect offers Spark Connect by a LoadBalancer, in the clear",
        good -> observed().service(CONNECT, service -> service.setType("LoadBalancer")));
  }

  private static Altered observed() {
    return Altered.of(Samples.spark41().observed());
  }

  /** Has a PodMonitor ask a port of that name. */
  private static Consumer<GenericKubernetesResource> asking(String port) {
    return monitor -> {
      Map<String, Object> spec = new HashMap<>(monitor.get("spec"));
      spec.put("podMetricsEndpoints", List.of(Map.of("port", port)));
      monitor.setAdditionalProperty("spec", spec);
    };
  }

  private static void shuffle() {
    Shuffle decommission = new Shuffle.Decommission(gibibytes(40), "shuffle");
    on(
        Rule.LAST_EXECUTOR_HANDS_ON_TOO,
        "set spark.storage.decommission.fallbackStorage.path",
        good ->
            Altered.of(Tuned.by(Samples.spark35(), decommission).stack())
                .without(NOTEBOOK_CONF, "spark.storage.decommission.fallbackStorage.path"));
    on(
        Rule.EXECUTORS_HAVE_TIME_TO_GO,
        "executors have 30 seconds",
        good ->
            Altered.of(Tuned.by(Samples.spark35(), decommission).stack())
                .data(
                    "lab-pod-templates",
                    "executor.yaml",
                    text -> text.replace("  terminationGracePeriodSeconds: 120\n", "")));
    on(
        Rule.CLAIMS_ARE_LOOKED_INTO,
        "ends in /spark-x/executor-x",
        good ->
            Altered.of(
                    Tuned.by(
                            Samples.spark35(),
                            new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), gibibytes(50)))
                        .stack())
                .property(
                    NOTEBOOK_CONF,
                    "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1"
                        + ".mount.path",
                    "/data"));
  }

  private static void placements() {
    String executor = "spark.kubernetes.executor.";
    on(
        Rule.QUEUE_HAS_ITS_SCHEDULER,
        "set spark.kubernetes.executor.scheduler.name=yunikorn",
        good ->
            Altered.of(queued(new Scheduler.YuniKorn("root.data")))
                .without(NOTEBOOK_CONF, executor + "scheduler.name"));
    on(
        Rule.EXECUTORS_ARE_SEEN_BY_THEIR_QUEUE,
        "pod-suspending-parent=pod",
        good ->
            Altered.of(queued(new Scheduler.Kueue(DnsLabel.of("data"))))
                .without(
                    NOTEBOOK_CONF, executor + "annotation.kueue.x-k8s.io/pod-suspending-parent"));
    on(
        Rule.DRIVER_IS_IN_THE_QUEUE,
        "executors are in queue data and the driver in none",
        good ->
            Altered.of(queued(new Scheduler.Kueue(DnsLabel.of("data"))))
                .file(
                    PI_CONF,
                    text ->
                        Altered.withProperty(
                            text,
                            "spark.kubernetes.driver.label.kueue.x-k8s.io/queue-name",
                            Optional.empty())));
    on(
        Rule.NODES_ARE_THERE,
        "pods of StatefulSet lab are for nodes with disk=fast, and there is none",
        good ->
            good.pod(JUPYTER, pod -> pod.setNodeSelector(Map.of("disk", "fast")))
                .on(new Node(Cpu.cores(80), gibibytes(640))));
    on(
        Rule.SPOT_EXECUTORS_HAND_ON,
        "karpenter.sh/capacity-type=spot and keep their shuffle data to themselves",
        good ->
            Altered.of(
                Tuned.by(
                        Samples.spark35(),
                        new Placement(
                            new Scheduler.Default(), NodePool.ANY, NodePool.karpenterSpot()))
                    .stack()));
    on(
        Rule.DRIVER_STAYS,
        "the driver of examples/spark-pi.conf runs on nodes with cloud.google.com/gke-spot=true",
        good ->
            Altered.of(
                Tuned.by(
                        Samples.spark35(),
                        new Placement(new Scheduler.Default(), NodePool.gkeSpot(), NodePool.ANY))
                    .stack()));
  }

  private static void submissions() {
    on(
        Rule.SCHEDULE_COMES,
        "CronJob nightly: schedule '0 0 31 6 *' never comes",
        good ->
            submitting()
                .edit(CronJob.class, "nightly", job -> job.getSpec().setSchedule("0 0 31 6 *")));
    String prefix = "spark.kubernetes.executor.podNamePrefix";
    on(
        Rule.EXECUTORS_ARE_CALLED_APART,
        prefix + "=jobs is that of ConfigMap nightly-spark-conf",
        good ->
            submitting()
                .property("nightly-spark-conf", prefix, "jobs")
                .property("report-spark-conf", prefix, "jobs"));
  }

  private static Altered submitting() {
    Samples samples = Samples.spark35();
    return Altered.of(samples.stack().with(samples.nightly(), samples.submission()));
  }

  private static Stack queued(Scheduler scheduler) {
    return Tuned.by(Samples.spark35(), Placement.by(scheduler)).stack();
  }

  /** The sample stack, synced as team-a's. */
  private static Altered synced(GitOps gitOps) {
    return Altered.of(Samples.spark35().stack().syncedBy(DnsLabel.of("team-a"), gitOps))
        .writtenFor("team-a");
  }

  private static void syncing() {
    GitSource source = GitSource.of("https://git.example.org/data/spark.git");
    ArgoCd argo = ArgoCd.from(source);
    on(
        Rule.OWN_FOLDER_IS_SYNCED,
        "Application sparkstead-team-a syncs out/team-a, and this is environment team-b",
        good -> synced(argo).writtenFor("team-b"));
    on(
        Rule.CLAIMS_OUTLIVE_PRUNING,
        "PersistentVolumeClaim lab-disk may be deleted by Kustomization sparkstead-team-a",
        good ->
            synced(Flux.from(source))
                .edit(
                    PersistentVolumeClaim.class,
                    "lab-disk",
                    claim -> claim.getMetadata().setAnnotations(Map.of())));
    on(
        Rule.HEALTH_CHECK_EXISTS,
        "waits for StatefulSet lab in namespace data, which the stack does not have",
        good -> synced(Flux.from(source)).rename(StatefulSet.class, "lab", "other"));
    on(
        Rule.TOOL_IS_OUTSIDE,
        "is in data, the namespace that it syncs",
        good ->
            synced(
                new ArgoCd(
                    Samples.DATA,
                    argo.project(),
                    source,
                    ArgoCd.IN_CLUSTER,
                    argo.sync(),
                    List.of())));
    on(
        Rule.SYNCED_JOB_STAYS,
        "s after its end, and Application sparkstead-team-a makes it again",
        good ->
            synced(argo)
                .edit(
                    Job.class,
                    Samples.spark35().stack().manifests(Samples.spark35().minio()).stream()
                        .filter(manifest -> manifest.kind().equals("Job"))
                        .findFirst()
                        .orElseThrow()
                        .name(),
                    job -> job.getSpec().setTtlSecondsAfterFinished(60)));
  }

  private static void objects() {
    on(
        Rule.FIELD_IS_KNOWN,
        "StatefulSet lab has no field spec.template.spec.containers[0].imagePullpolicy; did you mean",
        good ->
            good.container(JUPYTER, lab -> lab.setAdditionalProperty("imagePullpolicy", "Always")));
  }

  private static void rpc() {
    on(
        Rule.RPC_IS_AUTHENTICATED,
        "does not set spark.network.crypto.enabled=true",
        good -> good.property(NOTEBOOK_CONF, "spark.network.crypto.enabled", "false"));
    on(
        Rule.RPC_SECRET_IS_A_FILE,
        "does not set spark.authenticate.secret.file",
        good -> good.without(NOTEBOOK_CONF, "spark.authenticate.secret.file"));
    on(
        Rule.RPC_SECRET_IS_A_FILE,
        "spark.authenticate.secret.executor.file is never read",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.authenticate.secret.executor.file", "/run/spark-rpc/secret"));
    on(
        Rule.RPC_SECRET_IS_A_FILE,
        "does not tell executors that they run on Kubernetes",
        good -> good.without(NOTEBOOK_CONF, "spark.executorEnv.SPARK_JAVA_OPT_MASTER"));
    on(
        Rule.RPC_SECRET_IS_MOUNTED,
        "spark.authenticate.secret.driver.file=/etc/secret is in no Secret that the driver's pod",
        good ->
            good.property(NOTEBOOK_CONF, "spark.authenticate.secret.driver.file", "/etc/secret"));
  }

  private static void outsideStores() {
    on(
        Rule.ROLE_IS_ON_THE_ACCOUNT,
        "account etl-executor names no role in eks.amazonaws.com/role-arn",
        good ->
            in(Samples.AWS)
                .edit(
                    ServiceAccount.class,
                    "etl-executor",
                    account -> account.getMetadata().setAnnotations(Map.of())));
    on(
        Rule.AWS_IS_FOUND_BY_REGION,
        "spark.hadoop.fs.s3a.path.style.access=true asks Amazon's S3 by path",
        good ->
            in(Samples.AWS)
                .property(HISTORY_CONF, "spark.hadoop.fs.s3a.path.style.access", "true"));
    on(
        Rule.AWS_IS_ASKED_BY_TLS,
        "ConfigMap spark-conf key spark-defaults.conf talks to Amazon's S3 in the clear",
        good ->
            in(Samples.AWS)
                .property(HISTORY_CONF, "spark.hadoop.fs.s3a.connection.ssl.enabled", "false"));
    on(
        Rule.STORE_OUTSIDE_IS_ENCRYPTED,
        "talks to http://s3.example.org in the clear",
        good -> in(Samples.NEXT_DOOR).property(HISTORY_CONF, endpoint(), "http://s3.example.org"));
    on(
        Rule.METADATA_STAYS_CLOSED,
        "NetworkPolicy history opens 0.0.0.0/0 with the metadata service in it",
        good ->
            in(Samples.AWS)
                .policy(
                    HISTORY,
                    policy ->
                        policy.getEgress().get(0).getTo().get(0).getIpBlock().setExcept(null)));
    on(
        Rule.STORE_OUTSIDE_CAN_BE_REACHED,
        "Deployment history may not connect to port 443 of a store outside",
        good -> in(Samples.AWS).policy(HISTORY, policy -> policy.getEgress().clear()));
    on(
        Rule.STORE_HAS_FIXES,
        "mirror/minio:RELEASE.2025-09-07T16-13-09Z of Deployment store is of MinIO's own releases",
        good ->
            good.container(
                STORE,
                c -> c.setImage("registry.example.org/mirror/minio:RELEASE.2025-09-07T16-13-09Z")));
  }

  private static Altered in(ObjectStore store) {
    return Altered.of(Samples.spark41().storedIn(store).stack());
  }

  private static void network() {
    on(
        Rule.PODS_ARE_CLOSED,
        "no network policy closes every pod of namespace data",
        good -> good.delete(NetworkPolicy.class, "default-deny"));
    on(
        Rule.POLICY_SELECTS_PODS,
        "app.kubernetes.io/name=shop",
        good ->
            good.policy(STORE, policy -> select(policy.getPodSelector().getMatchLabels(), "shop")));
    on(
        Rule.POLICIES_LET_THE_STACK_TALK,
        "Deployment history may not connect to port 9000 of Deployment store",
        good ->
            good.policy(
                STORE,
                policy ->
                    policy.getIngress().get(0).getPorts().get(0).setPort(new IntOrString(9001))));
    on(
        Rule.POLICY_NAMES_ADDRESSES,
        "names 0.0.0.0/0",
        good ->
            good.policy(
                HISTORY,
                policy ->
                    policy.getIngress().get(0).getFrom().get(0).getIpBlock().setCidr("0.0.0.0/0")));
    on(
        Rule.CLIENT_ADDRESS_IS_KEPT,
        "Service store hides from the policies who connects",
        good -> good.service(STORE, service -> service.setType("LoadBalancer")));
    on(
        Rule.OUTSIDE_IS_LET_IN,
        "Service history offers port 18080 outside, and no policy lets an address in",
        good ->
            good.policy(HISTORY, policy -> policy.getIngress().clear())
                .service(
                    HISTORY,
                    service -> {
                      service.setType("LoadBalancer");
                      service.setExternalTrafficPolicy("Local");
                    }));
    on(
        Rule.CLIENT_ADDRESS_IS_KEPT,
        "Service store hides from the policies who connects",
        good -> good.service(STORE, service -> service.setType("NodePort")));
    on(
        Rule.OUTSIDE_IS_LET_IN,
        "Ingress history offers port http of Deployment history outside, and no policy lets",
        good -> good.add(routed(ingress("http", "history.example.org"))));
    on(
        Rule.OUTSIDE_IS_LET_IN,
        "HTTPRoute history-http offers port 18080 of Deployment history outside, and no policy",
        good -> good.add(routed(gateway("http", "history.example.org"))));
    on(
        Rule.ROUTE_LEADS_TO_A_PORT,
        "Ingress history leads to port web of Service history, which is not there",
        good -> good.add(routed(ingress("web", "history.example.org"))));
    on(
        Rule.ROUTE_LEADS_TO_A_PORT,
        "HTTPRoute history-web leads to port 1 of Service history, which is not there",
        good -> good.add(routed(gateway("web", "history.example.org"))));
    on(
        Rule.HOST_LEADS_TO_ONE_PLACE,
        "HTTPRoute history-http and Ingress history both lead history.example.org/ somewhere",
        good ->
            good.add(routed(ingress("http", "history.example.org")))
                .add(routed(gateway("http", "history.example.org"))));
    on(
        Rule.NAMES_CAN_BE_ASKED_FOR,
        "Deployment history may not ask for names",
        good -> good.delete(NetworkPolicy.class, "dns"));
    on(
        Rule.DRIVERS_REACH_THE_API_SERVER,
        "StatefulSet lab makes executors and may connect to no address",
        good -> good.policy(JUPYTER, policy -> policy.getEgress().remove(0)));
  }

  /** What {@code exposure} adds to a Service of the port it names. */
  private static HasMetadata routed(Exposure exposure) {
    Port http = new Port("http", 18080);
    Port web = new Port("web", 1);
    Labels labels = Samples.DATA.labels(DnsLabel.of(HISTORY), "history-server");
    return exposure.resources(labels, http, web).get(1);
  }

  private static Exposure ingress(String port, String host) {
    return new Exposure.Ingress(DnsLabel.of("nginx"), Map.of(port, host), Optional.empty());
  }

  private static Exposure gateway(String port, String host) {
    return new Exposure.Gateway(DnsLabel.of("gateways"), DnsLabel.of("public"), Map.of(port, host));
  }

  private static void seaweedFs() {
    on(
        Rule.STORE_KEEPS_ITS_INNER_PORTS,
        "Deployment seaweed takes users from whoever reaches the gRPC port",
        good ->
            Altered.of(Samples.spark41().onSeaweedFs())
                .container(
                    "seaweed",
                    weed -> weed.getEnv().removeIf(env -> env.getName().equals("WEED_GRPC_CA"))));
  }

  private static void catalogs() {
    String uri = "spark.sql.catalog.lake.uri";
    on(
        Rule.CATALOG_EXISTS,
        uri + "=http://seaweed.data.svc:8182 is no Service and port of the stack",
        good ->
            Altered.of(Samples.spark41().withTables())
                .property(NOTEBOOK_CONF, uri, "http://seaweed.data.svc:8182"));
    on(
        Rule.ICEBERG_FITS,
        "spark.sql.catalog.lake needs org.apache.iceberg:iceberg-spark-runtime-4.1_2.13:1.11.0, and"
            + " the image has none",
        good ->
            Altered.of(Samples.spark41().withTables())
                .replace(SPARK_IMAGE, "org.apache.iceberg:", "org.example:"));
    on(
        Rule.ICEBERG_FITS,
        "the image has org.apache.iceberg:iceberg-spark-runtime-4.0_2.13:1.11.0",
        good ->
            Altered.of(Samples.spark41().withTables())
                .replace(SPARK_IMAGE, "runtime-4.1_2.13", "runtime-4.0_2.13"));
  }

  private static void budgets() {
    on(
        Rule.NODES_CAN_BE_DRAINED,
        "lets no pod of Deployment store go, which has 1",
        good ->
            good.edit(
                PodDisruptionBudget.class,
                STORE,
                budget -> budget.getSpec().setMinAvailable(new IntOrString("50%"))));
    on(
        Rule.BUDGET_SELECTS_PODS,
        "app.kubernetes.io/name=shop",
        good ->
            good.edit(
                PodDisruptionBudget.class,
                STORE,
                budget -> select(budget.getSpec().getSelector().getMatchLabels(), "shop")));
  }

  private static void slots() {
    on(
        Rule.SLOT_IS_FILLED,
        "secrets/keys.yaml is not there; print it by `secrets --name keys`",
        good -> good.slot(slot(Optional.empty())));
    on(
        Rule.SLOT_IS_SEALED,
        "secrets/keys.yaml is no SealedSecret",
        good ->
            good.slot(
                slot(
                    Optional.of(
                        List.of(
                            Map.of(
                                "kind",
                                "Secret",
                                "stringData",
                                Map.of("key", CredentialsTest.PLANTED)))))));
    on(
        Rule.SLOT_FITS,
        "is for name 'other', and has to be for 'keys'",
        good ->
            good.slot(
                slot(
                    Optional.of(
                        List.of(
                            Map.of(
                                "kind", "SealedSecret", "metadata", Map.of("name", "other")))))));
  }

  /** A file of the sample stack's namespace in which Secret {@code keys} should be sealed. */
  private static SlotFile slot(Optional<List<Map<?, ?>>> documents) {
    SecretSpec keys = SecretSpec.named("keys", "a door").key("key", Recipe.random(20));
    Slot slot =
        new SealedSecrets()
            .slots(new Labels(Samples.DATA, DnsLabel.of("secrets"), "secrets"), List.of(keys))
            .get(0);
    return new SlotFile("secrets/keys.yaml", slot, documents);
  }

  private static void settings() {
    on(
        Rule.KEY_IS_KNOWN,
        "did you mean spark.decommission.enabled?",
        good -> good.property(NOTEBOOK_CONF, "spark.executor.decommission.enabled", "true"));
    on(
        Rule.VALUE_FITS_ITS_KEY,
        "thirty minutes",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.dynamicAllocation.shuffleTracking.timeout",
                "thirty minutes"));
    on(
        Rule.KEY_IS_CURRENT,
        "is an older name of",
        good -> good.property(NOTEBOOK_CONF, "spark.blacklist.enabled", "true"));
    on(
        Rule.VALUE_SAYS_SOMETHING,
        "spark.dynamicAllocation.executorIdleTimeout=1min",
        good ->
            good.property(NOTEBOOK_CONF, "spark.dynamicAllocation.executorIdleTimeout", "1min"));
  }

  private static void room() {
    Node node = new Node(Cpu.cores(8), gibibytes(32));
    on(
        Rule.EXECUTORS_FIT_ON_THE_NODES,
        "10 executors of 4 cores and 11468Mi do not fit on 2 nodes of 8 cores and 32Gi beside the"
            + " services; at most 3 do",
        good -> good.on(node, node));
    on(
        Rule.EXECUTORS_FIT_IN_THE_QUOTA,
        "requests.cpu of 20",
        good -> good.add(quota("requests.cpu", "20")));
    on(
        Rule.EXECUTOR_FITS_THE_LIMITS,
        "11468Mi, more than LimitRange limits lets one Container have",
        good -> good.add(limits("memory", "8Gi")));
  }

  private static ResourceQuota quota(String name, String amount) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName("quota")
        .endMetadata()
        .withNewSpec()
        .addToHard(name, new Quantity(amount))
        .endSpec()
        .build();
  }

  private static LimitRange limits(String name, String amount) {
    return new LimitRangeBuilder()
        .withNewMetadata()
        .withName("limits")
        .endMetadata()
        .withNewSpec()
        .addNewLimit()
        .withType("Container")
        .addToMax(name, new Quantity(amount))
        .endLimit()
        .endSpec()
        .build();
  }

  private static void references() {
    on(
        Rule.SERVICE_SELECTS_PODS,
        "app.kubernetes.io/name=shop",
        good -> good.service(STORE, service -> select(service.getSelector(), "shop")));
    on(
        Rule.SERVICE_PORT_EXISTS,
        "points at web",
        good ->
            good.service(
                HISTORY,
                service -> service.getPorts().get(0).setTargetPort(new IntOrString("web"))));
    on(
        Rule.CONFIG_MAP_EXISTS,
        "ConfigMap lab-conf",
        good -> good.rename(ConfigMap.class, "lab-conf", "lab-config"));
    on(
        Rule.CONFIG_MAP_KEY_EXISTS,
        "key of ConfigMap lab-conf jupyter.py",
        good ->
            good.container(
                JUPYTER, jupyter -> jupyter.getEnv().add(fromConfigMap("lab-conf", "jupyter.py"))));
    on(Rule.SECRET_IS_DECLARED, "Secret lake-keys", good -> good.withoutSecret("lake-keys"));
    on(
        Rule.SECRET_KEY_IS_DECLARED,
        "key of Secret store-root username",
        good -> good.secret("store-root", Set.of("user", "password")));
    on(
        Rule.CLAIM_EXISTS,
        "claim store-disk",
        good -> good.delete(PersistentVolumeClaim.class, "store-disk"));
    on(
        Rule.ACCOUNT_EXISTS,
        "ServiceAccount history",
        good -> good.delete(ServiceAccount.class, "history"));
    on(Rule.ROLE_EXISTS, "etl-role", good -> good.rename(Role.class, "etl-role", "etl-rolle"));
    on(
        Rule.SUBJECT_EXISTS,
        "etl-driver",
        good ->
            good.edit(
                RoleBinding.class,
                "etl-role",
                binding -> binding.getSubjects().get(0).setName("etl-driver")));
    on(
        Rule.MOUNT_HAS_VOLUME,
        "volume scratch",
        good ->
            good.container(JUPYTER, c -> c.getVolumeMounts().add(mount("scratch", "/scratch"))));
    on(
        Rule.VOLUME_IS_MOUNTED,
        "volume scratch",
        good -> good.pod(JUPYTER, pod -> pod.getVolumes().add(emptyDir("scratch"))));
    on(
        Rule.PROBE_PORT_EXISTS,
        "asks port health",
        good ->
            good.container(
                STORE,
                store ->
                    store.getReadinessProbe().getHttpGet().setPort(new IntOrString("health"))));
    on(
        Rule.IN_THE_NAMESPACE,
        "is in namespace default",
        good ->
            good.edit(
                Service.class, STORE, service -> service.getMetadata().setNamespace("default")));
    on(
        Rule.NAMES_ARE_UNIQUE,
        "two objects are ServiceAccount history",
        good -> good.rename(ServiceAccount.class, "store", "history"));
    on(
        Rule.SELECTOR_FITS_TEMPLATE,
        "app.kubernetes.io/name=shop",
        good ->
            good.edit(
                Deployment.class,
                STORE,
                store -> select(store.getSpec().getSelector().getMatchLabels(), "shop")));
    on(
        Rule.STATEFUL_SET_HAS_SERVICE,
        "names Service lab,",
        good -> good.edit(StatefulSet.class, JUPYTER, set -> set.getSpec().setServiceName("lab")));
    on(
        Rule.ADDRESS_IS_TAKEN_ONCE,
        "10.0.0.9",
        good ->
            good.edit(Service.class, STORE, at("10.0.0.9"))
                .edit(Service.class, HISTORY, at("10.0.0.9")));
    on(
        Rule.CLAIM_HAS_ONE_READER,
        "claim store-disk",
        good ->
            good.pod(
                JUPYTER,
                pod ->
                    pod.getVolumes().get(0).getPersistentVolumeClaim().setClaimName("store-disk")));
    on(
        Rule.SERVICE_SELECTS_ONE_WORKLOAD,
        "[Deployment store, Deployment history]",
        good -> good.template(HISTORY, t -> select(t.getMetadata().getLabels(), STORE)));
    on(Rule.NAMESPACE_IS_MADE, "namespace data", good -> good.delete(Namespace.class, "data"));
    on(
        Rule.PORT_IS_OFFERED,
        "port 9999",
        good ->
            good.container(
                HISTORY,
                server ->
                    server
                        .getPorts()
                        .add(new ContainerPortBuilder().withContainerPort(9999).build())));
    on(
        Rule.HEADLESS_PORT_IS_THE_PODS,
        "port 7070",
        good -> good.service("lab-headless", service -> service.getPorts().get(0).setPort(7070)));
    on(
        Rule.MOUNTED_FILE_EXISTS,
        "/opt/bootstrap/policy.json",
        good ->
            good.edit(
                ConfigMap.class, "store-bootstrap", map -> map.getData().remove("policy.json")));
    on(
        Rule.MOUNT_IS_READ,
        "/run/keys",
        good ->
            good.container(
                JUPYTER,
                jupyter ->
                    jupyter.getVolumeMounts().stream()
                        .filter(mount -> mount.getName().equals("lab-token"))
                        .forEach(mount -> mount.setMountPath("/run/keys"))));
    on(
        Rule.ADDRESS_RESOLVES,
        "shop.data.svc:9000",
        good ->
            good.data(
                "store-bootstrap",
                "bootstrap.sh",
                script -> script.replace("store.data.svc", "shop.data.svc")));
    on(
        Rule.IMAGE_IS_KNOWN,
        "'spark:3.5.5'",
        good -> good.container(HISTORY, server -> server.setImage("spark:3.5.5")));
  }

  private static void agreement() {
    on(
        Rule.DRIVER_HOST_RESOLVES,
        "lab-0.lab.data.svc",
        good -> good.property(NOTEBOOK_CONF, "spark.driver.host", "lab-0.lab.data.svc"));
    on(
        Rule.DRIVER_SERVICE_SELECTS_DRIVER,
        "StatefulSet lab",
        good -> good.service("lab-headless", service -> select(service.getSelector(), HISTORY)));
    on(
        Rule.DRIVER_PORT_IS_SERVED,
        "spark.driver.port=7077",
        good -> good.property(NOTEBOOK_CONF, "spark.driver.port", "7077"));
    on(
        Rule.BLOCK_MANAGER_PORT_IS_SERVED,
        "spark.blockManager.port is not set",
        good -> good.without(NOTEBOOK_CONF, "spark.blockManager.port"));
    on(
        Rule.DRIVER_BINDS_EVERYWHERE,
        "spark.driver.bindAddress is not set",
        good -> good.without(NOTEBOOK_CONF, "spark.driver.bindAddress"));
    on(
        Rule.DRIVER_POD_IS_NAMED,
        "spark.kubernetes.driver.pod.name=lab-1",
        good -> good.property(NOTEBOOK_CONF, "spark.kubernetes.driver.pod.name", "lab-1"));
    on(
        Rule.SPARK_NAMESPACE_AGREES,
        "spark.kubernetes.namespace=default",
        good -> good.property(NOTEBOOK_CONF, "spark.kubernetes.namespace", "default"));
    on(
        Rule.EXECUTOR_IMAGE_IS_OURS,
        "apache/spark:3.5.4",
        good ->
            good.property(NOTEBOOK_CONF, "spark.kubernetes.container.image", "apache/spark:3.5.4"));
    on(
        Rule.EXECUTOR_ACCOUNT_EXISTS,
        "etl-executer",
        good -> good.property(NOTEBOOK_CONF, executorAccount(), "etl-executer"));
    on(
        Rule.EXECUTORS_HAVE_THEIR_OWN_ACCOUNT,
        "executors run as etl,",
        good -> good.property(NOTEBOOK_CONF, executorAccount(), "etl"));
    on(
        Rule.UID_IS_IN_THE_IMAGE,
        "runs as 1000",
        good -> good.container(HISTORY, server -> server.getSecurityContext().setRunAsUser(1000L)));
    on(
        Rule.POD_TEMPLATE_IS_MOUNTED,
        "/opt/templates/executor.yaml",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.kubernetes.executor.podTemplateFile",
                "/opt/templates/executor.yaml"));
    on(
        Rule.POD_TEMPLATE_NAMES_ITS_CONTAINER,
        "names its container spark,",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text -> text.replace("- name: spark-kubernetes-executor", "- name: spark,")));
    on(
        Rule.DRIVER_SERVICE_SHOWS_UNREADY,
        "Service lab-headless",
        good -> good.service("lab-headless", service -> service.setPublishNotReadyAddresses(null)));
    on(
        Rule.CLUSTER_MODE_LEAVES_THE_DRIVER_ALONE,
        "spark.kubernetes.driver.pod.name=pi",
        good -> good.file(PI_CONF, conf -> conf + "spark.kubernetes.driver.pod.name=pi\n"));
    on(
        Rule.PROPERTIES_ARE_FOUND,
        "spark-defaults.conf",
        good ->
            good.edit(
                ConfigMap.class,
                HISTORY_CONF,
                map ->
                    map.getData().put("spark.conf", map.getData().remove("spark-defaults.conf"))));
    on(
        Rule.PROGRAM_LISTENS_WHERE_DECLARED,
        "listens at 18081",
        good -> good.property(HISTORY_CONF, "spark.history.ui.port", "18081"));
  }

  private static void storage() {
    on(
        Rule.HISTORY_READS_WHAT_IS_WRITTEN,
        "s3a://lake/other/",
        good -> good.property(NOTEBOOK_CONF, "spark.eventLog.dir", "s3a://lake/other/"));
    on(
        Rule.EVENT_LOG_IS_A_FOLDER,
        "spark.eventLog.dir=s3a://lake/",
        good -> good.property(NOTEBOOK_CONF, "spark.eventLog.dir", "s3a://lake/"));
    on(
        Rule.S3_ENDPOINT_EXISTS,
        "http://store.data.svc:9001",
        good -> good.property(HISTORY_CONF, endpoint(), "http://store.data.svc:9001"));
    on(
        Rule.S3_ENDPOINT_IS_A_NAME,
        "http://10.0.0.9:9000",
        good -> good.property(HISTORY_CONF, endpoint(), "http://10.0.0.9:9000"));
    on(
        Rule.S3_ENDPOINT_IS_ONE,
        "https://s3.example.org",
        good -> good.property(HISTORY_CONF, endpoint(), "https://s3.example.org"));
    on(
        Rule.BUCKET_IS_MADE,
        "s3a://lake/spark/events/",
        good -> good.pod(HISTORY, pod -> pod.setInitContainers(List.of())));
    on(
        Rule.CREDENTIALS_FILE_IS_MOUNTED,
        "container history",
        good ->
            good.container(
                HISTORY,
                server ->
                    server.getEnv().stream()
                        .filter(variable -> variable.getName().startsWith("AWS_"))
                        .forEach(variable -> variable.setValue("/home/spark/.aws/credentials"))));
    on(
        Rule.S3_IS_ADDRESSED_BY_PATH,
        "bucket.store.data.svc",
        good -> good.without(HISTORY_CONF, "spark.hadoop.fs.s3a.path.style.access"));
  }

  private static void versions() {
    on(
        Rule.RELEASE_IS_KNOWN,
        "Spark 3.5.0",
        good -> good.replace(SPARK_IMAGE, "spark-3.5.4-bin", "spark-3.5.0-bin"));
    on(
        Rule.HADOOP_AWS_FITS,
        "hadoop-aws 3.3.6",
        good -> good.replace(SPARK_IMAGE, "hadoop-aws:3.3.4", "hadoop-aws:3.3.6"));
    on(
        Rule.AWS_SDK_FITS,
        "1.12.780",
        good -> good.replace(SPARK_IMAGE, "bundle:1.12.262", "bundle:1.12.780"));
    on(
        Rule.JAVA_FITS,
        "Java 21",
        good -> good.replace(SPARK_IMAGE, "java-17-openjdk", "java-21-openjdk"));
    on(
        Rule.PYTHON_FITS,
        "Python 3.12",
        good -> good.replace(SPARK_IMAGE, "python3.11", "python3.12"));
    on(
        Rule.PY4J_FITS,
        "py4j 0.10.9.9",
        good -> good.replace(SPARK_IMAGE, "py4j-0.10.9.7", "py4j-0.10.9.9"));
    on(
        Rule.EXTRA_JARS_ARE_THERE,
        "analyticsaccelerator-s3:1.3.1",
        good ->
            Altered.of(Samples.of("4.2.0").stack())
                .file(SPARK_IMAGE, text -> text.replaceAll(".*analyticsaccelerator-s3.*\n", "")));
    on(
        Rule.TAG_TELLS_THE_VERSION,
        "v1",
        good -> good.image("spark:3.5.4", Samples.REGISTRY + "spark:v1"));
    on(
        Rule.CREDENTIALS_PROVIDER_FITS,
        "software.amazon.awssdk",
        good ->
            good.property(
                HISTORY_CONF,
                "spark.hadoop.fs.s3a.aws.credentials.provider",
                "software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider"));
    on(
        Rule.SCALA_FITS,
        "Scala 2.13",
        good -> good.replace(SPARK_IMAGE, "spark-hadoop-cloud_2.12", "spark-hadoop-cloud_2.13"));
    on(
        Rule.JUPYTER_HAS_THE_EXECUTORS_SPARK,
        "apache/spark:3.5.4",
        good ->
            good.replace(JUPYTER_IMAGE, Samples.REGISTRY + "spark:3.5.4", "apache/spark:3.5.4"));
    on(
        Rule.COMMITTERS_ARE_THERE,
        "spark-hadoop-cloud_2.12:3.5.4",
        good -> good.file(SPARK_IMAGE, text -> text.replaceAll(".*spark-hadoop-cloud.*\n", "")));
    on(
        Rule.SIGNER_IS_THE_RELEASES,
        "0FE4571297AB84440673665669600C8338F65970",
        good ->
            good.replace(
                SPARK_IMAGE,
                Samples.spark35().release().signingKey().orElseThrow(),
                "0FE4571297AB84440673665669600C8338F65970"));
  }

  private static void allocation() {
    String dynamic = "spark.dynamicAllocation.";
    on(
        Rule.EXECUTOR_COUNTS_ARE_ORDERED,
        "initial=20",
        good -> good.property(NOTEBOOK_CONF, dynamic + "initialExecutors", "20"));
    on(
        Rule.EXECUTORS_ARE_BOUNDED,
        "maxExecutors is not set",
        good -> good.without(NOTEBOOK_CONF, dynamic + "maxExecutors"));
    on(
        Rule.SHUFFLE_DATA_IS_KEPT,
        "neither shuffle tracking nor migration",
        good -> good.property(NOTEBOOK_CONF, dynamic + "shuffleTracking.enabled", "false"));
    on(
        Rule.SHUFFLE_IS_KEPT_ONE_WAY,
        "are both on",
        good ->
            good.property(NOTEBOOK_CONF, "spark.decommission.enabled", "true")
                .property(NOTEBOOK_CONF, "spark.storage.decommission.enabled", "true"));
    on(
        Rule.IDLE_EXECUTORS_ARE_RELEASED,
        "shuffleTracking.timeout is not set",
        good -> good.without(NOTEBOOK_CONF, dynamic + "shuffleTracking.timeout"));
    on(
        Rule.PYTHON_HAS_ROOM,
        "memoryOverheadFactor",
        good -> good.without(NOTEBOOK_CONF, "spark.executor.memoryOverheadFactor"));
    on(
        Rule.EXECUTORS_HAVE_A_CPU_LIMIT,
        "spark.kubernetes.executor.limit.cores",
        good -> good.without(NOTEBOOK_CONF, "spark.kubernetes.executor.limit.cores"));
    on(
        Rule.FIXED_COUNT_IS_NOT_MIXED_IN,
        "spark.executor.instances",
        good -> good.property(NOTEBOOK_CONF, "spark.executor.instances", "4"));
    on(
        Rule.EVENT_LOG_IS_ON,
        "spark.eventLog.enabled=true",
        good -> good.property(NOTEBOOK_CONF, "spark.eventLog.enabled", "false"));
    on(
        Rule.EVENT_LOG_ROLLS,
        "spark.eventLog.rolling.enabled=true",
        good -> good.without(NOTEBOOK_CONF, "spark.eventLog.rolling.enabled"));
  }

  private static void privileges() {
    on(
        Rule.ROLE_NAMES_ITS_VERBS,
        "allows [*]",
        good ->
            good.edit(
                Role.class, "etl-role", role -> role.getRules().get(0).setVerbs(List.of("*"))));
    on(
        Rule.DRIVER_MAY_RUN_EXECUTORS,
        "[watch pods]",
        good -> good.edit(Role.class, "etl-role", role -> verbs(role).remove("watch")));
    on(
        Rule.ROLE_ALLOWS_NO_MORE,
        "[update pods]",
        good -> good.edit(Role.class, "etl-role", role -> verbs(role).add("update")));
    on(
        Rule.ROLE_LEAVES_SECRETS_ALONE,
        "on secrets",
        good ->
            good.edit(
                Role.class,
                "etl-role",
                role -> role.getRules().get(0).setResources(List.of("pods", "secrets"))));
    on(
        Rule.EXECUTORS_HAVE_NO_ROLE,
        "etl-executor",
        good ->
            good.edit(
                RoleBinding.class,
                "etl-role",
                binding -> binding.getSubjects().get(0).setName("etl-executor")));
    on(
        Rule.NOTHING_IS_CLUSTER_WIDE,
        "ClusterRole edit",
        good ->
            good.edit(
                RoleBinding.class,
                "etl-role",
                binding -> {
                  binding.getRoleRef().setKind("ClusterRole");
                  binding.getRoleRef().setName("edit");
                }));
    on(
        Rule.TOKEN_ONLY_FOR_DRIVERS,
        "Deployment history gets a token",
        good -> good.pod(HISTORY, pod -> pod.setAutomountServiceAccountToken(true)));
    on(
        Rule.ACCOUNT_IS_OWN,
        "Deployment history runs as the account default",
        good -> good.pod(HISTORY, pod -> pod.setServiceAccountName(null)));
    on(
        Rule.DRIVER_HAS_A_TOKEN,
        "StatefulSet lab",
        good ->
            good.container(
                JUPYTER,
                jupyter ->
                    jupyter.getVolumeMounts().removeIf(m -> m.getName().equals("api-token"))));
  }

  private static void pods() {
    on(
        Rule.RUNS_AS_NON_ROOT,
        "container minio",
        good -> good.container(STORE, c -> c.getSecurityContext().setRunAsUser(0L)));
    on(
        Rule.HAS_SECCOMP,
        "container minio",
        good ->
            good.pod(STORE, pod -> pod.getSecurityContext().setSeccompProfile(null))
                .container(STORE, c -> c.getSecurityContext().setSeccompProfile(null)));
    on(
        Rule.GAINS_NO_PRIVILEGES,
        "container minio",
        good -> good.container(STORE, c -> c.getSecurityContext().setPrivileged(true)));
    on(
        Rule.DROPS_CAPABILITIES,
        "container minio",
        good ->
            good.container(
                STORE, c -> c.getSecurityContext().getCapabilities().setAdd(List.of("NET_ADMIN"))));
    on(
        Rule.ROOT_IS_READ_ONLY,
        "container minio",
        good -> good.container(STORE, c -> c.getSecurityContext().setReadOnlyRootFilesystem(null)));
    on(
        Rule.STAYS_OFF_THE_NODE,
        "/var/lib/minio",
        good ->
            good.pod(
                STORE,
                pod ->
                    pod.getVolumes()
                        .set(
                            0,
                            new VolumeBuilder()
                                .withName("data")
                                .withNewHostPath("/var/lib/minio", "Directory")
                                .build())));
    on(
        Rule.HAS_RESOURCES,
        "container minio",
        good -> good.container(STORE, c -> c.getResources().getLimits().remove("cpu")));
    on(
        Rule.HAS_PROBES,
        "container minio",
        good -> good.container(STORE, c -> c.setLivenessProbe(null)));
    on(
        Rule.KEEPS_TO_THE_PROFILE,
        "Deployment store has seccompProfile Unconfined",
        good ->
            good.container(
                STORE,
                c ->
                    c.getSecurityContext()
                        .setSeccompProfile(new SeccompProfile(null, "Unconfined"))));
    on(
        Rule.NAMESPACE_ADMITS_THE_RESTRICTED,
        "version 'latest' of Pod Security, which changes with the cluster",
        good ->
            good.edit(
                Namespace.class,
                "data",
                space ->
                    space
                        .getMetadata()
                        .getLabels()
                        .put("pod-security.kubernetes.io/enforce-version", "latest")));
  }

  private static void sparkPods() {
    on(
        Rule.SPARK_PODS_HAVE_A_TEMPLATE,
        "spark.kubernetes.executor.podTemplateFile is not set",
        good -> good.without(NOTEBOOK_CONF, "spark.kubernetes.executor.podTemplateFile"));
  }

  private static void credentials() {
    on(
        Rule.NO_SECRET_IN_THE_CLEAR,
        "MINIO_ROOT_PASSWORD",
        good ->
            good.container(
                STORE,
                c ->
                    c.getEnv()
                        .add(
                            new EnvVarBuilder()
                                .withName("MINIO_ROOT_PASSWORD")
                                .withValue(CredentialsTest.PLANTED)
                                .build())));
    on(
        Rule.NO_SECRET_IN_ARGUMENTS,
        ENTRYPOINT,
        good ->
            good.file(ENTRYPOINT, script -> script.strip() + " --IdentityProvider.token=$TOKEN\n"));
  }

  private static void pins() {
    on(
        Rule.IMAGE_IS_PINNED,
        "minio:latest",
        good -> good.container(STORE, c -> c.setImage("registry.example.org/mirror/minio:latest")));
    on(
        Rule.BASE_IMAGE_IS_PINNED,
        "registry.access.redhat.com/ubi9/ubi-minimal floats",
        good ->
            good.file(
                SPARK_IMAGE,
                text -> text.replaceFirst("(?m)^(FROM \\S+/ubi-minimal)[:@].*", "$1")));
    on(
        Rule.DOWNLOAD_IS_VERIFIED,
        SPARK_IMAGE,
        good -> good.replace(SPARK_IMAGE, "sha256sum --check", "cat"));
    on(
        Rule.DOWNLOAD_STAYS,
        "dlcdn.apache.org",
        good -> good.replace(SPARK_IMAGE, "archive.apache.org/dist", "dlcdn.apache.org"));
    on(
        Rule.REGISTRY_IS_ALIVE,
        "quay.io/minio/minio",
        good ->
            good.container(
                STORE, c -> c.setImage("quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z")));
    on(
        Rule.PYTHON_PACKAGES_ARE_LOCKED,
        "pip installs",
        good -> good.replace(JUPYTER_IMAGE, "--require-hashes ", ""));
    on(
        Rule.FILES_ARE_ROOTS,
        "chmod=777",
        good -> good.replace(JUPYTER_IMAGE, "--chmod=0555", "--chmod=777"));
    on(
        Rule.USER_IS_A_NUMBER,
        "user is spark",
        good -> good.file(SPARK_IMAGE, text -> text.replaceAll("USER 2\\d+:\\d+", "USER spark")));
  }

  private static void builds() {
    on(
        Rule.DOWNLOAD_HAS_AN_ADDRESS,
        "$MAVEN_CENTRAL",
        good ->
            good.file(SPARK_IMAGE, text -> text + "RUN curl -o a.jar ${MAVEN_CENTRAL}/a.jar\n"));
    on(
        Rule.BASE_IS_NOT_UPDATED,
        "'microdnf update'",
        good ->
            good.replace(
                SPARK_IMAGE, "microdnf install -y --nodocs", "microdnf update -y --nodocs"));
    on(
        Rule.SYSTEM_FILES_STAY,
        "/usr/bin/python3",
        good -> good.file(SPARK_IMAGE, text -> text + "RUN rm -f /usr/bin/python3\n"));
    on(
        Rule.DOWNLOAD_FITS_THE_MACHINE,
        "amd64",
        good ->
            good.file(
                SPARK_IMAGE,
                text ->
                    text
                        + "RUN curl -o t https://example.org/tini-static-amd64 && sha256sum --check s\n"));
    on(
        Rule.JAR_KEEPS_ITS_NAME,
        "/opt/spark/jars/hadoop-aws.jar",
        good ->
            good.file(
                SPARK_IMAGE,
                text ->
                    text
                        + "RUN curl https://example.org/hadoop-aws-3.3.4.jar -o /opt/spark/jars/hadoop-aws.jar"
                        + " && sha256sum --check sums\n"));
    on(
        Rule.ARGUMENT_IS_USED,
        "ARG SPARK_MAJOR_VERSION",
        good -> good.file(SPARK_IMAGE, text -> text + "ARG SPARK_MAJOR_VERSION=3.5\n"));
    on(
        Rule.SEARCH_PATH_HAS_NO_HOLE,
        "PYTHONPATH",
        good ->
            good.file(SPARK_IMAGE, text -> text.replace("-src.zip\"", "-src.zip:$PYTHONPATH\"")));
  }

  private static void updates() {
    on(
        Rule.DISK_IS_LET_GO_FIRST,
        "Deployment store",
        good -> good.edit(Deployment.class, STORE, store -> store.getSpec().setStrategy(null)));
    on(
        Rule.CONFIG_IS_A_FOLDER,
        "by subPath",
        good ->
            good.container(
                HISTORY, c -> c.getVolumeMounts().get(0).setSubPath("spark-defaults.conf")));
    on(
        Rule.CONFIG_ROLLS_ITS_READERS,
        "ConfigMap spark-conf",
        good -> good.template(HISTORY, t -> t.getMetadata().setAnnotations(Map.of())));
    on(
        Rule.JOB_CHANGES_ITS_NAME,
        "Job store-bootstrap keeps",
        good -> {
          String name =
              good.evidence().names(Job.class).stream()
                  .filter(job -> job.startsWith(STORE))
                  .collect(joining());
          return good.rename(Job.class, name, "store-bootstrap");
        });
    on(
        Rule.SELECTOR_STAYS,
        "app.kubernetes.io/version",
        good ->
            good.edit(
                    Deployment.class,
                    STORE,
                    store ->
                        store
                            .getSpec()
                            .getSelector()
                            .getMatchLabels()
                            .put("app.kubernetes.io/version", "1"))
                .template(
                    STORE, t -> t.getMetadata().getLabels().put("app.kubernetes.io/version", "1")));
    on(
        Rule.SIGNALS_ARRIVE,
        "container history",
        good -> good.container(HISTORY, c -> c.setCommand(List.of("/bin/bash", "-c", "sleep 1"))));
    on(
        Rule.METALLB_PREFIX_IS_CURRENT,
        "Service store",
        good ->
            good.edit(
                Service.class,
                STORE,
                service ->
                    service
                        .getMetadata()
                        .setAnnotations(
                            Map.of("metallb.universe.tf/loadBalancerIPs", "10.0.0.9"))));
    on(
        Rule.SCRIPT_NAMES_ITS_SHELL,
        "'#/bin/bash'",
        good -> good.replace(PI, "#!/usr/bin/env bash", "#/bin/bash"));
    on(
        Rule.NOTEBOOK_PARSES,
        "# for the demo",
        good ->
            good.replace(
                NOTEBOOK,
                "\"spark = SparkSession.builder.getOrCreate()\\n\"",
                "\"spark = SparkSession \\\\ # for the demo\\n\",\n    \"  .builder.getOrCreate()\\n\""));
    on(
        Rule.SUBMIT_NAMES_ITS_PROGRAM,
        PI,
        good -> good.replace(PI, "spark-submit", "spark-submit --class SparkPi"));
    on(
        Rule.JUPYTER_OPTIONS_ARE_CURRENT,
        ENTRYPOINT,
        good -> good.file(ENTRYPOINT, text -> text.strip() + " --NotebookApp.port=8888\n"));
    on(
        Rule.HISTORY_STAYS_IN_FRONT,
        "Deployment history",
        good ->
            good.container(
                HISTORY, c -> c.setArgs(List.of("/opt/spark/sbin/start-history-server.sh"))));
    on(
        Rule.HISTORY_IS_CLEANED,
        "spark.history.fs.cleaner.enabled",
        good -> good.without(HISTORY_CONF, "spark.history.fs.cleaner.enabled"));
    on(
        Rule.DRIVER_SETTING_IS_READ,
        "spark.kubernetes.authenticate.driver.serviceAccountName",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.kubernetes.authenticate.driver.serviceAccountName", "etl"));
    on(
        Rule.SETTING_SAYS_SOMETHING,
        "spark.hadoop.fs.s3a.connection.ssl.enabled",
        good -> good.property(HISTORY_CONF, "spark.hadoop.fs.s3a.connection.ssl.enabled", "false"));
    on(
        Rule.IDLE_KERNELS_END,
        "StatefulSet lab",
        good ->
            good.data(
                "lab-conf",
                "jupyter_server_config.py",
                text -> text.replace("cull_idle_timeout", "cull_interval")));
    on(
        Rule.HISTORY_KEEPS_ITS_INDEX,
        "spark.history.store.path",
        good -> good.without(HISTORY_CONF, "spark.history.store.path"));
  }

  /** Exceptions are given beside the evidence, so this one is asked for in {@link #findings}. */
  private static void entrypoints() {
    on(Rule.EXCEPTION_IS_NEEDED, "exception from REF-01", good -> good);
  }

  private static List<Finding> findings(Rule rule, Altered altered) {
    List<RuleException> exceptions =
        rule == Rule.EXCEPTION_IS_NEEDED
            ? List.of(new RuleException("REF-01", "Service gone", "it was there once"))
            : List.of();
    return Proof.of(altered.evidence(), exceptions);
  }

  @Test
  void every_rule_has_a_case() {
    assertThat(CASES).extracting(Case::rule).contains(Rule.values());
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void a_good_stack_keeps_every_rule(String release) {
    assertThat(Proof.of(Samples.of(release).stack(), List.of())).isEmpty();
  }

  @Test
  void so_does_one_on_seaweedfs() {
    assertThat(Proof.of(Samples.spark41().onSeaweedFs(), List.of())).isEmpty();
  }

  @Test
  void so_does_one_with_tables_of_iceberg() {
    assertThat(Proof.of(Samples.spark41().withTables(), List.of())).isEmpty();
  }

  @Test
  void pods_reach_the_catalogue_they_are_told_of() {
    List<Finding> said =
        Altered.of(Samples.spark41().withTables())
            .policy(
                "seaweed",
                policy ->
                    policy
                        .getIngress()
                        .removeIf(
                            rule ->
                                rule.getPorts().stream()
                                    .anyMatch(port -> port.getPort().getIntVal() == 8181)))
            .findings();

    assertThat(said).extracting(Finding::message).anyMatch(text -> text.contains("8181"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3.secret-access-key", "rest.secret-access-key", "credential", "token"})
  void a_catalogues_keys_are_no_properties(String key) {
    List<Finding> said =
        Altered.of(Samples.spark41().withTables())
            .property(
                NOTEBOOK_CONF,
                "spark.sql.catalog.lake." + key,
                "AKIDEXAMPLE:wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY")
            .findings();

    assertThat(said).extracting(Finding::rule).contains(Rule.NO_SECRET_IN_THE_CLEAR);
  }

  @Test
  void seaweedfs_declares_the_port_of_its_catalogue() {
    List<Finding> said =
        Altered.of(Samples.spark41().withTables())
            .data("seaweed-scripts", "start.sh", script -> script.replace("=8181", "=8182"))
            .findings();

    assertThat(said).extracting(Finding::rule).contains(Rule.PROGRAM_LISTENS_WHERE_DECLARED);
  }

  @ParameterizedTest
  @CsvSource({
    "' -ip.bind=127.0.0.1',           opens SeaweedFS's master",
    "' -s3.config=/tmp/users.json',   lets everybody into every bucket",
  })
  void seaweedfs_is_told_what_to_keep_to_itself(String word, String message) {
    List<Finding> said =
        Altered.of(Samples.spark41().onSeaweedFs())
            .data("seaweed-scripts", "start.sh", script -> script.replace(word, ""))
            .findings();

    assertThat(said)
        .filteredOn(finding -> finding.rule() == Rule.STORE_KEEPS_ITS_INNER_PORTS)
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void seaweedfs_that_makes_another_bucket_makes_none_for_the_event_log() {
    List<Finding> said =
        Altered.of(Samples.spark41().onSeaweedFs())
            .data("seaweed-scripts", "bucket.sh", script -> script.replace("lake", "pond"))
            .findings();

    assertThat(said).extracting(Finding::rule).contains(Rule.BUCKET_IS_MADE);
  }

  @Test
  void seaweedfs_listens_where_its_service_points() {
    List<Finding> said =
        Altered.of(Samples.spark41().onSeaweedFs())
            .data("seaweed-scripts", "start.sh", script -> script.replace("=8333", "=8334"))
            .findings();

    assertThat(said).extracting(Finding::rule).contains(Rule.PROGRAM_LISTENS_WHERE_DECLARED);
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void so_does_one_whose_bucket_is_elsewhere(String release) {
    Samples samples = Samples.of(release);

    assertThat(Proof.of(samples.storedIn(Samples.AWS).stack(), List.of())).isEmpty();
    assertThat(Proof.of(samples.storedIn(Samples.AWS_BY_KEYS).stack(), List.of())).isEmpty();
    assertThat(Proof.of(samples.storedIn(Samples.NEXT_DOOR).stack(), List.of())).isEmpty();
  }

  @Test
  void so_does_one_that_takes_its_role_from_an_agent() {
    Samples samples = Samples.spark41().storedIn(Samples.AWS_BY_AGENT);

    assertThat(Proof.of(samples.stack(), List.of())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void so_does_one_that_people_reach_through_a_proxy(String release) {
    Samples samples = Samples.of(release);

    assertThat(Proof.of(samples.throughIngress().stack(Samples.PROXIED), List.of())).isEmpty();
    assertThat(Proof.of(samples.throughGateway().stack(Samples.PROXIED), List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0.3", "4.1.2", "4.2.0"})
  void so_does_one_with_spark_connect_and_prometheus(String release) {
    assertThat(Proof.of(Samples.of(release).observed(), List.of())).isEmpty();
  }

  /** Where executors' metrics have to be turned on. */
  @Test
  void so_does_one_with_prometheus_on_spark_3_5() {
    Samples samples = Samples.spark35();
    SparkApplication explore = samples.application().observedBy(Samples.PROMETHEUS);

    assertThat(
            Proof.of(
                Samples.stack(
                    samples.rbac(),
                    samples.minio(),
                    samples.historyServer(),
                    samples.jupyter(explore),
                    new Workspace(Samples.DATA, DnsLabel.of("examples"), explore),
                    samples.monitoring()),
                List.of()))
        .isEmpty();
  }

  @Test
  void so_does_one_with_spark_connect_behind_a_gateway() {
    Samples samples = Samples.spark41();
    List<Component> parts =
        List.of(
            samples.rbac(EnumSet.of(SparkFeature.RUN_EXECUTORS)),
            samples.minio(),
            samples.historyServer(),
            samples.exposed(gateway("grpc", "connect.example.org")).connect());
    Outside outside =
        new Outside(Samples.OUTSIDE.apiServer(), 443, List.of(), List.of(DnsLabel.of("gateways")));

    assertThat(
            Proof.of(
                new Stack(Samples.DATA, parts)
                    .with(
                        NetworkPolicies.among(
                            parts, Samples.DATA, DnsLabel.of("network"), outside)),
                List.of()))
        .isEmpty();
  }

  @Test
  void a_route_of_grpc_leads_to_a_port_too() {
    HasMetadata route =
        gateway("grpc", "connect.example.org")
            .resources(Samples.DATA.labels(DnsLabel.of(CONNECT), CONNECT), new Port("grpc", 15003))
            .get(1);

    assertThat(observed().add(route).findings())
        .extracting(Finding::message)
        .anyMatch(
            message ->
                message.contains("GRPCRoute connect-grpc leads to port 15003 of Service connect"));
  }

  @Test
  void connect_listens_where_its_pod_says() {
    assertThat(
            observed()
                .property("connect-spark-conf", "spark.connect.grpc.binding.port", "15003")
                .findings())
        .extracting(Finding::message)
        .anyMatch(
            message ->
                message.contains(
                    "Spark Connect listens at 15003, which StatefulSet connect does not declare"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_rule_is_broken_by_each_of_its_cases(Case broken) {
    List<Finding> said =
        findings(broken.rule(), broken.wrong().apply(Altered.samples())).stream()
            .filter(finding -> finding.rule() == broken.rule())
            .toList();

    assertThat(said).as("%s says nothing", broken.rule().id()).isNotEmpty();
    assertThat(said)
        .anyMatch(finding -> finding.message().contains(broken.word()))
        .noneMatch(finding -> finding.message().contains(CredentialsTest.PLANTED))
        .noneMatch(finding -> finding.message().contains("null"));
  }

  static List<Case> cases() {
    return CASES;
  }

  private static void select(Map<String, String> labels, String name) {
    labels.put("app.kubernetes.io/name", name);
  }

  private static Consumer<Service> at(String address) {
    return service ->
        service
            .getMetadata()
            .setAnnotations(Map.ofEntries(entry("metallb.io/loadBalancerIPs", address)));
  }

  private static EnvVar fromConfigMap(String map, String key) {
    return new EnvVarBuilder()
        .withName("SETTING")
        .withNewValueFrom()
        .withNewConfigMapKeyRef(key, map, false)
        .endValueFrom()
        .build();
  }

  private static VolumeMount mount(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).build();
  }

  private static Volume emptyDir(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }

  /** The verbs on pods, in a list that can be changed. */
  private static List<String> verbs(Role role) {
    List<String> verbs = new ArrayList<>(role.getRules().get(0).getVerbs());
    role.getRules().get(0).setVerbs(verbs);
    return verbs;
  }

  private static String executorAccount() {
    return "spark.kubernetes.authenticate.executor.serviceAccountName";
  }

  private static String endpoint() {
    return "spark.hadoop.fs.s3a.endpoint";
  }
}
