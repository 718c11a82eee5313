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
import java.util.LinkedHashSet;
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
 * <p>What a plain run loads, and in which order, runs of every environment that ships say. All other
 * classes are put together by the first two steps of their packages. What is no class stays an
 * entry.
 */
final class Pieces {

  private static final String FOLDER = "pieces/";
  private static final String PLAIN_RUN = FOLDER + "plain-run";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** In that piece, names of classes that a plain run loads, one a line, in the order it does. */
  private static final String AHEAD = FOLDER + "ahead";

  /** Not those by which it finds resources before they are packed. */
  private static final List<String> OF_THE_PLATFORM =
      List.of("java.io.", "java.lang.", "java.nio.", "java.util.", "sun.nio.");

  private static final String MAIN = "io.sparkstead.render.Main";

  /** Not what an environment with patches loads besides, which is more than all the rest. */
  private static final List<String> OF_A_PLAIN_RUN = List.of("io.sparkstead.", "io.fabric8.");

  private static final String RESOURCES = "io/sparkstead/stack/";

  /** Loaded by the platform's loader, which knows of no pieces. */
  private static final String READER = "io/sparkstead/render/start/";

  public static void main(String[] args) throws IOException, InterruptedException {
    Path jar = Path.of(args[0]);
    Loaded loaded = Loaded.by(jar, Path.of(args[1]));
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
        boolean isLoaded = loaded.all().contains(name(path));
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
      String ahead = String.join("\n", loaded.ahead());
      piece(pieces, PLAIN_RUN).put(AHEAD, ahead.getBytes(StandardCharsets.ISO_8859_1));
      byte[] plainRun = bytes(pieces.remove(PLAIN_RUN));
      for (Map.Entry<String, Map<String, byte[]>> piece : pieces.entrySet()) {
        write(to, piece.getKey(), bytes(piece.getValue()), time);
      }
      store(to, PLAIN_RUN, plainRun, time);
    }
    Files.move(packed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Names of classes.
   *
   * @param all of ours and of fabric8's that plain runs load, with trees to write and without
   * @param ahead that a run of each environment loads, in the order in which the first does
   */
  private record Loaded(Set<String> all, Set<String> ahead) {

    static Loaded by(Path jar, Path work) throws IOException, InterruptedException {
      Path out = work.resolve("out");
      List<Line> lines = new ArrayList<>(run(jar, work, List.of("--all-envs"), out));
      lines.addAll(run(jar, work, List.of("--all-envs"), out));
      Set<String> ahead = new LinkedHashSet<>();
      for (String environment : new TreeSet<>(List.of(out.toFile().list()))) {
        List<Line> run = run(jar, work, List.of("--env", environment), work.resolve(environment));
        lines.addAll(run);
        Set<String> inOrder = ahead(run);
        if (ahead.isEmpty()) {
          ahead.addAll(inOrder);
        }
        ahead.retainAll(inOrder);
      }
      return new Loaded(
          lines.stream().map(Line::name).filter(Loaded::isPacked).collect(Collectors.toSet()),
          ahead);
    }

    /** What the main thread waits for: other threads come in no order, archives take no time. */
    private static Set<String> ahead(List<Line> run) {
      Set<String> ahead = new LinkedHashSet<>();
      String main = "";
      for (Line line : run) {
        main = line.name().equals(MAIN) ? line.thread() : main;
        boolean isWaitedFor = line.thread().equals(main) && !line.isArchived() && !line.isMade();
        if (isWaitedFor && (isPacked(line.name()) || isOf(OF_THE_PLATFORM, line.name()))) {
          ahead.add(line.name());
        }
      }
      return ahead;
    }

    private static boolean isPacked(String name) {
      return isOf(OF_A_PLAIN_RUN, name);
    }

    private static boolean isOf(List<String> prefixes, String name) {
      return prefixes.stream().anyMatch(name::startsWith);
    }
  }

  /** What a JVM says of a class: {@code [1234] java.io.Reader source: jrt:/java.base}. */
  private record Line(String thread, String name, String source) {

    static Line of(String line) {
      String[] words = line.split(" ", 4);
      return new Line(words[0], words[1], words[3]);
    }

    boolean isArchived() {
      return source.startsWith("shared objects file");
    }

    /** Whether the run itself made it, under a name that only it knows. */
    boolean isMade() {
      return name.contains("/");
    }
  }

  private static List<Line> run(Path jar, Path work, List<String> what, Path out)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path log = work.resolve("loaded");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log + ":tid");
    command.addAll(List.of("-cp", jar.toString(), MAIN));
    command.addAll(what);
    command.addAll(List.of("--out", out.toString()));
    Path errors = work.resolve("errors");
    ProcessBuilder run =
        new ProcessBuilder(command)
            .redirectOutput(work.resolve("output").toFile())
            .redirectError(errors.toFile());
    // In another language a JVM loads other classes, and the jar would not be the same for all.
    run.environment().put("LC_ALL", "C");
    int code = run.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          command + " ended with " + code + ": " + Files.readString(errors));
    }
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(" source: "))
        .map(Line::of)
        .toList();
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
