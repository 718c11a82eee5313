package io.sparkstead.stack.proof;

import io.sparkstead.stack.image.ImageBuild;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Dockerfiles as far as rules need to. */
final class Dockerfiles {

  private static final Pattern ARG = Pattern.compile("(?m)^ARG\\s+(\\w+)=(\\S+)");
  private static final Pattern USER = Pattern.compile("(?m)^USER\\s+(\\S+)");
  private static final Pattern FROM = Pattern.compile("(?mi)^FROM\\s+(\\S+)(?:\\s+AS\\s+(\\S+))?");

  private Dockerfiles() {}

  /** {@code text} with what its ARG lines say put in, and continued lines joined. */
  static String expanded(String text) {
    String result = text.replace("\\\n", " ");
    Map<String, String> values = new HashMap<>();
    Matcher args = ARG.matcher(text);
    while (args.find()) {
      values.put(args.group(1), args.group(2));
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      result =
          result
              .replace("${" + value.getKey() + "}", value.getValue())
              .replaceAll(
                  "\\$" + value.getKey() + "\\b", Matcher.quoteReplacement(value.getValue()));
    }
    return result;
  }

  /** What {@code pattern}'s first group finds, if it finds anything. */
  static Optional<String> find(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static List<String> findAll(String text, Pattern pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** The user it ends as. */
  static Optional<String> lastUser(String text) {
    List<String> users = findAll(expanded(text), USER);
    return users.isEmpty() ? Optional.empty() : Optional.of(users.get(users.size() - 1));
  }

  /** The images it is built on, without those that are its own stages. */
  static List<String> bases(String text) {
    List<String> bases = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    Matcher from = FROM.matcher(expanded(text));
    while (from.find()) {
      if (!stages.contains(from.group(1))) {
        bases.add(from.group(1));
      }
      if (from.group(2) != null) {
        stages.add(from.group(2));
      }
    }
    return bases;
  }

  /** The number of the user of the image that manifests call {@code image}, if we build it. */
  static Optional<Long> userOf(Evidence stack, String image) {
    return textOf(stack, image)
        .flatMap(Dockerfiles::lastUser)
        .map(user -> user.split(":", -1)[0])
        .filter(user -> user.matches("\\d{1,9}"))
        .map(Long::valueOf);
  }

  /** The Dockerfile of the image that manifests call {@code image}, if we build it. */
  static Optional<String> textOf(Evidence stack, String image) {
    return Optional.ofNullable(filesOf(stack, image).get(folder(image) + ImageBuild.DOCKERFILE));
  }

  /** What the image is told which manifests call {@code image}, if we build it: no lock files. */
  static Map<String, String> filesOf(Evidence stack, String image) {
    Map<String, String> files = new TreeMap<>();
    if (stack.images().containsKey(image)) {
      stack
          .files()
          .forEach(
              (path, text) -> {
                if (path.startsWith(folder(image)) && !path.endsWith(".lock")) {
                  files.put(path, text);
                }
              });
    }
    return files;
  }

  /** What an image is built and pushed by: its name without the digest. */
  static String byTag(String image) {
    return image.replaceFirst("@.*", "");
  }

  private static String folder(String image) {
    return "images/" + image.substring(0, Math.max(0, image.lastIndexOf(':'))) + "/";
  }
}
