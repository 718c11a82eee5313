package io.sparkstead.render.disk;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The real file system, of which one operation fails: the n-th, as a full disk or a bad one would.
 * A write that fails has written the half of it. Or else something happens before each operation.
 */
final class FaultyFileSystem extends FileSystem {

  private static final FileSystem REAL = FileSystems.getDefault();

  private final Provider provider = new Provider();

  /** What happens before an operation. */
  interface Event {
    void happen() throws IOException;
  }

  private static final Event FAILURE =
      () -> {
        throw new IOException("No space left on device");
      };

  private final int failing;
  private final int lastFailing;
  private final Event event;
  private int operations;
  private int open;

  /** What a power cut would tell apart, in order. */
  private final List<String> lasting = new ArrayList<>();

  /** Which operation each of those was. */
  private final List<Integer> numbers = new ArrayList<>();

  /**
   * @param failing which operation, from 1
   */
  FaultyFileSystem(int failing) {
    this(failing, failing, FAILURE);
  }

  private FaultyFileSystem(int failing, int lastFailing, Event event) {
    this.failing = failing;
    this.lastFailing = lastFailing;
    this.event = event;
  }

  /** One that never fails, and before whose every operation {@code event} happens. */
  static FaultyFileSystem with(Event event) {
    return new FaultyFileSystem(1, Integer.MAX_VALUE, event);
  }

  /** One of which all operations fail from the n-th on. */
  static FaultyFileSystem failingFrom(int failing) {
    return new FaultyFileSystem(failing, Integer.MAX_VALUE, FAILURE);
  }

  /** One that never fails, and is fast. */
  static FaultyFileSystem flawless() {
    return new FaultyFileSystem(Integer.MAX_VALUE);
  }

  synchronized boolean hasFailed() {
    return operations >= failing;
  }

  /** How many files and folders were opened and not closed. */
  synchronized int open() {
    return open;
  }

  private synchronized void opened() {
    open++;
  }

  private synchronized void closed() {
    open--;
  }

  /** {@code force /a/b}, {@code move /a/b}, {@code delete /a/b}, as they were done. */
  synchronized List<String> lasting() {
    return List.copyOf(lasting);
  }

  private synchronized void lasts(String what, Path path) {
    lasting.add(what + " " + path);
    numbers.add(operations);
  }

  /** Which operation was the first of these, from 1. */
  synchronized int number(String what, Path path) {
    return numbers.get(lasting.indexOf(what + " " + path));
  }

  private synchronized void operation() throws IOException {
    operations++;
    if (operations >= failing && operations <= lastFailing) {
      event.happen();
    }
  }

  /** {@code path}, seen through this file system. */
  Path path(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getFileSystem" -> this;
                  case "hashCode" -> path.hashCode();
                  case "toString" -> path.toString();
                  default -> {
                    try {
                      yield faulty(method.invoke(path, real(arguments)));
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  }
                });
  }

  private Object faulty(Object result) {
    return result instanceof Path path ? path(path) : result;
  }

  private static Object[] real(Object[] arguments) {
    return arguments == null
        ? null
        : Arrays.stream(arguments).map(each -> each instanceof Path p ? real(p) : each).toArray();
  }

  private static Path real(Path path) {
    return REAL.getPath(path.toString());
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return REAL.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return REAL.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(REAL.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }

  private final class Provider extends FileSystemProvider {

    private final FileSystemProvider real = REAL.provider();

    @Override
    public String getScheme() {
      return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return FaultyFileSystem.this;
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      operation();
      return real.newByteChannel(real(path), options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      operation();
      return new FaultyChannel(path, real.newFileChannel(real(path), options, attributes));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      operation();
      DirectoryStream<Path> stream = real.newDirectoryStream(real(folder), filter);
      opened();
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          return stream.iterator();
        }

        @Override
        public void close() throws IOException {
          closed();
          stream.close();
        }
      };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
      operation();
      real.createDirectory(real(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
      operation();
      real.delete(real(path));
      lasts("delete", path);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
      operation();
      real.move(real(source), real(target), options);
      lasts("move", target);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
      return real.isSameFile(real(path), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return real.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      real.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      operation();
      return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
        throws IOException {
      return real.readAttributes(real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
        throws IOException {
      real.setAttribute(real(path), name, value, options);
    }
  }

  private final class FaultyChannel extends FileChannel {

    private final Path path;
    private final FileChannel real;

    FaultyChannel(Path path, FileChannel real) {
      this.path = path;
      this.real = real;
      opened();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      operation();
      return real.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      try {
        operation();
      } catch (IOException e) {
        ByteBuffer half = source.duplicate();
        half.limit(half.position() + half.remaining() / 2);
        real.write(half);
        throw e;
      }
      return real.write(source);
    }

    /** Takes long, and no test here cuts the power. */
    @Override
    public void force(boolean metadata) throws IOException {
      operation();
      lasts("force", path);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      operation();
      return real.tryLock(position, size, shared);
    }

    @Override
    public long position() throws IOException {
      return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      real.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      operation();
      real.truncate(size);
      return this;
    }

    @Override
    protected void implCloseChannel() throws IOException {
      closed();
      real.close();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }
  }
}
