package io.sparkstead.render.tree;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.StackManifests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stack as one stream for {@code kubectl apply -f -}: what Kustomize would make of its tree. */
public final class ManifestStream {

  private ManifestStream() {}

  public static String of(StackManifests made) {
    Map<String, String> published = made.renames();
    Map<String, String> built = new HashMap<>();
    published.forEach((inManifests, name) -> built.put(name, inManifests));
    List<Manifest> manifests = new ArrayList<>();
    if (made.stack().namespace().isOurs()) {
      manifests.add(made.namespace());
    }
    for (StackManifests.Part part : made.all()) {
      if (part.component().applied() == Component.Applied.WITH_THE_STACK) {
        manifests.addAll(part.manifests());
        part.plainFileObject().ifPresent(manifests::add);
      }
    }
    List<HasMetadata> objects = new ArrayList<>();
    List<Container> renamed = new ArrayList<>();
    for (Manifest manifest : manifests) {
      objects.add(manifest.object());
      for (Container container : manifest.containers()) {
        if (published.containsKey(container.getImage())) {
          renamed.add(container);
        }
      }
    }
    // The objects are others' too: they get their names back.
    rename(renamed, published);
    try {
      return Yaml.documents(objects);
    } finally {
      rename(renamed, built);
    }
  }

  private static void rename(List<Container> containers, Map<String, String> names) {
    for (Container container : containers) {
      container.setImage(names.get(container.getImage()));
    }
  }
}
