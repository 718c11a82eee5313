package io.sparkstead.render.cli;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.overlays.UnknownEnvironment;
import io.sparkstead.render.source.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which environment a command line asks for. */
sealed interface Asked {

  /**
   * Goes and gets it.
   *
   * @throws Refusal if there is none
   */
  Environment environment() throws IOException;

  /** One that ships with the program. */
  record Shipped(String name) implements Asked {
    @Override
    public Environment environment() {
      try {
        return Environments.named(name);
      } catch (UnknownEnvironment e) {
        throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
      }
    }
  }

  /** One that a Java file defines. */
  record InFile(Path file) implements Asked {
    @Override
    public Environment environment() throws IOException {
      if (!Files.isRegularFile(file)) {
        throw new Refusal(
            ExitCode.USAGE, "no file '" + file + "'; name one that is there, `init` writes one");
      }
      if (!EnvironmentFile.isPossible()) {
        throw new Refusal(
            ExitCode.USAGE,
            "this Java ("
                + System.getProperty("java.home")
                + ") has no compiler for "
                + file
                + "; run with the java of a JDK, 17 or later");
      }
      return EnvironmentFile.load(file);
    }
  }
}
