package io.sparkstead.stack.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import io.sparkstead.stack.testing.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JupyterImageTest {

  private final Samples samples = Samples.spark35();
  private final JupyterImage image = samples.jupyterImage();

  @Test
  void dockerfile() {
    Texts.approve("Dockerfile", image.files().get("Dockerfile"));
  }

  @Test
  void entrypoint() {
    Texts.approve("sh", image.files().get("entrypoint.sh"));
  }

  @Test
  void holds_all_that_its_dockerfile_copies() {
    List<String> copied =
        image
            .files()
            .get("Dockerfile")
            .lines()
            .filter(line -> line.startsWith("COPY "))
            .map(line -> line.split(" ", -1)[2])
            .toList();

    assertThat(image.files())
        .containsOnlyKeys(".dockerignore", "Dockerfile", "entrypoint.sh", "requirements.lock");
    assertThat(copied).containsExactlyInAnyOrder("entrypoint.sh", "requirements.lock");
    assertThat(image.files().get(".dockerignore"))
        .endsWith("\n*\n!entrypoint.sh\n!requirements.lock\n");
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void is_built_on_the_image_that_executors_run(String version) {
    Samples other = Samples.of(version);

    assertThat(other.jupyterImage().files().get("Dockerfile"))
        .contains("\nFROM " + other.sparkImage().published() + "\n")
        .contains("RUN " + other.sparkImage().python() + " -m pip install ")
        .contains("\nUSER 20001:20001\n");
  }

  /** A label that is not written anew is the base image's, and untrue. */
  @Test
  void says_itself_all_that_its_base_image_says() {
    List<String> own = labels(image);

    assertThat(own)
        .contains(
            "org.opencontainers.image.base.name=\"" + samples.sparkImage().published() + "\"");
    assertThat(own.stream().map(JupyterImageTest::key))
        .containsAll(labels(samples.sparkImage()).stream().map(JupyterImageTest::key).toList());
  }

  private static List<String> labels(ImageBuild built) {
    return Pattern.compile("org\\.opencontainers\\.\\S+=\".*?\"")
        .matcher(built.files().get("Dockerfile"))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String key(String label) {
    return label.substring(0, label.indexOf('='));
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void every_package_is_pinned_and_has_its_hashes(String version) {
    String lock = Samples.of(version).jupyterImage().files().get("requirements.lock");
    List<String> requirements =
        lock.replace("\\\n", "").lines().filter(line -> !line.startsWith("#")).toList();

    assertThat(requirements)
        .hasSizeGreaterThan(20)
        .allMatch(
            line -> line.matches("[a-z0-9-]+==[0-9][^ ]* +--hash=sha256:[0-9a-f]{64}( +--hash.*)?"))
        .anyMatch(line -> line.startsWith("jupyterlab=="))
        // Spark's own comes with the image; another version beside it would win or lose by chance.
        .noneMatch(line -> line.startsWith("pyspark==") || line.startsWith("py4j=="));
  }

  /** They would be another version in the driver than in the executors. */
  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void installs_nothing_that_the_executors_image_has(String version) {
    assertThat(names(Samples.of(version).jupyterImage()))
        .doesNotContainAnyElementsOf(names(Samples.of(version).sparkImage()));
  }

  @Test
  void takes_from_the_executors_image_what_was_asked_for_there() {
    String lock = "Tornado==6.5 --hash=sha256:" + "1".repeat(64);
    SparkImage spark = samples.sparkImage().with(PythonPackages.locked(lock));
    JupyterImage on = new JupyterImage(image.name(), image.repository(), spark);

    assertThat(names(image)).contains("tornado");
    assertThat(names(on)).doesNotContain("tornado").hasSize(names(image).size() - 1);
    assertThat(names(spark)).contains("tornado", "numpy", "pandas", "pyarrow");
  }

  private static List<String> names(ImageBuild built) {
    return built
        .files()
        .get("requirements.lock")
        .lines()
        .filter(line -> line.contains("=="))
        .map(line -> line.substring(0, line.indexOf("==")).toLowerCase(Locale.ROOT))
        .toList();
  }

  @Test
  void each_python_has_packages_of_its_own() {
    assertThat(samples.jupyterImage().files().get("requirements.lock"))
        .isNotEqualTo(Samples.spark41().jupyterImage().files().get("requirements.lock"));
  }

  @Test
  void refuses_a_python_without_locked_packages() {
    SparkRelease onOldPython = samples.release().withPython("3.9");
    JupyterImage unlocked = new Samples(onOldPython, new Exposure.ClusterIp()).jupyterImage();

    assertThatIllegalArgumentException()
        .isThrownBy(unlocked::files)
        .withMessage(
            "no packages are locked for Python 3.9; add requirements-jupyter-python3.9.lock as"
                + " docs/add-a-spark-release.md shows");
  }

  @Test
  void its_entrypoint_fills_the_workspace_and_becomes_jupyter(@TempDir Path root)
      throws IOException {
    Sandbox sandbox = sandbox(root);
    sandbox.file("opt/jupyter/samples/pi.ipynb", "new");
    sandbox.file("opt/jupyter/samples/pi.sh", "new");
    sandbox.file("home/spark/workspace/pi.sh", "mine");

    Sandbox.Outcome outcome = sandbox.run(entrypoint(root));

    assertThat(outcome.exitCode()).isZero();
    assertThat(root.resolve("home/spark/workspace/pi.ipynb")).hasContent("new");
    assertThat(root.resolve("home/spark/workspace/pi.sh")).hasContent("mine");
    assertThat(root.resolve("tmp/home")).isDirectory();
    assertThat(sandbox.calls())
        .containsExactly(
            "jupyter lab --config=" + root + "/opt/jupyter/conf/jupyter_server_config.py");
    assertThat(Files.readString(root.resolve("jupyter-ran")))
        .isEqualTo(outcome.pid() + " in " + root + "/home/spark/workspace\n");
  }

  /** A ConfigMap is mounted as links, which would lead nowhere after the next change. */
  @Test
  void its_entrypoint_copies_what_a_link_points_at(@TempDir Path root) throws IOException {
    Sandbox sandbox = sandbox(root);
    Path text = sandbox.file("opt/jupyter/samples/..2026_11_22/pi.ipynb", "new");
    Files.createSymbolicLink(root.resolve("opt/jupyter/samples/..data"), text.getParent());
    Files.createSymbolicLink(
        root.resolve("opt/jupyter/samples/pi.ipynb"), Path.of("..data/pi.ipynb"));

    assertThat(sandbox.run(entrypoint(root)).exitCode()).isZero();
    assertThat(root.resolve("home/spark/workspace"))
        .isDirectoryContaining(file -> file.endsWith("pi.ipynb"))
        .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith(".."));
    assertThat(root.resolve("home/spark/workspace/pi.ipynb"))
        .isRegularFile()
        .matches(file -> !Files.isSymbolicLink(file));
  }

  @Test
  void its_entrypoint_needs_no_samples(@TempDir Path root) {
    Sandbox sandbox = sandbox(root);

    assertThat(sandbox.run(entrypoint(root)).exitCode()).isZero();
    assertThat(root.resolve("home/spark/workspace")).isEmptyDirectory();
    assertThat(sandbox.calls()).hasSize(1);
  }

  private static Sandbox sandbox(Path root) {
    Sandbox sandbox =
        new Sandbox(root)
            .real("cp", "mkdir")
            .fake("jupyter", "echo \"$$ in $PWD\" > '" + root + "/jupyter-ran'")
            .variable("HOME", root + "/tmp/home");
    sandbox.directory("home/spark/workspace");
    return sandbox;
  }

  private String entrypoint(Path root) {
    return image
        .files()
        .get("entrypoint.sh")
        .replace("/home/spark", root + "/home/spark")
        .replace("/opt/jupyter", root + "/opt/jupyter");
  }
}
