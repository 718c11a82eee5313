package io.sparkstead.stack.proof.syntax;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.image.PipLock;
import io.sparkstead.stack.proof.syntax.python.PythonLibrary;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which packages Python finds where a text runs.
 *
 * @param modules those that texts of the stack are themselves
 * @param isOpen whether Spark brings others along
 */
record PythonPlaces(Evidence stack, Set<String> modules, boolean isOpen) {

  private static final List<String> BROUGHT =
      List.of("spark.submit.pyFiles", "spark.archives", "spark.jars.packages");

  /** What a text, or one beside it, looks for modules by. */
  private static final List<String> LOOKING =
      List.of("sys.path", "addPyFile", "addArchive", "importlib", "pip install", "site.addsitedir");

  static PythonPlaces of(Evidence stack) {
    Set<String> modules = new HashSet<>();
    boolean isOpen = false;
    for (Text text : Texts.of(stack)) {
      if (text.kind() == TextKind.PYTHON && text.name().endsWith(".py")) {
        modules.add(text.name().substring(0, text.name().length() - ".py".length()));
      }
      isOpen |= text.text().contains("--py-files") || text.text().contains("--archives");
    }
    for (Conf conf : stack.confs()) {
      for (String key : BROUGHT) {
        isOpen |= conf.get(key).isPresent();
      }
    }
    return new PythonPlaces(stack, modules, isOpen);
  }

  /** The package that would bring {@code module} to where {@code text} runs, if none does. */
  Optional<String> missing(Text text, String module) {
    if (isOpen || modules.contains(module) || looksElsewhere(text)) {
      return Optional.empty();
    }
    Optional<String> missing = Optional.empty();
    for (Text.Runner runner : text.runners()) {
      Optional<Set<String>> packages = packages(runner.container());
      if (packages.isEmpty()) {
        return Optional.empty();
      }
      Optional<String> there = PythonLibrary.missing(module, packages.get());
      if (there.isEmpty()) {
        return there;
      }
      missing = there;
    }
    return missing;
  }

  /** What is there where {@code text} runs, and {@code module} may be a slip for. */
  Optional<String> meant(Text text, String module) {
    if (PythonLibrary.isBrought(module)) {
      return Optional.empty();
    }
    Set<String> there = new TreeSet<>(modules);
    for (Text.Runner runner : text.runners()) {
      there.addAll(PythonLibrary.modules(packages(runner.container()).orElse(Set.of())));
    }
    return NearName.within(2, module, there);
  }

  private static boolean looksElsewhere(Text text) {
    for (String word : LOOKING) {
      if (text.text().contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The distributions in the image of {@code container}; nothing if it may have others. */
  private Optional<Set<String>> packages(ContainerView container) {
    boolean isPointed =
        container.variables().stream().anyMatch(one -> one.name().startsWith("PYTHON"));
    Optional<DockerfileText> image = stack.images().dockerfile(container.image());
    if (image.isEmpty() || isPointed) {
      return Optional.empty();
    }
    Optional<List<PipLock>> locks = PipLock.of(stack, image.get());
    Set<String> packages = new HashSet<>();
    for (PipLock lock : locks.orElse(List.of())) {
      packages.addAll(lock.names());
    }
    return packages.isEmpty() ? Optional.empty() : Optional.of(packages);
  }
}
