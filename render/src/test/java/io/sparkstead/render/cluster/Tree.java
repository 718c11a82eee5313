package io.sparkstead.render.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.cli.CommandLineInterface;
import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.cluster.control.Kubectl;
import io.sparkstead.render.source.Template;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that can be applied.
 *
 * @param name as a test calls it
 * @param option of a command line, which asks for its environment; nothing where there is none
 */
public record Tree(String name, Path folder, List<String> option) {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path OUT = Path.of("../out");
  private static final Path RENDERED = ControlPlane.TARGET.resolve("trees");
  private static final String KUSTOMIZATION = "kustomization.yaml";

  /** In a block of commands, or within a sentence. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("(?m)(?:^|`)(kubectl (?:create|label) (?:namespace|secret) [^`\n]*)");

  /** Those that ship, and what {@code init} begins with. */
  static List<Tree> all() {
    List<Tree> all = new ArrayList<>();
    Environments.all().forEach(environment -> all.add(committed(environment)));
    all.add(begun());
    return all;
  }

  /** As it is in {@code out/}. */
  public static Tree committed(Environment environment) {
    String name = environment.name().text();
    return new Tree(name, OUT.resolve(name), List.of("--env", name));
  }

  public static Tree rendered(String name, Environment environment) {
    return rendered(name, environment, environment.stack(ImageLock.NONE));
  }

  static Tree rendered(String name, Environment environment, Stack stack) {
    return written(name, Layout.of(environment, stack).files());
  }

  private static Tree written(String name, Map<String, String> files) {
    Path folder = RENDERED.resolve(name);
    files.forEach((path, text) -> write(folder.resolve(path), text));
    return new Tree(name, folder, List.of());
  }

  /** What a person has after {@code init} and a render. */
  private static Tree begun() {
    String name = "mylab";
    return ofPerson(name, Template.teaching().called(DnsLabel.of(name)));
  }

  /**
   * What a person has after a render of the environment {@code name}, whose text is {@code text}.
   */
  public static Tree ofPerson(String name, String text) {
    return ofPerson(name, text, RENDERED);
  }

  /** The same in {@code folder}, where what the environment finds beside its file is. */
  static Tree ofPerson(String name, String text, Path folder) {
    Path java = folder.resolve(name + ".java");
    write(java, text);
    List<String> option = List.of("--env-file", java.toString());
    said(Stream.concat(option.stream(), Stream.of("--out", folder.toString(), "--force")));
    return new Tree(name, folder.resolve(name), option);
  }

  /** What {@code verify} says of it, where that is no error. */
  String verified() {
    return said(Stream.concat(Stream.of("verify"), option.stream()));
  }

  /** The same with what {@code pattern} finds in the file {@code path} replaced. */
  public Tree with(String path, Pattern pattern, String other) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(folder.relativize(file).toString(), text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(files.get(path)).as(path).containsPattern(pattern);
    files.computeIfPresent(path, (key, text) -> pattern.matcher(text).replaceAll(other));
    String change = Integer.toHexString(Objects.hash(path, pattern.pattern(), other));
    return new Tree(name, written(folder.getFileName() + "-" + change, files).folder(), option);
  }

  /** The number that {@code pattern} finds in the file {@code path}. */
  int number(String path, Pattern pattern) {
    Matcher matcher = pattern.matcher(text(folder.resolve(path)));
    assertThat(matcher.find()).as(path).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  public String path() {
    return folder.toString();
  }

  /** Each folder that can be applied by itself. */
  List<String> parts() {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(part -> Files.exists(part.resolve(KUSTOMIZATION)))
          .map(part -> part.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of them that the root does not apply. */
  List<String> partsOnRequest() {
    List<String> together = new ArrayList<>();
    read(folder.resolve(KUSTOMIZATION))
        .get(0)
        .get("resources")
        .forEach(each -> together.add(each.asText()));
    return parts().stream().filter(part -> !together.contains(part)).toList();
  }

  public String part(String part) {
    return folder.resolve(part).toString();
  }

  /**
   * The file in {@code part} whose name begins with {@code start} and goes on as its text wants.
   */
  public String fileOf(String part, String start) {
    try (Stream<Path> files = Files.list(folder.resolve(part))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(start))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String namespaceFile() {
    return part("namespace.yaml");
  }

  public String namespace() {
    return read(folder.resolve(KUSTOMIZATION)).get(0).get("namespace").asText();
  }

  /** Whether its namespace is in it, and not made by others. */
  boolean hasNamespace() {
    return Files.exists(Path.of(namespaceFile()));
  }

  /** What {@code kubectl kustomize} makes of {@code path} in it. */
  List<JsonNode> objects(Kubectl kubectl, String path) {
    return parse(kubectl.run("kustomize", part(path)).succeeded().output());
  }

  /** What its page pipes the Secrets into, without {@code kubectl}; nothing where it does not. */
  Optional<String[]> secretsCommand() {
    return text(folder.resolve("README.md"))
        .lines()
        .filter(line -> line.contains(" secrets --env") && line.contains("| kubectl "))
        .map(line -> line.substring(line.indexOf("| kubectl ") + "| kubectl ".length()).split(" "))
        .findFirst();
  }

  /** The commands of its page that make a namespace, and Secrets with values of others. */
  String commandsOfOthers() {
    String page = text(folder.resolve("README.md")).replace("\\\n", "");
    return OF_OTHERS
        .matcher(page)
        .results()
        .map(found -> found.group(1).replace("…", "example"))
        .collect(Collectors.joining("\n"));
  }

  /** Its Secrets, with new values each time. */
  public String secrets() {
    return said(Stream.concat(Stream.of("secrets"), option.stream()));
  }

  private static String said(Stream<String> arguments) {
    StringWriter data = new StringWriter();
    StringWriter messages = new StringWriter();
    int code =
        CommandLineInterface.run(
            new PrintWriter(data), new PrintWriter(messages), arguments.toArray(String[]::new));
    assertThat(code).as(messages.toString()).isZero();
    return data.toString();
  }

  private static List<JsonNode> read(Path file) {
    return parse(text(file));
  }

  private static List<JsonNode> parse(String yaml) {
    try {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
