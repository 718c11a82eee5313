package io.sparkstead.render.start;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads what a plain run needs from one entry of the jar, and the rest from the jar's other
 * entries.
 *
 * <p>The platform's own loader takes 0.2 ms to find a class in a jar, which for 350 of them is a
 * quarter of a plain run: docs/adr/0024. Classes here are the same, only found sooner.
 *
 * <pre>
 * int     count, of classes and resources
 * int     length of the names
 * bytes   each name and a line feed: io.sparkstead.render.Main, io/sparkstead/…/spark-keys.tsv
 * int     the length of each
 * bytes   their contents, one after the other
 * </pre>
 *
 * <p>{@code build/PlainRun.java} writes it.
 */
final class Bundle extends ClassLoader {

  private static final String ENTRY = "plain-run.bundle";

  static {
    registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final byte[] bytes;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int[] ends;
  private final int start;

  private Bundle(ZipFile jar, byte[] bytes) {
    // What is not here is the platform's first, then the jar's.
    super(null);
    this.jar = jar;
    this.bytes = bytes;
    ByteBuffer head = ByteBuffer.wrap(bytes);
    int count = head.getInt();
    int length = head.getInt();
    String names = new String(bytes, head.position(), length, StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int number = 0; number < count; number++) {
      int end = names.indexOf('\n', at);
      numbers.put(names.substring(at, end), number);
      at = end + 1;
    }
    head.position(head.position() + length);
    ends = new int[count];
    start = head.position() + count * Integer.BYTES;
    int end = start;
    for (int number = 0; number < count; number++) {
      end += head.getInt();
      ends[number] = end;
    }
  }

  /** The one that {@code jar} has. */
  static Bundle in(ZipFile jar) throws IOException {
    ZipEntry entry = jar.getEntry(ENTRY);
    if (entry == null) {
      throw new IllegalStateException(jar.getName() + " has no " + ENTRY + "; build it by Maven");
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return new Bundle(jar, in.readNBytes((int) entry.getSize()));
    }
  }

  private int start(int number) {
    return number == 0 ? start : ends[number - 1];
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    Integer number = numbers.get(name);
    if (number == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      int from = start(number);
      return loaded == null ? defineClass(name, bytes, from, ends[number] - from) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
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

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      return super.getResourceAsStream(name);
    }
    int from = start(number);
    return new ByteArrayInputStream(bytes, from, ends[number] - from);
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
