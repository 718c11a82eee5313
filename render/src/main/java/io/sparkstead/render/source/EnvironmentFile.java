package io.sparkstead.render.source;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.overlays.Fleet;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.rule.RuleException;
import io.sparkstead.stack.proof.rule.RuleFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An environment that a person's own Java file defines, alone or in a fleet, compiled in memory
 * each time.
 *
 * <p>The file is plain Java against the classes of this program: moved into a Maven project that
 * depends on {@code sparkstead-overlays}, it compiles there too.
 *
 * @param source the file
 * @param written what its class makes
 * @param option that asks for it on a command line
 */
public record EnvironmentFile(
    SourceText source,
    Environment written,
    DnsLabel name,
    String description,
    List<RuleFamily> rules,
    List<RuleException> exceptions,
    String option)
    implements Environment {

  /**
   * What starts this program where it is installed: for texts that are for everybody, however it
   * was started today.
   */
  public static final String COMMAND = "sparkstead";

  /** What stack traces call the loader of such classes, and nothing else. */
  static final String LOADER = "environment-file";

  /** Whether this Java can compile at all: a JRE cannot. */
  public static boolean isPossible() {
    return ModuleLayer.boot().findModule("jdk.compiler").isPresent();
  }

  /**
   * Compiles {@code file} and asks its class for what does not depend on images.
   *
   * @throws UnusableFile if it does not compile, has no environment or several without a fleet, or
   *     one whose name is taken
   */
  public static List<EnvironmentFile> load(Path file) throws IOException {
    return load(file, Map.of());
  }

  /**
   * Likewise.
   *
   * @param standIns texts, by the name of a file beside it, which are taken where that is not there
   */
  public static List<EnvironmentFile> load(Path file, Map<String, String> standIns)
      throws IOException {
    String text = text(file);
    Map<String, byte[]> classes = JavaCompilation.of(file.toString(), file.toUri(), text);
    Class<?> type = entry(file, new Loader(file, classes, standIns));
    SourceText source =
        new SourceText(String.valueOf(file.getFileName()), type.getSimpleName(), text);
    Object made = made(file, type);
    if (!(made instanceof Fleet loop)) {
      return List.of(loaded(file, source, (Environment) made, ""));
    }
    List<Environment> fleet = given(loop.environments(), file, "environments()");
    if (fleet.isEmpty()) {
      throw new UnusableFile(file + ": environments() gives none; give one or more");
    }
    List<EnvironmentFile> all = new ArrayList<>();
    for (@Nullable Environment one : fleet) {
      all.add(loaded(file, source, given(one, file, "environments()"), " --only "));
    }
    return all;
  }

  /**
   * What {@code classes}, compiled from a file before, make: all that a fleet has, or the one. Made
   * anew, constants too.
   */
  public static List<Environment> again(Path file, Map<String, byte[]> classes) {
    Object made = made(file, entry(file, new Loader(file, classes, Map.of())));
    return made instanceof Fleet fleet
        ? List.copyOf(fleet.environments())
        : List.of((Environment) made);
  }

  private static EnvironmentFile loaded(
      Path file, SourceText source, Environment written, String only) {
    DnsLabel name = given(written.name(), file, "name()");
    if (Environments.all().stream().anyMatch(shipped -> shipped.name().equals(name))) {
      throw new UnusableFile(
          file
              + " names its environment '"
              + name
              + "', which is one that ships with this program; give name() another");
    }
    return new EnvironmentFile(
        source,
        written,
        name,
        given(written.description(), file, "description()"),
        List.copyOf(given(written.rules(), file, "rules()")),
        List.copyOf(given(written.exceptions(), file, "exceptions()")),
        "--env-file " + source.file() + (only.isEmpty() ? "" : only + name));
  }

  @Override
  public Stack stack(ImageLock lock) {
    return given(written.stack(lock), Path.of(source.file()), "stack(lock)");
  }

  private static String text(Path file) throws IOException {
    try {
      String text = Files.readString(file);
      // Editors of Windows begin a file with a mark, which is no Java.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableFile(file + " is not UTF-8; save it as that", e);
    }
  }

  /** The fleet among what was compiled, or else the one environment. */
  private static Class<?> entry(Path file, Loader loader) {
    Map<String, Class<?>> environments = new TreeMap<>();
    Map<String, Class<?>> fleets = new TreeMap<>();
    for (String name : loader.classes.keySet()) {
      Class<?> type = loader.compiled(name);
      boolean isWhole =
          !Modifier.isAbstract(type.getModifiers())
              && !type.isAnonymousClass()
              && !type.isLocalClass();
      if (isWhole && Fleet.class.isAssignableFrom(type)) {
        fleets.put(name, type);
      } else if (isWhole && Environment.class.isAssignableFrom(type)) {
        environments.put(name, type);
      }
    }
    Map<String, Class<?>> found = fleets.isEmpty() ? environments : fleets;
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
              + (fleets.isEmpty() ? " environments, " : " fleets, ")
              + String.join(" and ", found.keySet())
              + (fleets.isEmpty()
                  ? "; keep one, give each a file of its own, or add a class that implements "
                      + Fleet.class.getName()
                      + " and makes them"
                  : "; keep one"));
    }
    return found.values().iterator().next();
  }

  private static Object made(Path file, Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
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

  /**
   * Of the compiled classes, whatever else has their names; and of the files beside the one that
   * they were compiled from.
   */
  private static final class Loader extends ClassLoader {

    private final Path file;
    private final Map<String, byte[]> classes;
    private final Map<String, String> standIns;

    Loader(Path file, Map<String, byte[]> classes, Map<String, String> standIns) {
      super(LOADER, EnvironmentFile.class.getClassLoader());
      this.file = file;
      this.classes = classes;
      this.standIns = standIns;
    }

    /** What a class asks for by a name without folders is beside it. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      String plain = name.substring(name.lastIndexOf('/') + 1);
      Path beside = file.resolveSibling(plain);
      try {
        if (Files.isRegularFile(beside)) {
          return Files.newInputStream(beside);
        }
        String standIn = standIns.get(plain);
        return standIn == null
            ? super.getResourceAsStream(name)
            : new ByteArrayInputStream(standIn.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(beside.toString(), e);
      }
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
