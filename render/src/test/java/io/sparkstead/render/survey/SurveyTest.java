package io.sparkstead.render.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.source.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {

  private static final String NODE =
      """
      {apiVersion: v1, kind: Node, metadata: {name: a}, status: {allocatable: {cpu: "8",
        memory: 16Gi}, conditions: [{type: Ready, status: "True"}]}}
      """;

  private static final String LONGHORN =
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: longhorn, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
      provisioner: driver.longhorn.io
      allowVolumeExpansion: true
      """;

  private static final String DNS =
      """
      {apiVersion: v1, kind: Pod, metadata: {name: coredns-1, namespace: kube-system,
        labels: {k8s-app: kube-dns}}, spec: {nodeName: b}}
      """;

  private static final String SERVER =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: kubernetes, namespace: default, labels: {kubernetes.io/service-name: kubernetes}}
      ports: [{name: https, port: 6443}]
      endpoints: [{addresses: [192.168.1.2]}]
      """;

  private static final String POOL =
      """
      apiVersion: metallb.io/v1beta1
      kind: IPAddressPool
      metadata: {name: lan, namespace: metallb-system}
      spec: {addresses: [192.168.1.240-192.168.1.250]}
      """;

  private static final String[] LAB = {NODE, LONGHORN, DNS, SERVER, POOL};

  @TempDir private Path folder;

  /** What {@code init mylab} writes of it, between registry and {@code stack()}. */
  private static String said(SaidCluster cluster) throws Unanswered {
    String text = text(cluster);
    String begin = "lock)\n";
    return text.substring(text.indexOf(begin) + begin.length(), text.indexOf("        .stack();"))
        .indent(-8);
  }

  private static String text(SaidCluster cluster) throws Unanswered {
    return Survey.of(cluster, question -> {}).template().called(DnsLabel.of("mylab"));
  }

  private static String[] lab(String... more) {
    String[] all = java.util.Arrays.copyOf(LAB, LAB.length + more.length);
    System.arraycopy(more, 0, all, LAB.length, more.length);
    return all;
  }

  @Test
  void a_cluster_says_all_but_the_registry() throws Unanswered {
    assertThat(said(SaidCluster.of(LAB)))
        .isEqualTo(
            """
            // Namespace spark: not there; the tree makes it, and has Pod Security enforce restricted
            // Node a: 8000m and 16384Mi for pods
            .nodes(new Node(Cpu.cores(8), gibibytes(16)))
            // StorageClass longhorn: the default, driver.longhorn.io; its volumes can grow
            .storageClass("longhorn")
            // DNS: pods of kube-system with k8s-app=kube-dns, as policies suppose
            // IPAddressPool metallb-system/lan: 192.168.1.240-192.168.1.250, of which no Service has
            // 192.168.1.240 and 192.168.1.241. Who is at 192.168.0.0/16 may come
            .notebookExposure(new MetalLb("192.168.1.240"))
            .historyExposure(new MetalLb("192.168.1.241"))
            // EndpointSlices of default/kubernetes: 192.168.1.2 at 6443
            .outside(
                new Outside(
                    List.of(Cidr.only("192.168.1.2")), 6443, List.of(new Cidr("192.168.0.0/16"))))
            """);
  }

  @Test
  void what_it_says_compiles_and_is_only_once_a_guess() throws IOException {
    String text = text(SaidCluster.of(LAB));
    Path file = Files.writeString(folder.resolve("mylab.java"), text);

    assertThat(EnvironmentFile.load(file)).hasSize(1);
    assertThat(text).containsOnlyOnce("GUESS");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
  }

  @Test
  void what_pods_of_others_ask_for_is_not_there_for_the_stack() throws Unanswered {
    assertThat(
            said(
                SaidCluster.of(
                    lab(
                        """
                        {apiVersion: v1, kind: Pod, metadata: {name: x, namespace: web}, spec: {
                          nodeName: a, containers: [{resources: {requests: {cpu: 300m, memory: 1Gi}}}],
                          initContainers: [{restartPolicy: Always, resources: {requests: {cpu: 100m}}},
                            {resources: {requests: {cpu: 200m, memory: 2Gi}}}]}}
                        """,
                        """
                        {apiVersion: v1, kind: Pod, metadata: {name: ours, namespace: spark}, spec: {
                          nodeName: a, containers: [{resources: {requests: {cpu: "7"}}}]}}
                        """,
                        """
                        {apiVersion: v1, kind: Pod, metadata: {name: over, namespace: web}, spec: {
                          nodeName: a, containers: [{resources: {requests: {cpu: "7"}}}]},
                          status: {phase: Succeeded}}
                        """))))
        .contains("16384Mi for pods, of which others ask for 400m and 2048Mi\n")
        .contains("new Node(Cpu.millis(7600), gibibytes(14))");
  }

  @Test
  void nodes_that_take_no_pods_are_left_out_and_named() throws Unanswered {
    assertThat(
            said(
                SaidCluster.of(
                    lab(
                        NODE.replace(
                            "name: a}",
                            "name: master}, spec: {taints: [{key: cp, effect: NoSchedule}]}"),
                        NODE.replace("name: a}", "name: old}, spec: {unschedulable: true}"),
                        NODE.replace("name: a", "name: down").replace("\"True\"", "Unknown"),
                        NODE.replace("name: a", "name: tiny").replace("16Gi", "0")))))
        .contains("// Node master: left out, as it is tainted cp:NoSchedule\n")
        .contains("// Node old: left out, as it is not ready or cordoned\n")
        .contains("// Node down: left out, as it is not ready or cordoned\n")
        .contains("// Node tiny: left out, as pods of others have all of it\n")
        .contains(".nodes(new Node(Cpu.cores(8), gibibytes(16)))\n");
  }

  @Test
  void addresses_that_services_have_or_ask_for_are_not_free() throws Unanswered {
    assertThat(
            said(
                SaidCluster.of(
                    lab(
                        """
                        {apiVersion: v1, kind: Service, metadata: {name: a, namespace: web, annotations:
                          {metallb.io/loadBalancerIPs: "192.168.1.240,fd00::1"}}}
                        """,
                        """
                        {apiVersion: v1, kind: Service, metadata: {name: b, namespace: web}, status:
                          {loadBalancer: {ingress: [{ip: 192.168.1.241}]}}}
                        """))))
        .contains("MetalLb(\"192.168.1.242\")", "MetalLb(\"192.168.1.243\")");
  }

  @Test
  void a_pool_for_some_alone_and_one_of_one_network_address_give_nothing() throws Unanswered {
    assertThat(
            said(
                SaidCluster.of(
                    NODE,
                    LONGHORN,
                    DNS,
                    SERVER,
                    POOL.replace("spec: {", "spec: {serviceAllocation: {priority: 1}, "),
                    POOL.replace("lan", "odd")
                        .replace("192.168.1.240-192.168.1.250", "10.0.0.0/32"))))
        .contains("with a free address: pages\n// are opened by port-forward.sh\n")
        .doesNotContain("MetalLb");
  }

  @Test
  void a_gateway_for_any_host_of_a_domain_comes_before_a_pool() throws Unanswered {
    assertThat(said(SaidCluster.of(lab(gateway("All"), PROXY))))
        .contains(
            """
            // Gateway infra/public: its listener web takes *.lab.example.org; people come through pods
            // of namespace envoy
            .notebookExposure(
                new Gateway(
                    DnsLabel.of("infra"),
                    DnsLabel.of("public"),
                    Map.of("http", "jupyter.lab.example.org")))
            """)
        .contains("spark-history.lab.example.org")
        .contains("6443, List.of(), List.of(DnsLabel.of(\"envoy\"))")
        .doesNotContain("MetalLb");
  }

  @Test
  void a_gateway_that_is_not_open_or_whose_proxy_nobody_knows_is_left() throws Unanswered {
    assertThat(said(SaidCluster.of(lab(gateway("Same"), PROXY)))).contains("MetalLb");
    assertThat(said(SaidCluster.of(lab(gateway("All"))))).contains("MetalLb");
  }

  private static final String PROXY =
      """
      {apiVersion: v1, kind: Service, metadata: {name: proxy, namespace: envoy}, status:
        {loadBalancer: {ingress: [{ip: 192.168.1.9}]}}}
      """;

  private static String gateway(String from) {
    return """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: public, namespace: infra}
        spec:
          listeners:
          - {name: web, protocol: HTTPS, hostname: "*.lab.example.org", allowedRoutes: {namespaces: {from: %s}}}
        status: {addresses: [{value: 192.168.1.9}]}
        """
        .formatted(from);
  }

  @Test
  void a_namespace_that_others_made_is_not_made_again() throws Unanswered {
    String others =
        """
        {apiVersion: v1, kind: Namespace, metadata: {name: spark, labels:
          {pod-security.kubernetes.io/enforce: baseline}}}
        """;
    String ours =
        """
        {apiVersion: v1, kind: Namespace, metadata: {name: spark, labels:
          {app.kubernetes.io/part-of: sparkstead, app.kubernetes.io/managed-by: sparkstead}}}
        """;
    assertThat(said(SaidCluster.of(lab(others))))
        .contains(
            """
            // Namespace spark: there, and Pod Security enforces baseline in it
            .namespace(new Namespace("spark").madeByOthers())
            """);
    assertThat(said(SaidCluster.of(lab(ours)))).contains("an earlier tree made it\n// Node");
  }

  @Test
  void who_else_answers_for_names_is_named() throws Unanswered {
    String cache =
        """
        {apiVersion: v1, kind: Pod, metadata: {name: cache-1, namespace: kube-system,
          labels: {k8s-app: node-local-dns}}, spec: {nodeName: a,
          containers: [{args: [-localip, "169.254.20.10,10.96.0.10", -conf, x]}]}}
        """;
    assertThat(said(SaidCluster.of(lab(cache))))
        .contains(".dns(Dns.nodeLocal(\"169.254.20.10\", \"10.96.0.10\"))");

    String service =
        """
        {apiVersion: v1, kind: Service, metadata: {name: names, namespace: kube-system}, spec: {
          selector: {app: unbound}, ports: [{port: 53, protocol: UDP, targetPort: 1053}]}}
        """;
    assertThat(said(SaidCluster.of(NODE, LONGHORN, SERVER, service)))
        .contains(".dns(Dns.pods(\"kube-system\", Map.of(\"app\", \"unbound\"), 1053))");
    assertThat(
            said(
                SaidCluster.of(
                    NODE, "{apiVersion: v1, kind: Namespace, metadata: {name: openshift-dns}}")))
        .contains(".dns(Dns.openShift())");
  }

  @Test
  void one_class_that_is_not_the_default_is_taken_and_of_several_one_is_a_guess()
      throws Unanswered {
    String one = LONGHORN.replace("\"true\"", "\"false\"");

    assertThat(said(SaidCluster.of(NODE, one)))
        .contains("// StorageClass longhorn: the only one, driver.longhorn.io");
    assertThat(said(SaidCluster.of(NODE, one, one.replace("longhorn", "other"))))
        .contains("// GUESS: StorageClass longhorn: none of longhorn, other is the default");
    assertThat(
            said(
                SaidCluster.of(
                    NODE, one.replace("driver.longhorn.io", "kubernetes.io/no-provisioner"))))
        .contains("// GUESS: no storage class makes volumes");
  }

  @Test
  void what_who_asks_may_not_read_stays_a_guess() throws Unanswered {
    assertThat(
            text(
                SaidCluster.of(LAB)
                    .keeping("nodes")
                    .keeping("storageclasses")
                    .keeping("endpointslices")
                    .keeping("pods")
                    .keeping("ipaddresspools")))
        .contains("// GUESS: nodes are not yours to read; ask what each has for pods.\n")
        .contains(
            "// GUESS: storage classes are not yours to read; the default one is asked for.\n")
        .contains("// GUESS: pods of kube-system are not yours to read")
        .contains("// GUESS: the endpoints of the API server are not yours to read")
        .doesNotContain(".outside(\n")
        .doesNotContain("MetalLb");
  }

  @Test
  void pods_of_others_that_cannot_be_read_are_a_guess_too() throws Unanswered {
    assertThat(said(SaidCluster.of(LAB).keeping("pods")))
        .contains("// GUESS: pods of others are not yours to read, and may have some of this.\n");
  }

  @Test
  void a_part_of_a_survey_is_none() {
    assertThatThrownBy(() -> said(SaidCluster.of(LAB).silentOn("endpointslices")))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("https://10.0.0.1:6443 (context lab) was asked GET /apis/discovery");
  }
}
