package io.sparkstead.render.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sparkstead.dsl.value.NearName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** One Java file, compiled in memory against the classes of this program and no other source. */
final class JavaCompilation {

  private static final int SHOWN = 10;
  private static final Pattern ASKED = Pattern.compile("converted to (io\\.sparkstead\\.[\\w.]+)");

  private final String file;
  private final String text;

  /** The types a file may name, by simple name. */
  private final Map<String, String> types = new TreeMap<>();

  private JavaCompilation(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * The bytes of each class by name.
   *
   * @param file as messages name it
   * @throws UnusableFile with each error's line, if it does not compile
   */
  static Map<String, byte[]> of(String file, URI uri, String text) throws IOException {
    return new JavaCompilation(file, text).classes(uri);
  }

  private Map<String, byte[]> classes(URI uri) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    try (StandardJavaFileManager ours = compiler.getStandardFileManager(told, null, UTF_8);
        Output output = new Output(ours)) {
      // The jar holds sources too, for findings to name their lines; they are compiled already.
      ours.setLocation(StandardLocation.SOURCE_PATH, List.of());
      boolean done =
          compiler
              .getTask(
                  null,
                  output,
                  told,
                  List.of("-proc:none", "-Xlint:none"),
                  null,
                  List.of(new Source(uri, text)))
              .call();
      if (!done) {
        readTypes(output);
        throw new UnusableFile(errors(told.getDiagnostics()));
      }
      return output.classes();
    }
  }

  private String errors(List<Diagnostic<? extends JavaFileObject>> all) {
    List<String> errors = new ArrayList<>();
    all.stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .forEach(one -> errors.add(error(one)));
    String more = errors.size() > SHOWN ? "\nand " + (errors.size() - SHOWN) + " more" : "";
    return file
        + " does not compile\n"
        + errors.stream().limit(SHOWN).collect(Collectors.joining("\n"))
        + more;
  }

  /** File, line and column; what is wrong; the line with a caret under the place; a hint. */
  private String error(Diagnostic<?> told) {
    String message = told.getMessage(Locale.ENGLISH).strip();
    if (told.getPosition() == Diagnostic.NOPOS) {
      return file + ": " + message;
    }
    int at = (int) told.getPosition();
    int start = 1 + text.lastIndexOf('\n', at - 1);
    String line = text.substring(start).lines().findFirst().orElse("");
    String indent = line.substring(0, Math.min(at - start, line.length()));
    return "%s:%d:%d: %s%n  %s%n  %s^%s"
        .formatted(
            file,
            told.getLineNumber(),
            at - start + 1,
            message.replace("\n", "\n  "),
            line,
            // A tab stays one, so that the caret is where the terminal puts the place.
            indent.replaceAll("[^\t]", " "),
            hint(told, at).map(hint -> "\n  hint: " + hint).orElse(""))
        .replace("\r", "");
  }

  private Optional<String> hint(Diagnostic<?> told, int at) {
    String code = String.valueOf(told.getCode());
    if (code.startsWith("compiler.err.cant.resolve")) {
      return unknown(identifier(at));
    }
    return switch (code) {
      case "compiler.err.prob.found.req" ->
          Optional.of(told.getMessage(Locale.ENGLISH)).flatMap(JavaCompilation::factories);
      case "compiler.err.cant.apply.symbol", "compiler.err.cant.apply.symbols" ->
          Optional.of("compare `required` with `found`, one value at a time");
      case "compiler.err.class.public.should.be.in.file" ->
          Optional.of("leave `public` out, or name the file after the class");
      case "compiler.err.does.not.override.abstract" ->
          Optional.of("an environment has name(), description() and stack(ImageLock)");
      default -> Optional.empty();
    };
  }

  /** How a value of the type is made that javac asks for: {@code StorageClass.named(String)}. */
  private static Optional<String> factories(String message) {
    Matcher asked = ASKED.matcher(message);
    if (!asked.find()) {
      return Optional.empty();
    }
    try {
      Class<?> type = Class.forName(asked.group(1), false, JavaCompilation.class.getClassLoader());
      Stream<String> factories =
          Arrays.stream(type.getMethods())
              .filter(method -> Modifier.isStatic(method.getModifiers()))
              .filter(method -> method.getReturnType() == type)
              .map(method -> type.getSimpleName() + "." + method.getName() + parameters(method));
      Stream<String> constructors =
          Arrays.stream(type.getConstructors())
              .map(constructor -> "new " + type.getSimpleName() + parameters(constructor));
      List<String> all = Stream.concat(factories, constructors).sorted().toList();
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of("make one by " + String.join(" or ", all));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** What to do about a name that javac does not know. */
  private Optional<String> unknown(String name) {
    if (types.containsKey(name)) {
      return Optional.of("add: import " + types.get(name) + ";");
    }
    return NearName.of(name, List.copyOf(types.keySet()))
        .map(near -> "did you mean " + near + "? it is " + types.get(near));
  }

  private String identifier(int at) {
    int end = at;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }

  private void readTypes(JavaFileManager classes) throws IOException {
    for (String room : List.of("dsl", "stack", "overlays")) {
      for (JavaFileObject type :
          classes.list(
              StandardLocation.CLASS_PATH,
              "io.sparkstead." + room,
              Set.of(JavaFileObject.Kind.CLASS),
              true)) {
        String name = classes.inferBinaryName(StandardLocation.CLASS_PATH, type);
        if (!name.matches(".*\\$\\d.*|.*-info")) {
          String spelled = name.replace('$', '.');
          types.putIfAbsent(spelled.substring(spelled.lastIndexOf('.') + 1), spelled);
        }
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(URI uri, String text) {
      super(uri, Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what javac would write, and lets it read classes that are packed. */
  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {

    private final PackedClasses packed = PackedClasses.ofThisJar();
    private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

    Output(JavaFileManager behind) throws IOException {
      super(behind);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new TreeMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      List<JavaFileObject> all = new ArrayList<>();
      super.list(location, packageName, kinds, recurse).forEach(all::add);
      if (location == StandardLocation.CLASS_PATH && kinds.contains(JavaFileObject.Kind.CLASS)) {
        all.addAll(packed.in(packageName, recurse));
      }
      return all;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof PackedClasses.Packed one
          ? one.className()
          : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          written.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
