import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.s3a.Constants;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.ConfigEntry$;
import org.apache.spark.internal.config.OptionalConfigEntry;
import scala.Function1;

/**
 * Asks Spark whether it knows the keys of a file of properties and takes their values; and Hadoop
 * for those that Spark hands on.
 *
 * <pre>java -cp "JARS/*:..." AskConf spark-defaults.conf...</pre>
 *
 * <p>Prints what is wrong, and how many keys it asked for. Ends with 1 if something is wrong.
 */
public final class AskConf {

  private static final String HADOOP = "spark.hadoop.";

  /** Keys that Spark reads by their name, of which its registry knows nothing. */
  private static final List<String> UNREGISTERED =
      List.of("spark.app.name", "spark.master", "spark.network.crypto.authEngineVersion");

  private static final String EXECUTOR_VARIABLE = "spark.executorEnv.";

  private final Map<String, ConfigEntry<?>> registry = new TreeMap<>();
  private final Set<String> prefixes = new TreeSet<>();
  private final Configuration hadoop = new Configuration();
  private final Set<String> s3a = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();
  private int asked;

  public static void main(String[] files) throws Exception {
    AskConf ask = new AskConf();
    ask.readRegistry();
    ask.readConstants();
    for (String file : files) {
      Properties properties = new Properties();
      try (var reader = Files.newBufferedReader(Path.of(file))) {
        properties.load(reader);
      }
      for (String key : properties.stringPropertyNames()) {
        ask.about(key, properties.getProperty(key));
      }
    }
    ask.wrong.forEach(System.out::println);
    System.out.println("asked for " + ask.asked + " keys of " + ask.registry.size());
    System.exit(ask.wrong.isEmpty() ? 0 : 1);
  }

  /** A key is registered when the Scala object that holds it is initialised: all such are. */
  private void readRegistry() throws Exception {
    for (String jar : System.getProperty("java.class.path").split(":")) {
      String name = Path.of(jar).getFileName().toString();
      if (name.startsWith("spark-core_") || name.startsWith("spark-kubernetes_")) {
        try (JarFile file = new JarFile(jar)) {
          for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
            String entry = entries.nextElement().getName();
            if (entry.matches("org/apache/spark/(internal/config|deploy/k8s)/\\w+\\$\\.class")) {
              initialise(Class.forName(entry.replace('/', '.').replaceAll("\\.class$", "")));
            }
          }
        }
      }
    }
    var known = ConfigEntry$.MODULE$.knownConfigs();
    for (Object entry : ((Map<?, ?>) known).values()) {
      registry.put(((ConfigEntry<?>) entry).key(), (ConfigEntry<?>) entry);
    }
  }

  private void initialise(Class<?> module) throws ReflectiveOperationException {
    for (Method method : module.getMethods()) {
      if (method.getParameterCount() == 0
          && ConfigEntry.class.isAssignableFrom(method.getReturnType())) {
        method.invoke(module.getField("MODULE$").get(null));
      } else if (method.getParameterCount() == 0 && method.getName().endsWith("_PREFIX")) {
        prefixes.add(method.invoke(module.getField("MODULE$").get(null)).toString());
      }
    }
  }

  /** S3A's keys without a default stand in no file of Hadoop's. */
  private void readConstants() throws IllegalAccessException {
    for (Field field : Constants.class.getFields()) {
      if (field.getType() == String.class) {
        s3a.add((String) field.get(null));
      }
    }
  }

  private void about(String key, String value) {
    asked++;
    if (key.startsWith(HADOOP)) {
      // One bucket's setting is everybody's, with the bucket's name in it.
      String name = key.substring(HADOOP.length()).replaceFirst("^fs\\.s3a\\.bucket\\.[^.]+\\.", "fs.s3a.");
      if (hadoop.getRaw(name) == null && !s3a.contains(name)) {
        wrong.add(key + ": Hadoop does not know " + name);
      } else if (name.endsWith(".provider") && !isClass(value)) {
        wrong.add(key + ": there is no class " + value);
      }
    } else if (registry.containsKey(key)) {
      try {
        converter(registry.get(key)).apply(value);
      } catch (RuntimeException e) {
        wrong.add(key + ": " + e.getMessage());
      }
    } else if (!UNREGISTERED.contains(key) && !goesOn(key)) {
      wrong.add(key + ": Spark does not know it");
    }
  }

  /** Whether {@code key} is a name of ours behind one of Spark's. */
  private boolean goesOn(String key) {
    return key.startsWith(EXECUTOR_VARIABLE)
        || prefixes.stream().anyMatch(prefix -> prefix.endsWith(".") && key.startsWith(prefix));
  }

  private static boolean isClass(String name) {
    try {
      Class.forName(name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Function1<String, ?> converter(ConfigEntry<?> entry) {
    return entry instanceof OptionalConfigEntry<?> optional
        ? optional.rawValueConverter()
        : entry.valueConverter();
  }
}
