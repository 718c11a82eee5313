package io.sparkstead.render.adopt.found;

import java.util.List;
import java.util.Optional;

/**
 * An image as a pod names it.
 *
 * @param folder what stands before the last slash: {@code 192.168.1.3:3000/team}
 * @param last what stands behind it, without tag and digest
 * @param tag empty if there is none
 */
record ImageName(String folder, String last, String tag) {

  private static final List<String> PUBLIC =
      List.of("docker.io", "quay.io", "gcr.io", "ghcr.io", "registry.k8s.io", "public.ecr.aws");

  static ImageName of(String image) {
    String named = image.split("@", 2)[0];
    int slash = named.lastIndexOf('/');
    int colon = named.indexOf(':', slash + 1);
    return new ImageName(
        slash < 0 ? "" : named.substring(0, slash),
        named.substring(slash + 1, colon < 0 ? named.length() : colon),
        colon < 0 ? "" : named.substring(colon + 1));
  }

  /** Under which images of one's own are, if that is no place where everybody's are. */
  Optional<String> registry() {
    String host = folder.split("/", 2)[0];
    boolean isHost = host.contains(".") || host.contains(":") || host.equals("localhost");
    return isHost && !PUBLIC.contains(host) ? Optional.of(folder) : Optional.empty();
  }
}
