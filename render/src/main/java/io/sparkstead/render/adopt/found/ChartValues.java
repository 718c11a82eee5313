package io.sparkstead.render.adopt.found;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import java.util.List;
import java.util.Optional;

/**
 * Values of the Bitnami chart: a master and workers that stay, whose place executors take that come
 * and go.
 */
final class ChartValues {

  private final Found found;
  private final Releases releases;

  ChartValues(Found found, Releases releases) {
    this.found = found;
    this.releases = releases;
  }

  void look() {
    for (Given one : found.inputs().given()) {
      boolean isChart =
          one.shape() == Given.Shape.VALUES && (one.has("/worker") || one.has("/master"));
      if (isChart && !found.isTaken(one)) {
        values(one);
      }
    }
  }

  private void values(Given one) {
    found.play(one, Role.CHART);
    found.hold("what the Bitnami chart made");
    for (Leaf leaf : one.under("/image/tag")) {
      Releases.in(leaf.text()).ifPresent(version -> releases.take(one, leaf, version));
    }
    executors(one);
    workers(one);
    for (Leaf leaf : one.leaves()) {
      if (found.fate(one, leaf).isEmpty()) {
        found.say(one, leaf.pointer(), fate(leaf));
      }
    }
  }

  private void executors(Given one) {
    Optional<Integer> cores =
        one.text("/worker/coreLimit")
            .or(() -> one.text("/worker/resources/limits/cpu"))
            .flatMap(Amounts::cores);
    Optional<ByteSize> memory =
        one.text("/worker/memoryLimit")
            .or(() -> one.text("/worker/resources/limits/memory"))
            .flatMap(Amounts::ofSpark);
    if (cores.isPresent() || memory.isPresent()) {
      found.argue(
          Step.guessed(
              "an executor is as large as a worker was; and the disk for shuffles.",
              "executors",
              Code.number(cores.orElse(1)),
              Code.size(memory.orElse(ByteSize.gibibytes(1))),
              Code.size(Sessions.DISK)));
      for (String pointer :
          List.of(
              "/worker/coreLimit",
              "/worker/memoryLimit",
              "/worker/resources/limits/cpu",
              "/worker/resources/limits/memory")) {
        found.say(one, pointer, new Fate.Carried(".executors(…)"));
      }
    }
  }

  private void workers(Given one) {
    int count = Math.max(1, one.at("/worker/replicaCount").asInt(2));
    boolean isScaled = one.at("/worker/autoscaling/enabled").asBoolean();
    int most =
        Math.max(
            one.at("/worker/autoscaling/maxReplicas").asInt(0),
            one.at("/worker/autoscaling/replicasMax").asInt(0));
    if (isScaled || one.has("/worker/replicaCount")) {
      int max = isScaled ? Math.max(count, most == 0 ? 5 : most) : count;
      found.argue(Step.said("allocation", Code.number(1), Code.number(1), Code.number(max)));
      for (String pointer :
          List.of(
              "/worker/replicaCount",
              "/worker/autoscaling/enabled",
              "/worker/autoscaling/maxReplicas",
              "/worker/autoscaling/replicasMax")) {
        found.say(one, pointer, new Fate.Carried(".allocation(…): executors come and go"));
      }
    }
  }

  private static Fate fate(Leaf leaf) {
    String pointer = leaf.pointer();
    boolean isNothing =
        leaf.value().isNull()
            || (leaf.value().isContainerNode() && leaf.value().isEmpty())
            || leaf.text().isEmpty();
    if (Confidential.isOne(leaf)) {
      return new Fate.Left("it may be a secret, which no file holds: `secrets` makes Secrets");
    }
    if (isNothing && !leaf.value().isNumber()) {
      return new Fate.Carried("nothing, as there");
    }
    if (pointer.startsWith("/security/rpc")) {
      return new Fate.Fixed("SEC-03, SEC-04: drivers and executors know each other, by a Secret");
    }
    if (pointer.startsWith("/image")) {
      return new Fate.Fixed(
          "PIN-05: the image that is built; Bitnami's are in its free catalogue no more");
    }
    if (pointer.startsWith("/service") || pointer.startsWith("/ingress")) {
      return new Fate.Left(
          "it led to the master's page, and there is no master; say `.historyExposure(…)`");
    }
    if (pointer.matches("/(master|worker)/(.*[sS]ecurityContext|podSecurity).*")) {
      return new Fate.Fixed("POD-01 to POD-05: one user, in every pod");
    }
    return new Fate.Left(
        pointer.startsWith("/master")
            ? "there is no master: each driver asks Kubernetes for executors"
            : "no argument is that; executors are said by `.executors(…)`, `.placed(…)`,"
                + " `.conf(…)`");
  }
}
