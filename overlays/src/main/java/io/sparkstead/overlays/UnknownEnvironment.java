package io.sparkstead.overlays;

import io.sparkstead.dsl.value.NearName;
import java.io.Serial;
import java.util.List;

/** A name that no environment has; the message suggests the nearest and lists all. */
public final class UnknownEnvironment extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  UnknownEnvironment(String name, List<String> known) {
    super(
        "no environment '"
            + name
            + "'; "
            + NearName.of(name, known).map(near -> "did you mean '" + near + "'? ").orElse("")
            + "there is: "
            + String.join(", ", known));
  }
}
