package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.disk.LockFile;
import io.sparkstead.render.python.Architecture;
import io.sparkstead.render.python.Uv;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.image.LockedPackage;
import io.sparkstead.stack.image.PythonPackages;
import io.sparkstead.stack.image.SparkImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the Python packages of an environment's images, and locks those that people want. */
@Command(
    name = "packages",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Lists the Python packages of an environment's images: name==version, tab, image.",
    description = {
      "With --lock, finds versions of what FILE names, and of all that this needs, which go together",
      "with what the images have and with their Python, and have wheels for each machine. They are",
      "written with their checksums beside FILE: requirements.lock for requirements.in, which",
      "PythonPackages.beside(getClass(), \"requirements.lock\") reads. Versions of an earlier lock",
      "stay where they may. It needs uv, whose settings hold, such as the address of an index.",
    })
final class PackagesCommand implements Callable<Integer> {

  private static final String LOCK = ".lock";

  /** What an environment is told that names the lock before there is one. */
  private static final String STAND_IN = "none==0 --hash=sha256:" + "0".repeat(64);

  private final PrintWriter out;
  private final PrintWriter err;
  private final Uv uv;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      description = "the packages that are wanted, a line each: duckdb, polars>=1.2")
  private Optional<Path> wanted = Optional.empty();

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description =
          "a machine that images are built for, amd64 or arm64; may be given several times"
              + " (default: both)")
  private Set<Architecture> architectures = EnumSet.noneOf(Architecture.class);

  PackagesCommand(PrintWriter out, PrintWriter err, Uv uv) {
    this.out = out;
    this.err = err;
    this.uv = uv;
  }

  @Override
  public Integer call() throws IOException {
    if (wanted.isPresent()) {
      lock(wanted.get());
    } else {
      list(BuiltEnvironment.unlocked(asked.one()));
    }
    return ExitCode.DONE.number();
  }

  private void list(BuiltEnvironment built) {
    Set<String> lines = new TreeSet<>();
    for (ImageBuild image : built.stack().builds()) {
      String lock = image.files().get(PythonPackages.FILE);
      if (lock != null) {
        for (LockedPackage each : PythonPackages.locked(lock).all()) {
          lines.add(each.name() + "==" + each.version() + "\t" + image.name());
        }
      }
    }
    lines.forEach(out::println);
  }

  private void lock(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    int ending = name.lastIndexOf('.');
    if (!Files.isRegularFile(file) || name.endsWith(LOCK)) {
      throw new Refusal(
          ExitCode.USAGE,
          "--lock takes the file that says what is wanted, such as requirements.in, and '"
              + file
              + (name.endsWith(LOCK) ? "' is a lock" : "' is none"));
    }
    String lockName = (ending < 0 ? name : name.substring(0, ending)) + LOCK;
    LockFile target = new LockFile(file.resolveSibling(lockName));
    Images images =
        Images.of(
            BuiltEnvironment.unlocked(asked.one(Map.of(lockName, STAND_IN))).stack().builds());
    String text = found(file, target.text().orElse(""), images);
    PythonPackages packages = images.taking(text);
    target.replace(
        "# By `packages --lock " + name + "`, for Python " + images.python() + ".\n" + text);
    err.println(
        target.path()
            + ": "
            + packages.all().size()
            + (packages.all().size() == 1 ? " package" : " packages")
            + " locked");
  }

  private String found(Path file, String before, Images images) throws IOException {
    Set<Architecture> all =
        architectures.isEmpty() ? EnumSet.allOf(Architecture.class) : architectures;
    Map<Architecture, String> locks = new EnumMap<>(Architecture.class);
    String last = before;
    try {
      for (Architecture each : all) {
        String machine = each.name().toLowerCase(Locale.ROOT);
        err.println("locking " + file + " for Python " + images.python() + " on " + machine);
        last = uv.lock(file, last, images.constraints(), images.python(), each);
        locks.put(each, last);
      }
      return Uv.forAll(locks);
    } catch (Uv.NoSolution e) {
      throw new Refusal(ExitCode.REFUSED, file + ": " + e.getMessage() + nothingWritten(), e);
    } catch (Uv.Missing e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new Refusal(
          ExitCode.REMOTE, "the index did not answer: " + e.getMessage() + nothingWritten(), e);
    }
  }

  private static String nothingWritten() {
    return "\nnothing was written";
  }

  /**
   * What is built on.
   *
   * @param spark the image that packages go into
   * @param constraints what it and others have without a person's own
   */
  private record Images(SparkImage spark, String constraints) {

    static Images of(List<ImageBuild> builds) {
      StringBuilder constraints = new StringBuilder();
      Optional<SparkImage> found = Optional.empty();
      for (ImageBuild build : builds) {
        if (build instanceof SparkImage spark) {
          SparkImage usual = spark.with(PythonPackages.NONE);
          if (found.isPresent() && !python(found.get()).equals(python(spark))) {
            throw new Refusal(
                ExitCode.USAGE,
                "the images have Python "
                    + python(found.get())
                    + " and "
                    + python(spark)
                    + ", and a lock is for one; lock for an environment that has one of them");
          }
          found = Optional.of(usual);
          constraints.append(usual.files().get(PythonPackages.FILE));
        } else if (build instanceof JupyterImage jupyter) {
          SparkImage usual = jupyter.spark().with(PythonPackages.NONE);
          constraints.append(
              new JupyterImage(jupyter.name(), jupyter.repository(), usual)
                  .files()
                  .get(PythonPackages.FILE));
        }
      }
      return new Images(
          found.orElseThrow(
              () ->
                  new Refusal(
                      ExitCode.USAGE,
                      "the environment builds no Spark image to put packages into")),
          constraints.toString());
    }

    private static String python(SparkImage image) {
      return image.release().python();
    }

    String python() {
      return python(spark);
    }

    /** What {@code lock} says, if an environment takes it. */
    PythonPackages taking(String lock) {
      try {
        return spark.with(PythonPackages.locked(lock)).packages();
      } catch (IllegalArgumentException e) {
        throw new Refusal(ExitCode.REFUSED, e.getMessage() + nothingWritten(), e);
      }
    }
  }
}
