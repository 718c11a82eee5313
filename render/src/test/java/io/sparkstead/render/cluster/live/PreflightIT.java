package io.sparkstead.render.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.MainProcess.Outcome;
import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.cluster.control.Kubectl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code preflight} finds of what a cluster lacks, one at a time, and that it writes nothing.
 */
class PreflightIT {

  private static final String IN = " -n planted";

  @TempDir private static Path folder;

  private static ControlPlane plane;
  private static Kubectl kubectl;
  private static Path environment;
  private static String secrets;

  /**
   * One thing that is not as it was counted on.
   *
   * @param commands of kubectl that make it so
   * @param told what a line of the answer has
   */
  private record Lack(String name, List<String> commands, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Lack gone(String what, String told) {
    return new Lack("no " + what, List.of("delete " + what + " --grace-period=0 --force"), told);
  }

  private static Lack patched(String name, String what, String patch, String told) {
    return new Lack(name, List.of("patch " + what + " --type=merge -p " + patch), told);
  }

  /** All, or with {@code -Donly=quota} those that are called so. */
  static List<Lack> lacks() {
    return all().stream()
        .filter(lack -> lack.name().contains(System.getProperty("only", "")))
        .toList();
  }

  private static List<Lack> all() {
    return List.of(
        gone("crd httproutes.gateway.networking.k8s.io", "lack +HTTPRoute of .* is not served"),
        gone("storageclass planted", "lack +StorageClass planted: is not there"),
        new Lack(
            "a class without a provisioner",
            List.of(
                "delete storageclass planted",
                "create -f - # {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name:"
                    + " planted}, provisioner: kubernetes.io/no-provisioner}"),
            "lack +StorageClass planted: has kubernetes.io/no-provisioner"),
        patched(
            "a class whose claims cannot grow",
            "storageclass planted",
            "{\"allowVolumeExpansion\":false}",
            "note +StorageClass planted: .* cannot grow"),
        gone("crd ipaddresspools.metallb.io", "lack +MetalLB: is not installed"),
        patched(
            "a pool without the address",
            "ipaddresspool lan -n metallb-system",
            "{\"spec\":{\"addresses\":[\"192.168.1.16/28\"]}}",
            "lack +Service planted/seaweedfs: 192.168.1.6 is in no pool"),
        gone("gateway public -n edge", "lack +Gateway edge/public: is not there"),
        patched(
            "a listener for its own namespace",
            "gateway public -n edge",
            "{\"spec\":{\"listeners\":[{\"name\":\"http\",\"port\":80,\"protocol\":\"HTTP\"}]}}",
            "lack +Gateway edge/public: takes no HTTPRoute planted/.* from namespace planted"),
        gone("ingressclass planted", "lack +IngressClass planted: is not there"),
        gone("localqueue data" + IN, "lack +LocalQueue planted/data: is not there"),
        gone(
            "serviceaccount historian" + IN,
            "lack +ServiceAccount planted/historian: is not there"),
        gone("secret spark-rpc" + IN, "lack +Secret planted/spark-rpc: is not there"),
        patched(
            "a Secret with another key",
            "secret jupyter-token" + IN,
            "{\"data\":{\"token\":null,\"tokn\":\"YQ==\"}}",
            "lack +Secret planted/jupyter-token: has no token, but tokn"),
        gone("secret registry" + IN, "lack +Secret planted/registry: is not there"),
        new Lack(
            "a pull secret of another type",
            List.of("delete secret registry" + IN, "create secret generic registry" + IN),
            "lack +Secret planted/registry: is of type Opaque"),
        gone("secret lab-tls" + IN, "lack +Secret planted/lab-tls: is not there"),
        gone(
            "persistentvolumeclaim datasets" + IN + " --wait=false",
            "lack +PersistentVolumeClaim planted/datasets: is not there"),
        gone("pod dns -n kube-system", "lack +DNS by .* has no pod with k8s-app=kube-dns"),
        new Lack(
            "a plugin that enforces nothing",
            List.of(
                "delete daemonset calico-node -n kube-system",
                "create -f - # {apiVersion: apps/v1, kind: DaemonSet, metadata: {name:"
                    + " kube-flannel-ds, namespace: kube-system}, spec: {selector: {matchLabels: {a:"
                    + " b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a,"
                    + " image: b}]}}}}"),
            "lack +network plugin: kube-flannel-ds connects pods and enforces no policy"),
        new Lack("a cordoned node", List.of("cordon node"), "lack +room on nodes: of 1 nodes none"),
        new Lack(
            "a node that is full",
            List.of(
                "create -f - # {apiVersion: v1, kind: Pod, metadata: {name: hog, namespace: edge},"
                    + " spec: {nodeName: node, containers: [{name: hog, image: hog, resources:"
                    + " {requests: {cpu: 15500m, memory: 60Gi}}}]}}"),
            "lack .* does not fit: "),
        new Lack(
            "a quota of others",
            List.of("create quota small" + IN + " --hard=requests.cpu=1"),
            "lack +ResourceQuota small: does not fit: .* allows requests.cpu of 1"),
        new Lack(
            "limits of others",
            List.of(
                "create -f - # {apiVersion: v1, kind: LimitRange, metadata: {name: small, namespace:"
                    + " planted}, spec: {limits: [{type: Container, max: {memory: 64Mi}}]}}"),
            "(lack|note) +pods of StatefulSet planted/jupyter: would be refused.*maximum memory"),
        new Lack(
            "a policy of the cluster",
            List.of(
                "create -f - # {apiVersion: admissionregistration.k8s.io/v1, kind:"
                    + " ValidatingAdmissionPolicy, metadata: {name: no-budgets}, spec:"
                    + " {matchConstraints: {resourceRules: [{apiGroups: [policy], apiVersions: [v1],"
                    + " operations: [CREATE], resources: [poddisruptionbudgets]}]}, validations:"
                    + " [{expression: 'false', message: budgets are not allowed}]}}",
                "create -f - # {apiVersion: admissionregistration.k8s.io/v1, kind:"
                    + " ValidatingAdmissionPolicyBinding, metadata: {name: no-budgets}, spec:"
                    + " {policyName: no-budgets, validationActions: [Deny]}}"),
            "lack +PodDisruptionBudget planted/jupyter: would be refused: .*budgets are not allowed"));
  }

  @BeforeAll
  static void everything_is_there() throws IOException {
    plane = ControlPlane.start(ControlPlane.TARGET.resolve("preflight"));
    kubectl = plane.kubectl();
    plane.prepare();
    environment = folder.resolve("planted.java");
    Files.writeString(environment, text("planted.java"));
    secrets = sparkstead("secrets").data();
    restore();
  }

  @AfterAll
  static void end() {
    plane.close();
  }

  private static String text(String name) {
    try (InputStream in = PreflightIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes all as it was. */
  private static void restore() {
    kubectl.run("apply", "--server-side", "-f", ControlPlane.built("gateway-api")).succeeded();
    kubectl.tell(text("definitions.yaml"), "apply", "-f", "-").succeeded();
    kubectl.run("wait", "--for=condition=Established", "crd", "--all").succeeded();
    kubectl
        .tell(text("planted.yaml"), "delete", "--ignore-not-found", "--force", "-f", "-")
        .succeeded();
    kubectl.tell(text("site.yaml"), "apply", "-f", "-").succeeded();
    kubectl.tell(secrets, "apply", "-f", "-").succeeded();
    kubectl.run("uncordon", "node");
    ready();
  }

  /** As a kubelet would say it, again and again. */
  private static void ready() {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String size = "{\"cpu\":\"16\",\"memory\":\"64Gi\",\"pods\":\"110\"}";
    String status =
        "{\"status\":{\"capacity\":%s,\"allocatable\":%s,\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\",\"reason\":\"KubeletReady\",\"lastHeartbeatTime\":\"%s\",\"lastTransitionTime\":\"%s\"}]}}"
            .formatted(size, size, now, now);
    kubectl
        .run("patch", "node", "node", "--subresource=status", "--type=merge", "-p", status)
        .succeeded();
    // The controller takes its taint away when it sees that, in a moment.
    kubectl.run("taint", "node", "node", "node.kubernetes.io/not-ready-");
  }

  private static Outcome sparkstead(String verb, String... more) {
    List<String> args = new ArrayList<>(List.of(verb, "--env-file", environment.toString()));
    args.addAll(List.of(more));
    return InCluster.of(plane, folder).run(args.toArray(String[]::new));
  }

  @Test
  void a_cluster_that_has_everything_lacks_nothing() {
    Outcome outcome = sparkstead("preflight", "-o", "text");

    assertThat(outcome.messages()).isEmpty();
    assertThat(outcome.data()).doesNotContain("\nlack ", "\nunchecked ");
    assertThat(outcome.code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("lacks")
  void what_is_not_there_is_found(Lack lack) {
    try {
      for (String command : lack.commands()) {
        String[] words = command.split(" # ", 2);
        String input = words.length > 1 ? words[1] : "";
        kubectl.tell(input, words[0].split(" ")).succeeded();
      }
      ready();

      // A policy is known to the API server a moment after it is made.
      Outcome outcome = sparkstead("preflight", "-o", "text");
      for (int i = 0; i < 5 && !found(lack, outcome); i++) {
        outcome = sparkstead("preflight", "-o", "text");
      }

      System.out.println(
          "preflight: " + lack + (found(lack, outcome) ? " is found" : " is not found"));
      assertThat(found(lack, outcome)).as("%s in %s", lack.told(), outcome.data()).isTrue();
      assertThat(outcome.messages()).isEmpty();
      assertThat(outcome.code()).isEqualTo(outcome.data().contains("\nlack ") ? 3 : 0);
    } finally {
      restore();
    }
  }

  private static boolean found(Lack lack, Outcome outcome) {
    return outcome.data().lines().anyMatch(line -> line.matches(lack.told() + ".*"));
  }

  @Test
  void what_init_reads_of_it_is_all_there_but_secrets() throws IOException {
    InCluster here = InCluster.of(plane, folder);

    assertThat(here.run("init", "surveyed", "--from-cluster").code()).isZero();

    assertThat(Files.readString(folder.resolve("surveyed.java")))
        .containsOnlyOnce("GUESS")
        .contains(".nodes(new Node(Cpu.cores(16), gibibytes(64)))")
        .contains(".storageClass(\"standard\")")
        .contains(".notebookExposure(new MetalLb(\"192.168.1.5\"))")
        .contains(".historyExposure(new MetalLb(\"192.168.1.6\"))")
        .contains("DNS: pods of kube-system with k8s-app=kube-dns")
        .contains("6443, List.of(new Cidr(\"192.168.0.0/16\"))");
    Outcome verify = here.run("verify", "--env-file", "surveyed.java");
    assertThat(verify.code()).as(verify.data()).isZero();
    Outcome preflight = here.run("preflight", "--env-file", "surveyed.java", "-o", "text");
    assertThat(preflight.data().lines().filter(line -> line.startsWith("lack ")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches("lack +(Secret|Namespace) .*"));
  }

  @Test
  void who_may_not_ask_is_told_so_line_by_line() throws IOException {
    kubectl.run("create", "serviceaccount", "reader", "-n", "edge");
    String token = kubectl.run("create", "token", "reader", "-n", "edge").succeeded().output();
    Path config = folder.resolve("reader.kubeconfig");
    String admin = Files.readString(plane.state().resolve("admin.kubeconfig"));
    Files.writeString(
        config,
        admin.replaceAll(
            "client-certificate: [^,}]*, client-key: [^,}]*", "token: " + token.strip()));

    Outcome outcome =
        InCluster.of(plane, folder)
            .as(config)
            .run("preflight", "--env-file", environment.toString(), "-o", "text");

    assertThat(outcome.data())
        .contains("unchecked  StorageClass planted: not checked, storageclasses.storage.k8s.io")
        .contains(
            "unchecked  Secret planted/spark-rpc: not checked, secrets \"spark-rpc\" is forbidden")
        .doesNotContain("\nlack ");
    assertThat(outcome.code()).isEqualTo(6);
  }

  @Test
  void nothing_is_written() {
    String all = "all,cm,secret,sa,role,rolebinding,pvc,netpol,pdb,ingress,quota,limits,httproute";
    List<String> before = versions(all);

    sparkstead("preflight", "-o", "text");
    sparkstead("diff", "--live");

    assertThat(versions(all)).isEqualTo(before);
  }

  private static List<String> versions(String kinds) {
    return kubectl.list("get", kinds, "-n", "planted").stream()
        .map(object -> object.at("/metadata/uid").asText() + object.at("/metadata/resourceVersion"))
        .sorted()
        .toList();
  }
}
