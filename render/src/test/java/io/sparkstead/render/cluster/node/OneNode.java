package io.sparkstead.render.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sparkstead.render.cluster.Tree;
import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.cluster.control.Kubectl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster of one node for one site: a control plane, and a node with the site's images. It ends
 * with {@link #close}, and with this JVM, however that ends.
 */
final class OneNode implements AutoCloseable {

  private static final Path SCRIPTS = Path.of("src/cluster/node").toAbsolutePath();
  private static final String READY = "ready";

  private final ControlPlane plane;
  private final Process node;

  private OneNode(ControlPlane plane, Process node) {
    this.plane = plane;
    this.node = node;
  }

  /** Makes those images of {@code trees} that are not there yet, for minutes, and starts it. */
  static OneNode of(Site site, List<Tree> trees) {
    return of(site, trees, Map.of());
  }

  /** The same, with what {@code more} tells the script that starts a node. */
  static OneNode of(Site site, List<Tree> trees, Map<String, String> more) {
    Path images = images(site, trees);
    ControlPlane plane = ControlPlane.start(folder(site), asked(site));
    try {
      plane.prepare();
      return new OneNode(plane, join(site, plane, images, more));
    } catch (Throwable e) {
      plane.close();
      throw e;
    }
  }

  private static Path folder(Site site) {
    return ControlPlane.TARGET.resolve("node-of-" + site);
  }

  private static Map<String, String> asked(Site site) {
    Map<String, String> asked = new HashMap<>(site.settings());
    asked.put("AUDIT_POLICY", SCRIPTS.resolve("audit-policy.yaml").toString());
    return asked;
  }

  /** A file with the digests of all images, by reference. */
  private static Path images(Site site, List<Tree> trees) {
    Path file = ControlPlane.TARGET.resolve("images-of-" + site + ".json");
    Path log = file.resolveSibling(file.getFileName() + ".log");
    List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve("images").toString()));
    trees.forEach(tree -> command.add(tree.folder().toAbsolutePath().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(file.toFile()).redirectError(log.toFile());
    builder.environment().put("NODE_PROGRAMS", ControlPlane.built("node-programs"));
    if (ended(started(builder)) != 0) {
      throw new AssertionError(text(log));
    }
    return file;
  }

  private static Process join(
      Site site, ControlPlane plane, Path images, Map<String, String> more) {
    Path complaints = plane.state().resolveSibling(plane.state().getFileName() + ".node.stderr");
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPTS.resolve("start").toString()).redirectError(complaints.toFile());
    builder.environment().putAll(ControlPlane.environment(plane.state()));
    builder.environment().putAll(asked(site));
    builder.environment().putAll(more);
    builder
        .environment()
        .putAll(
            Map.of(
                "NODE_PROGRAMS", ControlPlane.built("node-programs"), "IMAGES", images.toString()));
    Process node = started(builder);
    try (BufferedReader reader = node.inputReader(UTF_8)) {
      if (!READY.equals(reader.readLine())) {
        throw new AssertionError(text(complaints));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return node;
  }

  Kubectl kubectl() {
    return plane.kubectl();
  }

  /** The folder with its keys, data and logs. */
  Path state() {
    return plane.state();
  }

  /** Ends its programs as somebody would who has no patience. */
  void kill() {
    node.destroyForcibly();
    plane.kill();
  }

  /** Each line of what the API server wrote down. */
  List<String> audit() {
    return text(plane.state().resolve("audit.log")).lines().toList();
  }

  /** Runs a program of {@code src/cluster/node} on the node, where its networks are. */
  Process onNode(String program, String... arguments) {
    return started(new ProcessBuilder(command(program, arguments)).redirectErrorStream(true));
  }

  private List<String> command(String program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target",
                text(plane.state().resolve("pid")).strip(),
                "--net",
                "--pid",
                "--mount",
                SCRIPTS.resolve(program).toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int ended(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The node ends with the control plane, and then removes its control groups. */
  @Override
  public void close() {
    plane.close();
    ended(node);
  }
}
