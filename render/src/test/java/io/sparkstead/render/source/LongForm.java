package io.sparkstead.render.source;

import io.sparkstead.dsl.value.DnsLabel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What {@code init} would write if there were no preset: part by part, by the components' own
 * constructors.
 */
public final class LongForm {

  private LongForm() {}

  public static Template template() {
    try (InputStream in = LongForm.class.getResourceAsStream("LongForm.java.txt")) {
      byte[] text = Objects.requireNonNull(in, "beside this class").readAllBytes();
      return new Template("Mylab", DnsLabel.of("mylab"), new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
