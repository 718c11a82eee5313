package io.sparkstead.stack.image;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.text.Dockerfile;
import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** An image of ours: a folder with all it takes to build it. */
public interface ImageBuild {

  String DOCKERFILE = "Dockerfile";
  String IGNORE = ".dockerignore";

  /** What manifests call it, and its folder under {@code images/}. */
  DnsLabel name();

  /** Where it is pushed to, by its tag, and pulled from, by its digest too where that is locked. */
  ImageReference published();

  /** As whom its containers run. */
  PodUser user();

  /** The images of others that it is built on. */
  List<ImageReference> builtOn();

  /** Through whom its build reaches what it fetches; unless it is said, nobody. */
  default Optional<Mirrors.Proxy> proxy() {
    return Optional.empty();
  }

  /** The files of its folder, by name; {@value #DOCKERFILE} and {@value #IGNORE} among them. */
  Map<String, String> files();

  /** A Dockerfile, what it copies, and a {@value #IGNORE} that lets nothing else into the build. */
  static Map<String, String> folder(Dockerfile dockerfile, Map<String, String> copied) {
    Map<String, String> files = new TreeMap<>(copied);
    StringBuilder ignore = new StringBuilder(Generated.COMMENT + "*\n");
    for (String file : new TreeSet<>(copied.keySet())) {
      ignore.append("!" + file + "\n");
    }
    files.put(IGNORE, ignore.toString());
    files.put(DOCKERFILE, dockerfile.text());
    return files;
  }

  /** What Kustomize has to rename where {@code builds} are used: by name in manifests. */
  static Map<ImageReference, ImageReference> renames(List<ImageBuild> builds) {
    Map<ImageReference, ImageReference> renames = new LinkedHashMap<>();
    for (ImageBuild build : builds) {
      renames.put(build.inManifests(), build.published());
    }
    return renames;
  }

  /** The name in manifests, which Kustomize replaces by {@link #published}. */
  default ImageReference inManifests() {
    return published().byTag().in(name().text());
  }

  /** A container of it. How it is pulled depends on where it comes from, not on that name. */
  default Container container(String name, List<Mount> mounts) {
    Container container = user().container(name, inManifests(), mounts);
    container.setImagePullPolicy(Workloads.pullPolicy(published()));
    return container;
  }
}
