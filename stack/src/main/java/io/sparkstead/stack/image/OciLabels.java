package io.sparkstead.stack.image;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import java.util.Map;

/**
 * What an image says about itself. {@code build.sh} adds what is not known before it runs: the
 * commit and where it can be found.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/annotations.md">The keys</a>
 */
final class OciLabels {

  private static final String KEYS = "org.opencontainers.image.";

  /** The label of the commit that an image was built from. */
  static final String REVISION = KEYS + "revision";

  /** The label of the address of its source. */
  static final String SOURCE = KEYS + "source";

  private OciLabels() {}

  /**
   * @param version of the main program in it
   * @param licenses of the programs that it is made for, as an SPDX expression
   */
  static Map<String, String> of(
      DnsLabel title, String description, String version, String licenses, ImageReference base) {
    return Map.of(
        KEYS + "title", title.text(),
        KEYS + "description", description,
        KEYS + "version", version,
        KEYS + "licenses", licenses,
        KEYS + "base.name", base.toString());
  }
}
