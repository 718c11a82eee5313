import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts into a jar, in one piece, what a plain run of it needs: {@code plain-run.bundle}.
 *
 * <pre>
 * java build/PlainRun.java render/target/render.jar render/target/plain-run
 * </pre>
 *
 * <p>Which classes those are, a plain run says, of every environment that ships. They stay where they are
 * in the jar as well, for compilers and for whoever puts the jar on a class path.
 *
 * <p>See docs/adr/0024-a-plain-run-loads-one-piece.md, and {@code Bundle}, which reads it.
 */
final class PlainRun {

  private static final String ENTRY = "plain-run.bundle";
  private static final String RESOURCES = "io/sparkstead/stack";

  /** Not what an environment with patches loads besides, which is more than all the rest. */
  private static final List<String> OF_EVERY_RUN = List.of("io.sparkstead.", "io.fabric8.");

  public static void main(String[] args) throws IOException, InterruptedException {
    Path jar = Path.of(args[0]);
    Path work = Path.of(args[1]);
    List<String> loaded = loaded(jar, work);
    // Stored, since unpacking would take as long as reading does.
    Map<String, String> stored = Map.of("compressionMethod", "STORED");
    try (FileSystem files = FileSystems.newFileSystem(jar, stored)) {
      Path root = files.getPath("/");
      Map<String, byte[]> contents = new TreeMap<>();
      for (String name : loaded) {
        Path file = root.resolve(name.replace('.', '/') + ".class");
        if (Files.exists(file)) {
          contents.put(name, Files.readAllBytes(file));
        }
      }
      try (Stream<Path> walk = Files.walk(root.resolve(RESOURCES))) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          String name = root.relativize(file).toString();
          if (!name.endsWith(".class") && !name.endsWith(".java")) {
            contents.put(name, Files.readAllBytes(file));
          }
        }
      }
      Path entry = root.resolve(ENTRY);
      FileTime then = Files.getLastModifiedTime(root.resolve("META-INF/MANIFEST.MF"));
      Files.write(entry, bundle(contents));
      Files.setLastModifiedTime(entry, then);
    }
  }

  /** The names of all classes that the jar's plain runs load. */
  private static List<String> loaded(Path jar, Path work) throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path log = work.resolve("loaded");
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + ":none",
                "-cp",
                jar.toString(),
                "io.sparkstead.render.Main",
                "--all-envs",
                "--out",
                work.resolve("out").toString())
            .redirectOutput(work.resolve("output").toFile())
            .redirectError(work.resolve("errors").toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "a plain run ended with " + code + ": " + Files.readString(work.resolve("errors")));
    }
    return Files.readAllLines(log).stream()
        .map(line -> line.substring(0, Math.max(0, line.indexOf(' '))))
        .filter(name -> OF_EVERY_RUN.stream().anyMatch(name::startsWith))
        .toList();
  }

  private static byte[] bundle(Map<String, byte[]> contents) throws IOException {
    StringBuilder names = new StringBuilder();
    contents.keySet().forEach(name -> names.append(name).append('\n'));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(contents.size());
    out.writeInt(names.length());
    out.write(names.toString().getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] content : contents.values()) {
      out.writeInt(content.length);
    }
    for (byte[] content : contents.values()) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
