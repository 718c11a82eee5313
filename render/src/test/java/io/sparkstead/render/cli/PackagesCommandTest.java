package io.sparkstead.render.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.python.Uv;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code packages}, with the real uv and an index of our own. */
class PackagesCommandTest {

  private static final String AMD64 = "cp312-cp312-manylinux_2_34_x86_64";
  private static final String ARM64 = "cp312-cp312-manylinux_2_34_aarch64";
  private static final String ANY = "py3-none-any";

  private static final String JAVA =
      """
      import io.sparkstead.dsl.value.DnsLabel;
      import io.sparkstead.dsl.value.ImageLock;
      import io.sparkstead.overlays.Environment;
      import io.sparkstead.stack.Stack;
      import io.sparkstead.stack.image.PythonPackages;
      import io.sparkstead.stack.preset.Workbench;

      class Mylab implements Environment {
        @Override
        public DnsLabel name() {
          return DnsLabel.of("mylab");
        }

        @Override
        public String description() {
          return "A lab";
        }

        @Override
        public Stack stack(ImageLock lock) {
          return new Workbench("registry.example.org/spark", lock)
              .packages(PythonPackages.beside(getClass(), "requirements.lock"))
              .stack();
        }
      }
      """;

  /** By the name of a wheel, what its package needs. */
  private final Map<String, String> wheels = new TreeMap<>();

  @TempDir private Path folder;
  private HttpServer index;
  private Path wanted;
  private Path lock;
  private Path file;

  private record Outcome(int code, String data, String messages) {}

  @BeforeEach
  void startAnIndex() throws IOException {
    index = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    index.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] answer =
              (path.startsWith("/simple/") ? page(path.split("/", -1)[2]) : metadata(path))
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    index.start();
    wanted = folder.resolve("requirements.in");
    lock = folder.resolve("requirements.lock");
    file = Files.writeString(folder.resolve("mylab.java"), JAVA);
  }

  @AfterEach
  void stopTheIndex() {
    index.stop(0);
  }

  private String page(String name) {
    StringBuilder page = new StringBuilder();
    for (String wheel : wheels.keySet()) {
      if (wheel.startsWith(name.replace('-', '_') + "-")) {
        page.append(
            "<a href=\"/files/%s.whl#sha256=%s\" data-core-metadata=\"true\">%s.whl</a>"
                .formatted(wheel, hash(wheel), wheel));
      }
    }
    return page.toString();
  }

  private static String hash(String wheel) {
    return "%064x".formatted(wheel.hashCode() & 0xffffffffL);
  }

  private String metadata(String path) {
    String wheel = path.replaceAll("^/files/|\\.whl\\.metadata$", "");
    String[] parts = wheel.split("-", 3);
    String needs = wheels.get(wheel);
    return needs == null
        ? ""
        : "Metadata-Version: 2.1\nName: %s\nVersion: %s\n%s".formatted(parts[0], parts[1], needs);
  }

  private Outcome run(String... args) throws IOException {
    return run(Map.of(), args);
  }

  private Outcome run(Map<String, String> variables, String... args) throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put(
        "UV_DEFAULT_INDEX", "http://127.0.0.1:" + index.getAddress().getPort() + "/simple");
    environment.put("UV_NO_CACHE", "1");
    environment.put("UV_HTTP_RETRIES", "0");
    environment.putAll(variables);
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    PackagesCommand command =
        new PackagesCommand(new PrintWriter(data), new PrintWriter(messages), new Uv(environment));
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--env-file", file.toString()));
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(all.toArray(String[]::new));
    try {
      return new Outcome(command.call(), data.toString(), messages.toString());
    } catch (Refusal e) {
      return new Outcome(e.code().number(), data.toString(), messages + e.getMessage());
    }
  }

  private Outcome lock(String requirements, String... args) throws IOException {
    ExternalTool.UV.require();
    Files.writeString(wanted, requirements);
    List<String> all = new ArrayList<>(List.of("--lock", wanted.toString()));
    all.addAll(List.of(args));
    return run(all.toArray(String[]::new));
  }

  @Test
  void what_is_wanted_is_locked_with_all_it_needs_and_rendered() throws IOException {
    wheels.put("acme-1.0-" + AMD64, "Requires-Dist: tiny>=2\n");
    wheels.put("acme-1.0-" + ARM64, "Requires-Dist: tiny>=2\n");
    wheels.put("tiny-2.1-" + ANY, "");

    Outcome run = lock("acme\n");

    assertThat(run.messages()).endsWith("requirements.lock: 2 packages locked\n");
    assertThat(run.code()).isZero();
    assertThat(lock)
        .hasContent(
            """
            # By `packages --lock requirements.in`, for Python 3.12.
            acme==1.0 \\
                --hash=sha256:%s \\
                --hash=sha256:%s
            tiny==2.1 \\
                --hash=sha256:%s
            """
                .formatted(
                    hash("acme-1.0-" + AMD64).compareTo(hash("acme-1.0-" + ARM64)) < 0
                        ? hash("acme-1.0-" + AMD64)
                        : hash("acme-1.0-" + ARM64),
                    hash("acme-1.0-" + AMD64).compareTo(hash("acme-1.0-" + ARM64)) < 0
                        ? hash("acme-1.0-" + ARM64)
                        : hash("acme-1.0-" + AMD64),
                    hash("tiny-2.1-" + ANY)));
    assertThat(run().data())
        .contains(
            "acme==1.0\tspark-aws\n", "tiny==2.1\tspark-aws\n", "pandas==", "\tspark-jupyter");
  }

  @Test
  void versions_of_an_earlier_lock_stay_where_they_may() throws IOException {
    wheels.put("tiny-2.1-" + ANY, "");
    lock("tiny\n");
    wheels.put("tiny-2.2-" + ANY, "");

    lock("tiny\n");

    assertThat(lock).content().contains("tiny==2.1 ");
    lock("tiny>2.1\n");
    assertThat(lock).content().contains("tiny==2.2 ");
  }

  @Test
  void what_the_images_have_stays_as_it_is_there() throws IOException {
    wheels.put("pandas-9.0-" + ANY, "");

    Outcome run = lock("pandas==9.0\n");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.messages()).contains("pandas==2.3.3", "pandas==9.0", "nothing was written");
    assertThat(lock).doesNotExist();
  }

  @Test
  void a_package_has_wheels_for_each_machine_that_images_are_built_for() throws IOException {
    wheels.put("acme-1.0-" + AMD64, "");

    Outcome both = lock("acme\n");

    assertThat(both.code()).isEqualTo(3);
    assertThat(both.messages()).contains("on arm64", "acme", "aarch64", "nothing was written");
    assertThat(lock("acme\n", "--architecture", "amd64").code()).isZero();
    assertThat(lock).content().contains("acme==1.0 \\\n");
  }

  @Test
  void what_one_machine_alone_needs_is_installed_there_alone() throws IOException {
    wheels.put("acme-1.0-" + ANY, "Requires-Dist: tiny; platform_machine == 'x86_64'\n");
    wheels.put("tiny-2.1-" + ANY, "");

    assertThat(lock("acme\n").code()).isZero();

    assertThat(lock)
        .content()
        .contains("acme==1.0 \\\n", "tiny==2.1 ; platform_machine == 'x86_64' \\\n");
    assertThat(run().data()).contains("tiny==2.1\tspark-aws\n");
  }

  @Test
  void what_needs_pyspark_has_the_one_that_comes_with_spark() throws IOException {
    wheels.put("acme-1.0-" + ANY, "Requires-Dist: pyspark>=3\nRequires-Dist: tiny\n");
    wheels.put("tiny-2.1-" + ANY, "");

    assertThat(lock("acme\n").code()).isZero();

    assertThat(lock).content().contains("acme==1.0 ", "tiny==2.1 ").doesNotContain("pyspark");
  }

  @Test
  void an_index_that_does_not_answer_leaves_the_old_lock() throws IOException {
    wheels.put("tiny-2.1-" + ANY, "");
    lock("tiny\n");
    String before = Files.readString(lock);
    stopTheIndex();

    Outcome run = lock("tiny\nacme\n");

    assertThat(run.code()).isEqualTo(6);
    assertThat(run.messages())
        .contains("the index did not answer: ", "127.0.0.1", "nothing was written");
    assertThat(lock).hasContent(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(wanted, lock, file);
    }
  }

  @Test
  void requirements_that_nobody_can_read_are_refused_in_uvs_words() throws IOException {
    Outcome run = lock("acme >> 1\n");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.messages()).contains("requirements.in", "acme >> 1", "nothing was written");
  }

  @Test
  void without_uv_it_says_how_to_get_it() throws IOException {
    Files.writeString(wanted, "tiny\n");

    Outcome run = run(Map.of("UV", "/nowhere/uv"), "--lock", wanted.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.messages()).contains("uv, which locks Python packages", "pip install uv");
  }

  @Test
  void a_lock_is_not_what_is_wanted() throws IOException {
    Files.writeString(lock, "tiny==2.1\n");

    assertThat(run("--lock", lock.toString()).messages()).contains("requirements.lock' is a lock");
    assertThat(run("--lock", wanted.toString()).messages()).contains("requirements.in' is none");
    assertThat(run("--lock", wanted.toString()).code()).isEqualTo(2);
  }
}
