package io.sparkstead.render.tree;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.image.ImageBuild;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A stack as one stream for {@code kubectl apply -f -}: what Kustomize would make of its tree. */
public final class ManifestStream {

  private ManifestStream() {}

  public static String of(Stack stack) {
    Map<String, String> renames = new HashMap<>();
    for (ImageBuild image : stack.builds()) {
      renames.put(image.inManifests().toString(), image.published().toString());
    }
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(stack.namespace().resource());
    for (Component component : stack.appliedTogether()) {
      objects.addAll(component.resources());
      component.plainFiles().ifPresent(files -> objects.add(files.resource(component.labels())));
    }
    objects.forEach(object -> containers(object).forEach(container -> rename(container, renames)));
    return Yaml.documents(objects);
  }

  private static void rename(Container container, Map<String, String> renames) {
    container.setImage(renames.getOrDefault(container.getImage(), container.getImage()));
  }

  private static Stream<Container> containers(HasMetadata object) {
    if (object instanceof Deployment deployment) {
      return containers(deployment.getSpec().getTemplate().getSpec());
    }
    if (object instanceof StatefulSet set) {
      return containers(set.getSpec().getTemplate().getSpec());
    }
    if (object instanceof Job job) {
      return containers(job.getSpec().getTemplate().getSpec());
    }
    return Stream.empty();
  }

  private static Stream<Container> containers(PodSpec pod) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
  }
}
