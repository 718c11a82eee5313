package io.sparkstead.render.tree;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.image.ImageBuild;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stack as one stream for {@code kubectl apply -f -}: what Kustomize would make of its tree. */
public final class ManifestStream {

  private ManifestStream() {}

  public static String of(Stack stack) {
    Map<String, String> renames = new HashMap<>();
    for (ImageBuild image : stack.builds()) {
      renames.put(image.inManifests().toString(), image.published().toString());
    }
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(stack.namespaceManifest());
    for (Component component : stack.appliedTogether()) {
      manifests.addAll(stack.manifests(component));
      component
          .plainFiles()
          .map(files -> new Manifest(component.folder(), files.resource(component.labels())))
          .ifPresent(manifests::add);
    }
    for (Manifest manifest : manifests) {
      manifest.containers().forEach(container -> rename(container, renames));
    }
    return Yaml.documents(manifests.stream().map(Manifest::object).toList());
  }

  private static void rename(Container container, Map<String, String> renames) {
    container.setImage(renames.getOrDefault(container.getImage(), container.getImage()));
  }
}
