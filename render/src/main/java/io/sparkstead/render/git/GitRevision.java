package io.sparkstead.render.git;

import io.sparkstead.render.disk.Ledger;
import io.sparkstead.render.disk.OutFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * A revision of the repository that {@code folder} is in.
 *
 * @param name as {@code git rev-parse} takes it: {@code main}, {@code HEAD~1}, a tag
 */
public record GitRevision(Path folder, String name) {

  private static final int SECONDS = 60;

  /**
   * The files of ours in it, as its ledger says, by their paths in the folder; without a ledger,
   * all that are not hidden. None where it has no such folder.
   *
   * @param besides which others the file at a path with a text leads to
   * @throws IOException if there is no Git, no repository or no such revision
   */
  public Map<String, String> files(BiFunction<String, String, List<String>> besides)
      throws IOException {
    List<String> paths = new ArrayList<>();
    String listed =
        text(git(new byte[0], "ls-tree", "-r", "-z", "--name-only", commit(), "./" + here()));
    for (String path : listed.split("\0", -1)) {
      if (path.startsWith(here()) && !path.isEmpty()) {
        paths.add(path.substring(here().length()));
      }
    }
    Map<String, String> all = texts(paths);
    String ledger = all.get(Ledger.PATH);
    if (ledger != null) {
      return OutFolder.texts(
          Ledger.paths(ledger), path -> Optional.ofNullable(all.get(path)), besides);
    }
    all.keySet().removeIf(path -> path.startsWith("."));
    return all;
  }

  private String commit() throws IOException {
    try {
      return text(git(
              new byte[0],
              "rev-parse",
              "--verify",
              "--quiet",
              "--end-of-options",
              name + "^{commit}"))
          .strip();
    } catch (IOException e) {
      throw new IOException("Git knows no revision '" + name + "' here; " + e.getMessage(), e);
    }
  }

  private Map<String, String> texts(List<String> paths) throws IOException {
    StringBuilder asked = new StringBuilder();
    String commit = commit();
    for (String path : paths) {
      asked.append(commit).append(":./").append(here()).append(path).append('\n');
    }
    Map<String, String> texts = new TreeMap<>();
    DataInputStream answers =
        new DataInputStream(
            new ByteArrayInputStream(
                git(asked.toString().getBytes(StandardCharsets.UTF_8), "cat-file", "--batch")));
    for (String path : paths) {
      texts.put(path, text(blob(answers, path)));
    }
    return texts;
  }

  /** {@code <hash> blob <size>}, the bytes, a new line. */
  private static byte[] blob(InputStream answers, String path) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int c = answers.read(); c >= 0 && c != '\n'; c = answers.read()) {
      head.write(c);
    }
    String[] words = text(head.toByteArray()).split(" ", -1);
    if (words.length != 3 || !words[1].equals("blob")) {
      throw new IOException("Git has no file " + path + ": " + text(head.toByteArray()));
    }
    byte[] bytes = answers.readNBytes(Integer.parseInt(words[2]));
    answers.skipNBytes(1);
    return bytes;
  }

  /** From where Git is asked: a folder that is there now. */
  private Path nearest() {
    Path near = folder.toAbsolutePath().normalize();
    while (!Files.isDirectory(near) && near.getParent() != null) {
      near = near.getParent();
    }
    return near;
  }

  /** The folder, seen from {@link #nearest}; empty, or with a slash at its end. */
  private String here() {
    String path =
        nearest().relativize(folder.toAbsolutePath().normalize()).toString().replace('\\', '/');
    return path.isEmpty() ? "" : path + "/";
  }

  private byte[] git(byte[] input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    Process git;
    try {
      git = new ProcessBuilder(command).directory(nearest().toFile()).start();
    } catch (IOException e) {
      throw new IOException("there is no git on PATH; install Git, or compare without --from", e);
    }
    Thread feeding = new Thread(() -> feed(git, input));
    feeding.start();
    byte[] answer = git.getInputStream().readAllBytes();
    String complaint = text(git.getErrorStream().readAllBytes()).strip();
    try {
      if (!git.waitFor(SECONDS, TimeUnit.SECONDS) || git.exitValue() != 0) {
        throw new IOException(
            complaint.isEmpty() ? "git " + arguments[0] + " said no more" : complaint);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was at work", e);
    } finally {
      git.destroy();
    }
    return answer;
  }

  private static void feed(Process git, byte[] input) {
    try (OutputStream to = git.getOutputStream()) {
      to.write(input);
    } catch (IOException e) {
      // It ended before it was asked; what it says on its end tells why.
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
