package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.source.Template;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A slip in a person's file is told as that, where it was made, and never as a bug of ours. */
class SlipsTest {

  private static final String GOOD = Template.teaching().called(DnsLabel.of("mylab"));
  private static final String FIRST = "import io.sparkstead.dsl.value.Cpu;\n";

  private static final String IMPORTS =
      """
      import io.fabric8.kubernetes.api.model.ConfigMap;
      import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
      import io.fabric8.kubernetes.api.model.HasMetadata;
      import io.fabric8.kubernetes.api.model.ObjectMeta;
      import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
      import io.fabric8.kubernetes.api.model.Quantity;
      import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
      import io.sparkstead.dsl.kube.*;
      import io.sparkstead.stack.*;
      import io.sparkstead.stack.patch.*;
      import io.sparkstead.stack.patch.JsonPatch.*;
      import java.util.*;
      """;

  /** A part of the person's own. */
  private static final String OWN =
      """

        record Own(DnsLabel name, List<HasMetadata> resources) implements Component {
          @Override
          public Labels labels() {
            return new Namespace("spark").labels(name, "own");
          }
        }

        static ObjectMeta called(String name) {
          ObjectMeta meta = new ObjectMeta();
          meta.setName(name);
          meta.setNamespace("spark");
          return meta;
        }

        static ConfigMap map(String name, String key, String value) {
          return new ConfigMapBuilder().withMetadata(called(name)).addToData(key, value).build();
        }
      }
      """;

  private static final String CONTAINER = "/spec/template/spec/containers/0/resources/";

  @TempDir private Path folder;

  private record Outcome(int code, String messages) {}

  /** Of the file with {@code arguments} of the preset, and {@code changes} of its stack. */
  private Outcome told(String arguments, String changes) throws IOException {
    Path file = folder.resolve("mylab.java");
    String text = GOOD.stripTrailing();
    text =
        text.substring(0, text.length() - 1)
            .replace(FIRST, IMPORTS + FIRST)
            .replace(
                "        .stack();\n",
                arguments + "        .historyDays(20)\n        .stack()\n" + changes + ";\n");
    Files.writeString(file, text + OWN);
    StringWriter messages = new StringWriter();
    int code =
        CommandLineInterface.run(
            new PrintWriter(messages),
            new PrintWriter(messages),
            "--env-file",
            file.toString(),
            "--out",
            folder.resolve("out").toString(),
            "--check");
    int at = text.indexOf("        // HERE");
    long line = at < 0 ? 0 : 2 + text.substring(0, at).lines().count();
    return new Outcome(code, messages.toString().replace("mylab.java:" + line + "\n", "HERE\n"));
  }

  /** What is said of a line, which has to be told with its number and exit code 3. */
  private String refusal(String arguments, String changes) throws IOException {
    Outcome outcome = told(arguments, changes);
    assertThat(outcome.messages()).startsWith("error: ").doesNotContain("a bug of ours");
    assertThat(outcome.code()).isEqualTo(3);
    return outcome.messages();
  }

  private String ofPatch(String patch) throws IOException {
    return refusal("", "        // HERE\n        .patchedBy(" + patch + ")");
  }

  private String ofArgument(String argument) throws IOException {
    return refusal("        // HERE\n        " + argument + "\n", "");
  }

  private String ofPart(String objects) throws IOException {
    return refusal(
        "",
        "        // HERE\n        .with(new Own(DnsLabel.of(\"own\"), List.of(" + objects + ")))");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PersistentVolumeClaim | jupyter-pvc | spec: {resources: {requests: {storage: 10GB}}} | spec.resources.requests.storage '10GB'",
        "LimitRange            | limits      | spec: {limits: [{max: {memory: 3GB}}]}         | spec.limits[0].max.memory '3GB'",
        "ResourceQuota         | limits      | spec: {hard: {pods: many}}                     | spec.hard.pods 'many'",
        "ResourceQuota         | limits      | spec: {hard: {limits.cpu: two}}                | spec.hard.limits.cpu 'two'",
        "ResourceQuota         | limits      | spec: {hard: {pods: -1}}                       | spec.hard.pods '-1'",
      })
  void an_amount_that_is_none(String kind, String name, String yaml, String told)
      throws IOException {
    assertThat(ofPatch("MergePatch.ofYaml(\"%s\", \"%s\", \"%s\")".formatted(kind, name, yaml)))
        .isEqualTo(
            "error: patch of %s %s: puts %s, which is no amount; write a number with a unit or none, as 10Gi, 500m or 2\n  at HERE\n"
                .formatted(kind, name, told));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limits/memory", "requests/memory", "limits/cpu"})
  void an_amount_of_a_container_that_is_none(String field) throws IOException {
    String patch = "new JsonPatch(\"StatefulSet\", \"jupyter\", new Replace(\"%s%s\", \"4GB\"))";
    assertThat(ofPatch(patch.formatted(CONTAINER, field)))
        .contains("." + field.replace('/', '.') + " '4GB', which is no amount; ")
        .endsWith("\n  at HERE\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PodDisruptionBudget | jupyter | spec: {minAvailable: lots}",
        "PodDisruptionBudget | jupyter | spec: {maxUnavailable: '1'}",
        "Deployment | spark-history-server | spec: {strategy: {rollingUpdate: {maxSurge: 50 %}}}",
      })
  void a_share_that_is_none(String kind, String name, String yaml) throws IOException {
    assertThat(ofPatch("MergePatch.ofYaml(\"%s\", \"%s\", \"%s\")".formatted(kind, name, yaml)))
        .contains(", which is neither a number of pods nor a share of them; write it as 1 or 50%\n")
        .endsWith("\n  at HERE\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".conf(\"spark.sql.shuffle.partitions\", null)",
        ".conf(null, 1)",
        ".storageClass((StorageClass) null)",
        ".storageClass((String) null)",
        ".nodes((Node) null)",
        ".notebookExposure(null)",
      })
  void null_in_an_argument(String argument) throws IOException {
    String method = argument.substring(1, argument.indexOf('('));
    assertThat(ofArgument(argument))
        .isEqualTo(
            "error: Workbench.%s(…) is given null, which nothing here takes; give a value, or leave it out\n  at HERE\n"
                .formatted(method));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(Patch) null                                                 | Stack.patchedBy(…) is given null",
        "new MergePatch(\"Service\", \"jupyter\", null)               | new MergePatch(…) is given null",
        "new MergePatch(\"Service\", null, Map.of(\"spec\", 1))       | new MergePatch(…) is given null",
        "MergePatch.ofYaml(\"Service\", \"jupyter\", null)            | MergePatch.ofYaml(…) is given null",
        "new JsonPatch(null, \"jupyter\", new Remove(\"/spec\"))      | new JsonPatch(…) is given null",
        "new JsonPatch(\"A\", \"b\", new Replace(\"/spec\", null))    | patch holds a null at /spec; ",
        "new MergePatch(\"A\", \"b\", Collections.singletonMap(\"spec\", null)) | patch holds a null at spec; ",
      })
  void null_in_a_patch(String patch, String told) throws IOException {
    assertThat(ofPatch(patch)).startsWith("error: " + told).endsWith("\n  at HERE\n");
  }

  @Test
  void null_in_the_persons_own_calls_is_their_own_affair() throws IOException {
    assertThat(ofArgument(".bucket(((String) null).trim())"))
        .startsWith("error: the environment fails with java.lang.NullPointerException: ")
        .endsWith("\n  at HERE\n");
  }

  @Test
  void a_rule_that_a_patch_breaks_is_told_where_the_patch_was_given() throws IOException {
    String type = "MergePatch.ofYaml(\"Service\", \"jupyter\", \"spec: {type: Nonsense}\")";
    assertThat(ofPatch(type)).contains("error OBJ-02: Service jupyter has type 'Nonsense'; ");
    String told =
        refusal(
            "",
            "        .patchedBy(MergePatch.ofYaml(\"StatefulSet\", \"jupyter\", \"spec: {minReadySeconds: 5}\"))\n"
                + "        // HERE\n        .patchedBy("
                + type
                + ")");
    assertThat(told.split("\n  why:", 2)[0]).endsWith("\n  by HERE");
  }

  @Test
  void one_slip_in_several_files_is_told_once() throws IOException {
    String told = ofArgument(".conf(\"spark.sql.shufle.partitions\", 64)");
    assertThat(told).containsOnlyOnce("error KEY-01: spark.sql.shufle.partitions");
    assertThat(told).containsPattern("spark-conf\\.yaml:\\d+ and in \\d more files\n {2}by HERE\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "map(\"a\", \"k\", \"v\"), map(\"a\", \"k\", \"w\")     | two files want the path own/configmap-a.yaml; rename one",
        "map(\"a\", \"k\", \"v\"), map(\"A\", \"k\", \"w\")     | are one file to some systems; rename one",
        "map(\"../a\", \"k\", \"v\")                           | no file can be called own/configmap-../a.yaml everywhere",
        "map(\"a\", \"k\", \"\\u009b\")                          | does not get through Kustomize",
        "map(\"a\", \"<<\", \"v\")                              | key << does not get through Kustomize",
      })
  void a_name_or_a_text_that_no_file_can_have(String objects, String told) throws IOException {
    assertThat(ofPart(objects)).contains(told).endsWith("\n  at HERE\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new PersistentVolumeClaimBuilder().withMetadata(called(\"a\")).withNewSpec().withAccessModes(\"ReadWriteOnce\").withNewResources().addToRequests(\"storage\", new Quantity(\"10\", \"GB\")).endResources().endSpec().build()",
        "new ResourceQuotaBuilder().withMetadata(called(\"a\")).withNewSpec().addToHard(\"pods\", new Quantity(\"many\", \"\")).endSpec().build()",
      })
  void an_amount_that_is_none_in_a_part_of_their_own(String object) throws IOException {
    assertThat(ofPart(object)).contains("error OBJ-02: ", ", which is no amount; ");
  }

  @Test
  @Timeout(60)
  void what_never_returns() throws IOException {
    Path file = folder.resolve("mylab.java");
    String endless = "        .bucket(String.valueOf(endless()))\n";
    String text =
        GOOD.replace("        .stack();\n", endless + "        .stack();\n").stripTrailing();
    Files.writeString(
        file,
        text.substring(0, text.length() - 1)
            + "  static int endless() {\n    while (!Thread.interrupted()) {}\n    return 0;\n  }\n}\n");
    StringWriter messages = new StringWriter();
    int code = CommandLineInterface.run(messages, messages, 2, "--env-file", file.toString());
    assertThat(messages.toString())
        .startsWith(
            "error: the environment has not returned for 2 seconds; let it come to an end\n")
        .containsPattern("\n  at mylab\\.java:\\d+\n$");
    assertThat(code).isEqualTo(3);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void a_name_too_long_for_what_is_made_of_it() throws IOException {
    assertThat(ofArgument(".prefix(DnsLabel.of(\"p\".repeat(52)))")).endsWith("\n  at HERE\n");
  }
}
