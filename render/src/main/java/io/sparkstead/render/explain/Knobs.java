package io.sparkstead.render.explain;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.explain.compared.Effect;
import io.sparkstead.render.explain.compared.TreeCompared;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.release.SparkReleases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/**
 * Calls of a {@link Workbench} that would say what no line of Java says: each is tried, with a
 * value that nobody has by accident. One that is missing here is not proposed; none is proposed
 * that does not change the line.
 */
final class Knobs {

  private static final int PROPOSED = 2;

  private static final Resources ODD =
      new Resources(
          Cpu.millis(333), Cpu.millis(3333), ByteSize.mebibytes(3333), ByteSize.mebibytes(3333));

  /** What is proposed, and what is tried. */
  private static final Map<String, UnaryOperator<Workbench>> ALL = all();

  private Knobs() {}

  private static Map<String, UnaryOperator<Workbench>> all() {
    Map<String, UnaryOperator<Workbench>> all = new LinkedHashMap<>();
    all.put("namespace(…)", bench -> bench.namespace("odd"));
    all.put("prefix(…)", bench -> bench.prefix(DnsLabel.of("odd")));
    all.put("user(…)", bench -> bench.user(new PodUser(23333)));
    all.put("release(…)", bench -> bench.release(anotherRelease(bench)));
    all.put("rebuilt(…)", bench -> bench.rebuilt("3"));
    all.put("notebookImage(…)", bench -> bench.notebookImage("odd"));
    all.put("storageClass(…)", bench -> bench.storageClass("odd"));
    all.put("bucket(…)", bench -> bench.bucket("odd-bucket"));
    all.put("eventLogs(…)", bench -> bench.eventLogs("odd"));
    all.put("storeDisk(…)", bench -> bench.storeDisk(ByteSize.gibibytes(333)));
    all.put("storeSize(…)", bench -> bench.storeSize(ODD));
    all.put("storeExposure(…)", bench -> bench.storeExposure(anywhere()));
    all.put("historyDays(…)", bench -> bench.historyDays(333));
    all.put("historySize(…)", bench -> bench.historySize(ODD));
    all.put("historyExposure(…)", bench -> bench.historyExposure(anywhere()));
    all.put("notebookDisk(…)", bench -> bench.notebookDisk(ByteSize.gibibytes(333)));
    all.put("notebookSize(…)", bench -> bench.notebookSize(ODD));
    all.put("notebookExposure(…)", bench -> bench.notebookExposure(anywhere()));
    all.put("applicationName(…)", bench -> bench.applicationName("Odd"));
    all.put(
        "executors(…)",
        bench -> bench.executors(3, ByteSize.mebibytes(3333), ByteSize.gibibytes(33)));
    all.put("allocation(…)", bench -> bench.allocation(3, 33, 333));
    all.put("features(…)", bench -> bench.features(Set.of()));
    return Collections.unmodifiableMap(all);
  }

  private static Exposure anywhere() {
    return new Exposure.MetalLb("10.33.33.33");
  }

  private static String anotherRelease(Workbench bench) {
    SortedSet<String> versions = SparkReleases.versions();
    String is = bench.image().release().version();
    return versions.first().equals(is) ? versions.last() : versions.first();
  }

  /** The names of those that would be proposed, for who looks whether any is missing. */
  static Set<String> names() {
    return ALL.keySet();
  }

  /** A call that would change the line, and how many others. */
  private record Proposed(String call, int lines) {}

  /** Of the line {@code number}, from 1, of the file at {@code path}; the narrowest first. */
  static List<String> of(Subject subject, String path, int number) {
    Optional<Workbench> begun =
        subject.stack().recipe().filter(Workbench.class::isInstance).map(Workbench.class::cast);
    return begun.isPresent() ? of(subject, begun.get(), path, number) : List.of();
  }

  private static List<String> of(Subject subject, Workbench bench, String path, int number) {
    Map<String, String> as = files(subject, bench);
    if (!subject.tree().files().getOrDefault(path, "").equals(as.get(path))) {
      // What came after the bench has changed the file, and its lines are not those of the bench.
      return List.of();
    }
    TreeCompared.Base base = new TreeCompared.Base(as);
    List<Proposed> proposed = new ArrayList<>();
    ALL.forEach(
        (call, knob) -> {
          try {
            TreeCompared compared = base.in(files(subject, knob.apply(bench)));
            if (compared.at(path, number) == Effect.ALTERED) {
              proposed.add(new Proposed(call, compared.count()));
            }
          } catch (IllegalArgumentException e) {
            // Not in this stack.
          }
        });
    return proposed.stream()
        .sorted(Comparator.comparing(Proposed::lines))
        .limit(PROPOSED)
        .map(Proposed::call)
        .toList();
  }

  private static Map<String, String> files(Subject subject, Workbench bench) {
    return Layout.of(subject.environment(), StackManifests.of(bench.stack())).files();
  }
}
