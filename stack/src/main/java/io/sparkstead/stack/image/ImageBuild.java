package io.sparkstead.stack.image;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import java.util.List;
import java.util.Map;

/** An image of ours: a folder with all it takes to build it. */
public interface ImageBuild {

  String DOCKERFILE = "Dockerfile";

  /** What manifests call it, and its folder under {@code images/}. */
  DnsLabel name();

  /** Where it is pushed to, by its tag, and pulled from, by its digest too where that is locked. */
  ImageReference published();

  /** The images of others that it is built on. */
  List<ImageReference> builtOn();

  /** The files of its folder, by name; {@value #DOCKERFILE} among them. */
  Map<String, String> files();

  /** The name in manifests, which Kustomize replaces by {@link #published}. */
  default ImageReference inManifests() {
    return published().byTag().in(name().text());
  }
}
