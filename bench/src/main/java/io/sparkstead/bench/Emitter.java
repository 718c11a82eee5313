package io.sparkstead.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environments;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The emitter in a warm JVM, on the objects of {@code homelab}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class Emitter {

  private final Stack stack = Environments.named("homelab").stack(ImageLock.NONE);

  private final List<HasMetadata> objects =
      StackManifests.of(stack).all().stream()
          .filter(part -> part.component().applied() == Component.Applied.WITH_THE_STACK)
          .flatMap(part -> part.manifests().stream())
          .map(Manifest::object)
          .toList();

  /** All of them, each as a document. */
  @Benchmark
  public int documents() {
    int characters = 0;
    for (HasMetadata object : objects) {
      characters += Yaml.document(object).length();
    }
    return characters;
  }
}
