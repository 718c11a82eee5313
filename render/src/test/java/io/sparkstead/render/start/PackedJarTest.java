package io.sparkstead.render.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.MainProcess;
import io.sparkstead.render.MainProcess.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar whose classes are in pieces does what its classes do by themselves. */
class PackedJarTest {

  private static final String JAVA = MainProcess.program(Path.of(System.getProperty("java.home")));

  /** Our other modules, where they are jars by now, and what ours need for what is tried here. */
  private static final String LIBRARIES =
      "sparkstead-\\w+-(?!.*tests).*\\.jar"
          + "|(kubernetes-model|jackson|snakeyaml|picocli|jspecify|slf4j|tree-sitter).*\\.jar";

  @TempDir private static Path shared;
  private static Path jar;

  @TempDir private Path folder;

  @BeforeAll
  static void pack_a_jar_of_what_is_tested() throws IOException, InterruptedException {
    jar = shared.resolve("render.jar");
    write(jar, files());
    Path pieces = Path.of("../build/Pieces.java").toRealPath();
    Outcome packing =
        run(shared, pieces.toString(), jar.toString(), shared.resolve("work").toString());
    assertThat(packing.code()).as(packing.messages()).isZero();
  }

  @Test
  void its_classes_are_in_pieces() throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<String> names = Collections.list(zip.entries()).stream().map(ZipEntry::getName).toList();

      assertThat(names)
          .contains(Piece.PLAIN_RUN, "pieces/io.sparkstead", "pieces/io.fabric8", "pieces/picocli")
          .filteredOn(name -> name.endsWith(".class"))
          .allMatch(name -> name.startsWith("io/sparkstead/render/start/"));
      assertThat(names.get(0)).isEqualTo(JarFile.MANIFEST_NAME);
      // To unpack takes a library that a plain run does without.
      assertThat(names)
          .filteredOn(name -> zip.getEntry(name).getMethod() == ZipEntry.STORED)
          .contains(
              JarFile.MANIFEST_NAME, Piece.PLAIN_RUN, "io/sparkstead/render/start/Start.class");
    }
  }

  @Test
  void a_plain_run_finds_all_its_classes_in_one_piece() throws Exception {
    Path log = folder.resolve("classes");
    Path out = folder.resolve("out");
    Outcome run =
        run(
            folder,
            "-Xlog:class+load:file=" + log,
            "-jar",
            jar.toString(),
            "--env",
            "homelab",
            "--out",
            out.toString());

    assertThat(run.code()).as(run.messages()).isZero();
    Piece plainRun = piece(Piece.PLAIN_RUN);
    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains("] io.sparkstead.") && !line.contains(".start."))
        .hasSizeGreaterThan(200)
        .allMatch(
            line -> plainRun.names().contains(line.replaceFirst(".*] (\\S+) source: .*", "$1")));
  }

  @Test
  void whatever_in_its_piece_is_called_like_a_class_is_one() throws Exception {
    Piece plainRun = piece(Piece.PLAIN_RUN);

    // javac takes it for one too: PackedClasses.
    assertThat(plainRun.names())
        .filteredOn(name -> !name.contains("/"))
        .hasSizeGreaterThan(200)
        .allSatisfy(
            name ->
                assertThat(plainRun.open(name).orElseThrow().readNBytes(4))
                    .asHexString()
                    .isEqualTo("CAFEBABE"));
  }

  @Test
  void it_prints_what_its_classes_print() throws Exception {
    for (List<String> args :
        List.of(
            List.of("--all-envs", "--stdout"),
            List.of("list"),
            List.of("images", "--env", "cloud"),
            List.of("verify", "--env", "homelab", "-o", "json"),
            List.of("verify", "--help"),
            List.of("--nope"))) {
      String[] words = args.toArray(String[]::new);
      assertThat(packed(words))
          .as("%s", args)
          .isEqualTo(
              new MainProcess(List.of("-Dsparkstead.command=java -jar " + jar), Map.of())
                  .run(folder, words));
    }
  }

  @Test
  void it_tells_the_version_of_its_manifest() throws Exception {
    assertThat(packed("--version")).isEqualTo(new Outcome(0, "sparkstead 1.2.3\n", ""));
  }

  @Test
  void a_file_is_compiled_against_its_pieces() throws Exception {
    assertThat(packed("init", "mylab").code()).isZero();
    assertThat(packed("--env-file", "mylab.java"))
        .satisfies(run -> assertThat(run.messages()).contains("mylab: "))
        .extracting(Outcome::code)
        .isEqualTo(0);

    Path file = folder.resolve("mylab.java");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("import io.sparkstead.dsl.value.DnsLabel;\n", "")
            .replace("Environment {\n", "Environment {\n  MetalLb a;\n  Service b;\n  URI c;\n"));
    Outcome refused = packed("--env-file", "mylab.java");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.messages())
        .contains(
            "hint: add: import io.sparkstead.dsl.value.DnsLabel;",
            "hint: add: import io.sparkstead.dsl.kube.Exposure.MetalLb;",
            "hint: add: import io.fabric8.kubernetes.api.model.Service;",
            "hint: add: import java.net.URI;");
  }

  @Test
  void one_that_is_not_packed_says_so() throws Exception {
    Path plain = folder.resolve("plain.jar");
    write(plain, files());

    Outcome run = run(folder, "-jar", plain.toString(), "list");

    assertThat(run.code()).isNotZero();
    assertThat(run.messages()).contains("plain.jar is not packed; build it by Maven");
  }

  private static Piece piece(String name) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return new Piece(zip.getInputStream(zip.getEntry(name)).readAllBytes());
    }
  }

  private Outcome packed(String... args) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-jar", jar.toString()));
    words.addAll(List.of(args));
    return run(folder, words.toArray(String[]::new));
  }

  private static Outcome run(Path folder, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(List.of(args));
    return MainProcess.run(folder, command, Map.of());
  }

  /** Of our class path, as shading puts it together. */
  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path) && path.endsWith("target/classes")) {
        try (Stream<Path> all = Files.walk(path)) {
          for (Path file : all.filter(Files::isRegularFile).toList()) {
            files.putIfAbsent(path.relativize(file).toString(), Files.readAllBytes(file));
          }
        }
      } else if (path.getFileName().toString().matches(LIBRARIES)) {
        try (ZipFile zip = new ZipFile(path.toFile())) {
          for (ZipEntry file : Collections.list(zip.entries())) {
            boolean isOfAModule =
                file.getName().matches("(META-INF/versions/.*)?module-info\\.class");
            if (!file.isDirectory() && !isOfAModule) {
              files.putIfAbsent(file.getName(), zip.getInputStream(file).readAllBytes());
            }
          }
        }
      }
    }
    files.remove(JarFile.MANIFEST_NAME);
    return files;
  }

  private static void write(Path jar, Map<String, byte[]> files) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Start.class.getName());
    attributes.put(Attributes.Name.IMPLEMENTATION_TITLE, "sparkstead");
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new JarEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
  }
}
