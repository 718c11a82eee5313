package io.sparkstead.stack.proof.evidence;

import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.NotebookText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;

/**
 * Spark properties in one place: a file, a key of a ConfigMap, a notebook, a script.
 *
 * @param configMap its name, or empty if they stand in none
 */
public record Conf(String subject, String path, String configMap, Map<String, String> properties)
    implements Written {

  private static final String MASTER = "spark.master";
  private static final String SCRIPT = ".sh";

  private static final Hinted BUILDER_CONFIG =
      Hinted.anywhere(
          "\\.(?:config|set)\\(\\s*[\"'](spark\\.[^\"']+)[\"']\\s*,\\s*f?[\"']([^\"']*)[\"']\\s*\\)",
          ".config(",
          ".set(");
  // Ranges, not classes such as \\w: those cost the plain render of a tree with a script dear.
  private static final Hinted SUBMIT_CONF =
      Hinted.onLine(
          "--conf[ \t=]+[\"']?([A-Za-z0-9_.-]+)=([^ \t\r\n\"'\\\\]*)",
          "--conf ",
          "--conf\t",
          "--conf=");
  private static final Hinted BUILDER_MASTER =
      Hinted.anywhere(
          "\\.(?:master|setMaster)\\(\\s*[\"']([^\"']*)[\"']\\s*\\)", ".master(", ".setMaster(");
  private static final Hinted SUBMIT_OPTION =
      Hinted.onLine(
          "(?:^|[ \t])--(master|driver-memory|executor-memory|executor-cores|num-executors|packages|jars|files|archives|py-files)[ \t=]+[\"']?([^ \t\r\n\"'\\\\]+)",
          "--master",
          "--driver-memory",
          "--executor-",
          "--num-executors",
          "--packages",
          "--jars",
          "--files",
          "--archives",
          "--py-files");
  private static final Hinted DEPLOY_MODE =
      Hinted.onLine("--deploy-mode[\\s=]+(\\w+)", "--deploy-mode");

  /** Those that stand in ConfigMaps, files, notebooks and scripts. */
  static List<Conf> in(List<Evidence.Embedded> embedded, Map<String, String> files) {
    List<Conf> found = new ArrayList<>();
    for (Evidence.Embedded file : embedded) {
      if (Conf.isFile(file.key())) {
        found.add(
            new Conf(file.subject(), file.path(), file.manifest().name(), properties(file.text())));
      } else if (file.key().endsWith(SCRIPT) && !submitted(file.text()).isEmpty()) {
        found.add(
            new Conf(file.subject(), file.path(), file.manifest().name(), submitted(file.text())));
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Map<String, String> properties = properties(file.getKey(), file.getValue());
      if (!properties.isEmpty()) {
        found.add(new Conf(file.getKey(), file.getKey(), "", properties));
      }
    }
    return List.copyOf(found);
  }

  private static Map<String, String> properties(String path, String text) {
    if (Conf.isFile(path)) {
      return properties(text);
    }
    if (path.endsWith(".ipynb")) {
      return built(NotebookText.code(text));
    }
    if (path.endsWith(".py")) {
      return built(text);
    }
    return path.endsWith(SCRIPT) ? submitted(text) : Map.of();
  }

  /** What a program tells the builder of its session. */
  private static Map<String, String> built(String program) {
    Map<String, String> found = matches(BUILDER_CONFIG, program);
    Optional<String> master = BUILDER_MASTER.find(program);
    if (master.isPresent()) {
      found.put(MASTER, master.get());
    }
    return found;
  }

  /** The property that an option of {@code spark-submit} is short for. */
  private static String key(String option) {
    return switch (option) {
      case "master" -> MASTER;
      case "packages" -> "spark.jars.packages";
      case "py-files" -> "spark.submit.pyFiles";
      case "num-executors" -> "spark.executor.instances";
      case "jars", "files", "archives" -> "spark." + option;
      default -> "spark." + option.replace('-', '.');
    };
  }

  /** What {@code spark-submit} is told in a script. */
  private static Map<String, String> submitted(String script) {
    Map<String, String> found = matches(SUBMIT_CONF, script);
    if (script.contains("spark-submit")) {
      for (MatchResult option : SUBMIT_OPTION.results(script)) {
        found.put(key(option.group(1)), option.group(2));
      }
    }
    Optional<String> mode = found.isEmpty() ? Optional.empty() : DEPLOY_MODE.find(script);
    if (mode.isPresent()) {
      found.put("spark.submit.deployMode", mode.get());
    }
    return found;
  }

  private static Map<String, String> matches(Hinted pattern, String text) {
    Map<String, String> found = new LinkedHashMap<>();
    for (MatchResult result : pattern.results(text)) {
      found.put(result.group(1), result.group(2));
    }
    return found;
  }

  private static Map<String, String> properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      // A backslash-u without four digits behind it: somebody else's file format.
      return Map.of();
    }
    Map<String, String> found = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      found.put(key, Objects.requireNonNull(properties.getProperty(key)).trim());
    }
    return found;
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(properties.get(key));
  }

  /** Whether {@code key} is set to {@code value} here; what Spark does anyway does not count. */
  public boolean is(String key, String value) {
    return value.equals(properties.get(key));
  }

  /** Whether it starts applications, and not the History Server. */
  public boolean isApplication() {
    return properties.containsKey("spark.app.name")
        || properties.containsKey("spark.kubernetes.container.image");
  }

  /** Whether its driver runs in a pod that Spark makes. */
  public boolean isCluster() {
    return is("spark.submit.deployMode", "cluster");
  }

  /** Whether its driver runs in the pod that reads it. */
  public boolean isClient() {
    return isApplication() && !isCluster();
  }

  /** Whether Spark reads no other properties beside it, as it does beside a program's own. */
  public boolean isWhole() {
    return !isScript() && (!configMap.isEmpty() || isFile(path));
  }

  /** Whether it is what a script tells {@code spark-submit}. */
  public boolean isScript() {
    return path.endsWith(SCRIPT) || subject.endsWith(SCRIPT);
  }

  /** Whether the History Server reads it. */
  public boolean isHistory() {
    return properties.containsKey("spark.history.fs.logDirectory");
  }

  /** Whether a file of that name holds properties. */
  public static boolean isFile(String path) {
    return path.endsWith(".conf") || path.endsWith(".properties");
  }

  /** {@code key=value}, or that it is not set. */
  public String setting(String key) {
    String value = properties.get(key);
    return value == null ? key + " is not set" : key + "=" + value;
  }
}
