package io.sparkstead.render.source;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;

/** What to do about an error of javac's, where one can say. */
final class CompileHints {

  private static final Pattern ASKED = Pattern.compile("converted to (io\\.sparkstead\\.[\\w.]+)");

  /** Behind a dot or not. */
  private static final Pattern NAME = Pattern.compile("\\.?\\s*(\\w+)");

  private final ImportableTypes types;

  CompileHints(ImportableTypes types) {
    this.types = types;
  }

  /** About {@code told}, of the file that holds {@code text}. */
  Optional<String> of(Diagnostic<?> told, String text) {
    String code = String.valueOf(told.getCode());
    if (code.startsWith("compiler.err.cant.resolve") || code.equals("compiler.err.doesnt.exist")) {
      return unknown(name(told, text));
    }
    return switch (code) {
      case "compiler.err.prob.found.req" ->
          Optional.of(told.getMessage(Locale.ENGLISH)).flatMap(CompileHints::factories);
      case "compiler.err.cant.apply.symbol", "compiler.err.cant.apply.symbols" ->
          Optional.of("compare what you give with each form that is listed, one value at a time");
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
      Class<?> type = Class.forName(asked.group(1), false, CompileHints.class.getClassLoader());
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
    List<String> imports = types.named(name).stream().map(type -> "import " + type + ";").toList();
    return imports.isEmpty()
        ? types.near(name).map(near -> "did you mean " + simple(near) + "? it is " + near)
        : Optional.of("add: " + String.join(" or ", imports));
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /**
   * The name that javac does not know: {@code Map} in {@code Map.Entry}, which it takes for a
   * package, and {@code Claim} in {@code io.sparkstead.Claim}.
   */
  private static String name(Diagnostic<?> told, String text) {
    int at = (int) told.getPosition();
    String before = text.substring((int) told.getStartPosition(), at).strip();
    if (told.getCode().equals("compiler.err.doesnt.exist") && before.indexOf('.') < 0) {
      return before;
    }
    Matcher name = NAME.matcher(text).region(at, text.length());
    return name.lookingAt() ? name.group(1) : "";
  }
}
