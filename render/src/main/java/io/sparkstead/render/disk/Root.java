package io.sparkstead.render.disk;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder, and files in it by relative path. Nothing here follows a link, so nothing leads out.
 *
 * <p>Whatever fails names the file and what is wrong with it.
 */
final class Root {

  private static final String TEMPORARY = ".sparkstead-tmp";

  /** No file of ours comes near it, and no other has to be read to its end. */
  private static final long LARGEST = 256L << 20;

  private static final Set<PosixFilePermission> READABLE =
      Set.of(OWNER_READ, OWNER_WRITE, GROUP_READ, OTHERS_READ);
  private static final Set<PosixFilePermission> RUNNABLE =
      Set.of(
          OWNER_READ,
          OWNER_WRITE,
          OWNER_EXECUTE,
          GROUP_READ,
          GROUP_EXECUTE,
          OTHERS_READ,
          OTHERS_EXECUTE);

  private static final int MOST_AT_ONCE = 8;

  /** A thread for less would not be worth it. */
  private static final int FEWEST_EACH = 6;

  private final Path path;
  private final boolean hasPermissions;

  /** Folders that were looked at: real ones, or not there yet. */
  private final Set<Path> looked = new HashSet<>();

  /** Folders that were looked at, and all that lead there, by what they are called here. */
  private final Map<String, Path> folders = new HashMap<>();

  /** Those that were not there yet, and not made since: nothing can be in them. */
  private final Set<Path> missing = new HashSet<>();

  Root(Path path) {
    this.path = path;
    this.hasPermissions = path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** What stands in {@code file}, if there is one. */
  Optional<byte[]> read(String file) throws IOException {
    Path found = inside(file);
    Optional<BasicFileAttributes> attributes = attributes(found);
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    if (!attributes.get().isRegularFile()) {
      throw wrong(found, "is no regular file; move it away");
    }
    if (attributes.get().size() > LARGEST) {
      throw wrong(found, "is over " + (LARGEST >> 20) + " MiB, and no file of ours; move it away");
    }
    try {
      return Optional.of(Files.readAllBytes(found));
    } catch (NoSuchFileException e) {
      // Another run was faster: who looks without the lock looks again with it.
      return Optional.empty();
    } catch (IOException e) {
      throw named(found, e);
    }
  }

  /** Whether anything is called {@code file}. */
  boolean has(String file) throws IOException {
    return attributes(inside(file)).isPresent();
  }

  void makeFolderOf(String file) throws IOException {
    makeFolder(folder(inside(file)));
  }

  /** {@code folder}, which was looked at. */
  private void makeFolder(Path folder) throws IOException {
    if (!missing.contains(folder)) {
      return;
    }
    try {
      if (folder.equals(path)) {
        Files.createDirectories(folder);
      } else {
        makeFolder(folder(folder));
        Files.createDirectory(folder);
      }
      missing.remove(folder);
    } catch (FileAlreadyExistsException e) {
      // Another run was faster, or something else is there since it was looked at.
      missing.remove(folder);
      looked.remove(folder);
      look(folder);
    } catch (IOException e) {
      throw named(folder, e);
    }
  }

  /** Writes each text beside its file, down to the disk itself; answers in their order. */
  List<Staged> stage(Map<String, String> texts) throws IOException {
    // What was a folder when it was looked at may be a link by now.
    looked.clear();
    folders.clear();
    missing.clear();
    List<Staged> staged = new ArrayList<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path target = inside(text.getKey());
      Path folder = folder(target);
      makeFolder(folder);
      staged.add(new Staged(folder, target, temporary(target), text.getValue()));
    }
    writeAll(staged);
    return staged;
  }

  /** Puts {@code text} in place of what stands in {@code file}. */
  void replace(String file, String text) throws IOException {
    List<Staged> staged = stage(Map.of(file, text));
    commit(staged.get(0));
    settle(staged);
  }

  /** What is to stand in {@code target}, and stands in {@code temporary} until then. */
  record Staged(Path folder, Path target, Path temporary, String text) {}

  /**
   * Several at a time: nearly all of it is waiting, and a disk that is asked for several writes
   * them in one go.
   */
  void writeAll(List<Staged> staged) throws IOException {
    int count = Math.max(1, Math.min(MOST_AT_ONCE, staged.size() / FEWEST_EACH));
    List<Staging> all = new ArrayList<>();
    for (int first = 0; first < count; first++) {
      all.add(new Staging(staged, first, count));
    }
    for (Staging each : all) {
      each.start();
    }
    for (Staging each : all) {
      each.await();
    }
    for (Staging each : all) {
      each.tell();
    }
  }

  private void write(Staged staged) throws IOException {
    Path temporary = staged.temporary();
    try (FileChannel channel = create(temporary)) {
      write(channel, staged.text());
      // Not what the umask of the day leaves: the same tree for everyone.
      if (hasPermissions) {
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class)
            .setPermissions(staged.text().startsWith("#!") ? RUNNABLE : READABLE);
      }
      channel.force(true);
    } catch (IOException e) {
      throw named(staged.target(), e);
    }
  }

  /** An empty file, in the place of what a killed run may have left there. */
  private static FileChannel create(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      Files.delete(file);
      return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
  }

  /** The writing of every so-manieth text. */
  private final class Staging extends Thread {

    private final List<Staged> staged;
    private final int first;
    private final int step;
    private boolean isDone;
    private @Nullable IOException failure;

    Staging(List<Staged> staged, int first, int step) {
      this.staged = staged;
      this.first = first;
      this.step = step;
    }

    @Override
    public void run() {
      try {
        for (int i = first; i < staged.size(); i += step) {
          write(staged.get(i));
        }
      } catch (IOException e) {
        failure = e;
      }
      isDone = true;
    }

    /** To its end: while it may still write, nothing can be taken back. */
    void await() {
      boolean interrupted = false;
      while (isAlive()) {
        try {
          join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        currentThread().interrupt();
      }
    }

    void tell() throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (!isDone) {
        throw new IOException("a thread that wrote " + staged.get(first).target() + " broke off");
      }
    }
  }

  /** Adds {@code lines} at the end of {@code file}, down to the disk itself. */
  void append(String file, String lines) throws IOException {
    makeFolderOf(file);
    Path target = inside(file);
    try (FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS)) {
      // What stands there may lack its end.
      write(channel, channel.size() == 0 ? lines : "\n" + lines);
      channel.force(true);
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  /** All of {@code text}, at the channel's end. */
  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Puts what was staged in its place, in one step; a link that is there by now, and not behind.
   */
  void commit(Staged staged) throws IOException {
    try {
      Files.move(
          staged.temporary(),
          staged.target(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw named(staged.target(), e);
    }
  }

  /** Takes back what was staged for {@code file}, and the folders that held nothing else. */
  void discard(String file) throws IOException {
    Path target = inside(file);
    try {
      Files.deleteIfExists(temporary(target));
      deleteEmpty(folder(target));
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  /** Deletes {@code file}; its folder stays. */
  void deleteAlone(String file) throws IOException {
    Path target = inside(file);
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  /** Deletes {@code file}, and the folders that held nothing else. */
  void delete(String file) throws IOException {
    Path target = inside(file);
    try {
      Files.deleteIfExists(target);
      deleteEmpty(folder(target));
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  private void deleteEmpty(Path start) throws IOException {
    for (Path folder = start; !folder.equals(path); folder = folder(folder)) {
      if (!isFolder(folder)) {
        // A run that was stopped may have come as far as here, and the next is still there.
        continue;
      }
      try (var entries = Files.newDirectoryStream(folder)) {
        if (entries.iterator().hasNext()) {
          return;
        }
      }
      Files.delete(folder);
      missing.add(folder);
    }
  }

  /** Makes the names in the folders of {@code files} outlive a power cut. */
  void settle(Iterable<String> files) throws IOException {
    Set<Path> ofFiles = new HashSet<>();
    for (String file : files) {
      ofFiles.add(folder(inside(file)));
    }
    settleAll(ofFiles);
  }

  /** Makes the names of staged files outlive a power cut, now that they are in their places. */
  void settle(List<Staged> committed) throws IOException {
    Set<Path> ofFiles = new HashSet<>();
    for (Staged staged : committed) {
      ofFiles.add(staged.folder());
    }
    settleAll(ofFiles);
  }

  private void settleAll(Set<Path> ofFiles) throws IOException {
    for (Path folder : ofFiles) {
      // Where folders cannot be opened, names are as safe as the file system makes them.
      if (hasPermissions && isFolder(folder)) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        } catch (IOException e) {
          throw named(folder, e);
        }
      }
    }
  }

  /** The file called {@code file}, unless something on the way leads elsewhere. */
  Path inside(String file) throws IOException {
    int slash = file.lastIndexOf('/');
    Path folder = looked(file.substring(0, Math.max(0, slash)));
    Path found = folder.resolve(file.substring(slash + 1));
    Optional<BasicFileAttributes> attributes =
        missing.contains(folder) ? Optional.empty() : attributes(found);
    if (attributes.isPresent()) {
      refuseLink(found, attributes.get());
      if (attributes.get().isDirectory()) {
        throw wrong(found, "is a folder where a file has to be; move it away");
      }
    }
    return found;
  }

  /** The folder called {@code name}, having looked at it and at all that lead there. */
  private Path looked(String name) throws IOException {
    Path folder = folders.get(name);
    if (folder == null) {
      int slash = name.lastIndexOf('/');
      folder =
          name.isEmpty()
              ? path
              : looked(name.substring(0, Math.max(0, slash))).resolve(name.substring(slash + 1));
      look(folder);
      folders.put(name, folder);
    }
    return folder;
  }

  private void look(Path folder) throws IOException {
    if (looked.add(folder)) {
      Optional<BasicFileAttributes> attributes = attributes(folder);
      if (attributes.isEmpty()) {
        missing.add(folder);
        return;
      }
      refuseLink(folder, attributes.get());
      if (!attributes.get().isDirectory()) {
        throw wrong(folder, "is a file where a folder has to be; move it away");
      }
    }
  }

  private boolean isFolder(Path path) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(path);
    return attributes.isPresent() && attributes.get().isDirectory();
  }

  private static void refuseLink(Path file, BasicFileAttributes attributes)
      throws FileSystemException {
    if (attributes.isSymbolicLink()) {
      throw wrong(file, "is a symbolic link; replace it by what it points to");
    }
  }

  private Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    if (missing.contains(folder(file))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw named(file, e);
    }
  }

  private static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + TEMPORARY);
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of("") : folder;
  }

  private static FileSystemException wrong(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }

  /** Java's own says "No space left on device", and not where. */
  static IOException named(Path file, IOException e) {
    if (e instanceof FileSystemException) {
      return e;
    }
    FileSystemException named = wrong(file, String.valueOf(e.getMessage()));
    named.initCause(e);
    return named;
  }
}
