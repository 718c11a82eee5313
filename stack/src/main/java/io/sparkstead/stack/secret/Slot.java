package io.sparkstead.stack.secret;

import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.SecretSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A file of the tree that a person makes, with a secret in it that nobody can read. */
public sealed interface Slot permits SealedSlot, SopsSlot {

  /** The Secret it is for. */
  SecretSpec secret();

  Namespace namespace();

  /** Its name in the folder of secrets. */
  String file();

  /** Whether Kustomize applies it as it is, and no plugin reads it. */
  boolean isApplied();

  /** What it shows that should be sealed; no answer repeats a value. */
  List<String> leaks(Map<?, ?> document);

  /** Why it would not become the Secret, though it is sealed. */
  List<String> misfits(Map<?, ?> document);

  /** How one is made. */
  String remedy();

  /** How what goes into it is printed, in the words of a {@link #remedy}. */
  default String printed() {
    return secret().isKeptByOthers()
        ? "make it of its owner's values by `kubectl create secret generic "
            + secret().name()
            + " --dry-run=client -o yaml …`"
        : "print it by `secrets --name " + secret().name() + "`";
  }

  /** The map under {@code key}, or an empty one. */
  static Map<?, ?> map(Map<?, ?> document, String key) {
    return document.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** What {@code document} calls itself and where it says it belongs, where that is wrong. */
  default List<String> wrongName(Map<?, ?> document) {
    Map<?, ?> metadata = map(document, "metadata");
    List<String> wrong = new ArrayList<>();
    differs(wrong, "name", metadata.get("name"), secret().name().text());
    differs(wrong, "namespace", metadata.get("namespace"), namespace().name());
    return wrong;
  }

  private static void differs(
      List<String> wrong,
      String field,
      @org.jspecify.annotations.Nullable Object is,
      String wanted) {
    if (!wanted.equals(is)) {
      wrong.add(
          "is for "
              + field
              + " '"
              + (is == null ? "" : is)
              + "', and has to be for '"
              + wanted
              + "'");
    }
  }

  /** The keys of the Secret that are not in {@code found}. */
  default List<String> missing(Map<?, ?> found) {
    TreeSet<String> missing = new TreeSet<>(secret().recipes().keySet());
    missing.removeIf(found::containsKey);
    return missing.isEmpty() ? List.of() : List.of("has no key " + String.join(", ", missing));
  }
}
