package io.sparkstead.render.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One run's turn to change a folder, which no other run has meanwhile.
 *
 * <p>A lock on an empty file, which the system takes back when the process ends, however it does.
 * The file stays: a run that deleted it could not tell who waits for it.
 */
final class Turn implements AutoCloseable {

  static final String PATH = ".sparkstead/lock";

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int PAUSE_MILLIS = 20;

  private final FileChannel channel;

  private Turn(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for it, up to a minute. */
  static Turn in(Root root) throws IOException {
    return in(root, PATIENCE_MILLIS);
  }

  static Turn in(Root root, int patienceMillis) throws IOException {
    root.makeFolderOf(PATH);
    Path file = root.inside(PATH);
    FileChannel channel = open(file);
    try {
      for (int waited = 0; waited < patienceMillis; waited += PAUSE_MILLIS) {
        if (tryLock(channel) != null) {
          return new Turn(channel);
        }
        pause();
      }
      throw new FileSystemException(
          file.toString(),
          null,
          "another run has been writing here for "
              + patienceMillis / 1000
              + " seconds; wait for it, or end it");
    } catch (IOException e) {
      channel.close();
      throw Root.named(file, e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw Root.named(file, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
      return null;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for another run", e);
    }
  }

  /** Lets the next one in. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
