package io.sparkstead.render.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
public final class JavaCompilation {

  private static final List<String> OPTIONS = List.of("-proc:none", "-Xlint:none");

  private JavaCompilation() {}

  /**
   * The bytes of each class by name.
   *
   * @param file as messages name it
   * @throws UnusableFile with each error's line, if it does not compile, or drops what a call makes
   */
  static Map<String, byte[]> of(String file, URI uri, String text) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    try (StandardJavaFileManager ours = compiler.getStandardFileManager(told, null, UTF_8);
        Output output = new Output(ours)) {
      // The jar holds sources too, for findings to name their lines; they are compiled already.
      ours.setLocation(StandardLocation.SOURCE_PATH, List.of());
      JavaCompiler.CompilationTask task =
          compiler.getTask(null, output, told, OPTIONS, null, List.of(new Source(uri, text)));
      UnusedResults unused = UnusedResults.of(file, (JavacTask) task);
      if (!task.call()) {
        CompileErrors errors =
            new CompileErrors(file, text, new CompileHints(new ImportableTypes(output)));
        throw new UnusableFile(errors.told(told.getDiagnostics()));
      }
      if (!unused.found().isEmpty()) {
        throw new UnusableFile(String.join("\n", unused.found()));
      }
      return output.classes();
    }
  }

  /** Who looks at each class as javac understands it. */
  public interface Reader {
    void read(TreePath type, CompilationUnitTree in, Trees trees);
  }

  /**
   * What came of a file.
   *
   * @param classes the bytes of each by name, of a file without errors
   */
  public record Compiled(
      Map<String, byte[]> classes, List<Diagnostic<? extends JavaFileObject>> errors) {

    public Compiled {
      classes = new TreeMap<>(classes);
      errors = List.copyOf(errors);
    }
  }

  /** Compiles {@code text} while {@code reader} looks on, and leaves its errors to who asks. */
  public static Compiled read(URI uri, String text, Reader reader) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    try (StandardJavaFileManager ours = compiler.getStandardFileManager(told, null, UTF_8);
        Output output = new Output(ours)) {
      ours.setLocation(StandardLocation.SOURCE_PATH, List.of());
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, output, told, OPTIONS, null, List.of(new Source(uri, text)));
      Trees trees = Trees.instance(task);
      task.addTaskListener(
          new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
              if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
                TreePath type = trees.getPath(event.getTypeElement());
                if (type != null) {
                  reader.read(type, event.getCompilationUnit(), trees);
                }
              }
            }
          });
      boolean isDone = task.call();
      return new Compiled(
          isDone ? output.classes() : Map.of(),
          told.getDiagnostics().stream()
              .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
              .toList());
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
