package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.MainProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand secrets lie around a run: in its environment, in its system properties, in files where
 * people keep such things. None of them is found in anything that the run says or writes.
 *
 * <p>They are looked for as they are; one that came out encoded would not be found.
 */
class CanaryTest {

  private static final int OF_EACH = 400;
  private static final List<String> VARIABLES =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "MINIO_ROOT_USER",
          "MINIO_ROOT_PASSWORD",
          "JUPYTER_TOKEN",
          "KUBECONFIG",
          "DOCKER_AUTH_CONFIG",
          "GITHUB_TOKEN",
          "USER");
  private static final List<String> FILES =
      List.of(
          ".aws/credentials",
          ".docker/config.json",
          ".kube/config",
          ".netrc",
          ".env",
          "out/homelab/secrets/minio-root.yaml",
          "out/homelab/minio/.env",
          "out/homelab/minio/secret-minio-root.yaml",
          "out/homelab/jupyter/token",
          "out/homelab/.sparkstead/token");

  private final List<String> canaries = new ArrayList<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final List<String> properties = new ArrayList<>();
  private final List<Path> planted = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();

  @TempDir private Path folder;

  /** The same thousand each time. */
  @BeforeEach
  void plant() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < OF_EACH; i++) {
      String name = i < VARIABLES.size() ? VARIABLES.get(i) : "APP_SECRET_" + i;
      variables.put(name, canary(random));
      properties.add("-Dapp.password." + i + "=" + canary(random));
    }
    properties.add("-Duser.home=" + folder);
    variables.put("HOME", folder.toString());
    for (String file : FILES) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < (1000 - 2 * OF_EACH) / FILES.size(); i++) {
        text.append("password: ").append(canary(random)).append('\n');
      }
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      planted.add(Files.writeString(path, text));
    }
    assertThat(canaries).hasSize(1000).doesNotHaveDuplicates();
  }

  private String canary(Random random) {
    String canary = "c%016x%016x".formatted(random.nextLong(), random.nextLong());
    canaries.add(canary);
    return canary;
  }

  private void run(int code, String... args) throws IOException, InterruptedException {
    run(properties, code, args);
  }

  private void run(List<String> jvm, int code, String... args)
      throws IOException, InterruptedException {
    Outcome outcome = new MainProcess(jvm, variables).run(folder, args);
    assertThat(outcome.code()).as("%s: %s", List.of(args), outcome.messages()).isEqualTo(code);
    said.append(outcome.data()).append(outcome.messages());
  }

  private List<String> found() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!planted.contains(file)) {
          said.append(file).append(Files.readString(file));
        }
      }
    }
    return canaries.stream().filter(canary -> said.indexOf(canary) >= 0).toList();
  }

  @Test
  void nothing_that_lies_around_gets_out() throws IOException, InterruptedException {
    run(0, "--env", "homelab");
    run(0, "--env", "homelab", "--stdout");
    run(0, "--env", "homelab", "--check");
    run(0, "verify", "--env", "homelab", "-o", "sarif", "--debug");
    run(0, "secrets", "--env", "homelab", "--debug");
    run(0, "images", "--env", "homelab");
    run(2, "--env", "homelan", "--debug");
    run(2, "--nonsense", "--debug");
    Files.writeString(folder.resolve("out/homelab/namespace.yaml"), "kind: Mine\n");
    run(4, "render", "--env", "homelab", "--debug");
    Files.writeString(folder.resolve("out/homelab/images.lock"), "nonsense\n");
    run(3, "verify", "--env", "homelab", "--debug");
    run(5, "render", "--env", "homelab", "--out", ".netrc", "--debug");

    assertThat(found()).isEmpty();
    assertThat(said).contains("kind: StatefulSet", "\tat io.sparkstead.", "Mine");
  }

  @Test
  void what_is_said_would_be_noticed() throws IOException, InterruptedException {
    List<String> telling = new ArrayList<>(properties);
    telling.add("-XshowSettings:properties");
    run(telling, 0, "list");

    assertThat(found()).hasSize(OF_EACH);
    new HashMap<>(variables).forEach((name, value) -> said.append(value));
    assertThat(found()).hasSize(2 * OF_EACH);
  }
}
