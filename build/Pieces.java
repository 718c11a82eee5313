import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
 * <p>What a plain run loads, runs of every environment that ships say. All other classes are put
 * together by the first two steps of their packages. What is no class stays an entry.
 */
final class Pieces {

  private static final String FOLDER = "pieces/";
  private static final String PLAIN_RUN = FOLDER + "plain-run";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private static final String MAIN = "io.sparkstead.render.Main";

  /** Not what an environment with patches loads besides, which is more than all the rest. */
  private static final List<String> OF_A_PLAIN_RUN = List.of("io.sparkstead.", "io.fabric8.");

  private static final String RESOURCES = "io/sparkstead/stack/";

  /** Read for what a person wrote, and no plain run. */
  private static final String RESOURCES_OF_TEXTS = RESOURCES + "proof/";

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
        boolean isLoaded = loaded.contains(name(path));
        if (isLoaded || isResource(path)) {
          piece(pieces, PLAIN_RUN).put(name(path), bytes);
        } else if (path.endsWith(".class") && !path.startsWith(READER)) {
          piece(pieces, pieceOf(path)).put(name(path), bytes);
        }
        if (path.startsWith(READER) || path.equals(MANIFEST)) {
          store(to, path, bytes, entry.getTimeLocal());
        } else if (!path.endsWith(".class")) {
          // A resource may also be asked for by its address.
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

  /** Names of the classes of ours and of fabric8's that plain runs load, writing a tree or finding it. */
  private static Set<String> loaded(Path jar, Path work) throws IOException, InterruptedException {
    Path out = work.resolve("out");
    Set<String> loaded = new HashSet<>(run(jar, work, List.of("--all-envs"), out));
    loaded.addAll(run(jar, work, List.of("--all-envs"), out));
    for (String environment : out.toFile().list()) {
      loaded.addAll(run(jar, work, List.of("--env", environment), work.resolve(environment)));
    }
    return loaded;
  }

  private static List<String> run(Path jar, Path work, List<String> what, Path out)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path log = work.resolve("loaded");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log + ":none");
    command.addAll(List.of("-cp", jar.toString(), MAIN));
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
    // io.sparkstead.render.Main source: file:/…/render.jar
    return Files.readAllLines(log).stream()
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> OF_A_PLAIN_RUN.stream().anyMatch(name::startsWith))
        .toList();
  }

  private static boolean isResource(String path) {
    return path.startsWith(RESOURCES)
        && !path.startsWith(RESOURCES_OF_TEXTS)
        && !path.endsWith(".class")
        && !path.endsWith(".java");
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

  /** What every run reads: to unpack it takes longer, and a library that has to be loaded first. */
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
