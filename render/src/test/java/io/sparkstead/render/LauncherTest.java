package io.sparkstead.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.MainProcess.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/sparkstead}, as the build installs it, with this JDK or with one that only listens.
 */
class LauncherTest {

  private static final Path SCRIPT = Path.of("src/launcher/sparkstead");
  private static final String REAL_JAVA = System.getProperty("java.home");

  @TempDir private static Path shared;
  private static Path realJar;

  @TempDir private Path folder;
  private Path cache;

  @BeforeAll
  static void make_a_jar_of_what_is_tested() throws IOException {
    realJar = jar(shared.resolve("render.jar"), "first");
  }

  @BeforeEach
  void name_a_cache_of_its_own() {
    cache = folder.resolve("my cache");
  }

  @Test
  void launcher_makes_an_archive_once_and_then_uses_it() throws Exception {
    Path launcher = install("place", realJar);

    assertThat(launch(launcher, realJava(), "list").code()).isZero();
    Path archive = theArchive();
    FileTime made = Files.getLastModifiedTime(archive);
    assertThat(archive.toString())
        .contains(sha256(realJar))
        .contains(System.getProperty("java.runtime.version"));

    assertThat(sourcesOfMain(launcher)).contains("shared objects file (top)");
    assertThat(theArchive()).isEqualTo(archive);
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);

    // What a JVM says about an archive that it does not like would be on standard output.
    Outcome plain = new MainProcess(List.of(), Map.of()).run(folder, "-e", "homelab", "--stdout");
    assertThat(launch(launcher, realJava(), "-e", "homelab", "--stdout")).isEqualTo(plain);
    Files.setLastModifiedTime(
        jarOf(launcher), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    assertThat(launch(launcher, realJava(), "-e", "homelab", "--stdout")).isEqualTo(plain);

    install("place", jar(folder.resolve("second.jar"), "second"));
    assertThat(launch(launcher, realJava(), "list").code()).isZero();
    assertThat(archives()).hasSize(2).contains(archive);
    assertThat(sourcesOfMain(launcher)).contains("shared objects file (top)");
  }

  @Test
  void stdout_holds_the_stream_and_nothing_else_from_the_first_run_on() throws Exception {
    Path launcher = install("a place with blanks", realJar);

    assertThat(launch(launcher, realJava(), "-e", "homelab", "--stdout"))
        .isEqualTo(new MainProcess(List.of(), Map.of()).run(folder, "-e", "homelab", "--stdout"));
    assertThat(archives()).hasSize(1);
  }

  @Test
  void exit_codes_are_those_of_the_jar() throws Exception {
    Path launcher = install("place", realJar);
    Files.writeString(cache, "a file where the cache should be");

    assertThat(launch(launcher, realJava(), "--nope").code()).isEqualTo(2);
    assertThat(launch(launcher, realJava(), "--env", "homelab", "--check").code()).isEqualTo(1);
  }

  @Test
  void without_a_cache_it_runs_as_it_would_by_hand() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Map<String, String> java = listening("17.0.15+6");
    Files.writeString(cache, "a file where the cache should be");

    Outcome run = launch(launcher, java, "list");
    assertThat(run).isEqualTo(new Outcome(7, commandLine(launcher, "list"), ""));
    assertThat(launch(launcher, with(java, "XDG_CACHE_HOME", "", "HOME", ""), "list"))
        .isEqualTo(run);
    assertThat(launch(launcher, with(java, "XDG_CACHE_HOME", "relative"), "list")).isEqualTo(run);
    assertThat(folder.resolve("relative")).doesNotExist();
  }

  @Test
  void it_is_started_from_anywhere_by_a_link() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Path link = Files.createSymbolicLink(folder.resolve("a link"), launcher);

    assertThat(launch(link, listening("17.0.15+6"), "list").data()).endsWith(program(link, "list"));
    assertThat(archives()).hasSize(1);
  }

  @Test
  void messages_name_it_as_it_was_called() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Map<String, String> java = listening("17.0.15+6");
    String path = launcher.getParent() + File.pathSeparator + System.getenv("PATH");

    assertThat(launch(launcher, with(java, "PATH", path), "list").data())
        .contains("<-Dsparkstead.command=sparkstead>");
    assertThat(launch(Path.of("place/bin/sparkstead"), java, "list").data())
        .contains("<-Dsparkstead.command=place/bin/sparkstead>");
  }

  @Test
  void the_jdk_on_the_path_is_taken_where_there_is_no_java_home() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Path home = Path.of(listening("17.0.15+6").get("JAVA_HOME"));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));
    String path = bin + File.pathSeparator + System.getenv("PATH");

    assertThat(launch(launcher, Map.of("PATH", path, "JAVA_HOME", ""), "list").code()).isEqualTo(7);
    assertThat(theArchive().toString()).contains("17.0.15+6");
  }

  @Test
  void options_of_the_user_come_after_ours_and_may_name_a_collector() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));

    Map<String, String> java = listening("25.0.3+9-LTS");
    assertThat(launch(launcher, java, "list").data()).startsWith("<-XX:+UseSerialGC>");
    assertThat(launch(launcher, with(java, "JAVA_OPTS", "-Xmx1g  -Da=*"), "list").data())
        .endsWith("<-Xlog:disable><-Xmx1g><-Da=*>" + program(launcher, "list"));
    assertThat(launch(launcher, with(java, "JAVA_OPTS", "-XX:+UseG1GC"), "list").data())
        .doesNotContain("Serial");
    assertThat(launch(launcher, listening("17.0.15+6"), "list").data()).doesNotContain("Serial");
  }

  @Test
  void a_file_that_may_hold_a_fleet_is_rendered_by_the_collector_that_takes_the_least()
      throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Map<String, String> java = listening("17.0.15+6");

    assertThat(launch(launcher, java, "--env-file", "Teams.java").data())
        .startsWith("<-XX:+UseSerialGC>");
    assertThat(
            launch(launcher, with(java, "JAVA_OPTS", "-XX:+UseG1GC"), "--env-file", "Teams.java")
                .data())
        .doesNotContain("Serial");
  }

  @Test
  void arguments_arrive_as_they_were_given() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));

    assertThat(launch(launcher, listening("17.0.15+6"), "--out", "a b", "", "*", "$HOME").data())
        .endsWith("<--out><a b><><*><$HOME>\n");
  }

  @Test
  void a_jar_that_is_newer_than_its_archive_gets_another() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Map<String, String> java = listening("17.0.15+6");
    launch(launcher, java, "list");
    Path archive = theArchive();
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    Files.setLastModifiedTime(archive, longAgo);
    Files.setLastModifiedTime(
        jarOf(launcher), FileTime.from(Instant.now().minus(Duration.ofHours(1))));

    launch(launcher, java, "list");
    assertThat(Files.getLastModifiedTime(theArchive())).isGreaterThan(longAgo);
  }

  @Test
  void a_jdk_that_makes_no_archive_is_asked_once() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Map<String, String> java = with(listening("17.0.15+6"), "MAKES", "nothing");

    launch(launcher, java, "list");
    assertThat(theArchive()).isEmptyFile();
    assertThat(launch(launcher, java, "list").data()).isEqualTo(commandLine(launcher, "list"));
    assertThat(Files.readAllLines(folder.resolve("asked"))).hasSize(1);
  }

  @Test
  void runs_that_start_at_once_leave_one_whole_archive() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Map<String, String> java = listening("17.0.15+6");

    List<Process> running = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      running.add(start(launcher, java, Path.of("/dev/null"), Path.of("/dev/null"), "list"));
    }
    for (Process process : running) {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ended", launcher).isTrue();
      assertThat(process.exitValue()).isEqualTo(7);
    }
    assertThat(theArchive()).hasContent("whole");
    assertThat(theArchive().getParent()).isDirectoryNotContaining(path -> !path.equals(archive()));
  }

  @Test
  void without_java_it_says_what_to_install() throws Exception {
    Path launcher = install("place", Files.writeString(folder.resolve("any.jar"), "any"));
    Path bin = Files.createDirectory(folder.resolve("bin"));

    assertThat(launch(launcher, Map.of("PATH", bin.toString(), "JAVA_HOME", ""), "list").messages())
        .isEqualTo("error: no java on PATH and no JAVA_HOME: install a JDK, 17 or later\n");
  }

  /** As the build does it: render/pom.xml. */
  private Path install(String name, Path jar) throws IOException, GeneralSecurityException {
    Path root = folder.resolve(name);
    Path installed = Files.createDirectories(root.resolve("lib")).resolve("render.jar");
    Files.write(installed, Files.readAllBytes(jar));
    Path launcher = Files.createDirectories(root.resolve("bin")).resolve("sparkstead");
    Files.writeString(launcher, Files.readString(SCRIPT).replace("@sha256@", sha256(jar)));
    return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path jarOf(Path launcher) throws IOException {
    return launcher.toRealPath().getParent().resolveSibling("lib/render.jar");
  }

  private static Map<String, String> realJava() {
    return Map.of("JAVA_HOME", REAL_JAVA);
  }

  /** A JDK that prints how it was called and ends with 7; asked for an archive, it writes one. */
  private Map<String, String> listening(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk " + version));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"x=y\"\nJAVA_RUNTIME_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        case $1 in
          -XX:ArchiveClassesAtExit=*)
            echo asked >>"$ASKED"
            if [ "${MAKES:-}" != nothing ]; then echo whole >"${1#*=}"; fi
            exit
            ;;
        esac
        for word in "$@"; do printf '<%s>' "$word"; done
        echo
        exit 7
        """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Map.of("JAVA_HOME", home.toString(), "ASKED", folder.resolve("asked").toString());
  }

  /** What it runs where there is no archive. */
  private static String commandLine(Path launcher, String verb) throws IOException {
    return "<-XX:TieredStopAtLevel=1>" + program(launcher, verb);
  }

  /** The end of what it runs, behind all options. */
  private static String program(Path started, String verb) throws IOException {
    return "<-Dsparkstead.command="
        + (started.toString().contains(" ") ? "'" + started + "'" : started)
        + "><-cp><"
        + jarOf(started)
        + "><io.sparkstead.render.Main><"
        + verb
        + ">\n";
  }

  private static Map<String, String> with(Map<String, String> environment, String... more) {
    Map<String, String> all = new TreeMap<>(environment);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private Outcome launch(Path launcher, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    Path data = folder.resolve("stdout");
    Path messages = folder.resolve("stderr");
    Process process = start(launcher, environment, data, messages, args);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ended", launcher).isTrue();
    return new Outcome(
        process.exitValue(), Files.readString(data, UTF_8), Files.readString(messages, UTF_8));
  }

  private Process start(
      Path launcher, Map<String, String> environment, Path data, Path messages, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(data.toFile())
            .redirectError(messages.toFile());
    List.of("JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
        .forEach(builder.environment()::remove);
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Where the JVM found the class that it starts. */
  private String sourcesOfMain(Path launcher) throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    Map<String, String> environment =
        with(realJava(), "JAVA_OPTS", "-Xlog:class+load:file=" + log.getFileName());
    assertThat(launch(launcher, environment, "list").code()).isZero();
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" " + Main.class.getName() + " ")).toList().get(0);
    }
  }

  private Path theArchive() throws IOException {
    assertThat(archives()).hasSize(1);
    return archive();
  }

  private Path archive() {
    try {
      return archives().get(0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(file -> file.getFileName().toString().equals("render.jsa")).toList();
    }
  }

  private static String sha256(Path file) throws IOException, GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  /** A render.jar: the folders of our class path in one jar that names the jars beside them. */
  private static Path jar(Path jar, String version) throws IOException {
    List<Path> folders = new ArrayList<>();
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        folders.add(path);
      } else if (Files.exists(path)) {
        jars.add(path.toUri().toString());
      }
    }
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", jars));
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      Map<String, Path> files = new TreeMap<>();
      for (Path classes : folders) {
        try (Stream<Path> all = Files.walk(classes)) {
          all.filter(Files::isRegularFile)
              .forEach(path -> files.putIfAbsent(classes.relativize(path).toString(), path));
        }
      }
      files.remove("META-INF/MANIFEST.MF");
      for (Map.Entry<String, Path> entry : files.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        Files.copy(entry.getValue(), out);
      }
    }
    return jar;
  }
}
