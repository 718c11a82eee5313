package io.sparkstead.render.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.CommittedLocks;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.stack.testing.JunitMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@code out/} is the approved tree: a change in Java that nobody rendered fails here, file by
 * file.
 */
class ApprovedTreesTest {

  private static final Path OUT = Path.of("../out");
  private static final Path RECEIVED = Path.of("target/received");
  private static final Path LEDGER = Path.of(".sparkstead/ledger");

  /** What a render neither writes nor deletes. */
  private static final Set<Path> BESIDE =
      Set.of(Path.of(OutFolder.LOCK), Path.of(".sparkstead/lock"));

  @TestFactory
  Stream<DynamicTest> every_file_is_as_committed() {
    return Environments.all().stream()
        .flatMap(
            environment ->
                tree(environment).files().entrySet().stream()
                    .map(file -> test(environment, file.getKey(), file.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> nothing_else_is_committed() {
    return Environments.all().stream()
        .map(
            environment ->
                dynamicTest(
                    environment.name().text(),
                    () ->
                        assertThat(committed(environment))
                            .as("delete what is not rendered, or run %s", command(environment))
                            .containsExactlyInAnyOrderElementsOf(
                                Stream.concat(
                                        tree(environment).files().keySet().stream().map(Path::of),
                                        Stream.of(LEDGER))
                                    .toList())));
  }

  private static DynamicTest test(Environment environment, String path, String text) {
    Path approved = OUT.resolve(environment.name().text()).resolve(path);
    Path received = RECEIVED.resolve(environment.name().text()).resolve(path);
    return dynamicTest(
        environment.name() + "/" + path,
        () -> {
          Files.createDirectories(received.getParent());
          Approvals.verify(
              text,
              new Options(JunitMessage.acceptedBy(command(environment)))
                  .forFile()
                  .withNamer(new TreeNamer(approved, received)));
        });
  }

  private static String command(Environment environment) {
    return "mvn -q -DskipTests package && java -jar render/target/render.jar --env "
        + environment.name();
  }

  private static ManifestTree tree(Environment environment) {
    return Layout.of(environment, CommittedLocks.stack(environment));
  }

  private static List<Path> committed(Environment environment) throws IOException {
    Path root = OUT.resolve(environment.name().text());
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(path -> !BESIDE.contains(path))
          .toList();
    }
  }
}
