package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.evidence.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The shells of an image that has few.
 *
 * @param kind as people speak of it: {@code of Alpine}
 * @param shells their names, or none
 */
public record ImageShells(String kind, Set<String> shells) {

  private static final ImageShells ALPINE = new ImageShells("of Alpine", Set.of("sh", "ash"));
  private static final ImageShells BUSYBOX = new ImageShells("of busybox", Set.of("sh", "ash"));
  private static final ImageShells NONE = new ImageShells("without a distribution", Set.of());

  private static final Set<String> OF_ALPINE =
      Set.of("alpine", "chrislusf/seaweedfs", "curlimages/curl");

  /** Of these, those whose tag says so. */
  private static final Set<String> ALPINE_BY_TAG =
      Set.of("golang", "haproxy", "httpd", "nginx", "node", "python", "redis", "traefik");

  private static final Set<String> OF_NOTHING =
      Set.of("scratch", "registry.k8s.io/pause", "registry.k8s.io/kubectl");

  private static final String DISTROLESS = "gcr.io/distroless/";

  /** Where images have shells. */
  private static final List<String> FOLDERS = List.of("/bin/", "/usr/bin/", "/usr/local/bin/");

  /** Of the image that manifests call {@code image}; nothing where that is not known. */
  public static Optional<ImageShells> of(Evidence stack, String image) {
    Optional<BuiltImage> built = BuiltImage.of(stack, image);
    if (built.isEmpty()) {
      return known(BaseImage.of(image).name(), image);
    }
    // What it copies or installs may bring any.
    return known(built.get().base().name(), "")
        .filter(known -> !mayBring(built.get(), "bash") && !mayBring(built.get(), "busybox"));
  }

  private static boolean mayBring(BuiltImage image, String shell) {
    boolean isBrought = image.mayInstall(shell);
    for (String folder : FOLDERS) {
      isBrought = isBrought || image.mayHave(folder + shell);
    }
    return isBrought;
  }

  private static Optional<ImageShells> known(String name, String reference) {
    if (name.equals("busybox")) {
      return Optional.of(BUSYBOX);
    }
    if (OF_ALPINE.contains(name)
        || (ALPINE_BY_TAG.contains(name) && reference.contains("-alpine"))) {
      return Optional.of(ALPINE);
    }
    boolean isDistroless = name.startsWith(DISTROLESS) && !reference.contains("debug");
    return isDistroless || OF_NOTHING.contains(name) ? Optional.of(NONE) : Optional.empty();
  }
}
