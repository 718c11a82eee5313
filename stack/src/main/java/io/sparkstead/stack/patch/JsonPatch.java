package io.sparkstead.stack.patch;

import io.sparkstead.dsl.text.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Steps in order, each at a path: for an item of a list, which a merge would replace as a whole.
 *
 * <pre>{@code
 * new JsonPatch(
 *     "Service",
 *     "jupyter",
 *     new Test("/spec/ports/0/name", "http"),
 *     new Replace("/spec/ports/0/port", 80))
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 */
public record JsonPatch(String kind, String name, List<Operation> operations) implements Patch {

  /** An empty one would replace the whole object. */
  private static final Pattern POINTER = Pattern.compile("(?:/(?:[^~/]|~[01])*)+");

  public JsonPatch {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    operations = List.copyOf(operations);
  }

  public JsonPatch(String kind, String name, Operation... operations) {
    this(kind, name, List.of(operations));
  }

  /** One step. Paths are JSON pointers: {@code /spec/ports/0}, {@code /spec/ports/-} to append. */
  public sealed interface Operation {

    /** As RFC 6902 writes it. */
    Map<String, Object> document();

    /** {@code replace /spec/ports/0/port}. */
    default String title() {
      return document().get("op") + " " + document().get("path");
    }
  }

  /** Puts a field, or an item before the one at {@code path}. */
  public record Add(String path, Object value) implements Operation {
    public Add {
      path = pointer(path);
      value = Contents.checked(path, value);
    }

    @Override
    public Map<String, Object> document() {
      return Mapping.of("op", "add", "path", path, "value", value);
    }
  }

  /** Takes away what is there. */
  public record Remove(String path) implements Operation {
    public Remove {
      path = pointer(path);
    }

    @Override
    public Map<String, Object> document() {
      return Mapping.of("op", "remove", "path", path);
    }
  }

  /** Puts another value where one is. */
  public record Replace(String path, Object value) implements Operation {
    public Replace {
      path = pointer(path);
      value = Contents.checked(path, value);
    }

    @Override
    public Map<String, Object> document() {
      return Mapping.of("op", "replace", "path", path, "value", value);
    }
  }

  /** Takes away what is at {@code from}, and puts it at {@code path}. */
  public record Move(String from, String path) implements Operation {
    public Move {
      from = pointer(from);
      path = pointer(path);
    }

    @Override
    public Map<String, Object> document() {
      return Mapping.of("op", "move", "from", from, "path", path);
    }
  }

  /** Puts what is at {@code from} also at {@code path}. */
  public record Copy(String from, String path) implements Operation {
    public Copy {
      from = pointer(from);
      path = pointer(path);
    }

    @Override
    public Map<String, Object> document() {
      return Mapping.of("op", "copy", "from", from, "path", path);
    }
  }

  /** Fails unless {@code value} is what is there: that the list still is in the order one saw. */
  public record Test(String path, Object value) implements Operation {
    public Test {
      path = pointer(path);
      value = Contents.checked(path, value);
    }

    @Override
    public Map<String, Object> document() {
      return Mapping.of("op", "test", "path", path, "value", value);
    }
  }

  private static String pointer(String path) {
    if (!POINTER.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "path '"
              + path
              + "' is no JSON pointer to a field; write steps with a / before each, as in"
              + " /spec/ports/0, with ~1 for a / of a name and ~0 for a ~");
    }
    return path;
  }

  @Override
  public Map<String, Object> applyTo(Map<String, Object> object) {
    Map<String, Object> changed = object;
    for (Operation operation : operations) {
      changed = Documents.after(operation, changed);
    }
    return changed;
  }

  @Override
  public List<String> changes() {
    return operations.stream()
        .filter(operation -> !(operation instanceof Test))
        .map(Operation::title)
        .toList();
  }
}
