package io.sparkstead.stack.patch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A patch that says why, as {@link Patch#because} makes it.
 *
 * @param why one line, for the reader of the tree
 */
record ReasonedPatch(Patch patch, String why) implements Patch {

  ReasonedPatch {
    if (why.isBlank() || why.lines().count() > 1) {
      throw new IllegalArgumentException(
          "reason '" + why + "' of a patch is no line of text; say in one why it is right");
    }
    if (patch instanceof ReasonedPatch) {
      throw new IllegalArgumentException(
          "patch of "
              + patch.kind()
              + " "
              + patch.name()
              + " says why already; call because(…) once");
    }
  }

  @Override
  public String kind() {
    return patch.kind();
  }

  @Override
  public String name() {
    return patch.name();
  }

  @Override
  public Map<String, Object> applyTo(Map<String, Object> object) {
    return patch.applyTo(object);
  }

  @Override
  public List<String> changes() {
    return patch.changes();
  }

  @Override
  public Optional<String> reason() {
    return Optional.of(why);
  }
}
