package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Inputs;
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
    sessions.look();
    releases.guess();
    String namespace =
        kustomizations
            .namespace()
            .filter(Names::isLabel)
            .or(() -> Optional.of(most(inputs)).filter(Names::isLabel))
            .orElse(USUAL);
    namespace(found, namespace);
    String called = namespace.equals("default") ? USUAL : namespace;
    new Rest(found, namespace).look();
    new Patched(found).look();
    return new Recognition(found, called, sessions.registry().or(images::registry));
  }

  private static void namespace(Found found, String namespace) {
    if (namespace.equals("default")) {
      for (Given one : found.inputs().objects()) {
        found.say(
            one,
            "/metadata/namespace",
            new Fate.Fixed(
                "namespace spark: limits and policies of a stack are its whole namespace's"));
      }
    } else if (!namespace.equals(USUAL)) {
      found.argue(Step.said("namespace", Code.text(namespace)));
    }
  }

  /** The namespace that most objects are in. */
  private static String most(Inputs inputs) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Given one : inputs.objects()) {
      if (!one.namespace().isEmpty()) {
        counts.merge(one.namespace(), 1, Integer::sum);
      } else if (one.kind().equals("Namespace")) {
        counts.merge(one.name(), 1, Integer::sum);
      }
    }
    return counts.isEmpty()
        ? USUAL
        : Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
  }
}
