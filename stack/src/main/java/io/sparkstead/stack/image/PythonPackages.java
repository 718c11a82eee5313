package io.sparkstead.stack.image;

import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Python packages of a person's own, locked: the text that {@code uv pip compile --generate-hashes}
 * or {@code pip-compile --generate-hashes} writes.
 *
 * <pre>
 * duckdb==1.4.1 \
 *     --hash=sha256:…
 * </pre>
 *
 * <p>Every package that these need is among them: an image takes what is listed and nothing else.
 * Hashes of wheels for both amd64 and arm64 are listed if images are built for both.
 *
 * <p>Refuses what floats, has no hash, is named twice, is an address or a folder, and options of
 * pip. Comments are dropped.
 *
 * @param all each of another name
 * @see <a href="https://docs.astral.sh/uv/pip/compile/">Locking with uv</a>
 */
public record PythonPackages(List<LockedPackage> all) {

  /** None. */
  public static final PythonPackages NONE = new PythonPackages(List.of());

  /** What an image's folder calls the list. */
  public static final String FILE = "requirements.lock";

  /** Spark's own, which come with its archive. */
  private static final String PYSPARK = "pyspark";

  private static final String PY4J = "py4j";

  /** The locks that lie beside this class. */
  static final List<String> SHIPPED =
      List.of(
          "requirements-graphframes.lock",
          "requirements-jupyter-python3.11.lock",
          "requirements-jupyter-python3.12.lock",
          "requirements-spark3-python3.11.lock",
          "requirements-spark3-python3.9.lock",
          "requirements-spark4-python3.11.lock",
          "requirements-spark4-python3.12.lock",
          "requirements-spark4-python3.9.lock");

  /** The first versions with a wheel for a Python, of what PySpark works with. */
  private static final Map<String, Map<String, String>> LEAST =
      Map.of(
          "3.11", Map.of("numpy", "1.23.2", "pandas", "1.5", "pyarrow", "10.0", "scipy", "1.9.2"),
          "3.12", Map.of("numpy", "1.26", "pandas", "2.1.1", "pyarrow", "14.0", "scipy", "1.11.2"));

  /** By line of Spark, what its PySpark imports at least; older ones are below {@link #LEAST}. */
  private static final Map<String, Map<String, String>> LEAST_OF_PYSPARK =
      Map.of(
          "4.0", Map.of("pandas", "2.0.0", "pyarrow", "11.0.0"),
          "4.1", Map.of("pandas", "2.2.0", "pyarrow", "15.0.0"),
          "4.2", Map.of("pandas", "2.2.0", "pyarrow", "18.0.0"));

  public PythonPackages {
    all = List.copyOf(all);
    Map<String, LockedPackage> byName = new HashMap<>();
    for (LockedPackage one : all) {
      LockedPackage other = byName.put(one.name(), one);
      if (other != null) {
        throw new IllegalArgumentException(
            "package "
                + one.name()
                + " is locked twice, as '"
                + other.line()
                + "' and as '"
                + one.line()
                + "'; lock for the one Python that your image has: uv pip compile --python-version "
                + pythons());
      }
    }
  }

  /** {@code 3.11 for Spark 3.5, 3.12 for 4.0}, as images have it unless they are told otherwise. */
  private static String pythons() {
    Map<String, String> lines = new TreeMap<>();
    for (String version : SparkReleases.versions()) {
      SparkRelease release = SparkReleases.version(version);
      lines.put(release.line(), release.python());
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> line : lines.entrySet()) {
      boolean isFirst = text.isEmpty();
      text.append(isFirst ? "" : ", ")
          .append(line.getValue())
          .append(isFirst ? " for Spark " : " for ")
          .append(line.getKey());
    }
    return text.toString();
  }

  /** Out of the text of a lock. */
  public static PythonPackages locked(String text) {
    List<LockedPackage> all = new ArrayList<>();
    for (String requirement : requirements(text)) {
      all.add(LockedPackage.parse(requirement));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "the lock names no package; give the text that uv pip compile --generate-hashes writes");
    }
    return new PythonPackages(all);
  }

  /**
   * Out of a file beside a class: for an environment in a file, beside that file.
   *
   * <pre>{@code
   * PythonPackages.beside(Mylab.class, "requirements.lock");
   * }</pre>
   */
  public static PythonPackages beside(Class<?> place, String file) {
    return locked(
        FileBeside.text(
            place, file, "packages --lock writes it, of a file that says what you want"));
  }

  /** Every package of the locks that ship, in each of their versions. */
  public static List<LockedPackage> shipped() {
    List<LockedPackage> all = new ArrayList<>();
    for (String resource : SHIPPED) {
      all.addAll(locked(usual(resource, "any")).all());
    }
    return all;
  }

  /** Each requirement of a lock on one line, without comments. */
  public static List<String> requirements(String text) {
    List<String> requirements = new ArrayList<>();
    StringBuilder begun = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      String said = withoutComment(line).strip();
      boolean goesOn = said.endsWith("\\");
      begun.append(goesOn ? said.substring(0, said.length() - 1).stripTrailing() : said);
      if (goesOn) {
        begun.append(' ');
      } else {
        if (!begun.toString().isBlank()) {
          requirements.add(begun.toString().strip());
        }
        begun.setLength(0);
      }
    }
    if (!begun.toString().isBlank()) {
      requirements.add(begun.toString().strip());
    }
    return requirements;
  }

  private static String withoutComment(String line) {
    int sign = line.startsWith("#") ? 0 : line.indexOf(" #");
    return sign < 0 ? line : line.substring(0, sign);
  }

  /** Refuses another PySpark than that of {@code release}, which its archive brings. */
  void refuseOtherThan(SparkRelease release) {
    refuseOther(PYSPARK, release.version(), release);
    refuseOther(PY4J, release.py4j(), release);
    for (LockedPackage locked : all) {
      if (locked.isForOtherThan(release.python())) {
        throw new IllegalArgumentException(
            "package '"
                + locked.line()
                + "' is for another Python than "
                + release.python()
                + ", which the image of Spark "
                + release.version()
                + " has, and would not be installed; lock for it: uv pip compile --python-version "
                + release.python());
      }
      refuseTooOld(locked, release);
      if (locked.name().equals("numpy")
          && release.line().startsWith("3.")
          && !LockedPackage.isOlder(locked.version(), "2.0")) {
        throw new IllegalArgumentException(
            "package '"
                + locked.line()
                + "' is one that PySpark "
                + release.version()
                + " does not know; ask for numpy<2 when you lock");
      }
    }
  }

  /** Of what is older there is no file for that Python. */
  private static void refuseTooOld(LockedPackage locked, SparkRelease release) {
    String least = LEAST.getOrDefault(release.python(), Map.of()).getOrDefault(locked.name(), "0");
    if (LockedPackage.isOlder(locked.version(), least)) {
      throw new IllegalArgumentException(
          "package '"
              + locked.line()
              + "' is older than Python "
              + release.python()
              + ", and there is no wheel of it for that; take "
              + locked.name()
              + " "
              + least
              + " or later");
    }
    String asked =
        LEAST_OF_PYSPARK.getOrDefault(release.line(), Map.of()).getOrDefault(locked.name(), "0");
    if (LockedPackage.isOlder(locked.version(), asked)) {
      throw new IllegalArgumentException(
          "package '"
              + locked.line()
              + "' is older than PySpark "
              + release.version()
              + " takes; ask for "
              + locked.name()
              + ">="
              + asked
              + " when you lock");
    }
  }

  private void refuseOther(String name, String version, SparkRelease release) {
    for (LockedPackage locked : all) {
      if (locked.name().equals(name) && !locked.version().equals(version)) {
        throw new IllegalArgumentException(
            "package '"
                + locked.line()
                + "' is not the one that comes with Spark "
                + release.version()
                + ", which is "
                + version
                + "; ask for "
                + PYSPARK
                + "=="
                + release.version()
                + " when you lock");
      }
    }
  }

  /**
   * These, and those of {@code usual} that are not among them: what an image installs. Spark's own
   * are left out, since its archive has them.
   *
   * @param usual the text of a lock
   */
  String over(String usual) {
    if (all.isEmpty()) {
      return Generated.COMMENT + usual;
    }
    Map<String, LockedPackage> both = locked(usual).byName();
    both.putAll(byName());
    both.remove(PYSPARK);
    both.remove(PY4J);
    return text(both);
  }

  /** What of {@code others} is not among these: what is left to install on top of them. */
  String leftOf(String others) {
    if (all.isEmpty()) {
      return Generated.COMMENT + others;
    }
    Map<String, LockedPackage> left = locked(others).byName();
    left.keySet().removeAll(byName().keySet());
    return text(left);
  }

  private Map<String, LockedPackage> byName() {
    Map<String, LockedPackage> byName = new TreeMap<>();
    for (LockedPackage one : all) {
      byName.put(one.name(), one);
    }
    return byName;
  }

  private static String text(Map<String, LockedPackage> packages) {
    StringBuilder text = new StringBuilder(Generated.COMMENT);
    for (LockedPackage one : packages.values()) {
      text.append(one.text());
    }
    return text.toString();
  }

  /** The list that {@code resource} holds, which is beside this class. */
  static String usual(String resource, String python) {
    try (InputStream in = PythonPackages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "no packages are locked for Python "
                + python
                + "; add "
                + resource
                + " as docs/add-a-spark-release.md shows");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** What puts the list that lies at {@code file} into an image: each file as its hash says. */
  static String install(String python, Mirrors mirrors, MountPath file) {
    return python
        + " -m pip install --no-cache-dir --require-hashes --only-binary=:all: --no-deps"
        + (mirrors.pypi().isPresent() ? " --index-url " + mirrors.pypi().get() : "")
        + " --requirement "
        + file;
  }
}
