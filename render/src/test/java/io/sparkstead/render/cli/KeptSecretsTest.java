package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.source.Template;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a store that others run: nobody makes them up, and everybody is told whose they are. */
class KeptSecretsTest {

  private static final String END = "        .stack();\n";
  private static final String STORE =
      """
              .storedIn(
                  new io.sparkstead.stack.storage.ExternalStore(
                      java.net.URI.create("https://s3.example.org"),
                      java.util.List.of(),
                      new io.sparkstead.stack.storage.S3Bucket("lake", LOGIN)))
              .stack()DELIVERY;
      """;
  private static final String LOGIN =
      "io.sparkstead.stack.storage.S3Login.in(\"lake-keys\", \"the lake\")";
  private static final String MAKE =
      "kubectl create secret generic lake-keys -n spark --from-file=credentials";

  @TempDir private Path folder;
  private Path out;

  private record Outcome(int code, String data, String messages) {}

  @BeforeEach
  void makeTheFolder() throws IOException {
    out = Files.createDirectory(folder.resolve("out"));
  }

  private Outcome run(String login, String delivery, String... verb) throws IOException {
    String good = Template.teaching().called(DnsLabel.of("mylab"));
    assertThat(good).contains(END);
    Path file = folder.resolve("mylab.java");
    Files.writeString(
        file, good.replace(END, STORE.replace("LOGIN", login).replace("DELIVERY", delivery)));
    String[] line = new String[verb.length + 2];
    System.arraycopy(verb, 0, line, 0, verb.length);
    line[verb.length] = "--env-file";
    line[verb.length + 1] = file.toString();
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    int code = CommandLineInterface.run(new PrintWriter(data), new PrintWriter(messages), line);
    return new Outcome(code, data.toString(), messages.toString());
  }

  @Test
  void are_not_printed_and_the_command_that_makes_them_is_told() throws IOException {
    Outcome all = run(LOGIN, "", "secrets");

    assertThat(all.code()).as(all.messages()).isZero();
    assertThat(all.data()).contains("name: spark-rpc").doesNotContain("lake-keys");
    assertThat(all.messages())
        .contains("Secret lake-keys is left out", "the lake, has its values", MAKE);
  }

  @Test
  void are_told_alone_when_they_are_asked_for_by_name() throws IOException {
    Outcome one = run(LOGIN, "", "secrets", "--name", "lake-keys");

    assertThat(one.code()).isZero();
    assertThat(one.data()).isEmpty();
    assertThat(one.messages()).startsWith("Secret lake-keys is left out").contains(MAKE);
  }

  @Test
  void are_a_step_of_bringing_the_tree_up_and_what_others_make() throws IOException {
    Outcome rendered = run(LOGIN, "", "--out", out.toString());

    assertThat(rendered.code()).as(rendered.messages()).isZero();
    assertThat(rendered.messages()).contains(" | kubectl create -f -\n  " + MAKE + "\n");
    assertThat(Files.readString(out.resolve("mylab/README.md")))
        .contains(
            "## What others make",
            "- Secret `lake-keys`, of a file `credentials` with the values that its owner has",
            MAKE)
        .doesNotContain("| `lake-keys`");
  }

  @Test
  void are_sealed_from_what_their_owner_has() throws IOException {
    Outcome sealed =
        run(
            LOGIN,
            ".deliveredBy(new io.sparkstead.stack.secret.SealedSecrets())",
            "secrets",
            "--name",
            "lake-keys");

    assertThat(sealed.messages())
        .contains(
            MAKE + " --dry-run=client -o yaml |",
            "kubeseal --format yaml > out/mylab/secrets/lake-keys.yaml");
  }

  @Test
  void go_into_a_vault_under_their_path() throws IOException {
    Outcome vault =
        run(
            LOGIN,
            ".deliveredBy(new io.sparkstead.stack.secret.ExternalSecrets("
                + "io.sparkstead.stack.secret.ExternalSecrets.Store.ofCluster(\"vault\"),"
                + " \"team\"))",
            "secrets",
            "--name",
            "lake-keys");

    assertThat(vault.messages())
        .contains("put them into ClusterSecretStore vault under team/lake-keys");
  }

  @Test
  void in_a_secret_that_is_there_nobody_is_asked_for() throws IOException {
    String existing = "io.sparkstead.stack.storage.S3Login.existing(\"lake-keys\")";
    Outcome all = run(existing, "", "secrets");
    Outcome rendered = run(existing, "", "--out", out.toString());

    assertThat(all.data()).contains("name: spark-rpc").doesNotContain("lake-keys");
    assertThat(all.messages()).doesNotContain("lake-keys");
    assertThat(rendered.code()).as(rendered.messages()).isZero();
    assertThat(rendered.messages()).doesNotContain("lake-keys");
    assertThat(Files.readString(out.resolve("mylab/README.md")))
        .contains("## What others make", "- Secret `lake-keys`\n")
        .contains("# now what others make: \"What others make\" in ");
  }
}
