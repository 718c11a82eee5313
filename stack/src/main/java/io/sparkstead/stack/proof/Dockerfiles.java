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

  private static final Hinted ARG = new Hinted("ARG", "(?m)^ARG\\s+(\\w+)=(\\S+)");
  private static final Hinted USER = new Hinted("USER", "(?m)^USER\\s+(\\S+)");
  private static final Pattern FROM = Pattern.compile("(?mi)^FROM\\s+(\\S+)(?:\\s+AS\\s+(\\S+))?");

  private Dockerfiles() {}

  /** {@code text} with what its ARG lines say put in, and continued lines joined. */
  static String expanded(String text) {
    String result = text.replace("\\\n", " ");
    if (!ARG.mayBeIn(text)) {
      return result;
    }
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
    List<String> users = USER.findAll(expanded(text));
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
    Optional<String> text = textOf(stack, image);
    Optional<String> user = text.isEmpty() ? Optional.empty() : lastUser(text.get());
    String number = user.orElse("").split(":", -1)[0];
    boolean isUser = isNumber(number) && number.length() <= 9;
    return isUser ? Optional.of(Long.valueOf(number)) : Optional.empty();
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
  static Optional<String> textOf(Evidence stack, String image) {
    return stack.images().containsKey(image)
        ? Optional.ofNullable(stack.files().get(folder(image) + ImageBuild.DOCKERFILE))
        : Optional.empty();
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
