package io.sparkstead.render.adopt.outcome;

import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.adopt.found.Found;
import io.sparkstead.render.adopt.found.Found.Counterpart;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.review.object.TreeObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What an object that comes along as it was names, and that is called otherwise here. */
record References(Found found, Function<Given, Optional<TreeObject>> counterpart) {

  private static final Pattern NAME =
      Pattern.compile(".*/(name|claimName|serviceAccountName|serviceName|secretName)");
  private static final Map<String, String> KINDS =
      Map.of(
          "service", "Service",
          "serviceName", "Service",
          "claimName", "PersistentVolumeClaim",
          "serviceAccountName", "ServiceAccount",
          "secretName", "Secret",
          "configMap", "ConfigMap",
          "configMapRef", "ConfigMap",
          "configMapKeyRef", "ConfigMap");

  private static final Pattern OF_ITS_OWN =
      Pattern.compile(
          ".*/((initC|ephemeralC|c)ontainers|ports|env|volumes|volumeMounts|headers|httpHeaders)/\\d+/name");
  private static final Pattern SELECTOR =
      Pattern.compile("/spec/(.*/)?([a-zA-Z]*[sS]elector)(/matchLabels)?/[^/]+");

  /** Whether it is what an object calls a container, port or variable of its own. */
  static boolean isOfItsOwn(Leaf leaf) {
    return OF_ITS_OWN.matcher(leaf.pointer()).matches();
  }

  /** Why {@code leaf} of {@code one} leads nowhere, if it does. */
  Optional<Fate> stale(Given one, Leaf leaf) {
    if (!found.own().contains(one) || leaf.pointer().startsWith("/metadata/")) {
      return Optional.empty();
    }
    if (NAME.matcher(leaf.pointer()).matches() && !isOfItsOwn(leaf)) {
      return renamed(one, leaf);
    }
    return SELECTOR.matcher(leaf.pointer()).matches() ? unselected(leaf) : Optional.empty();
  }

  private Optional<Fate> renamed(Given one, Leaf leaf) {
    Optional<String> kind = kind(one, leaf);
    for (Given other : found.inputs().objects()) {
      Optional<Counterpart> here = found.counterpart(other);
      boolean isIt =
          other.name().equals(leaf.text())
              && kind.filter(said -> !said.equals(other.kind())).isEmpty();
      if (isIt && here.isPresent()) {
        boolean isSame =
            here.get().name().equals(other.name()) && here.get().kind().equals(other.kind());
        return isSame ? Optional.empty() : Optional.of(told(other, here.get()));
      }
    }
    return Optional.empty();
  }

  /** Of what {@code leaf} names, as the field beside it or its own name says. */
  private static Optional<String> kind(Given one, Leaf leaf) {
    String around = leaf.pointer().substring(0, leaf.pointer().lastIndexOf('/'));
    String field = leaf.key().equals("name") ? around.replaceFirst(".*/", "") : leaf.key();
    return one.text(around + "/kind").or(() -> Optional.ofNullable(KINDS.get(field)));
  }

  private static Fate told(Given other, Counterpart here) {
    return new Fate.Left(
        other.title()
            + " is "
            + here.kind()
            + " "
            + here.name()
            + " here, and this still names the old one; change it in EXTRAS");
  }

  /** A selector finds the pods of a workload by labels that they may have no more. */
  private Optional<Fate> unselected(Leaf leaf) {
    for (Given other : found.inputs().objects()) {
      Optional<Counterpart> here = found.counterpart(other);
      String before = other.at("/spec/template/metadata/labels").path(leaf.key()).asText();
      if (here.isPresent() && before.equals(leaf.text())) {
        Optional<String> now =
            counterpart
                .apply(other)
                .map(
                    object ->
                        object.at("/spec/template/metadata/labels").path(leaf.key()).asText());
        if (now.filter(leaf.text()::equals).isEmpty()) {
          return Optional.of(
              new Fate.Left(
                  "pods of "
                      + here.get().kind()
                      + " "
                      + here.get().name()
                      + " have no such label here; change it in EXTRAS"));
        }
      }
    }
    return Optional.empty();
  }
}
