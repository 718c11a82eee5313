package io.sparkstead.stack.image;

import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Dockerfile;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.release.MavenJar;
import io.sparkstead.stack.release.SparkRelease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Spark with what it needs to talk to S3, on a small Linux with microdnf: for drivers, executors
 * and the History Server.
 *
 * <p>Two stages. The first fetches: Spark's archive, checked against the key of its release
 * manager; the S3 jars by their Maven coordinates; tini, checked by its digest. The second installs
 * Java and Python and copies. All files are root's; the user of the pods can write none of them.
 *
 * <p>Spark's entrypoint does not stay: it ends by becoming {@link #TINI}, whatever it is told to
 * run.
 *
 * <pre>{@code
 * new SparkImage(DnsLabel.of("spark-aws"), "registry.example.org/team/spark-aws", release, user)
 *     .pinnedBy(lock)  // registry.example.org/team/spark-aws:4.1.2@sha256:…
 * }</pre>
 *
 * @param repository where it is pushed to, without a tag: that is the version of {@code release}
 * @param build says in the tag which build of that version it is: {@code 4.1.2-2}
 * @param libraries jars besides the release's own: none twice, and of the release's Scala line
 * @param packages of Python, besides those that PySpark works with
 * @param authorities whom it trusts besides the public ones
 * @param mirrors where what is in it is fetched from; nothing in it tells of them
 * @param lock knows the digests of what has been pushed
 * @see <a href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#docker-images">What
 *     Spark expects of an image</a>
 */
public record SparkImage(
    DnsLabel name,
    String repository,
    SparkRelease release,
    Optional<String> build,
    PodUser user,
    BaseImages bases,
    List<MavenJar> libraries,
    PythonPackages packages,
    Authorities authorities,
    Mirrors mirrors,
    ImageLock lock)
    implements ImageBuild {

  /** Where Spark lies in the image. */
  public static final MountPath SPARK_HOME = MountPath.of("/opt/spark");

  /** What hands an application to Spark. */
  public static final MountPath SUBMIT = SPARK_HOME.file("bin/spark-submit");

  /** Where Spark reads {@code spark-defaults.conf}. */
  public static final MountPath CONF = SPARK_HOME.file("conf");

  /** Where a container starts; Spark's entrypoint writes here. */
  public static final MountPath WORK = SPARK_HOME.file("work-dir");

  /** The program that reaps children and passes on signals: first word of any command. */
  public static final MountPath TINI = MountPath.of("/usr/bin/tini");

  private static final MountPath PACKAGES = SPARK_HOME.file(PythonPackages.FILE);
  private static final MountPath STAGED = MountPath.of("/stage");
  private static final MountPath ENTRYPOINT = MountPath.of("/opt/entrypoint.sh");

  private static final String TINI_VERSION = "v0.19.0";

  /** SHA-256 of {@code tini-static-amd64} and {@code -arm64}, from tini's release page. */
  private static final String TINI_AMD64 =
      "c5b0666b4cb676901f90dfcb37106783c5fe2077b04590973b885950611b30ee";

  private static final String TINI_ARM64 =
      "eae1d3aa50c48fb23b8cbdf4e369d0910dfc538566bfd09df89a774aa84a48b9";

  /** A shell function: {@code fetch FILE URL}, or the build stops. */
  private static final String FETCH =
      "fetch() { curl --proto '=https' --tlsv1.2 --fail --silent --show-error --location --retry 5"
          + " --output \"$1\" \"$2\"; }";

  /** Built from where everybody has it. */
  public SparkImage(
      DnsLabel name,
      String repository,
      SparkRelease release,
      Optional<String> build,
      PodUser user,
      BaseImages bases,
      List<MavenJar> libraries,
      PythonPackages packages,
      Authorities authorities,
      ImageLock lock) {
    this(
        name,
        repository,
        release,
        build,
        user,
        bases,
        libraries,
        packages,
        authorities,
        Mirrors.none(),
        lock);
  }

  /** On {@link BaseImages#UBI9}. */
  public SparkImage(DnsLabel name, String repository, SparkRelease release, PodUser user) {
    this(name, repository, release, user, BaseImages.UBI9);
  }

  /** The first build, with the release's own jars alone, by its tag. */
  public SparkImage(
      DnsLabel name, String repository, SparkRelease release, PodUser user, BaseImages bases) {
    this(
        name,
        repository,
        release,
        Optional.empty(),
        user,
        bases,
        List.of(),
        PythonPackages.NONE,
        Authorities.NONE,
        ImageLock.NONE);
  }

  public SparkImage {
    libraries = List.copyOf(libraries);
    for (MavenJar jar : libraries) {
      refuseUnlessFit(jar, libraries, release);
    }
    packages.refuseOtherThan(release);
    // Refuses what is no repository, and what makes no tag.
    new ImageReference(repository, tag(release, build));
  }

  private SparkImage having(
      Optional<String> build,
      BaseImages bases,
      List<MavenJar> libraries,
      PythonPackages packages,
      Authorities authorities,
      Mirrors mirrors,
      ImageLock lock) {
    return new SparkImage(
        name,
        repository,
        release,
        build,
        user,
        bases,
        libraries,
        packages,
        authorities,
        mirrors,
        lock);
  }

  /** With the digests that {@code lock} has for it and for what it is built on. */
  public SparkImage pinnedBy(ImageLock lock) {
    return having(build, bases.pinnedBy(lock), libraries, packages, authorities, mirrors, lock);
  }

  /** Of another build, so that a tag goes on naming what it named: {@code 2}, {@code java17}. */
  public SparkImage rebuilt(String build) {
    return having(Optional.of(build), bases, libraries, packages, authorities, mirrors, lock);
  }

  @Override
  public ImageReference published() {
    return published(repository);
  }

  /** What is built with it, in another repository. */
  ImageReference published(String repository) {
    return lock.pin(new ImageReference(repository, tag(release, build)));
  }

  private static String tag(SparkRelease release, Optional<String> build) {
    return release.version() + (build.isPresent() ? "-" + build.get() : "");
  }

  private static void refuseUnlessFit(MavenJar jar, List<MavenJar> all, SparkRelease release) {
    Optional<String> scala = jar.scala();
    if (scala.isPresent() && !scala.get().equals(release.scala())) {
      throw new IllegalArgumentException(
          "jar "
              + jar
              + " is for Scala "
              + scala.get()
              + ", and Spark "
              + release.version()
              + " runs on "
              + release.scala()
              // Of what Spark brings, none is taken.
              + (release.hasOtherThan(jar).isPresent()
                  ? "; leave it out, the image has its own"
                  : "; take the one that ends in _" + release.scala()));
    }
    for (MavenJar other : all) {
      if (other.library().equals(jar.library()) && !other.equals(jar)) {
        throw new IllegalArgumentException(
            "jars " + jar + " and " + other + " are one library twice; keep one of them");
      }
    }
  }

  /**
   * This image with {@code jars} besides those it has, for drivers and executors alike. What a jar
   * needs besides is given too: an image takes what is listed and nothing else.
   *
   * <pre>{@code
   * image.with(JdbcDrivers.POSTGRESQL, new MavenJar("com.example", "udfs_2.13", "1.0"))
   * }</pre>
   *
   * <p>Refused for another Scala than the release's, and for one library in two versions.
   */
  public SparkImage with(MavenJar... jars) {
    return with(List.of(jars));
  }

  /** See {@link #with(MavenJar...)}. */
  public SparkImage with(List<MavenJar> jars) {
    // Given twice, it is there once.
    Set<MavenJar> all = new LinkedHashSet<>(libraries);
    all.addAll(jars);
    return having(build, bases, List.copyOf(all), packages, authorities, mirrors, lock);
  }

  /** This image with the jar of Iceberg; refused for a release that none was tried with. */
  public SparkImage withIceberg() {
    return with(release.icebergJar().orElseThrow(() -> untried("Iceberg")));
  }

  /**
   * This image with the jars of Delta, with which applications get the two properties that it
   * needs; refused for a release that none was tried with.
   */
  public SparkImage withDelta() {
    if (release.delta().isEmpty()) {
      throw untried("Delta");
    }
    return with(release.delta());
  }

  /**
   * This image with the jars of GraphFrames, and with its package of Python; refused for a release
   * that its project builds none for.
   *
   * @see <a href="https://graphframes.io/01-installation.html">GraphFrames</a>
   */
  public SparkImage withGraphFrames() {
    if (release.graphFrames().isEmpty()) {
      throw untried("GraphFrames");
    }
    return with(release.graphFrames());
  }

  private IllegalArgumentException untried(String what) {
    return new IllegalArgumentException(
        "no "
            + what
            + " was tried with Spark "
            + release.version()
            + "; take a release whose line in the catalogue names one");
  }

  /** Whether tables of Iceberg can be read with it. */
  public boolean knowsIceberg() {
    Optional<MavenJar> jar = release.icebergJar();
    return jar.isPresent() && libraries.contains(jar.get());
  }

  /** Whether tables of Delta can be read with it. */
  public boolean knowsDelta() {
    return !release.delta().isEmpty() && libraries.containsAll(release.delta());
  }

  private boolean knowsGraphFrames() {
    return !release.graphFrames().isEmpty() && libraries.containsAll(release.graphFrames());
  }

  /** The Python that drivers and executors run; it must be the same for both. */
  public String python() {
    return "/usr/bin/python" + release.python();
  }

  /** Whether it has jars or packages of Python that a person asked for. */
  public boolean hasMore() {
    return !libraries.isEmpty() || !packages.all().isEmpty();
  }

  /**
   * This image with {@code packages} of Python, which drivers, executors and notebooks then have.
   * Where one is among those that PySpark works with, such as pandas, its version here holds.
   *
   * <p>Refused if another PySpark is among them than that of the release.
   */
  public SparkImage with(PythonPackages packages) {
    return having(build, bases, libraries, packages, authorities, mirrors, lock);
  }

  /**
   * This image with {@code authorities} trusted by all that runs it, in place of those it trusted
   * before.
   */
  public SparkImage trusting(Authorities authorities) {
    return having(build, bases, libraries, packages, authorities, mirrors, lock);
  }

  /** This image fetched through {@code mirrors}, in place of those before; see {@link Mirrors}. */
  public SparkImage through(Mirrors mirrors) {
    return having(build, bases, libraries, packages, authorities, mirrors, lock);
  }

  /** What it is built on, from where it is pulled. */
  private BaseImages pulled() {
    return mirrors.of(bases).pinnedBy(lock);
  }

  @Override
  public List<ImageReference> builtOn() {
    return List.of(pulled().build(), pulled().run());
  }

  @Override
  public Optional<Mirrors.Proxy> proxy() {
    return mirrors.proxy();
  }

  @Override
  public Map<String, String> files() {
    Map<String, String> beside = new LinkedHashMap<>();
    beside.put(PythonPackages.FILE, requirements());
    if (!authorities.isEmpty()) {
      beside.put(Authorities.FILE, authorities.pem());
    }
    if (mirrors.hasSettings()) {
      beside.put(Mirrors.SETTINGS, mirrors.settings());
    }
    return ImageBuild.folder(dockerfile(), beside);
  }

  /** Of pandas and the like, a major line of Spark takes the versions that it was tested with. */
  private String requirements() {
    String python = release.python();
    String major = release.version().substring(0, 1);
    String usual =
        PythonPackages.usual("requirements-spark" + major + "-python" + python + ".lock", python);
    return packages.over(
        knowsGraphFrames()
            ? usual + PythonPackages.usual("requirements-graphframes.lock", python)
            : usual);
  }

  private Dockerfile dockerfile() {
    Dockerfile.Builder file = Dockerfile.builder();
    fetch(file);
    install(file);
    return file.build();
  }

  private void fetch(Dockerfile.Builder file) {
    file.from(pulled().build(), "stage").workdir(STAGED).asRoot();
    authorities.install(file);
    if (mirrors.hasSettings()) {
      file.comment("Where Maven asks, in this stage alone")
          .copy(Mirrors.SETTINGS, STAGED.file(Mirrors.SETTINGS));
    }
    file.run(
            mirrors.installing(
                "microdnf install -y gnupg2 gzip tar",
                "microdnf clean all",
                "chown " + BaseImages.BUILD_USER + " " + STAGED))
        .user(BaseImages.BUILD_USER)
        .comment(
            release.signingKey().isPresent()
                ? "Spark, signed by the manager of its release"
                : "Spark, whole as its checksum says; who signed it is not in the catalogue yet")
        .run(archive())
        .comment(
            "S3A, exactly as old as Spark's Hadoop, with the SDK it was built with; and the\n"
                + "committers that make writing to S3 safe")
        .run(mirrors.fetching(release.s3Jars()));
    if (!libraries.isEmpty()) {
      List<String> coordinates = new ArrayList<>();
      for (MavenJar jar : libraries) {
        coordinates.add(jar.toString());
      }
      file.comment("What this image has besides").run(mirrors.fetching(coordinates));
    }
    file.comment("tini, which is in no repository of UBI").run(tini());
  }

  private List<String> archive() {
    String file = "spark-" + release.version() + "-bin-hadoop3.tgz";
    String url =
        mirrors.apache().orElse("https://archive.apache.org/dist")
            + ("/spark/spark-" + release.version() + "/" + file);
    List<String> commands = new ArrayList<>(List.of(FETCH, fetch(file, url)));
    Optional<String> key = release.signingKey();
    commands.addAll(key.isPresent() ? signed(key.get(), file, url) : checksum(url));
    commands.add("mkdir spark");
    commands.add("tar -xzf " + file + " -C spark --strip-components=1 --no-same-owner");
    commands.add("rm " + file);
    return commands;
  }

  /** Proves that the manager of the release made the archive. */
  private List<String> signed(String key, String file, String url) {
    return List.of(
        fetch("archive.asc", url + ".asc"),
        // Whoever brings them: the one that counts is named below.
        fetch("KEYS", mirrors.apache().orElse("https://downloads.apache.org") + "/spark/KEYS"),
        "gpg --batch --quiet --import KEYS",
        "gpg --batch --status-fd 1 --verify archive.asc " + file + " | tee verified",
        // The last word of the line is the primary key, whichever subkey signed.
        "grep --quiet '^\\[GNUPG:\\] VALIDSIG .*" + key + "' verified");
  }

  /** Proves that the archive is whole, and not who made it. */
  private static List<String> checksum(String url) {
    return List.of(fetch("archive.sha512", url + ".sha512"), "sha512sum --check archive.sha512");
  }

  private List<String> tini() {
    return List.of(
        FETCH,
        "arch=$(uname -m)",
        "case $arch in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; esac",
        fetch(
            "\"tini-static-$arch\"",
            "\""
                + mirrors.tini().orElse("https://github.com/krallin/tini/releases/download")
                + "/"
                + TINI_VERSION
                + "/tini-static-$arch\""),
        "echo '" + TINI_AMD64 + "  tini-static-amd64' >> sums",
        "echo '" + TINI_ARM64 + "  tini-static-arm64' >> sums",
        "sha256sum --check --strict --ignore-missing sums",
        "mv \"tini-static-$arch\" tini");
  }

  private static String fetch(String file, String url) {
    return "fetch " + file + " " + url;
  }

  private void install(Dockerfile.Builder file) {
    file.from(pulled().run())
        .label(
            OciLabels.of(
                name,
                Blanks.fill(
                    "Apache Spark %s with S3A, Java %s and Python %s",
                    release.version(), release.java(), release.python()),
                release.version(),
                "Apache-2.0",
                pulled().run()));
    authorities.install(file);
    file.run(
        mirrors.installing(
            "microdnf install -y --nodocs --setopt=install_weak_deps=0"
                + " java-"
                + release.java()
                + "-openjdk-headless procps-ng python"
                + release.python()
                + " python"
                + release.python()
                + "-pip shadow-utils",
            "microdnf clean all",
            "rm -rf /var/cache/yum"));
    if (!authorities.isEmpty()) {
      file.env(authorities.variables());
    }
    file.comment("Spark asks the password file for its own name, and stops without one")
        .run(account())
        .comment(
            "numpy, pandas and pyarrow, which PySpark uses in executors too; and the time zones that\n"
                + "pandas brings, for Python and the shell, as the system's own were left out"
                + (packages.all().isEmpty() ? "" : "; and what was asked for"))
        .copy(PythonPackages.FILE, PACKAGES)
        .run(
            PythonPackages.install(python(), mirrors, PACKAGES),
            "cp -r \"$("
                + python()
                + " -c 'import tzdata; print(tzdata.__path__[0])')/zoneinfo\" /usr/share/")
        .copyProgramFrom("stage", STAGED.file("tini"), TINI);
    for (String folder : List.of("bin", "sbin", "jars", "examples", "python")) {
      file.copyFrom("stage", STAGED.file("spark").file(folder), SPARK_HOME.file(folder));
    }
    MountPath scripts = STAGED.file("spark/kubernetes/dockerfiles/spark");
    file.copyProgramFrom("stage", scripts.file("entrypoint.sh"), ENTRYPOINT)
        .copyProgramFrom("stage", scripts.file("decom.sh"), MountPath.of("/opt/decom.sh"))
        .env(variables())
        .workdir(WORK)
        .user(user.id())
        .entrypoint(ENTRYPOINT.text());
  }

  private String[] account() {
    List<String> commands = new ArrayList<>();
    commands.add("groupadd --gid " + user.id() + " spark");
    commands.add(
        "useradd --uid "
            + user.id()
            + " --gid "
            + user.id()
            + " --no-log-init --create-home --shell /sbin/nologin spark");
    if (user.isAssigned()) {
      // The workspace is mounted below it. The file of passwords stays as it is: CRI-O adds a line
      // for the uid that it gives, unless the group may write there.
      commands.add("chmod 0755 /home/spark");
    }
    return commands.toArray(new String[0]);
  }

  /** What it says to Spark, Java and Python. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("JAVA_HOME", "/usr/lib/jvm/jre-" + release.java());
    variables.put("SPARK_HOME", SPARK_HOME.text());
    variables.put(
        "PATH", SPARK_HOME + "/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    variables.put("PYSPARK_PYTHON", python());
    variables.put("PYSPARK_DRIVER_PYTHON", python());
    // No colon at the end: an empty step would put the working directory on the path.
    variables.put(
        "PYTHONPATH",
        SPARK_HOME + "/python:" + SPARK_HOME + "/python/lib/py4j-" + release.py4j() + "-src.zip");
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    return variables;
  }
}
