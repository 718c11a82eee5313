package io.sparkstead.render.adopt.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that was brought.
 *
 * @param texts of the files that were read, by path
 * @param given what they say, in the order of the files
 * @param unread the files that are none of what is read here
 */
public record Inputs(Map<String, String> texts, List<Given> given, List<String> unread) {

  /** What stands for standard input in a place. */
  public static final String STDIN = "stdin";

  private static final int MOST_BYTES = 3 << 20;
  private static final int MOST_FILES = 2_000;
  private static final long MOST_IN_ALL = 64L << 20;
  private static final Pattern YAML = Pattern.compile(".*\\.(ya?ml|json)");
  private static final Pattern PROGRAM = Pattern.compile(".*\\.(ipynb|py|sh)");
  private static final Pattern DOCKERFILE =
      Pattern.compile("(.*/)?(Dockerfile(\\..*)?|.*\\.Dockerfile)");
  private static final Pattern VERSION =
      Pattern.compile("(?i)^(?:ARG|ENV)\\s+(SPARK_VERSION)[= ](\\d+\\.\\d+\\.\\d+)\\s*$");

  public Inputs {
    texts = Map.copyOf(texts);
    given = List.copyOf(given);
    unread = List.copyOf(unread);
  }

  /**
   * What is in {@code path}, a folder or a file.
   *
   * @throws UnusableInput if a file of it is too large, no text, or no YAML though it is called so
   */
  public static Inputs of(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new UnusableInput("no folder or file '" + path + "'; name one that is there, or -");
    }
    Map<String, String> texts = new TreeMap<>();
    List<String> unread = new ArrayList<>();
    long all = 0;
    for (Path file : files(path)) {
      String name =
          (Files.isDirectory(path) ? path.relativize(file) : file.getFileName())
              .toString()
              .replace('\\', '/');
      if (!isRead(name)) {
        unread.add(name);
        continue;
      }
      long size = Files.size(file);
      all += size;
      refuseTooMuch(name, size, all);
      texts.put(name, text(name, Files.readAllBytes(file)));
    }
    return read(texts, unread);
  }

  /** What comes through {@code in}, as YAML. */
  public static Inputs of(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    refuseTooMuch(STDIN, bytes.length, bytes.length);
    String text = text(STDIN, bytes);
    List<Given> given = YamlText.all(STDIN, text);
    return checked(new Inputs(Map.of(STDIN, text), given, List.of()), STDIN);
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      List<Path> files =
          walk.filter(Files::isRegularFile)
              .filter(file -> !isHidden(path.relativize(file)))
              .sorted()
              .limit(MOST_FILES + 1L)
              .toList();
      if (files.size() > MOST_FILES) {
        throw new UnusableInput(
            path + " has more than " + MOST_FILES + " files; name the folder of the manifests");
      }
      return files;
    }
  }

  private static boolean isHidden(Path path) {
    for (Path step : path) {
      if (step.toString().startsWith(".") && step.toString().length() > 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRead(String name) {
    return YAML.matcher(name).matches()
        || PROGRAM.matcher(name).matches()
        || DOCKERFILE.matcher(name).matches()
        || name.endsWith(".conf")
        || name.endsWith(".properties");
  }

  private static void refuseTooMuch(String name, long size, long all) {
    if (size > MOST_BYTES) {
      throw new UnusableInput(
          name
              + " has more than "
              + (MOST_BYTES >> 20)
              + " MiB, which is too much for manifests; leave it out");
    }
    if (all > MOST_IN_ALL) {
      throw new UnusableInput(
          "there are more than "
              + (MOST_IN_ALL >> 20)
              + " MiB in all; name the folder of the manifests");
    }
  }

  private static String text(String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableInput(name + " is not UTF-8; save it as that, or leave it out", e);
    }
  }

  private static Inputs read(Map<String, String> texts, List<String> unread) {
    List<Given> given = new ArrayList<>();
    for (Map.Entry<String, String> each : texts.entrySet()) {
      String name = each.getKey();
      String text = each.getValue();
      if (YAML.matcher(name).matches()) {
        given.addAll(YamlText.all(name, text));
      } else if (PROGRAM.matcher(name).matches()) {
        add(given, name, Given.Shape.SESSION, SessionLines.leaves(text));
      } else if (DOCKERFILE.matcher(name).matches()) {
        add(given, name, Given.Shape.DOCKERFILE, versions(text));
      } else {
        add(given, name, Given.Shape.PROPERTIES, PropertyLines.leaves("", text, 1));
      }
    }
    List<String> silent = new ArrayList<>(unread);
    for (String name : texts.keySet()) {
      if (given.stream().noneMatch(one -> one.file().equals(name))) {
        silent.add(name);
      }
    }
    return checked(new Inputs(texts, given, silent), "the folder");
  }

  private static Inputs checked(Inputs inputs, String where) {
    if (inputs.given.isEmpty()) {
      throw new UnusableInput(
          where
              + " has no manifest, no spark-defaults.conf and no values of a chart; name one that"
              + " has");
    }
    return inputs;
  }

  private static void add(List<Given> given, String name, Given.Shape shape, List<Leaf> leaves) {
    if (!leaves.isEmpty()) {
      JsonNode nothing = JsonNodeFactory.instance.objectNode();
      given.add(new Given(name, leaves.get(0).line(), shape, nothing, leaves));
    }
  }

  private static List<Leaf> versions(String text) {
    List<Leaf> leaves = new ArrayList<>();
    int line = 1;
    for (String each : text.split("\n", -1)) {
      Matcher said = VERSION.matcher(each);
      if (said.find()) {
        leaves.add(new Leaf("/" + said.group(1), TextNode.valueOf(said.group(2)), line));
      }
      line++;
    }
    return leaves;
  }

  /** The objects of those kinds. */
  public List<Given> objects(String... kinds) {
    List<Given> found = new ArrayList<>();
    for (Given one : given) {
      if (one.shape() == Given.Shape.OBJECT
          && (kinds.length == 0 || List.of(kinds).contains(one.kind()))) {
        found.add(one);
      }
    }
    return found;
  }
}
