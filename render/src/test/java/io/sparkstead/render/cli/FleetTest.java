package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.source.LongForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many environments in one run, and nothing written when one of them is wrong. */
class FleetTest {

  private static final String TEAMS = "\"team-1\", \"team-2\", \"team-3\"";

  private static final String FLEET =
      """
      final class Teams implements io.sparkstead.overlays.Fleet {
        @Override
        public List<Environment> environments() {
          return java.util.stream.Stream.of(%s)
              .<Environment>map(team -> new Team(DnsLabel.of(team)))
              .toList();
        }
      }

      record Team(DnsLabel name) implements Environment {
      """
          .formatted(TEAMS);

  private static final String TAIL =
      """
              .syncedBy(
                  name,
                  io.sparkstead.stack.gitops.ArgoCd.from(
                      io.sparkstead.stack.gitops.GitSource.of("https://git.example.org/spark.git")))
              .patchedBy(
                  io.sparkstead.stack.patch.MergePatch.ofYaml(
                      "StatefulSet", "seaweedfs", "spec: {minReadySeconds: 7}"));
      """;

  private static final String GOOD = good();

  @TempDir private Path folder;
  private Path out;
  private Path file;

  private record Outcome(int code, String data, String messages) {}

  /** The teaching environment, once for each team. */
  private static String good() {
    String one = LongForm.template().called(DnsLabel.of("mylab"));
    String name =
        one.substring(
            one.indexOf("  /** Also the folder under out/"),
            one.indexOf("  @Override\n  public String description"));
    String end = "        List.of(node));\n";
    assertThat(one).contains(end);
    return one.replace("final class Mylab implements Environment {\n", FLEET)
        .replace(name, "")
        .replace("new Namespace(\"spark\")", "new Namespace(name.text())")
        .replace(end, end.replace(";\n", "\n" + TAIL));
  }

  @BeforeEach
  void beginWithAGoodFile() throws IOException {
    out = Files.createDirectory(folder.resolve("out"));
    file = Files.writeString(folder.resolve("Teams.java"), GOOD);
  }

  private static Outcome run(String... args) {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    int code = CommandLineInterface.run(new PrintWriter(data), new PrintWriter(messages), args);
    return new Outcome(code, data.toString(), messages.toString());
  }

  private Outcome render(String... more) {
    List<String> args =
        new ArrayList<>(List.of("--env-file", file.toString(), "--out", out.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  /** What a run says of the good file with {@code part} replaced; nothing may be written. */
  private String refusal(int code, String part, String replacement) throws IOException {
    assertThat(GOOD).contains(part);
    Files.writeString(file, GOOD.replace(part, replacement));
    Outcome run = render();
    assertThat(run.code()).as(run.messages()).isEqualTo(code);
    assertThat(run.messages()).contains("error: ").doesNotContain("\tat ");
    assertThat(out).isEmptyDirectory();
    return run.messages();
  }

  private static long lineOf(String part) {
    return GOOD.substring(0, GOOD.indexOf(part)).lines().count();
  }

  @Test
  void a_fleet_is_a_folder_for_each_of_its_environments() throws IOException {
    assertThat(render().code()).isZero();

    for (String team : List.of("team-1", "team-2", "team-3")) {
      assertThat(out.resolve(team + "/namespace.yaml")).content().contains("name: " + team + "\n");
      assertThat(out.resolve(team + "/README.md"))
          .content()
          .contains("secrets --env-file Teams.java --only " + team + " ")
          .contains("kubectl apply -k out/" + team + "/gitops\n")
          .contains("| StatefulSet `seaweedfs` | `spec.minReadySeconds` |");
      assertThat(out.resolve(team + "/seaweedfs/statefulset-seaweedfs.yaml"))
          .content()
          .contains("minReadySeconds: 7");
      assertThat(out.resolve(team + "/gitops/application-sparkstead-" + team + ".yaml"))
          .content()
          .contains("path: out/" + team + "\n");
      assertThat(out.resolve(team + "/kustomization.yaml")).content().doesNotContain("gitops");
      assertThat(out.resolve(team + "/gitops/kustomization.yaml"))
          .content()
          .contains("namespace: argocd\n");
    }
    assertThat(render("--check").code()).isZero();
  }

  @Test
  void one_environment_of_a_fleet_can_be_picked() {
    assertThat(render("--only", "team-2").code()).isZero();
    assertThat(out)
        .isDirectoryContaining("glob:**/team-2")
        .isDirectoryNotContaining("glob:**/team-1");
    String path = file.toString();
    assertThat(run("secrets", "--env-file", path, "--only", "team-3").data())
        .contains("namespace: team-3");
    assertThat(run("secrets", "--env-file", path))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "error: 3 environments given, team-1, team-2, team-3; this verb takes one: pick one"
                    + " of a file's with --only\n"));
    assertThat(render("--only", "team-22").messages())
        .contains("has no environment 'team-22'; did you mean team-2?");
    assertThat(render("--only", "sales").messages()).contains("it has team-1, team-2, team-3");
    assertThat(run("--env", "homelab", "--only", "homelab").messages())
        .startsWith("error: --only picks from a fleet; ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"team-3\"`    | `\"team-1\"`  | 2 | two environments are named 'team-1', and one's folder",
        "`\"team-3\"`    | `\"nul\"`     | 2 | environment 'nul' would be a folder that Windows keeps",
        "`\"team-3\"`    | `\"homelab\"` | 3 | names its environment 'homelab', which is one that ships",
        "`\"team-3\"`    | `\"Team\"`    | 3 | 'Team'",
        "`DnsLabel.of(team))` | `DnsLabel.of(tea))` | 3 | Teams.java does not compile",
      })
  void a_list_with_a_mistake_in_it_is_refused(
      String part, String replacement, int code, String message) throws IOException {
    assertThat(refusal(code, part, replacement)).contains(message);
  }

  @Test
  void what_one_team_gets_wrong_is_told_with_its_name_and_line() throws IOException {
    String number = "Executors(2,";
    String odd = "Executors(name.text().equals(\"team-2\") ? 0 : 2,";
    assertThat(refusal(3, number, odd))
        .startsWith("error: 1 of 3 environments are refused; nothing was written\nteam-2: ")
        .endsWith("\n  at Teams.java:" + lineOf(number) + "\n");
  }

  @Test
  void what_all_teams_get_wrong_is_told_once() throws IOException {
    String start = "    Namespace spark = ";
    assertThat(
            refusal(3, start, "    if (true) throw new IllegalStateException(\"no\");\n" + start))
        .isEqualTo(
            "error: 3 of 3 environments are refused; nothing was written\n"
                + "team-1, team-2, team-3: the environment fails with"
                + " java.lang.IllegalStateException: no\n"
                + "  at Teams.java:"
                + (lineOf(start) + 1)
                + "\n");
  }

  @Test
  void a_patch_of_nothing_is_refused_with_its_line() throws IOException {
    assertThat(refusal(3, "\"StatefulSet\", \"seaweedfs\"", "\"StatefulSet\", \"seaweedf\""))
        .contains(
            "team-1, team-2, team-3: patch of StatefulSet seaweedf matches no object; did you mean"
                + " seaweedfs?\n  at Teams.java:");
  }

  @Test
  void an_exposure_without_its_address_is_refused_with_its_line() throws IOException {
    String inside = "Exposure inside = new ClusterIp()";
    assertThat(
            refusal(
                3, inside, "Exposure inside = new io.sparkstead.dsl.kube.Exposure.MetalLb(\"\")"))
        .contains("team-1, team-2, team-3: ")
        .endsWith("\n  at Teams.java:" + lineOf(inside) + "\n");
  }

  @Test
  void a_folder_that_another_environment_has_is_not_synced() throws IOException {
    assertThat(refusal(3, "            name,\n", "            DnsLabel.of(\"team-1\"),\n"))
        .contains("GIT-01", "this is environment team-2", "this is environment team-3")
        .doesNotContain("this is environment team-1");
  }

  @Test
  void a_fleet_has_environments() throws IOException {
    String list =
        GOOD.substring(GOOD.indexOf("java.util.stream.Stream"), GOOD.indexOf(".toList();"));
    assertThat(refusal(3, list + ".toList()", "List.of()"))
        .contains("environments() gives none; give one or more");
    assertThat(refusal(3, list + ".toList()", "null"))
        .contains("environments() gives null; it has to give a value");
    assertThat(
            refusal(
                3,
                "record Team",
                "abstract class X implements io.sparkstead.overlays.Fleet {}\n"
                    + "final class More extends X { public List<Environment> environments() {"
                    + " return List.of(); } }\nrecord Team"))
        .contains("has 2 fleets, More and Teams; keep one");
  }

  @Test
  void a_thousand_environments_come_from_one_loop() throws IOException {
    String stack =
        GOOD.substring(
            GOOD.indexOf("    PodUser user"), GOOD.lastIndexOf("    // To close the pods"));
    Files.writeString(
        file,
        GOOD.replace(
                "Stream.of(" + TEAMS + ")", "IntStream.range(0, 1000).mapToObj(i -> \"t\" + i)")
            .replace(
                stack,
                """
                    return new Stack(
                        spark,
                        List.of(
                            new SparkRbac(
                                spark,
                                DnsLabel.of("spark"),
                                EnumSet.of(SparkFeature.RUN_EXECUTORS))));
                """));
    Outcome run = render();
    assertThat(run.code()).as(run.messages().lines().limit(5).toList().toString()).isZero();
    try (var folders = Files.list(out)) {
      assertThat(folders).hasSize(1000);
    }
  }

  @Test
  void everything_that_ships_is_rendered_at_once() {
    Outcome run = run("--all-envs", "--env", "homelab", "--out", out.toString());
    assertThat(run.code()).as(run.messages()).isZero();
    assertThat(run("list").data().lines())
        .allSatisfy(line -> assertThat(out.resolve(line.split("\t", 2)[0])).isDirectory());
    assertThat(run("verify", "--all-envs", "--out", out.toString()).code()).isZero();
  }

  @Test
  void streams_of_several_environments_are_one() {
    assertThat(run("--env", "homelab", "--env", "laptop", "--stdout").data().split("\n---\n"))
        .allSatisfy(
            one -> assertThat(one.lines().filter(line -> line.startsWith("kind: "))).hasSize(1));
  }
}
