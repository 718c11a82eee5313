package io.sparkstead.render.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  private static final String OURS = "sparkstead";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {OURS + " " + packaged()};
  }

  /**
   * What the jar says of itself; without one, the first manifest on the class path is another's.
   */
  private static String packaged() throws IOException {
    try (InputStream in = Version.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
      Attributes ours = in == null ? new Attributes() : new Manifest(in).getMainAttributes();
      @Nullable String version = ours.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return OURS.equals(ours.getValue(Attributes.Name.IMPLEMENTATION_TITLE)) && version != null
          ? version
          : "(not packaged)";
    }
  }
}
