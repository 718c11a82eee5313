package io.sparkstead.render.adopt.found;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.release.SparkReleases;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The Spark properties that the usual stack says itself, as it says them to a driver. */
final class SaidByStack {

  /** Of which the name is in the key. */
  private static final Pattern OF_A_BUCKET =
      Pattern.compile("spark\\.hadoop\\.fs\\.s3a\\.bucket\\..*\\.committer\\..*");

  private final Set<String> keys = new HashSet<>();
  private final Set<String> variables = new HashSet<>();
  private final SparkKeys known;

  /** Of the stack on {@code release}. */
  SaidByStack(String release) {
    known = SparkKeys.of(release);
    Workbench bench = new Workbench("localhost", ImageLock.NONE).release(release);
    Stack jobsToo = bench.stack().with(bench.submission("any", "local:///opt/any.py"));
    StackManifests usual = StackManifests.of(jobsToo);
    for (StackManifests.Part part : usual.all()) {
      for (Manifest manifest : part.manifests()) {
        if (manifest.object() instanceof ConfigMap map && map.getData() != null) {
          map.getData().values().forEach(this::add);
        }
        for (Container container : manifest.containers()) {
          container.getEnv().forEach(variable -> variables.add(variable.getName()));
        }
      }
    }
  }

  /** Of that on the release that a new environment has. */
  static SaidByStack usual() {
    SaidByStack usual = new SaidByStack(Releases.USUAL);
    // An older one has another SDK, with other variables.
    usual.variables.addAll(new SaidByStack(SparkReleases.versions().first()).variables);
    return usual;
  }

  private void add(String text) {
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (line.startsWith("spark.") && equals > 0) {
        keys.add(line.substring(0, equals));
      }
    }
  }

  /** Whether the stack sets a variable of that name. */
  boolean sets(String name) {
    return variables.contains(name);
  }

  boolean has(String key) {
    return keys.contains(key) || OF_A_BUCKET.matcher(key).matches();
  }

  /** What the release knows of {@code key}; nothing if it passes over it. */
  Optional<SparkKey> known(String key) {
    return known.lookup(key);
  }
}
