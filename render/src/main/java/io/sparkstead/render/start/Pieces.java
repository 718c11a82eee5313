package io.sparkstead.render.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads classes from a jar that keeps them many in an entry: a {@link Piece}.
 *
 * <pre>
 * pieces/plain-run            whatever a plain run loads, of ours and of fabric8's
 * pieces/io.sparkstead        the rest of ours
 * pieces/com.fasterxml        a library: by the first two steps of its packages
 * io/sparkstead/render/start  this
 * </pre>
 *
 * <p>The platform's own loader takes 0.2 ms to find a class in a jar, and opens one the slower, the
 * more entries there are: together a quarter of a plain run. A piece is read when the first of its
 * classes is asked for. {@code build/Pieces.java} packs the jar; docs/adr/0024 says why.
 */
final class Pieces extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** For more, the platform asks the system for memory, and copies. */
  private static final int AT_ONCE = 1 << 16;

  private final ZipFile jar;
  private final Piece plainRun;
  private final Map<String, Optional<Piece>> others = new ConcurrentHashMap<>();

  Pieces(ZipFile jar) throws IOException {
    // Behind the first piece comes the platform, then the others.
    super(null);
    this.jar = jar;
    Optional<Piece> piece = piece(Piece.PLAIN_RUN);
    if (piece.isEmpty()) {
      throw new IllegalStateException(jar.getName() + " is not packed; build it by Maven");
    }
    this.plainRun = piece.get();
  }

  private Optional<Piece> piece(String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null || entry.isDirectory()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      for (int at = 0, read = 1; read > 0; at += read) {
        read = in.readNBytes(bytes, at, Math.min(AT_ONCE, bytes.length - at));
      }
    }
    return Optional.of(new Piece(bytes));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    int number = plainRun.number(name);
    if (number < 0) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name, plainRun, number) : loaded;
    }
  }

  private Class<?> define(String name, Piece piece, int number) {
    return defineClass(name, piece.bytes(), piece.start(number), piece.length(number));
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Optional<Piece> piece = other(name);
    int number = piece.isPresent() ? piece.get().number(name) : -1;
    // Elsewhere are modules of the platform that are not among its first, and what reads pieces.
    return number >= 0 ? define(name, piece.get(), number) : getSystemClassLoader().loadClass(name);
  }

  /** The piece that would have the class {@code name}: by the first two steps of its package. */
  private Optional<Piece> other(String name) {
    int second = name.indexOf('.', name.indexOf('.') + 1);
    int end = second < 0 ? Math.max(0, name.indexOf('.')) : second;
    return others.computeIfAbsent(Piece.FOLDER + name.substring(0, end), this::read);
  }

  private Optional<Piece> read(String name) {
    try {
      return piece(name);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    Optional<InputStream> found = plainRun.open(name);
    return found.isPresent() ? found.get() : super.getResourceAsStream(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return getSystemResource(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return getSystemResources(name);
  }
}
