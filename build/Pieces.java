import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Packs a jar so that it starts sooner: see {@code io.sparkstead.render.start.Pieces}, which reads it.
 *
 * <pre>
 * java build/Pieces.java render/target/render.jar render/target/pieces
 * </pre>
 *
 * <p>What a plain run loads, one of every environment that ships says. All other classes are put
 * together by the first two steps of their packages. What is no class stays an entry.
 */
final class Pieces {

  private static final String FOLDER = "pieces/";
  private static final String PLAIN_RUN = FOLDER + "plain-run";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** Not what an environment with patches loads besides, which is more than all the rest. */
  private static final List<String> OF_A_PLAIN_RUN = List.of("io.sparkstead.", "io.fabric8.");

  private static final String RESOURCES = "io/sparkstead/stack/";

  /** Loaded by the platform's loader, which knows of no pieces. */
  private static final String READER = "io/sparkstead/render/start/";

  public static void main(String[] args) throws IOException, InterruptedException {
    Path jar = Path.of(args[0]);
    Set<String> loaded = loaded(jar, Path.of(args[1]));
    Path packed = jar.resolveSibling("packed.jar");
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(packed))) {
      LocalDateTime time = from.getEntry(MANIFEST).getTimeLocal();
      Map<String, Map<String, byte[]>> pieces = new TreeMap<>();
      for (ZipEntry entry : Collections.list(from.entries())) {
        // Folders are there without an entry each.
        if (entry.isDirectory()) {
          continue;
        }
        String path = entry.getName();
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        boolean isLoaded = isLoaded(path, loaded);
        if (isLoaded || isResource(path)) {
          piece(pieces, PLAIN_RUN).put(name(path), bytes);
        } else if (path.endsWith(".class") && !path.startsWith(READER)) {
          piece(pieces, pieceOf(path)).put(name(path), bytes);
        }
        // A resource may also be asked for by its address.
        if (!path.endsWith(".class") || path.startsWith(READER)) {
          write(to, path, bytes, entry.getTimeLocal());
        }
      }
      byte[] plainRun = bytes(pieces.remove(PLAIN_RUN));
      for (Map.Entry<String, Map<String, byte[]>> piece : pieces.entrySet()) {
        write(to, piece.getKey(), bytes(piece.getValue()), time);
      }
      store(to, PLAIN_RUN, plainRun, time);
    }
    Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The names of all classes that the jar's plain runs load, with trees to write and without. */
  private static Set<String> loaded(Path jar, Path work) throws IOException, InterruptedException {
    Path out = work.resolve("out");
    Set<String> loaded = new TreeSet<>(loaded(jar, work, List.of("--all-envs"), out));
    List<String> one = new ArrayList<>();
    try (DirectoryStream<Path> environments = Files.newDirectoryStream(out)) {
      environments.forEach(environment -> one.add(environment.getFileName().toString()));
    }
    loaded.addAll(loaded(jar, work, List.of("--env", Collections.min(one)), out));
    return loaded;
  }

  private static Set<String> loaded(Path jar, Path work, List<String> what, Path out)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path log = work.resolve("loaded");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log + ":none");
    command.addAll(List.of("-cp", jar.toString(), "io.sparkstead.render.Main"));
    command.addAll(what);
    command.addAll(List.of("--out", out.toString()));
    Path errors = work.resolve("errors");
    int code =
        new ProcessBuilder(command)
            .redirectOutput(work.resolve("output").toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          command + " ended with " + code + ": " + Files.readString(errors));
    }
    return Files.readAllLines(log).stream()
        .map(line -> line.substring(0, Math.max(0, line.indexOf(' '))))
        .collect(Collectors.toSet());
  }

  private static boolean isLoaded(String path, Set<String> loaded) {
    return loaded.contains(name(path)) && OF_A_PLAIN_RUN.stream().anyMatch(name(path)::startsWith);
  }

  private static boolean isResource(String path) {
    return path.startsWith(RESOURCES) && !path.endsWith(".class") && !path.endsWith(".java");
  }

  /** Of a class what Java calls it, of another file its path. */
  private static String name(String path) {
    return path.endsWith(".class")
        ? path.substring(0, path.length() - ".class".length()).replace('/', '.')
        : path;
  }

  private static Map<String, byte[]> piece(Map<String, Map<String, byte[]>> pieces, String name) {
    return pieces.computeIfAbsent(name, key -> new TreeMap<>());
  }

  private static String pieceOf(String path) {
    String[] steps = path.split("/");
    return FOLDER + steps[0] + (steps.length > 2 ? "." + steps[1] : "");
  }

  private static byte[] bytes(Map<String, byte[]> contents) throws IOException {
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

  /** Unpacking would take longer than reading does. */
  private static void store(ZipOutputStream to, String path, byte[] bytes, LocalDateTime time)
      throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    write(to, entry, bytes, time);
  }

  private static void write(ZipOutputStream to, String path, byte[] bytes, LocalDateTime time)
      throws IOException {
    write(to, new ZipEntry(path), bytes, time);
  }

  private static void write(ZipOutputStream to, ZipEntry entry, byte[] bytes, LocalDateTime time)
      throws IOException {
    entry.setTimeLocal(time);
    to.putNextEntry(entry);
    to.write(bytes);
    to.closeEntry();
  }
}
