package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.source.Template;
import io.sparkstead.stack.preset.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with an argument of the preset is told with the line of that argument. */
class WorkbenchLinesTest {

  private static final String GOOD = Template.teaching().called(DnsLabel.of("mylab"));
  private static final String END = "        .stack();\n";

  /** Where javac finds the types, whatever the file imports. */
  private static final String IMPORTS =
      """
      import io.sparkstead.dsl.kube.*;
      import io.sparkstead.dsl.value.*;
      import io.sparkstead.stack.component.*;
      import io.sparkstead.stack.flow.*;
      import io.sparkstead.stack.image.*;
      import io.sparkstead.stack.own.*;
      import io.sparkstead.stack.release.*;
      import io.sparkstead.stack.schedule.*;
      import io.sparkstead.stack.spark.*;
      import io.sparkstead.stack.storage.*;
      import java.util.*;
      """;

  /** Arguments that are in order, behind the one that is not: the last is not blamed for it. */
  private static final String OTHERS =
      """
              .user(new PodUser(20001))
              .notebookDisk(gibibytes(7))
      """;

  @TempDir private Path folder;

  static List<String> refused() {
    return List.of(
        ".namespace(new Namespace(\"No Namespace\"))",
        ".prefix(DnsLabel.of(\"No Prefix\"))",
        ".user(new PodUser(0))",
        ".release(SparkReleases.version(\"2.0\"))",
        ".rebuilt(\"no tag\")",
        ".builtOn(new BaseImages(ImageReference.of(\"a:latest\"), ImageReference.of(\"b:1\")))",
        ".notebookImage(\"No Image\")",
        ".storageClass(StorageClass.named(\"No Class\"))",
        ".exposure(new Exposure.MetalLb(\"\"))",
        ".seaweedFs(ImageReference.of(\"weed:latest\"))",
        ".minio(new Minio.Images(ImageReference.of(\"minio\"), ImageReference.of(\"mc:1\")))",
        ".storedIn(new AwsS3(\"nowhere\", \"No Bucket\", new Irsa(\"no role\")))",
        ".bucket(\"No Bucket\")",
        ".eventLogs(\"/no/folder/\")",
        ".storeDisk(gibibytes(-1))",
        ".historyDays(0)",
        ".notebookDisk(gibibytes(-1))",
        ".people(\"Ann Lee\")",
        ".people(\"ann\", \"ann\")",
        ".applicationName(\" \")",
        ".executors(new Executors(0, gibibytes(1), gibibytes(1)))",
        ".allocation(new DynamicAllocation(3, 2, 1))",
        ".conf(\"spark.executor.memory\", \"4g\")",
        ".label(\"te am\", \"data\")",
        ".annotation(\"app.kubernetes.io/name\", \"x\")",
        ".env(\"SPARK_HOME\", \"/opt\")",
        ".env(\"HOME\", \"/data\")",
        ".mount(\"/usr\", ExistingObject.claim(\"datasets\"))",
        ".mount(\"/home\", ExistingObject.claim(\"homes\"))",
        ".reaching(\"no name\", Reach.internet(443))",
        ".plugin(\"spark.sql.\")",
        ".dns(Dns.nodeLocal(\"kube-dns\"))",
        ".packages(\"duckdb>=2.0\")",
        ".pullSecrets(\"Reg Cred\")",
        ".trusting(Authorities.of(\"ca.pem\"))",
        ".seaweedFs(SeaweedFs.IMAGE).minio(Minio.Images.COMMUNITY_FORK)",
        ".allocation(1, 1, 3).size(Size.spot())",
        ".builtThrough(Mirrors.none().pypi(\"pypi.example.org\"))",
        ".delta().jars(MavenJar.of(\"io.delta:delta-storage:3.2.0\"))",
        ".graphFrames().release(\"4.2.0\")",
        ".features(Set.of())",
        ".outside(new Outside(List.of(), 6443, List.of()))",
        ".tables(\"spark\", \"lake\")",
        ".prefix(DnsLabel.of(\"p\".repeat(60)))",
        ".historyStore(new HistoryStore.OnDisk(new HistoryStore.NodeDisk(gibibytes(90))))",
        ".exposure(new Exposure.NodePort(\"10.0.0.1\", Map.of(\"nope\", 30080)))",
        ".storeExposure(new Exposure.NodePort(\"10.0.0.1\", Map.of(\"nope\", 30080)))",
        ".historyExposure(new Exposure.NodePort(\"10.0.0.1\", Map.of(\"nope\", 30080)))",
        ".notebookExposure(new Exposure.NodePort(\"10.0.0.1\", Map.of(\"nope\", 30080)))",
        ".observedBy(new Metrics.Prometheus(DnsLabel.of(\"No Namespace\"), Map.of()))");
  }

  static List<Arguments> found() {
    return List.of(
        Arguments.of("DYN-11", ".nodes(new Node(Cpu.cores(2), gibibytes(3)))"),
        Arguments.of("DYN-11", ".allocation(new DynamicAllocation(1, 1, 90))"),
        Arguments.of("DYN-11", ".executors(new Executors(64, gibibytes(2), gibibytes(5)))"),
        Arguments.of("DYN-11", ".size(Size.spot())"),
        Arguments.of("DYN-11", ".people(\"ann\", \"bob\", \"cyd\", \"dan\")"),
        Arguments.of(
            "DYN-11",
            ".storeSize(new Resources(Cpu.cores(3), Cpu.cores(3), gibibytes(1), gibibytes(2)))"),
        Arguments.of(
            "DYN-11",
            ".historySize(new Resources(Cpu.cores(3), Cpu.cores(3), gibibytes(2), gibibytes(6)))"),
        Arguments.of(
            "DYN-11",
            ".notebookSize(new Resources(Cpu.cores(3), Cpu.cores(3), gibibytes(3), gibibytes(5)))"),
        Arguments.of(
            "VER-18", ".jars(MavenJar.of(\"com.fasterxml.jackson.core:jackson-databind:2.13.5\"))"),
        Arguments.of("KEY-01", ".conf(\"spark.sql.shufle.partitions\", 64)"),
        Arguments.of(
            "SCH-04",
            ".placed(new Placement(new Scheduler.Default(), NodePool.karpenterSpot(), NodePool.karpenterSpot()))"),
        Arguments.of("RBC-", ".features(Set.of(SparkFeature.RUN_EXECUTORS))"));
  }

  @Test
  void each_argument_is_tried() {
    Set<String> tried = new TreeSet<>();
    refused().forEach(argument -> tried.add(argument.substring(1, argument.indexOf('('))));
    for (Arguments row : found()) {
      String argument = String.valueOf(row.get()[1]);
      tried.add(argument.substring(1, argument.indexOf('(')));
    }
    Set<String> all = new TreeSet<>();
    for (Method method : Workbench.class.getMethods()) {
      if (method.getReturnType().equals(Workbench.class)) {
        all.add(method.getName());
      }
    }
    assertThat(tried).isEqualTo(all);
  }

  private String told(String argument, String others) throws IOException {
    Path file = folder.resolve("mylab.java");
    String text =
        GOOD.replace(
                "import io.sparkstead.stack.Node;\n",
                "import io.sparkstead.stack.Node;\n" + IMPORTS)
            .replace(
                "new Node(Cpu.cores(8), gibibytes(16))", "new Node(Cpu.cores(6), gibibytes(16))")
            .replace(END, "        " + argument + "\n" + others + END);
    Files.writeString(file, text);
    StringWriter messages = new StringWriter();
    CommandLineInterface.run(
        new PrintWriter(messages),
        new PrintWriter(messages),
        "verify",
        "--env-file",
        file.toString());
    long line = text.substring(0, text.indexOf(argument)).lines().count();
    assertThat(messages.toString()).as(argument).doesNotContain("does not compile", "bug of ours");
    return messages.toString().replace("mylab.java:" + line + "\n", "HERE\n");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_that_is_refused(String argument) throws IOException {
    assertThat(told(argument, OTHERS)).startsWith("error: ").contains("\n  at HERE\n");
  }

  /** By the rule that finds it, if the argument alone is at fault. */
  @ParameterizedTest
  @MethodSource("found")
  void a_value_that_breaks_a_rule(String rule, String argument) throws IOException {
    String told = told(argument, OTHERS);
    assertThat(told).contains("HERE");
    assertThat(told.substring(told.indexOf(" " + rule)).split("\n  why:", 2)[0])
        .endsWith("\n  by HERE");
  }

  @Test
  void two_that_do_not_go_together() throws IOException {
    String outside =
        ".storedIn(new AwsS3(\"eu-central-1\", \"lake\", new Irsa(\"arn:aws:iam::111122223333:role/x\")))";
    assertThat(told(".storeDisk(gibibytes(9))", "        " + outside + "\n"))
        .contains(
            "the store is outside the cluster, and storeDisk does nothing there; leave it out");
    assertThat(told(outside, "")).contains("mylab: ");
    String agent =
        ".storedIn(new AwsS3(\"eu-central-1\", \"lake\", new PodIdentity(\"data\", \"arn:aws:iam::111122223333:role/x\")))";
    assertThat(told(agent, "        .release(SparkReleases.version(\"3.5.4\"))\n" + OTHERS))
        .contains(
            "comes by EKS Pod Identity, which the AWS SDK of this Spark release is too old for")
        .containsPattern("\n  at mylab\\.java:\\d+\n");
  }

  @Test
  void the_registry_is_told_with_the_line_it_stands_on() throws IOException {
    Path file = folder.resolve("mylab.java");
    Files.writeString(file, GOOD.replace("registry.example.org/spark", "No Registry"));
    StringWriter messages = new StringWriter();
    CommandLineInterface.run(
        new PrintWriter(messages),
        new PrintWriter(messages),
        "verify",
        "--env-file",
        file.toString());
    long line = GOOD.substring(0, GOOD.indexOf("new Workbench(")).lines().count();
    assertThat(messages.toString())
        .contains("'No Registry/spark-aws' is not a registry path")
        .endsWith("\n  at mylab.java:" + line + "\n");
  }
}
