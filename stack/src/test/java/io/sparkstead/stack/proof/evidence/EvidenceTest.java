package io.sparkstead.stack.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.testing.Kubectl;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What several families need to know of a stack, asked of one with little in it. */
class EvidenceTest {

  private static final String YAML =
      """
      kind: ConfigMap
      apiVersion: v1
      metadata: {name: conf}
      data:
        spark-defaults.conf: |
          spark.app.name=explore
          spark.kubernetes.executor.podTemplateFile=/conf/executor.yaml
        executor.yaml: "kind: Pod"
        run.sh: "echo run\\n"
        stop.sh: "echo stop\\n"
      ---
      kind: ConfigMap
      apiVersion: v1
      metadata: {name: other}
      data: {history.conf: "spark.history.fs.logDirectory = s3a://lake/ "}
      ---
      kind: Deployment
      apiVersion: apps/v1
      metadata: {name: history}
      spec:
        template:
          spec:
            containers: [{name: h, command: [org.example.Main], args: [x], env: [{name: A, value: b}]}]
      ---
      kind: StatefulSet
      apiVersion: apps/v1
      metadata: {name: lab}
      spec:
        template:
          spec:
            containers:
              - name: l
                image: built:1
                command: [org.example.Mainly]
                volumeMounts: [{name: other, mountPath: /other}, {name: c, mountPath: /conf}]
            volumes: [{name: other, secret: {secretName: x}}, {name: c, configMap: {name: conf}}]
      """;

  private static final Map<String, String> FILES =
      Map.of(
          "images/built/Dockerfile", "FROM a:1\n",
          "images/built/a.lock", "locked",
          "images/builtin/Dockerfile", "FROM b:1\n",
          "made/stop.sh", "echo stop\n",
          "job.py",
              "b.config(\"spark.app.name\", \"job\").set('spark.submit.deployMode', 'cluster')",
          "job.sh",
              "spark-submit --deploy-mode cluster --conf spark.app.name=job --conf 'a.b=c' x.py");

  private final Evidence stack =
      Kubectl.evidence(YAML, FILES, Map.of("built:1", "registry.example.org/built:1@sha256:0"));

  private Conf conf(String subject) {
    return stack.confs().stream()
        .filter(conf -> conf.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private Workload workload(String name) {
    return stack.workloads().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void objects_are_found_by_kind_and_name_in_the_order_of_their_manifests() {
    assertThat(stack.all(ConfigMap.class))
        .extracting(Evidence.Found::name)
        .containsExactly("conf", "other");
    assertThat(stack.all(ConfigMap.class).get(0)).hasToString("ConfigMap conf");
    assertThat(stack.all(ConfigMap.class)).isSameAs(stack.all(ConfigMap.class));
    assertThat(stack.named(ConfigMap.class, "other")).isPresent();
    assertThat(stack.named(ConfigMap.class, "gone")).isEmpty();
    assertThat(stack.names(ConfigMap.class)).containsExactly("conf", "other");
    assertThat(stack.names(Service.class)).isEmpty();
    assertThat(stack.configMap("other"))
        .hasValueSatisfying(map -> assertThat(map).hasToString("ConfigMap other"));
    assertThat(stack.configMap("gone")).isEmpty();
  }

  @Test
  void a_text_stands_in_a_config_map_unless_a_file_beside_it_is_what_it_is_made_of() {
    assertThat(stack.embedded())
        .extracting(Embedded::key)
        .containsExactly("spark-defaults.conf", "executor.yaml", "run.sh", "history.conf");
    assertThat(stack.embedded().get(2).subject()).isEqualTo("ConfigMap conf key run.sh");
    assertThat(stack.embedded().get(2).path()).isEqualTo("made/configmap-conf.yaml");
  }

  @Test
  void scripts_are_files_and_what_config_maps_hold() {
    assertThat(stack.scripts())
        .containsOnlyKeys("job.sh", "made/stop.sh", "made/configmap-conf.yaml")
        .containsEntry("made/configmap-conf.yaml", "echo run\n");
    assertThat(stack.filesEndingWith(".py")).containsOnlyKeys("job.py");
  }

  @Test
  void properties_are_found_wherever_they_stand() {
    assertThat(stack.confs())
        .extracting(Conf::subject)
        .containsExactly(
            "ConfigMap conf key spark-defaults.conf",
            "ConfigMap other key history.conf",
            "job.py",
            "job.sh");
    assertThat(conf("job.py").properties())
        .isEqualTo(Map.of("spark.app.name", "job", "spark.submit.deployMode", "cluster"));
    assertThat(conf("job.sh").properties())
        .isEqualTo(
            Map.of("spark.app.name", "job", "a.b", "c", "spark.submit.deployMode", "cluster"));
    assertThat(conf("ConfigMap other key history.conf").properties())
        .containsExactly(Map.entry("spark.history.fs.logDirectory", "s3a://lake/"));
  }

  @Test
  void properties_tell_what_is_started_by_them() {
    Conf lab = conf("ConfigMap conf key spark-defaults.conf");
    Conf history = conf("ConfigMap other key history.conf");
    Conf job = conf("job.py");

    assertThat(lab.isApplication()).isTrue();
    assertThat(lab.isClient()).isTrue();
    assertThat(lab.isWhole()).isTrue();
    assertThat(lab.isHistory()).isFalse();
    assertThat(history.isHistory()).isTrue();
    assertThat(history.isApplication()).isFalse();
    assertThat(history.isClient()).isFalse();
    assertThat(job.isCluster()).isTrue();
    assertThat(job.isClient()).isFalse();
    assertThat(job.isWhole()).isFalse();
    assertThat(job.get("a")).isEmpty();
    assertThat(job.is("spark.app.name", "job")).isTrue();
    assertThat(new Conf("a", "a.properties", "", Map.of("spark.kubernetes.container.image", "x")))
        .matches(Conf::isWhole)
        .matches(Conf::isApplication);
    assertThat(Conf.isFile("a.conf")).isTrue();
    assertThat(Conf.isFile("a.confs")).isFalse();
  }

  @Test
  void properties_are_read_by_the_pods_that_mount_them() {
    Conf lab = conf("ConfigMap conf key spark-defaults.conf");

    assertThat(stack.readerOf(lab)).contains(workload("lab"));
    assertThat(stack.readerOf(conf("job.py"))).isEmpty();
    assertThat(stack.reads(workload("lab"), lab)).isTrue();
    assertThat(stack.reads(workload("history"), lab)).isFalse();
    assertThat(stack.runsDriver(workload("lab"))).isTrue();
    assertThat(stack.runsDriver(workload("history"))).isFalse();
  }

  @Test
  void a_file_is_read_where_its_reader_mounts_it_or_where_anybody_does() {
    Conf lab = conf("ConfigMap conf key spark-defaults.conf");

    assertThat(stack.mountedFile(lab, "/conf/run.sh")).contains("echo run\n");
    assertThat(stack.mountedFile(conf("job.py"), "/conf/run.sh")).contains("echo run\n");
    assertThat(stack.mountedFile(lab, "/conf/gone.sh")).isEmpty();
    assertThat(stack.mountedFile(lab, "/other/run.sh")).isEmpty();
    assertThat(stack.mountedFile(lab, "run.sh")).isEmpty();
    assertThat(stack.podTemplate(lab, "executor")).contains("kind: Pod");
    assertThat(stack.podTemplate(lab, "driver")).isEmpty();
  }

  @Test
  void a_workload_is_told_by_itself_its_config_maps_and_its_image() {
    assertThat(stack.told(workload("lab")))
        .containsOnlyKeys(
            "images/built/Dockerfile", "made/configmap-conf.yaml", "made/statefulset-lab.yaml");
    assertThat(stack.toldByItself(workload("history"))).isEqualTo("org.example.Main\nx\nb\n");
    assertThat(stack.allTold(workload("history"))).isEqualTo("org.example.Main\nx\nb\n");
    assertThat(stack.allTold(workload("lab"))).startsWith("FROM a:1\n\nspark.app.name=explore\n");
  }

  @Test
  void a_class_is_run_by_its_whole_name() {
    assertThat(stack.runsClass(workload("history"), "org.example.Main")).isTrue();
    assertThat(stack.runsClass(workload("lab"), "org.example.Main")).isFalse();
    assertThat(stack.runsClass(workload("history"), "example.Main")).isFalse();
  }

  @Test
  void a_secret_is_there_that_an_external_one_makes() {
    Evidence external =
        Kubectl.evidence(
            """
            kind: ExternalSecret
            apiVersion: external-secrets.io/v1
            metadata: {name: a}
            spec: {target: {name: made}, data: [{secretKey: k}, {secretKey: l}]}
            ---
            kind: ExternalSecret
            apiVersion: external-secrets.io/v1
            metadata: {name: b}
            spec: {data: [{secretKey: m}]}
            ---
            kind: Other
            apiVersion: external-secrets.io/v1
            metadata: {name: c}
            """);

    assertThat(external.secrets()).isEqualTo(Map.of("made", Set.of("k", "l"), "b", Set.of("m")));
  }

  @ParameterizedTest
  @CsvSource({
    "'spec: {accessModes: [ReadWriteMany]}', false",
    "'spec: {accessModes: [ReadWriteOnce]}', true",
    "'spec: ',                               true",
  })
  void a_claim_is_mounted_by_one_node_unless_it_says_many(String spec, boolean isOnce) {
    Evidence claimed =
        Kubectl.evidence(
            "{kind: PersistentVolumeClaim, apiVersion: v1, metadata: {name: a}, " + spec + "}");

    assertThat(claimed.isReadWriteOnce("a")).isEqualTo(isOnce);
    assertThat(claimed.isReadWriteOnce("gone")).isTrue();
  }

  @Test
  void a_key_comes_to_what_is_set_or_to_what_the_release_does_anyway() {
    Conf conf = new Conf("a", "a.conf", "", Map.of("spark.ui.port", "4041"));
    Evidence known =
        Kubectl.evidence(
            YAML,
            Map.of("images/spark/Dockerfile", "RUN curl https://x/spark-3.5.4-bin-hadoop3.tgz"),
            Map.of());

    assertThat(known.release()).isPresent();
    assertThat(known.comesTo(conf, "spark.ui.port", "4041")).isTrue();
    assertThat(known.comesTo(conf, "spark.ui.port", "4040")).isFalse();
    assertThat(known.comesTo(conf, "spark.ui.enabled", "true")).isTrue();
    assertThat(known.comesTo(conf, "spark.ui.enabled", "false")).isFalse();
    assertThat(known.comesTo(conf, "spark.no.such.key", "true")).isFalse();
    assertThat(stack.comesTo(conf, "spark.ui.enabled", "true")).isFalse();
    assertThat(known.isPassedOver("spark.no.such.key")).isTrue();
    assertThat(known.isPassedOver("spark.ui.port")).isFalse();
    assertThat(stack.isPassedOver("spark.no.such.key")).isFalse();
  }

  @Test
  void what_was_given_is_told_as_it_is() {
    assertThat(stack.namespace()).isEqualTo("spark");
    assertThat(stack.nodes()).isEmpty();
    assertThat(stack.slots()).isEmpty();
    assertThat(stack.folder()).isEqualTo(new Evidence.Folder("", Set.of()));
    assertThat(stack.files()).isEqualTo(FILES);
    assertThat(stack.dockerfiles()).hasSize(2);
    assertThat(stack.manifests()).hasSize(4);
    assertThat(List.copyOf(stack.images().names().keySet())).containsExactly("built:1");
  }
}
