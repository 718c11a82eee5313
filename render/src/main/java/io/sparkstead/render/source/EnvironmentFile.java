package io.sparkstead.render.source;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.RuleException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The environment that a person's own Java file defines, compiled in memory each time.
 *
 * <p>The file is plain Java against the classes of this program: moved into a Maven project that
 * depends on {@code sparkstead-overlays}, it compiles there too.
 *
 * @param source the file
 * @param written what its class makes
 */
public record EnvironmentFile(
    SourceText source,
    Environment written,
    DnsLabel name,
    String description,
    List<RuleException> exceptions)
    implements Environment {

  /** What stack traces call the loader of such classes, and nothing else. */
  private static final String LOADER = "environment-file";

  /** Whether this Java can compile at all: a JRE cannot. */
  public static boolean isPossible() {
    return ModuleLayer.boot().findModule("jdk.compiler").isPresent();
  }

  /**
   * Compiles {@code file} and asks its class for what does not depend on images.
   *
   * @throws UnusableFile if it does not compile, has no environment or several, or one whose name
   *     is taken
   */
  public static EnvironmentFile load(Path file) throws IOException {
    String text = text(file);
    Class<? extends Environment> type =
        environment(file, JavaCompilation.of(file.toString(), file.toUri(), text));
    Environment written = made(file, type);
    DnsLabel name = given(written.name(), file, "name()");
    if (Environments.all().stream().anyMatch(shipped -> shipped.name().equals(name))) {
      throw new UnusableFile(
          file
              + " names its environment '"
              + name
              + "', which is one that ships with this program; give name() another");
    }
    return new EnvironmentFile(
        new SourceText(String.valueOf(file.getFileName()), type.getSimpleName(), text),
        written,
        name,
        given(written.description(), file, "description()"),
        List.copyOf(given(written.exceptions(), file, "exceptions()")));
  }

  /** The line of such a file that led to {@code e}, e.g. {@code mylab.java:41}, if one did. */
  public static Optional<String> line(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        if (LOADER.equals(frame.getClassLoaderName())) {
          return Optional.of(frame.getFileName() + ":" + frame.getLineNumber());
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String option() {
    return "--env-file " + source.file();
  }

  @Override
  public Stack stack(ImageLock lock) {
    return given(written.stack(lock), Path.of(source.file()), "stack(lock)");
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new UnusableFile(file + " is not UTF-8; save it as that", e);
    }
  }

  /** The one environment among what was compiled. */
  private static Class<? extends Environment> environment(Path file, Map<String, byte[]> classes) {
    Loader loader = new Loader(classes);
    Map<String, Class<? extends Environment>> found = new TreeMap<>();
    for (String name : classes.keySet()) {
      Class<?> type = loader.compiled(name);
      if (Environment.class.isAssignableFrom(type)
          && !Modifier.isAbstract(type.getModifiers())
          && !type.isAnonymousClass()
          && !type.isLocalClass()) {
        found.put(name, type.asSubclass(Environment.class));
      }
    }
    if (found.isEmpty()) {
      throw new UnusableFile(
          file
              + " has no class that implements "
              + Environment.class.getName()
              + "; add one, `init` writes an example");
    }
    if (found.size() > 1) {
      throw new UnusableFile(
          file
              + " has "
              + found.size()
              + " environments, "
              + found.keySet().stream().collect(Collectors.joining(" and "))
              + "; keep one, and give each a file of its own");
    }
    return found.values().iterator().next();
  }

  private static Environment made(Path file, Class<? extends Environment> type) {
    try {
      Constructor<? extends Environment> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new UnusableFile(
          file
              + ": an object of class "
              + type.getSimpleName()
              + " cannot be made; make it a class, not nested, with a constructor without"
              + " parameters, or with none at all",
          e);
    }
  }

  private static <T> T given(@Nullable T value, Path file, String method) {
    if (value == null) {
      throw new UnusableFile(file + ": " + method + " gives null; it has to give a value");
    }
    return value;
  }

  /** Of the compiled classes, whatever else has their names. */
  private static final class Loader extends ClassLoader {

    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(LOADER, EnvironmentFile.class.getClassLoader());
      this.classes = classes;
    }

    Class<?> compiled(String name) {
      try {
        return loadClass(name);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] code = classes.get(name);
      if (code == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? defineClass(name, code, 0, code.length) : loaded;
      }
    }
  }
}
