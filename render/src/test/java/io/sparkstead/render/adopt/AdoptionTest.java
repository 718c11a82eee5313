package io.sparkstead.render.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.adopt.found.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of input becomes. */
class AdoptionTest {

  private static final String HISTORY =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: past
        labels: {costs: team-7}
        uid: 0c1d
      spec:
        selector: {matchLabels: {is: past}}
        template:
          metadata: {labels: {is: past}}
          spec:
            priorityClassName: important
            containers:
            - name: server
              image: registry.example.org/data/spark:3.5.8
              env:
              - name: SPARK_HISTORY_OPTS
                value: "-Dspark.history.fs.logDirectory=s3a://logs/spark -Dspark.hadoop.fs.s3a.endpoint=https://s3.example.org -Dspark.history.fs.cleaner.maxAge=7d"
              resources:
                requests: {cpu: 500m, memory: 2Gi}
                limits: {cpu: "2", memory: 2Gi}
      """;

  private static final String SERVICE =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: past}
      spec:
        selector: {is: past}
        ports: [{name: web, port: 80, targetPort: 18080}]
      """;

  private static final String APPLICATION =
      """
      apiVersion: sparkoperator.k8s.io/v1beta2
      kind: ScheduledSparkApplication
      metadata: {name: nightly-sums, namespace: spark}
      spec:
        schedule: "30 2 * * *"
        concurrencyPolicy: Forbid
        template:
          type: Scala
          mode: cluster
          mainClass: org.apache.spark.examples.SparkPi
          mainApplicationFile: local:///opt/spark/examples/jars/spark-examples.jar
          sparkVersion: 4.0.3
          restartPolicy: {type: OnFailure, onFailureRetries: 3}
          sparkConf:
            spark.sql.shuffle.partitions: "64"
            spark.hadoop.fs.s3a.secret.key: notforyoureyes
            spark.nobody.reads.this: "1"
          driver: {cores: 1, memory: 2g, labels: {costs: team-7}, env: [{name: ZONE, value: utc}]}
          executor: {cores: 2, instances: 1, memory: 4g, labels: {costs: team-7}}
          dynamicAllocation: {enabled: true, minExecutors: 1, maxExecutors: 5}
      """;

  @TempDir private Path folder;

  @Test
  void a_history_server_is_known_by_its_options_and_a_store_outside_by_its_endpoint()
      throws IOException {
    Bench bench = Bench.of(folder, HISTORY);

    assertThat(bench.java())
        .contains("new Workbench(\"registry.example.org/data\", lock)")
        .contains(".release(\"3.5.8\")")
        .contains("URI.create(\"https://s3.example.org\")")
        .contains("new S3Bucket(\"logs\", S3Login.existing(\"s3-login\"))")
        .contains(".eventLogs(\"spark\")")
        .contains(".historyDays(7)")
        .contains(
            ".historySize(new Resources(Cpu.millis(500), Cpu.cores(2), gibibytes(2),"
                + " gibibytes(5)))");
  }

  @Test
  void what_no_argument_reaches_is_a_patch_and_stands_in_what_is_rendered() throws IOException {
    Bench bench = Bench.of(folder, HISTORY);

    assertThat(bench.java()).contains("new MergePatch(").contains("\"costs\", \"team-7\"");
    assertThat(bench.fate("metadata.labels.costs")).isEqualTo(new Fate.Carried("as it was"));
    assertThat(bench.fate("spec.template.spec.priorityClassName"))
        .isEqualTo(new Fate.Carried("as it was"));
    assertThat(bench.fate("metadata.uid")).isEqualTo(new Fate.Fixed("what the cluster adds"));
  }

  @Test
  void an_ingress_in_front_of_a_service_is_its_exposure() throws IOException {
    String ingress =
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web}
        spec:
          ingressClassName: traefik
          tls: [{hosts: [past.example.org], secretName: past-tls}]
          rules:
          - host: past.example.org
            http:
              paths:
              - {path: /, pathType: Prefix, backend: {service: {name: past, port: {name: web}}}}
        """;

    assertThat(Bench.of(folder, HISTORY + SERVICE + ingress).java())
        .contains("DnsLabel.of(\"traefik\")")
        .contains("Map.of(\"http\", \"past.example.org\")")
        .contains("Optional.of(DnsLabel.of(\"past-tls\"))");
  }

  @Test
  void an_application_of_the_operator_is_a_job_by_the_clock() throws IOException {
    Bench bench = Bench.of(folder, APPLICATION);

    assertThat(bench.java())
        .contains("Submission nightlySums =")
        .contains("local:///opt/spark/examples/jars/spark-examples_2.13-4.0.3.jar")
        .contains("// GUESS: the clock is the operator's own")
        .contains(".cron(\"30 2 * * *\", \"Etc/UTC\")")
        .contains(".driver(1, gibibytes(2))")
        .contains(".allocation(1, 1, 5)")
        .contains(".label(\"costs\", \"team-7\")")
        .contains(".env(\"ZONE\", \"utc\")")
        .contains(".conf(\"spark.sql.shuffle.partitions\", \"64\")")
        .doesNotContain("notforyoureyes")
        .doesNotContain("spark.nobody");
    assertThat(bench.fate("spec.template.sparkConf[spark.nobody.reads.this]"))
        .isEqualTo(new Fate.Fixed("UPD-15: no release reads it"));
    assertThat(bench.fate("spec.template.restartPolicy.type")).isInstanceOf(Fate.Left.class);
  }

  @Test
  void a_program_in_an_image_of_ones_own_is_a_guess_and_its_image_is_left() throws IOException {
    String own =
        APPLICATION
            .replace("local:///opt/spark/examples/jars/spark-examples.jar", "local:///app/own.jar")
            .replace("type: Scala", "type: Scala\n    image: registry.example.org/own:1");
    Bench bench = Bench.of(folder, own);

    assertThat(bench.java()).contains("// GUESS: the program is in no image that is built here");
    assertThat(bench.fate("spec.template.image")).isInstanceOf(Fate.Left.class);
  }

  @Test
  void a_program_in_r_has_no_part_and_says_so() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            APPLICATION
                .replace("type: Scala", "type: R")
                .replace("examples/jars/spark-examples.jar", "examples/src/main/r/pi.R"));

    assertThat(bench.java()).doesNotContain("Submission");
    assertThat(bench.fate("spec.template.type").words()).contains("and not R");
  }

  @Test
  void properties_of_a_file_are_arguments_and_of_the_rest_conf() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            Map.of(
                "spark-defaults.conf",
                """
                # ours
                spark.executor.cores            3
                spark.executor.memory           4g
                spark.dynamicAllocation.maxExecutors=8
                spark.sql.shuffle.partitions: 64
                spark.serializer org.apache.spark.serializer.KryoSerializer
                spark.eventLog.dir s3a://lake/logs
                spark.driver.memory 2g
                """));

    assertThat(bench.java())
        .contains(".executors(3, gibibytes(4), gibibytes(10))")
        .contains(".allocation(0, 0, 8)")
        .contains(".conf(\"spark.sql.shuffle.partitions\", \"64\")")
        .contains("new AwsS3(\"eu-central-1\", \"lake\", S3Login.existing(\"s3-login\"))");
    assertThat(bench.fate("[spark.driver.memory]"))
        .isEqualTo(
            new Fate.Left(
                "the stack says it itself, as 1536m; where an argument does, .conf(…) names it"));
  }

  @Test
  void values_of_the_chart_are_executors_that_come_and_go() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            """
            image: {registry: docker.io, repository: bitnami/spark, tag: 4.0.1-debian-12-r1}
            worker: {replicaCount: 3, coreLimit: 2, memoryLimit: 4Gi, autoscaling: {enabled: true, maxReplicas: 9}}
            ingress: {enabled: true}
            """);

    assertThat(bench.java())
        .contains(".release(\"4.0.3\")")
        .contains(".executors(2, gibibytes(4), gibibytes(10))")
        .contains(".allocation(1, 1, 9)");
    assertThat(bench.fate("ingress.enabled").words()).contains("there is no master");
  }

  @Test
  void what_no_part_is_comes_along_as_it_was() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: colours, namespace: spark, resourceVersion: "7"}
            data:
              sky: 'blue \\ "deep"'
            """);

    assertThat(bench.java())
        .contains("OwnObjects.ofYaml(new Namespace(\"spark\"), \"extras\", EXTRAS)");
    assertThat(bench.rendered().objects().values())
        .filteredOn(object -> object.name().name().equals("colours"))
        .singleElement()
        .satisfies(
            object -> assertThat(object.at("/data/sky").asText()).isEqualTo("blue \\ \"deep\""));
    assertThat(bench.fate("data.sky")).isEqualTo(new Fate.Carried("as it was"));
  }

  @Test
  void an_image_called_after_a_store_in_a_list_is_known_too() throws IOException {
    Bench bench =
        Bench.of(
            folder,
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Pod
              metadata: {name: blobs, namespace: lake}
              spec:
                containers: [{name: a, image: chrislusf/seaweedfs:3.9}]
            """);

    assertThat(bench.java()).contains(".namespace(\"lake\")");
    assertThat(bench.adoption().recognition().found().holds()).containsExactly("SeaweedFS");
  }
}
