package io.sparkstead.render.disk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that renders one tree after the other into a folder until it is killed, or a number of
 * them.
 */
final class WriterProcess {

  /** How many trees there are to choose from. */
  static final int TREES = 6;

  private WriterProcess() {}

  static Process start(Path root, long seed, int renders) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            root.toString(),
            Long.toString(seed),
            Integer.toString(renders));
    File log = root.resolveSibling(root.getFileName() + ".log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  /** A file that is there once it begins to render. */
  static Path started(Path root) {
    return root.resolveSibling(root.getFileName() + ".started");
  }

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    long seed = Long.parseLong(args[1]);
    int renders = Integer.parseInt(args[2]);
    Files.writeString(started(root), "");
    for (int i = 0; i < renders; i++) {
      Disk.render(root, Trees.of((seed + i) % TREES));
    }
  }
}
