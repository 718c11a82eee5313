package io.sparkstead.render.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.adopt.found.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what the written Java says is told as carried. */
class LostValuesTest {

  private static final String HISTORY =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: hs, namespace: lab-a}
      spec:
        selector: {matchLabels: {a: hs}}
        template:
          metadata: {labels: {a: hs}}
          spec:
            initContainers: [{name: wait, image: busybox:1.36}]
            containers:
            - name: proxy
              image: envoyproxy/envoy:v1.30.1
            - name: hs
              image: apache/spark:3.5.8
              command: [/opt/spark/sbin/start-history-server.sh]
              ports: [{containerPort: 18080}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: hs, namespace: lab-a}
      spec: {selector: {a: hs}, sessionAffinity: ClientIP, ports: [{port: 18080}]}
      """;

  private static final String JOB =
      """
      apiVersion: sparkoperator.k8s.io/v1beta2
      kind: SparkApplication
      metadata: {name: one, namespace: etl}
      spec:
        type: Python
        mode: cluster
        mainApplicationFile: s3a://warehouse/jobs/etl.py
        sparkVersion: "3.5.8"
        sparkConf:
          spark.hadoop.fs.s3a.endpoint: https://minio.corp.example:9000
          spark.eventLog.dir: s3a://warehouse/eventlogs
        volumes:
        - {name: ref, persistentVolumeClaim: {claimName: ref-data}}
        - {name: scratch, emptyDir: {}}
        driver: {cores: 1, memory: 2g, volumeMounts: [{name: ref, mountPath: /ref, readOnly: true}]}
        executor:
          cores: 4
          instances: 3
          memory: 8g
          volumeMounts: [{name: ref, mountPath: /elsewhere, readOnly: true}, {name: scratch, mountPath: /tmp/s}]
      """;

  @TempDir private Path folder;

  @Test
  void literals_of_a_program_are_read_without_quotes_and_what_is_none_is_told() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            Map.of(
                "a.py",
                """
                s = (SparkSession.builder.config("spark.executor.cores", 3)
                  .config("spark.sql.adaptive.enabled", False).config("spark.sql.shuffle.partitions", 1_024)
                  .config("spark.sql.broadcastTimeout", 3 * MINUTES).config("spark.executor.memory", "4g"))
                conf = SparkConf().setAll([("spark.speculation", "true")])
                print(s.conf.get("spark.sql.session.timeZone", "UTC"))
                """));

    assertThat(bench.java())
        .contains(".executors(3, gibibytes(4), gibibytes(10))")
        .contains(".conf(\"spark.sql.adaptive.enabled\", \"false\")")
        .contains(".conf(\"spark.sql.shuffle.partitions\", \"1024\")")
        .contains(".conf(\"spark.speculation\", \"true\")")
        .doesNotContain("broadcastTimeout")
        .doesNotContain("timeZone");
    assertThat(bench.fate("[spark.sql.broadcastTimeout]").words()).contains("is no literal");
  }

  @Test
  void a_namespace_of_properties_is_written_unless_objects_say_another() throws IOException {
    Map<String, String> properties =
        Map.of("spark-defaults.conf", "spark.kubernetes.namespace analytics\n");
    Bench alone = Bench.of(folder, properties);
    Bench beside =
        Bench.of(
            folder,
            Map.of(
                "spark-defaults.conf",
                "spark.kubernetes.namespace analytics\n",
                "all.yaml",
                HISTORY));

    assertThat(alone.java()).contains(".namespace(\"analytics\")");
    assertThat(alone.fate("[spark.kubernetes.namespace]")).isInstanceOf(Fate.Carried.class);
    assertThat(beside.java()).contains(".namespace(\"lab-a\")");
    assertThat(beside.fate("[spark.kubernetes.namespace]"))
        .isEqualTo(new Fate.Left("the stack is in one namespace, lab-a"));
  }

  @Test
  void the_store_of_an_application_is_one_outside() throws IOException {
    Bench bench = Bench.of(folder, JOB);

    assertThat(bench.java())
        .contains("URI.create(\"https://minio.corp.example:9000\")")
        .contains("new S3Bucket(\"warehouse\"")
        .contains(".eventLogs(\"eventlogs\")");
    assertThat(bench.fate("spec.sparkConf[spark.hadoop.fs.s3a.endpoint]"))
        .isEqualTo(new Fate.Carried(".storedIn(…)"));
  }

  @Test
  void an_endpoint_of_amazons_is_amazons_store_in_its_region() throws IOException {
    for (String endpoint :
        List.of("https://s3.eu-west-3.amazonaws.com", "s3.dualstack.eu-west-3.amazonaws.com")) {
      Bench bench = Bench.of(folder, JOB.replace("https://minio.corp.example:9000", endpoint));

      assertThat(bench.java()).contains("new AwsS3(\"eu-west-3\", \"warehouse\"");
      assertThat(bench.fate("spec.sparkConf[spark.hadoop.fs.s3a.endpoint]"))
          .isEqualTo(new Fate.Carried(".storedIn(…)"));
    }
    assertThat(
            Bench.of(
                    folder,
                    JOB.replace("https://minio.corp.example:9000", "https://s3.amazonaws.com"))
                .java())
        .contains("new AwsS3(\"us-east-1\", \"warehouse\"");
  }

  @Test
  void the_tag_of_everybodys_image_says_the_release_where_nothing_else_does() throws IOException {
    assertThat(Bench.of(folder, HISTORY).java()).contains(".release(\"3.5.8\")");
    assertThat(
            Bench.of(folder, HISTORY.replace("apache/spark:3.5.8", "x/spark:python-3.5.8")).java())
        .contains("no image's tag and no version says it");
  }

  @Test
  void of_an_ingress_with_two_hosts_one_is_carried() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            HISTORY
                + """
                ---
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: hs, namespace: lab-a}
                spec:
                  ingressClassName: nginx
                  rules:
                  - host: a.example.org
                    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: hs, port: {number: 18080}}}}]}
                  - host: b.example.org
                    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: hs, port: {number: 18080}}}}]}
                """);

    assertThat(bench.java()).contains("a.example.org").doesNotContain("b.example.org");
    assertThat(bench.fate("spec.rules[0].host")).isInstanceOf(Fate.Carried.class);
    assertThat(bench.fate("spec.rules[1].host")).isInstanceOf(Fate.Left.class);
  }

  @Test
  void a_path_of_a_page_that_serves_at_the_root_alone_is_told() throws IOException {
    String ingress =
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %1$s, namespace: lab-a}
        spec:
          rules:
          - host: %1$s.example.org
            http: {paths: [{path: /hist, pathType: Prefix, backend: {service: {name: hs, port: {number: 18080}}}}]}
        """;
    Bench bench = Bench.of(folder, HISTORY + ingress.formatted("one") + ingress.formatted("two"));

    assertThat(bench.java()).contains("Map.of(\"http\", \"one.example.org\")");
    assertThat(bench.fate("spec.rules[0].host")).isInstanceOf(Fate.Carried.class);
    assertThat(bench.fate("spec.rules[0].http.paths[0].path")).isInstanceOf(Fate.Left.class);
    assertThat(bench.rows())
        .filteredOn(row -> row.given().name().equals("two"))
        .filteredOn(row -> row.leaf().pointer().endsWith("/backend/service/name"))
        .allSatisfy(
            row -> assertThat(row.fate().words()).contains("is Service spark-history-server here"))
        .hasSize(1);
  }

  @Test
  void properties_are_read_as_java_reads_them() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            Map.of(
                "spark-defaults.conf",
                """
                spark.sql.extensions org.example.One,\\
                   org.example.Two
                spark.executor.cores 4
                ! a word
                spark.executor.cores 2
                spark.speculation
                justakey
                """));

    assertThat(bench.java())
        .contains("\"org.example.One,org.example.Two\"")
        .contains(".executors(2,");
    assertThat(bench.fate("[line 3][spark.executor.cores]").words()).contains("overridden");
    assertThat(bench.fate("[spark.executor.cores]")).isInstanceOf(Fate.Carried.class);
    assertThat(bench.fate("[spark.speculation]")).isEqualTo(new Fate.Left("it has no value"));
    assertThat(bench.fate("justakey").words()).contains("does not begin with spark.");
    assertThat(bench.rows()).extracting(row -> row.leaf().line()).containsExactly(1, 3, 5, 6, 7);
  }

  @Test
  void a_mount_that_is_not_written_is_not_carried() throws IOException {
    Bench bench = Bench.of(folder, JOB);

    assertThat(bench.java())
        .contains(".mount(\"/ref\", ExistingObject.claim(\"ref-data\").readOnly())")
        .doesNotContain("/elsewhere");
    assertThat(bench.fate("spec.driver.volumeMounts[0].mountPath"))
        .isEqualTo(new Fate.Carried(".mount(…)"));
    assertThat(bench.fate("spec.executor.volumeMounts[0].mountPath")).isInstanceOf(Fate.Left.class);
    assertThat(bench.fate("spec.executor.volumeMounts[1].mountPath")).isInstanceOf(Fate.Left.class);
  }

  @Test
  void what_names_an_object_by_its_old_name_is_told() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            HISTORY
                + """
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: scale, namespace: lab-a}
                spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: hs}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: budget, namespace: lab-a}
                spec: {minAvailable: 1, selector: {matchLabels: {a: hs}}}
                """);

    assertThat(bench.fate("spec.scaleTargetRef.name").words())
        .contains("Deployment hs is Deployment spark-history-server here");
    assertThat(bench.fate("spec.maxReplicas")).isEqualTo(new Fate.Carried("as it was"));
    assertThat(bench.fate("spec.template.spec.containers[1].name"))
        .isNotInstanceOf(Fate.Carried.class);
    assertThat(bench.rows())
        .filteredOn(row -> row.given().name().equals("budget"))
        .filteredOn(row -> row.leaf().pointer().startsWith("/spec/selector"))
        .allSatisfy(row -> assertThat(row.fate().words()).contains("have no such label here"));
  }

  @Test
  void a_folder_that_is_refused_is_a_guess_and_the_rest_is_told() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            Map.of(
                "spark-defaults.conf",
                "spark.eventLog.dir s3a://lake/_events/\nspark.speculation true\n"));

    assertThat(bench.java()).contains("GUESS: what was read is refused").contains("\"lake\"");
    assertThat(bench.fate("[spark.eventLog.dir]").words()).startsWith("refused: ");
    assertThat(bench.fate("[spark.speculation]")).isInstanceOf(Fate.Carried.class);
  }

  @Test
  void a_bucket_that_is_refused_is_told_and_the_rest_is_rendered() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            Map.of(
                "spark-defaults.conf",
                "spark.eventLog.dir s3a://La_ke/logs\nspark.speculation true\n"));

    assertThat(bench.java()).doesNotContain("La_ke").contains("spark.speculation");
    assertThat(bench.fate("[spark.eventLog.dir]").words()).startsWith("refused: bucket 'La_ke'");
  }

  @Test
  void what_stands_beside_a_server_is_not_carried() throws IOException {
    Bench bench = Bench.of(folder, HISTORY);

    assertThat(bench.fate("spec.sessionAffinity")).isInstanceOf(Fate.Left.class);
    assertThat(bench.fate("spec.template.spec.initContainers[0].image"))
        .isInstanceOf(Fate.Left.class);
    assertThat(bench.fate("spec.template.spec.containers[0].image")).isInstanceOf(Fate.Left.class);
    assertThat(bench.fate("spec.template.spec.containers[1].image"))
        .isEqualTo(new Fate.Carried(".release(…)"));
  }
}
