package io.sparkstead.stack.proof;

import io.sparkstead.stack.image.ImageBuild;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds what is told to the images we build. */
final class Dockerfiles {

  private Dockerfiles() {}

  /** The number of the user of the image that manifests call {@code image}, if we build it. */
  static Optional<Long> userOf(Evidence stack, String image) {
    Optional<DockerfileText> dockerfile = of(stack, image);
    String number = dockerfile.isEmpty() ? "" : userNumber(dockerfile.get());
    boolean isUser = isNumber(number) && number.length() <= 9;
    return isUser ? Optional.of(Long.valueOf(number)) : Optional.empty();
  }

  /** The user that {@code dockerfile} ends as, without the group; empty if it names none. */
  static String userNumber(DockerfileText dockerfile) {
    String user = dockerfile.lastUser().orElse("");
    int colon = user.indexOf(':');
    return colon < 0 ? user : user.substring(0, colon);
  }

  /** Whether {@code text} is digits and nothing else. */
  static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The Dockerfile of the image that manifests call {@code image}, if we build it. */
  static Optional<DockerfileText> of(Evidence stack, String image) {
    if (stack.images().containsKey(image)) {
      String path = folder(image) + ImageBuild.DOCKERFILE;
      for (DockerfileText dockerfile : stack.dockerfiles()) {
        if (dockerfile.path().equals(path)) {
          return Optional.of(dockerfile);
        }
      }
    }
    return Optional.empty();
  }

  /** What the image is told which manifests call {@code image}, if we build it: no lock files. */
  static Map<String, String> filesOf(Evidence stack, String image) {
    Map<String, String> files = new TreeMap<>();
    if (stack.images().containsKey(image)) {
      String folder = folder(image);
      for (Map.Entry<String, String> file : stack.files().entrySet()) {
        if (file.getKey().startsWith(folder) && !file.getKey().endsWith(".lock")) {
          files.put(file.getKey(), file.getValue());
        }
      }
    }
    return files;
  }

  /** What an image is built and pushed by: its name without the digest. */
  static String byTag(String image) {
    int digest = image.indexOf('@');
    return digest < 0 ? image : image.substring(0, digest);
  }

  private static String folder(String image) {
    return "images/" + image.substring(0, Math.max(0, image.lastIndexOf(':'))) + "/";
  }
}
