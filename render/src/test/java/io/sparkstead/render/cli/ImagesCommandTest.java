package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.registry.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImagesCommandTest {

  private static final String SPARK = "192.168.1.3:3000/binayakd/spark-aws:3.5.4";
  private static final String BASE = "registry.access.redhat.com/ubi9/openjdk-17:1.23-6.1762870924";
  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  @TempDir private Path out;

  private record Outcome(int code, String data, String messages) {}

  private Outcome run(String... args) {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--env", "homelab", "--out", out.toString()));
    int code =
        CommandLineInterface.run(
            new PrintWriter(data), new PrintWriter(messages), all.toArray(String[]::new));
    return new Outcome(code, data.toString(), messages.toString());
  }

  private Path lock(String... lines) throws IOException {
    Path root = Files.createDirectories(out.resolve("homelab"));
    return Files.writeString(root.resolve(OutFolder.LOCK), String.join("\n", lines) + "\n");
  }

  private String file(String path) throws IOException {
    return Files.readString(out.resolve("homelab").resolve(path));
  }

  @Test
  void lists_what_is_pulled_built_and_built_on() {
    assertThat(run("images").data().lines())
        .contains(SPARK + "\tbuilt", BASE + "\tbase")
        .anyMatch(line -> line.startsWith("docker.io/pgsty/mc:") && line.endsWith("\tpulled"))
        .noneMatch(line -> line.startsWith("spark-aws"))
        .isSorted()
        .hasSize(6);
  }

  @Test
  void a_lock_reaches_every_file_that_pulls() throws IOException {
    lock(SPARK + " " + A, BASE + " " + B);

    assertThat(run().messages()).contains("kubectl apply -k");

    assertThat(file("spark-history-server/kustomization.yaml"))
        .contains("  newTag: \"3.5.4\"\n  digest: " + A + "\n");
    assertThat(file("jupyter/configmap-jupyter-spark-conf.yaml"))
        .contains("spark.kubernetes.container.image=" + SPARK + "@" + A + "\n");
    assertThat(file("images/spark-aws/Dockerfile")).contains("\nFROM " + BASE + "@" + B + " AS ");
    assertThat(run("images").data()).contains(SPARK + "@" + A + "\tbuilt\n");
    assertThat(run("--stdout").data()).contains("image: \"" + SPARK + "@" + A + "\"\n");
  }

  @Test
  void what_is_built_here_is_built_and_pushed_by_tag() throws IOException {
    lock(SPARK + " " + A);

    run();

    assertThat(file("images/build.sh")).contains("'" + SPARK + "'\n").doesNotContain(A);
    assertThat(file("images/spark-jupyter/Dockerfile"))
        .contains("\nFROM " + SPARK + "\n")
        .doesNotContain(A);
    assertThat(file("spark-history-server/deployment-spark-history-server.yaml"))
        .contains("image: spark-aws:3.5.4\n");
  }

  @Test
  void a_render_neither_writes_nor_deletes_the_lock() throws IOException {
    Path lock = lock("# mine", SPARK + " " + A);
    String before = Files.readString(lock);

    run();
    Outcome second = run();

    assertThat(second.messages()).contains("nothing had to change");
    assertThat(run("--check").code()).isZero();
    assertThat(lock).hasContent(before);
    assertThat(file(".sparkstead/ledger")).doesNotContain(OutFolder.LOCK);
    Files.delete(lock);
    assertThat(run("--check").code()).isEqualTo(1);
  }

  @Test
  void a_broken_lock_is_told_with_its_line_and_nothing_is_written() throws IOException {
    Path lock = lock(SPARK + " " + A, "<<<<<<< HEAD");

    for (String verb : List.of("render", "verify", "images")) {
      Outcome run = run(verb);

      assertThat(run.code()).as(verb).isEqualTo(3);
      assertThat(run.messages())
          .startsWith("error: " + lock + ": line 2 of the image lock, '<<<<<<< HEAD', cannot be");
    }
    try (var files = Files.list(lock.getParent())) {
      assertThat(files).containsExactly(lock);
    }
  }

  @Test
  void kustomize_pulls_by_tag_and_digest() throws IOException {
    ExternalTool.KUBECTL.require();
    lock(SPARK + " " + A);
    run();

    String built =
        ExternalTool.run(List.of("kubectl", "kustomize", out.resolve("homelab").toString()), "")
            .output();

    assertThat(built).contains("image: " + SPARK + "@" + A + "\n").doesNotContain(SPARK + "\n");
  }

  private Outcome lockedBy(Registry registry) throws IOException {
    return lockedBy(registry, "homelab");
  }

  /** Locks with {@code registry} as the network. */
  private Outcome lockedBy(Registry registry, String environment) throws IOException {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    ImagesCommand command =
        new ImagesCommand(new PrintWriter(data), new PrintWriter(messages), hosts -> registry);
    new CommandLine(command).parseArgs("--lock", "--env", environment, "--out", out.toString());
    try {
      return new Outcome(command.call(), data.toString(), messages.toString());
    } catch (Refusal e) {
      return new Outcome(e.code().number(), data.toString(), messages + e.getMessage());
    }
  }

  @Test
  void every_image_without_a_digest_is_locked() throws IOException {
    Outcome run = lockedBy(image -> Optional.of(image.toString().equals(SPARK) ? A : B));

    assertThat(run.code()).isZero();
    assertThat(file(OutFolder.LOCK))
        .isEqualTo(
            """
            # Digests of images, resolved by `images --lock`. Do not edit.
            192.168.1.3:3000/binayakd/spark-aws-jupyter:3.5.4 %s
            %s %s
            %s %s
            """
                .formatted(B, SPARK, A, BASE, B));
    assertThat(run.data().lines()).allMatch(line -> line.contains("@sha256:"));
    assertThat(run.messages()).contains("images.lock: 3 images locked");
  }

  @Test
  void an_image_that_no_registry_has_is_asked_for_nowhere() throws IOException {
    List<String> asked = new ArrayList<>();

    Outcome run =
        lockedBy(
            image -> {
              asked.add(image.toString());
              return Optional.of(A);
            },
            "laptop");

    assertThat(run.code()).isZero();
    assertThat(asked).isNotEmpty().noneMatch(image -> image.startsWith("localhost/"));
  }

  @Test
  void a_lock_is_made_anew_and_not_from_the_old_one() throws IOException {
    lock(SPARK + " " + B, "gone.example.org/image:1 " + B);

    lockedBy(image -> Optional.of(A));

    assertThat(file(OutFolder.LOCK)).contains(SPARK + " " + A).doesNotContain(B);
  }

  @Test
  void an_image_of_ours_may_be_pushed_later() throws IOException {
    Outcome run =
        lockedBy(image -> image.toString().equals(BASE) ? Optional.of(A) : Optional.empty());

    assertThat(run.code()).isZero();
    assertThat(run.messages()).contains(SPARK + " is not pushed yet and stays unlocked");
    assertThat(ImageLock.parse(file(OutFolder.LOCK)).digests()).containsOnlyKeys(BASE);
  }

  @Test
  void all_problems_are_told_together_and_the_old_lock_stays() throws IOException {
    Path old = lock(SPARK + " " + B);
    Outcome run =
        lockedBy(
            image -> {
              if (image.toString().equals(BASE)) {
                return Optional.empty();
              }
              throw new IOException("the registry answered with 500");
            });

    assertThat(run.code()).isEqualTo(6);
    assertThat(run.messages())
        .contains("nothing was locked")
        .contains(BASE + ": its registry has no such image")
        .contains(SPARK + ": the registry answered with 500");
    assertThat(old).hasContent(SPARK + " " + B);
  }
}
