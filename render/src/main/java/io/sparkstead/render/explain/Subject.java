package io.sparkstead.render.explain;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.source.SourceText;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The environment that is asked about, and all it is made of.
 *
 * @param file of its Java, for what that reads beside itself
 * @param lock the digests that its images are rendered with
 * @param root the folder that paths of its files begin with, e.g. {@code out/homelab}
 */
public record Subject(
    Environment environment,
    StackManifests manifests,
    ManifestTree tree,
    SourceText source,
    Path file,
    ImageLock lock,
    String root) {

  Stack stack() {
    return manifests.stack();
  }

  /** The files of the same environment among {@code others}, made of Java that says otherwise. */
  Map<String, String> files(List<Environment> others) {
    Environment other = others.size() == 1 ? others.get(0) : namesake(others);
    return Layout.of(called(other), StackManifests.of(other.stack(lock))).files();
  }

  /** Its name may be what is otherwise: then it is the one that no other is called like. */
  private Environment namesake(List<Environment> others) {
    return others.stream()
        .filter(other -> other.name().equals(environment.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no environment has its name any more"));
  }

  private Environment called(Environment other) {
    return environment instanceof EnvironmentFile loaded
        ? new EnvironmentFile(
            loaded.source(),
            other,
            other.name(),
            other.description(),
            List.of(),
            List.of(),
            loaded.option())
        : other;
  }
}
