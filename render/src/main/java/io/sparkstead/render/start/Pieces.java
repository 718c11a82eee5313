package io.sparkstead.render.start;

import java.io.ByteArrayInputStream;
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
 * Loads classes from a jar that keeps many of them in one entry each: a {@link Piece}.
 *
 * <pre>
 * pieces/plain-run            whatever a plain run loads, of ours and of fabric8's
 * pieces/com.fasterxml        a library, read when the first of its classes is asked for
 * io/sparkstead/…             ours and fabric8's, each an entry, for compilers
 * </pre>
 *
 * <p>The platform's own loader takes 0.2 ms to find a class in a jar, and opens one the slower, the
 * more entries there are: together a quarter of a plain run. {@code build/Pieces.java} packs the
 * jar, and docs/adr/0024 says why.
 */
final class Pieces extends ClassLoader {

  private static final String FOLDER = "pieces/";
  private static final String PLAIN_RUN = "plain-run";

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final Piece plainRun;
  private final Map<String, Optional<Piece>> libraries = new ConcurrentHashMap<>();

  Pieces(ZipFile jar) throws IOException {
    // Behind the first piece comes the platform, then all the rest of the jar.
    super(null);
    this.jar = jar;
    Optional<Piece> piece = piece(PLAIN_RUN);
    if (piece.isEmpty()) {
      throw new IllegalStateException(jar.getName() + " is not packed; build it by Maven");
    }
    this.plainRun = piece.get();
  }

  private Optional<Piece> piece(String name) throws IOException {
    ZipEntry entry = jar.getEntry(FOLDER + name);
    if (entry == null || entry.isDirectory()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      in.readNBytes(bytes, 0, bytes.length);
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
    Optional<Piece> library = library(name);
    int number = library.isPresent() ? library.get().number(name) : -1;
    if (number >= 0) {
      return define(name, library.get(), number);
    }
    ZipEntry entry = jar.getEntry(name.replace('.', '/') + ".class");
    if (entry == null) {
      // A module of the platform that is not among its first: the compiler's.
      return getSystemClassLoader().loadClass(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] found = in.readAllBytes();
      return defineClass(name, found, 0, found.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** The piece that would have the class {@code name}: by the first two steps of its package. */
  private Optional<Piece> library(String name) {
    int second = name.indexOf('.', name.indexOf('.') + 1);
    int end = second < 0 ? Math.max(0, name.indexOf('.')) : second;
    return libraries.computeIfAbsent(name.substring(0, end), this::read);
  }

  private Optional<Piece> read(String library) {
    try {
      return piece(library);
    } catch (IOException e) {
      throw new UncheckedIOException(FOLDER + library, e);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    int number = plainRun.number(name);
    return number < 0
        ? super.getResourceAsStream(name)
        : new ByteArrayInputStream(
            plainRun.bytes(), plainRun.start(number), plainRun.length(number));
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
