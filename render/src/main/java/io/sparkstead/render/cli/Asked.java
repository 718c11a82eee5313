package io.sparkstead.render.cli;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.overlays.UnknownEnvironment;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.cli.outcome.Refusals;
import io.sparkstead.render.source.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which environments a command line asks for. */
sealed interface Asked {

  /**
   * Goes and gets them, one at least.
   *
   * @throws Refusal if there is none
   */
  List<Environment> environments() throws IOException;

  /** One that ships with the program. */
  record Shipped(String name) implements Asked {
    @Override
    public List<Environment> environments() {
      try {
        return List.of(Environments.named(name));
      } catch (UnknownEnvironment e) {
        throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
      }
    }
  }

  /** All that ship with the program. */
  record AllShipped() implements Asked {
    @Override
    public List<Environment> environments() {
      return Environments.all();
    }
  }

  /**
   * What a Java file defines.
   *
   * @param only those of these names, or all if there are none
   * @param standIns texts in place of files beside it, where those are not there yet
   */
  record InFile(Path file, Set<String> only, Map<String, String> standIns) implements Asked {

    public InFile {
      only = Set.copyOf(only);
      standIns = Map.copyOf(standIns);
    }

    @Override
    public List<Environment> environments() throws IOException {
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
      List<EnvironmentFile> all = EnvironmentFile.load(file, standIns);
      Set<String> names = new TreeSet<>();
      all.forEach(one -> names.add(one.name().text()));
      for (String name : new TreeSet<>(only)) {
        if (!names.contains(name)) {
          throw new Refusal(
              ExitCode.USAGE,
              file
                  + " has no environment '"
                  + name
                  + "'; "
                  + NearName.of(name, names)
                      .map(near -> "did you mean " + near + "?")
                      .orElseGet(() -> "it has " + Refusals.few(names)));
        }
      }
      return List.copyOf(
          all.stream().filter(one -> only.isEmpty() || only.contains(one.name().text())).toList());
    }
  }
}
