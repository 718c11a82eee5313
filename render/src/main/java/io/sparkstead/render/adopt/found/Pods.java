package io.sparkstead.render.adopt.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import io.sparkstead.stack.own.Taken;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a server's pods have: their size, variables and volumes. */
final class Pods {

  private static final Set<String> ACCOUNTED =
      Set.of("SPARK_NO_DAEMONIZE", "JUPYTER_ENABLE_LAB", "MINIO_ROOT_USER", "MINIO_ACCESS_KEY");

  private static final ByteSize SCRATCH = ByteSize.gibibytes(5);

  private final Found found;
  private final SaidByStack stack;

  Pods(Found found) {
    this.found = found;
    this.stack = SaidByStack.usual();
  }

  /** Says by {@code size} how large its first container is, and what becomes of the rest. */
  void look(Workload one, String size) {
    Given given = one.given();
    size(given, one.pod() + "/containers/" + one.main() + "/resources", size);
    for (int i = 0; i < one.containers().size(); i++) {
      variables(given, one.pod() + "/containers/" + i + "/env");
    }
    volumes(one);
    others(one);
  }

  /** Of a pod, the server alone is made. */
  private void others(Workload one) {
    for (int i = 0; i < one.containers().size(); i++) {
      if (i != one.main()) {
        found.say(
            one.given(),
            one.pod() + "/containers/" + i,
            new Fate.Left("a container beside the server is not made; say it by `.patchedBy(…)`"));
      }
    }
    found.say(
        one.given(),
        one.pod() + "/initContainers",
        new Fate.Left("a container before the server is not made; say it by `.patchedBy(…)`"));
  }

  private void size(Given given, String resources, String argument) {
    Optional<ByteSize> memory =
        given
            .text(resources + "/limits/memory")
            .or(() -> given.text(resources + "/requests/memory"))
            .flatMap(Amounts::ofKubernetes);
    if (memory.isEmpty()) {
      return;
    }
    long most = millis(given, resources + "/limits/cpu", 2000);
    long least = Math.min(most, millis(given, resources + "/requests/cpu", 500));
    Optional<ByteSize> scratch =
        given.text(resources + "/limits/ephemeral-storage").flatMap(Amounts::ofKubernetes);
    Code amounts =
        Code.call(
            "new Resources",
            List.of("io.sparkstead.dsl.kube.Resources"),
            cpu(least),
            cpu(most),
            Code.size(memory.get()),
            Code.size(scratch.orElse(SCRATCH)));
    found.argue(
        scratch.isPresent()
            ? Step.said(argument, amounts)
            : Step.guessed("its scratch space, the last number.", argument, amounts));
    for (String field :
        List.of("/limits/memory", "/limits/cpu", "/requests/cpu", "/limits/ephemeral-storage")) {
      found.say(given, resources + field, new Fate.Carried("." + argument + "(…)"));
    }
    found.say(
        given,
        resources + "/requests/memory",
        new Fate.Fixed("POD-07: as much memory is requested as the limit allows"));
  }

  private static long millis(Given given, String pointer, long otherwise) {
    String text = given.text(pointer).orElse("");
    if (text.matches("\\d{1,6}m")) {
      return Long.parseLong(text.substring(0, text.length() - 1));
    }
    return text.matches("\\d{1,4}(\\.\\d{1,3})?")
        ? Math.round(Double.parseDouble(text) * 1000)
        : otherwise;
  }

  private static Code cpu(long millis) {
    String method = millis % 1000 == 0 ? "Cpu.cores" : "Cpu.millis";
    return Code.call(
        method,
        List.of("io.sparkstead.dsl.value.Cpu"),
        Code.number(millis % 1000 == 0 ? millis / 1000 : millis));
  }

  private void variables(Given given, String env) {
    for (int i = 0; i < given.at(env).size(); i++) {
      String each = env + "/" + i;
      String name = given.text(each + "/name").orElse("");
      if (given.under(each).stream().anyMatch(leaf -> leaf.key().startsWith("spark."))) {
        found.say(
            given, each + "/name", new Fate.Fixed("properties are in a file, spark-defaults.conf"));
        continue;
      }
      boolean isSecret = false;
      for (Leaf leaf : given.under(each)) {
        isSecret |= Confidential.isOne(leaf);
      }
      if (isSecret) {
        found.say(given, each, new Fate.Fixed("SEC-01: a Secret, read from a file"));
      } else if (stack.sets(name) && given.text(each + "/value").isPresent()) {
        found.say(given, each, new Fate.Fixed("the stack sets it itself"));
      } else if (ACCOUNTED.contains(name)) {
        found.say(given, each, new Fate.Fixed("UPD-12: the server itself is process 1"));
      } else if (found.role(given) == Role.NOTEBOOK
          && given.text(each + "/value").isPresent()
          && Taken.isVariable(name)
          && Taken.variable(name).isEmpty()) {
        found.property(
            "env " + name,
            Step.said("env", Code.text(name), Code.text(given.text(each + "/value").get())));
        found.say(given, each, new Fate.Carried(".env(…)"));
      }
    }
  }

  /** Volumes of what is recognised are mounted by the part itself. */
  private void volumes(Workload one) {
    Given given = one.given();
    Set<String> known = new HashSet<>();
    for (int i = 0; i < given.at(one.pod() + "/volumes").size(); i++) {
      JsonNode volume = given.at(one.pod() + "/volumes/" + i);
      if (isKnown(volume)) {
        known.add(volume.path("name").asText());
        found.say(
            given,
            one.pod() + "/volumes/" + i,
            new Fate.Fixed("UPD-02, UPD-03: folders, of the part's own"));
      }
    }
    for (int i = 0; i < given.at(one.pod() + "/containers").size(); i++) {
      String mounts = one.pod() + "/containers/" + i + "/volumeMounts";
      for (int j = 0; j < given.at(mounts).size(); j++) {
        if (known.contains(given.text(mounts + "/" + j + "/name").orElse(""))) {
          found.say(
              given,
              mounts + "/" + j,
              new Fate.Fixed("UPD-02, UPD-03: folders, of the part's own"));
        }
      }
    }
  }

  private boolean isKnown(JsonNode volume) {
    String name =
        volume.at("/persistentVolumeClaim/claimName").asText()
            + volume.at("/configMap/name").asText();
    for (Given one : found.inputs().objects("PersistentVolumeClaim", "ConfigMap")) {
      if (one.name().equals(name) && found.isTaken(one)) {
        return true;
      }
    }
    return volume.has("emptyDir");
  }
}
