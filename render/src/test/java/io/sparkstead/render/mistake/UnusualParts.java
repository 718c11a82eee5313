package io.sparkstead.render.mistake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.patch.JsonPatch;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Those of {@link UnusualStacks} with objects of a person's own, as outsiders wrote them. */
final class UnusualParts {

  private static final Map<String, Supplier<Stack>> ALL = new LinkedHashMap<>();

  private static final String POD_SECURITY =
      """
      securityContext: {runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001, seccompProfile: {type: RuntimeDefault}}
      automountServiceAccountToken: false
      serviceAccountName: own
      """;

  private static final String CONTAINER =
      """
      image: registry.example.org/own/tool:1.0
      imagePullPolicy: IfNotPresent
      securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
      resources:
        requests: {cpu: 50m, memory: 64Mi, ephemeral-storage: 64Mi}
        limits: {cpu: 100m, memory: 64Mi, ephemeral-storage: 64Mi}
      """;

  static {
    rights();
    pods();
    entrances();
  }

  private UnusualParts() {}

  /** Each by what varies. */
  static Map<String, Supplier<Stack>> all() {
    return Map.copyOf(ALL);
  }

  private static void on(String what, Supplier<Stack> stack) {
    ALL.put(what, stack);
  }

  /** With objects as {@code yaml} has them, separated by {@code ---}. */
  private static void with(String what, String yaml) {
    with(ALL, what, yaml);
  }

  /** The same, into {@code stacks}. */
  static void with(Map<String, Supplier<Stack>> stacks, String what, String yaml) {
    stacks.put(
        what,
        () -> {
          Stack bench = UnusualStacks.bench().stack();
          return bench.with(new Own(bench.namespace(), List.of(yaml.split("(?m)^---\\n", -1))));
        });
  }

  private static void rights() {
    with(
        "a RoleBinding of people to a ClusterRole of Kubernetes'",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: people}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: data-platform}]
        """);
    with(
        "a Role for a tool of another namespace",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: scrape}
        rules: [{apiGroups: [""], resources: [pods, services], verbs: [get, list, watch]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: scrape}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: scrape}
        subjects: [{kind: ServiceAccount, name: prometheus-k8s, namespace: monitoring}]
        """);
    with(
        "people who may forward ports",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: forward}
        rules:
        - {apiGroups: [""], resources: [pods/portforward], verbs: [create]}
        - {apiGroups: [""], resources: [pods, services], verbs: [get, list]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: forward}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: forward}
        subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: data-platform}]
        """);
  }

  private static void pods() {
    with(
        "a Service whose addresses somebody wrote down",
        """
        apiVersion: v1
        kind: Service
        metadata: {name: postgres}
        spec: {ports: [{name: sql, port: 5432, targetPort: 5432, protocol: TCP}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: postgres-1, labels: {kubernetes.io/service-name: postgres}}
        addressType: IPv4
        ports: [{name: sql, port: 5432, protocol: TCP}]
        endpoints: [{addresses: ["10.20.0.5"]}]
        """);
    with(
        "a job that a disruption does not count against",
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: own}
        automountServiceAccountToken: false
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: own}
        spec:
          schedule: "0 3 * * *"
          concurrencyPolicy: Forbid
          jobTemplate:
            spec:
              ttlSecondsAfterFinished: 600
              podFailurePolicy:
                rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]
              template:
                metadata: {labels: {app: own}}
                spec:
                  restartPolicy: Never
        %s\
                  containers:
                  - name: own
                    command: [/bin/tool]
        %s\
        """
            .formatted(POD_SECURITY.indent(10), CONTAINER.indent(12)));
    on(
        "a sidecar that is asked at a number that it does not declare",
        () ->
            UnusualStacks.bench()
                .stack()
                .patchedBy(
                    new JsonPatch(
                        "Deployment",
                        "spark-history-server",
                        new JsonPatch.Add("/spec/template/spec/containers/-", sidecar()))));
    on(
        "keys that Amazon keeps",
        () ->
            UnusualStacks.bench()
                .conf(
                    "spark.hadoop.fs.s3a.bucket.landing.encryption.key",
                    "arn:aws:kms:eu-central-1:111122223333:key/0f1e")
                .conf("spark.hadoop.fs.s3a.bucket.landing.encryption.algorithm", "SSE-KMS")
                .conf(
                    "spark.hadoop.fs.s3a.bucket.landing.endpoint",
                    "https://s3.eu-central-1.amazonaws.com")
                .stack());
    on(
        "executors on nodes of one architecture",
        () ->
            UnusualStacks.bench()
                .placed(
                    Placement.ANYWHERE.executors(NodePool.labelled("kubernetes.io/arch", "amd64")))
                .stack());
  }

  private static Object sidecar() {
    return Map.of(
        "name", "shipper",
        "image", "registry.example.org/own/shipper:1.0",
        "livenessProbe", Map.of("httpGet", Map.of("path", "/", "port", 2020)),
        "securityContext",
            Map.of(
                "allowPrivilegeEscalation", false,
                "readOnlyRootFilesystem", true,
                "capabilities", Map.of("drop", List.of("ALL"))),
        "resources",
            Map.of(
                "requests", Map.of("cpu", "10m", "memory", "32Mi", "ephemeral-storage", "32Mi"),
                "limits", Map.of("cpu", "100m", "memory", "32Mi", "ephemeral-storage", "32Mi")));
  }

  private static void entrances() {
    on(
        "Google's load balancer, which is no pod",
        () ->
            UnusualStacks.bench()
                .outside(
                    new Outside(
                        List.of(new Cidr("10.0.0.0/24")),
                        443,
                        List.of(new Cidr("130.211.0.0/22"), new Cidr("35.191.0.0/16"))))
                .historyExposure(
                    new Exposure.Gateway(
                        DnsLabel.of("gateways"),
                        DnsLabel.of("external-http"),
                        Map.of("http", "history.example.org")))
                .stack());
    on(
        "Amazon's load balancer, which is no pod",
        () ->
            UnusualStacks.bench()
                .outside(
                    new Outside(
                        List.of(new Cidr("10.0.0.0/24")), 443, List.of(new Cidr("10.0.8.0/22"))))
                .historyExposure(
                    new Exposure.Ingress(
                        DnsLabel.of("alb"),
                        Map.of("http", "history.example.org"),
                        Optional.empty()))
                .stack());
  }

  /** A component of a person's own, of objects as texts. */
  private record Own(Namespace namespace, List<String> yaml) implements Component {

    @Override
    public Labels labels() {
      return new Labels(namespace, DnsLabel.of("own"), "tool");
    }

    @Override
    public List<HasMetadata> resources() {
      List<HasMetadata> objects = new ArrayList<>();
      for (String text : yaml) {
        objects.add(object(text));
      }
      return objects;
    }

    private HasMetadata object(String text) {
      YAMLMapper mapper = new YAMLMapper();
      try {
        JsonNode document = mapper.readTree(text);
        ObjectNode metadata = (ObjectNode) document.path("metadata");
        metadata.put("namespace", namespace.name());
        ObjectNode labels = metadata.withObject("/labels");
        labels().all().forEach(labels::put);
        return (HasMetadata) mapper.treeToValue(document, KubernetesResource.class);
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }
  }
}
