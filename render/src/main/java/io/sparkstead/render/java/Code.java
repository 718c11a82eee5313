package io.sparkstead.render.java;

import io.sparkstead.dsl.value.ByteSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An expression, laid out as google-java-format lays it out. */
public sealed interface Code {

  /** How long a line may be. */
  int WIDTH = 100;

  /** The classes that it names, {@code static …} for a method. */
  Set<String> imports();

  /** All on one line. */
  String flat();

  /**
   * Laid out.
   *
   * @param indent of the line it begins in
   * @param column in which it begins
   * @param behind how much follows on its last line
   */
  String laidOut(int indent, int column, int behind);

  /** What is not broken: a literal, a name. */
  record Atom(String flat, Set<String> imports) implements Code {

    public Atom {
      imports = Set.copyOf(imports);
    }

    @Override
    public String laidOut(int indent, int column, int behind) {
      return flat;
    }
  }

  /** A method or constructor with what it is given. */
  record Apply(String head, List<Code> arguments, Set<String> own) implements Code {

    public Apply {
      arguments = List.copyOf(arguments);
      own = Set.copyOf(own);
    }

    @Override
    public Set<String> imports() {
      Set<String> all = new TreeSet<>(own);
      arguments.forEach(each -> all.addAll(each.imports()));
      return all;
    }

    @Override
    public String flat() {
      return head + "(" + String.join(", ", arguments.stream().map(Code::flat).toList()) + ")";
    }

    @Override
    public String laidOut(int indent, int column, int behind) {
      if (column + flat().length() + behind <= WIDTH || arguments.isEmpty()) {
        return flat();
      }
      int deeper = indent + 4;
      String line = "\n" + " ".repeat(deeper);
      String together = String.join(", ", arguments.stream().map(Code::flat).toList());
      if (deeper + together.length() + 1 + behind <= WIDTH) {
        return head + "(" + line + together + ")";
      }
      List<String> each = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        int last = i == arguments.size() - 1 ? 1 + behind : 1;
        each.add(arguments.get(i).laidOut(deeper, deeper, last));
      }
      return head + "(" + line + String.join("," + line, each) + ")";
    }
  }

  /** A text. */
  static Code text(String value) {
    StringBuilder literal = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\t' -> literal.append("\\t");
        default -> literal.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c);
      }
    }
    return new Atom(literal.append('"').toString(), Set.of());
  }

  /** A number. */
  static Code number(long value) {
    return new Atom(Long.toString(value), Set.of());
  }

  /** A name or a constant, of {@code imports}. */
  static Code name(String text, String... imports) {
    return new Atom(text, Set.of(imports));
  }

  /** {@code gibibytes(50)}. */
  static Code size(ByteSize size) {
    long mebi = Math.max(1, size.bytes() >> 20);
    String method = mebi % 1024 == 0 ? "gibibytes" : "mebibytes";
    return new Apply(
        method,
        List.of(number(mebi % 1024 == 0 ? mebi / 1024 : mebi)),
        Set.of("static io.sparkstead.dsl.value.ByteSize." + method));
  }

  /** {@code head(arguments)}. */
  static Code call(String head, Collection<String> imports, Code... arguments) {
    return new Apply(head, List.of(arguments), Set.copyOf(imports));
  }

  /** {@code List.of("a", "b")}. */
  static Code list(Collection<String> texts) {
    return new Apply("List.of", texts.stream().map(Code::text).toList(), Set.of("java.util.List"));
  }

  /** {@code Map.of("a", "b")}. */
  static Code map(Map<String, String> texts) {
    List<Code> all = new ArrayList<>();
    texts.forEach(
        (key, value) -> {
          all.add(text(key));
          all.add(text(value));
        });
    return new Apply("Map.of", all, Set.of("java.util.Map"));
  }
}
