package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import java.util.Optional;

/** What Kustomize makes of the files beside it, as far as that is images and a namespace. */
final class Kustomizations {

  private final Found found;
  private Optional<String> namespace = Optional.empty();

  Kustomizations(Found found) {
    this.found = found;
  }

  /** The namespace it puts all into, if it says one. */
  Optional<String> namespace() {
    return namespace;
  }

  void look() {
    for (Given one : found.inputs().given()) {
      if (one.kind().equals("Kustomization") || one.file().matches("(.*/)?kustomization\\.ya?ml")) {
        found.play(one, Role.KUSTOMIZATION);
        read(one);
      }
    }
  }

  private void read(Given one) {
    one.under("/resources")
        .forEach(leaf -> found.say(one, leaf.pointer(), new Fate.Carried("every file is read")));
    found.say(one, "/apiVersion", new Fate.Carried("every kustomization.yaml that is written"));
    found.say(one, "/kind", new Fate.Carried("every kustomization.yaml that is written"));
    one.text("/namespace")
        .ifPresent(
            name -> {
              namespace = Optional.of(name);
              found.say(one, "/namespace", new Fate.Carried("the namespace"));
            });
    for (int i = 0; i < one.at("/images").size(); i++) {
      String image = "/images/" + i;
      String name = one.text(image + "/name").orElse("");
      String pulled =
          one.text(image + "/newName").orElse(name)
              + one.text(image + "/newTag").map(tag -> ":" + tag).orElse("");
      found.rename(name, pulled);
      found.say(one, image, new Fate.Carried("the registry, and the images' names"));
    }
    for (Leaf leaf : one.leaves()) {
      if (found.fate(one, leaf).isEmpty()) {
        found.say(
            one,
            leaf.pointer(),
            new Fate.Left(
                "Kustomize does more than is read here; import what `kubectl kustomize` prints"));
      }
    }
  }
}
