package io.sparkstead.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java in the documents: whatever stands in a fence that says so. */
final class Snippets {

  private static final Path ROOT = Path.of("..");

  private static final Pattern FENCE = Pattern.compile("(?ms)^```java\n(.*?)^```$");

  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:public |final |sealed |abstract )*(?:class|record|interface) (\\w+)");

  private static final Pattern IMPORTS = Pattern.compile("(?:(?:import [^\n]*)?\n)*");

  /** What a snippet that is no file may name: parts of the environment that a reader has. */
  private static final String SURROUNDINGS =
      """
      abstract class Surroundings {
        static io.sparkstead.dsl.kube.Namespace SPARK;
        static io.sparkstead.dsl.kube.PodUser USER;
        io.sparkstead.dsl.value.ImageLock lock;
        io.sparkstead.stack.Stack stack;
        io.sparkstead.stack.component.SeaweedFs seaweedFs;
        io.sparkstead.stack.image.SparkImage spark;
        io.sparkstead.stack.component.SparkRbac rbac;
        io.sparkstead.stack.spark.RpcAuthentication rpc;
        io.sparkstead.stack.storage.EventLog eventLog;
        io.sparkstead.stack.spark.SparkApplication application;
        io.sparkstead.stack.spark.SparkApplication nightly;

        public io.sparkstead.dsl.value.DnsLabel name() {
          return null;
        }
      }
      """;

  private Snippets() {}

  /** The pages that show any. */
  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> all = Files.list(ROOT.resolve("docs"))) {
      for (Path page : Stream.concat(Stream.of(ROOT.resolve("README.md")), all).sorted().toList()) {
        if (page.toString().endsWith(".md") && !of(page).isEmpty()) {
          pages.add(page);
        }
      }
    }
    return pages;
  }

  /** Those of {@code page}, but for parts of environments that ship: the build compiles these. */
  static List<Snippet> of(Path page) throws IOException {
    String text = Files.readString(page);
    List<Snippet> snippets = new ArrayList<>();
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      int line = (int) text.substring(0, fence.start()).lines().count() + 1;
      Snippet snippet = new Snippet(page.getFileName().toString(), line, fence.group(1));
      if (!ships(snippet.text())) {
        snippets.add(snippet);
      }
    }
    return snippets;
  }

  private static boolean ships(String part) throws IOException {
    try (Stream<Path> all =
        Files.list(ROOT.resolve("overlays/src/main/java/io/sparkstead/overlays"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains(part)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What javac says of those of one page, which may name each other: {@code page.md:12: why}. */
  static List<String> errors(List<Snippet> snippets, Path classes) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    sources.add(new Source("Surroundings.java", SURROUNDINGS));
    for (Snippet snippet : snippets) {
      sources.add(new Source(snippet.page() + "/" + snippet.file(), snippet.source()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    List<String> options = List.of("-proc:none", "-Xlint:none", "-d", classes.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(told, null, UTF_8)) {
      compiler.getTask(null, files, told, options, null, sources).call();
    }
    return told.getDiagnostics().stream()
        .map(
            one ->
                Path.of(one.getSource().toUri().getPath()).getParent().getFileName()
                    + ":"
                    + one.getLineNumber()
                    + ": "
                    + one.getMessage(Locale.ENGLISH))
        .toList();
  }

  /**
   * One of them: a file, methods of an environment, or statements where one is made; each behind
   * the imports that it takes.
   *
   * @param line of its fence
   */
  record Snippet(String page, int line, String text) {

    boolean isEnvironment() {
      return isFile() && text.contains(" implements Environment ");
    }

    private boolean isFile() {
      return TYPE.matcher(text).find();
    }

    /** What javac wants the file to be called. */
    String file() {
      Matcher type = TYPE.matcher(text);
      return (type.find() ? type.group(1) : name()) + ".java";
    }

    private String name() {
      return "Snippet" + line;
    }

    /** As javac may read it, each line where the page has it. */
    String source() {
      if (isFile()) {
        return "\n".repeat(line) + text;
      }
      Matcher imports = IMPORTS.matcher(text);
      String head = imports.lookingAt() ? imports.group() : "";
      String body = text.substring(head.length());
      boolean isMembers = body.strip().matches("(?s)(@Override|public|private).*");
      String begin =
          isMembers
              ? "abstract class %s extends Surroundings implements "
                  + Environment.class.getName()
                  + " {"
              : "class %s extends Surroundings { "
                  + Stack.class.getName()
                  + " made() { if (spark != null) {";
      String end = isMembers ? "}" : "} return null; } }";
      // On the line of the fence, or in place of the empty one behind the imports.
      return "\n".repeat(head.isEmpty() ? line - 1 : line)
          + head.stripTrailing()
          + (head.isEmpty() ? "" : "\n")
          + begin.formatted(name())
          + "\n"
          + body
          + end;
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String path, String text) {
      super(URI.create("memory:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
