package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that was recognised.
 *
 * @param namespace the stack's
 * @param registry under which images of one's own are, if any said
 */
public record Recognition(Found found, String namespace, Optional<String> registry) {

  private static final String USUAL = "spark";

  static final Fate NOT_DEFAULT =
      new Fate.Fixed("namespace spark: limits and policies of a stack are its whole namespace's");

  /** Of {@code inputs}: objects are known by what they do, whatever they are called. */
  public static Recognition of(Inputs inputs) {
    Found found = new Found(inputs);
    Releases releases = new Releases(found);
    Kustomizations kustomizations = new Kustomizations(found);
    kustomizations.look();
    new Servers(found).look();
    new Accounts(found).look();
    Images images = new Images(found, releases);
    images.look();
    new Jobs(found, releases).look();
    new ChartValues(found, releases).look();
    Sessions sessions = new Sessions(found, releases);
    sessions.gather();
    images.everybodys();
    sessions.look();
    releases.guess();
    String namespace =
        kustomizations
            .namespace()
            .filter(Names::isLabel)
            .or(() -> most(found.inputs()).filter(Names::isLabel))
            .or(sessions::namespace)
            .orElse(USUAL);
    namespace(found, namespace);
    sessions.tellNamespace(namespace);
    String called = namespace.equals("default") ? USUAL : namespace;
    new Rest(found, namespace).look();
    new Patched(found).look();
    overridden(found);
    return new Recognition(found, called, sessions.registry().or(images::registry));
  }

  private static void overridden(Found found) {
    for (Given one : found.inputs().given()) {
      for (Leaf leaf : one.leaves()) {
        if (leaf.isOverridden()) {
          found.say(
              one,
              leaf.pointer(),
              new Fate.Left("overridden: it is said again below, and the last one holds"));
        }
      }
    }
  }

  private static void namespace(Found found, String namespace) {
    if (namespace.equals("default")) {
      for (Given one : found.inputs().objects()) {
        found.say(one, "/metadata/namespace", NOT_DEFAULT);
      }
    } else if (!namespace.equals(USUAL)) {
      found.argue(Step.said("namespace", Code.text(namespace)));
    }
  }

  /** The namespace that most objects are in. */
  private static Optional<String> most(Inputs inputs) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Given one : inputs.objects()) {
      if (!one.namespace().isEmpty()) {
        counts.merge(one.namespace(), 1, Integer::sum);
      } else if (one.kind().equals("Namespace")) {
        counts.merge(one.name(), 1, Integer::sum);
      }
    }
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey());
  }
}
