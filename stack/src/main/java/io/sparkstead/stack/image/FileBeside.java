package io.sparkstead.stack.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file of a person's that lies beside a class. */
final class FileBeside {

  private FileBeside() {}

  /**
   * Its text; refused where there is none.
   *
   * @param remedy how it comes to be there
   */
  static String text(Class<?> place, String file, String remedy) {
    try (InputStream in = place.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there is no file " + file + " beside " + place.getSimpleName() + "; " + remedy);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
