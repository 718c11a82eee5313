package io.sparkstead.stack.proof.text;

import io.sparkstead.dsl.value.NearName;
import java.util.Collection;
import java.util.List;

/** The rest of a sentence about a name that is not there. */
public final class Near {

  private Near() {}

  /** {@code ; did you mean minio?}, or else what there is to name. */
  public static String remedy(String name, Collection<String> known) {
    return NearName.of(name, known)
        .map(meant -> "; did you mean " + meant + "?")
        .orElse("; add it or name one of " + List.copyOf(known));
  }
}
