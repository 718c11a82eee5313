package io.sparkstead.render.cluster.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes control plane in a network of its own. It ends with {@link #close}, and with this
 * JVM, however that ends.
 *
 * <pre>{@code
 * Kubectl kubectl = ControlPlane.shared().kubectl();
 * kubectl.run("apply", "-k", "../out/homelab").succeeded();
 * }</pre>
 */
public final class ControlPlane implements AutoCloseable {

  /** Where all that the suite makes is. */
  public static final Path TARGET = Path.of("target/cluster").toAbsolutePath();

  /** What starts it. */
  static final Path SCRIPT = Path.of("src/cluster/control-plane").toAbsolutePath();

  private static final String READY = "ready";

  /** What other people's operators bring to a cluster. */
  private static final Path BEFOREHAND = Path.of("src/cluster/beforehand");

  private static @Nullable ControlPlane shared;
  private static @Nullable String refusal;

  private final Process process;
  private final Path state;

  private ControlPlane(Process process, Path state) {
    this.process = process;
    this.state = state;
  }

  /** The one of this run, with what trees expect of a cluster. The first who asks starts it. */
  public static synchronized ControlPlane shared() {
    if (refusal != null) {
      throw new AssertionError(refusal);
    }
    if (shared == null) {
      try {
        shared = start(TARGET.resolve("control-plane"));
        shared.prepare();
      } catch (AssertionError e) {
        refusal = e.getMessage();
        throw e;
      }
    }
    return shared;
  }

  /** Another one, with its keys, data and logs in {@code state}. */
  public static ControlPlane start(Path state) {
    return start(state, Map.of());
  }

  /** Another one, which is told {@code more} of what its script asks for. */
  public static ControlPlane start(Path state, Map<String, String> more) {
    try {
      Files.createDirectories(state.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(SCRIPT.toString()).redirectError(complaints(state).toFile());
      builder.environment().putAll(environment(state));
      builder.environment().putAll(more);
      Process process = builder.start();
      BufferedReader reader = process.inputReader(UTF_8);
      if (!READY.equals(reader.readLine())) {
        process.waitFor();
        throw new AssertionError(Files.readString(complaints(state)).strip());
      }
      return new ControlPlane(process, state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the script had to say of a run in {@code state}. */
  static Path complaints(Path state) {
    return state.resolveSibling(state.getFileName() + ".stderr");
  }

  /** What the script wants to know. */
  public static Map<String, String> environment(Path state) {
    return Map.of("KUBE_BINARIES", built("kube"), "STATE", state.toString());
  }

  /** Where the build has put {@code what}. */
  public static String built(String what) {
    Path file = TARGET.resolve("built.properties");
    Properties built = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      built.load(reader);
    } catch (IOException e) {
      throw new AssertionError(
          file + " is written by the profile cluster; run mvn with -Pcluster", e);
    }
    return built.getProperty(what);
  }

  public Kubectl kubectl() {
    return new Kubectl(state.resolve("kubectl"));
  }

  /** The folder with its keys, data and logs. */
  public Path state() {
    return state;
  }

  /** Gives it what trees expect of a cluster. */
  public void prepare() {
    Kubectl kubectl = kubectl();
    kubectl.run("apply", "--server-side", "-f", BEFOREHAND.toString()).succeeded();
    kubectl.run("apply", "--server-side", "-f", built("gateway-api")).succeeded();
    kubectl.run("wait", "--for=condition=Established", "crd", "--all").succeeded();
    System.out.println(
        "cluster: " + kubectl.run("version").succeeded().output().replace('\n', ' ').strip());
  }

  /** What its programs complained of since it started, about {@code name}: the last lines. */
  public List<String> complaints(String name) {
    return Stream.of("kube-apiserver", "kube-controller-manager", "kube-scheduler")
        .flatMap(program -> lines(state.resolve(program + ".log")))
        .filter(line -> line.startsWith("E") || line.startsWith("W"))
        .filter(line -> line.contains(name))
        .toList();
  }

  private static Stream<String> lines(Path log) {
    try {
      return Files.readString(log).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as somebody would who has no patience. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
