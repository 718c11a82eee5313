import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.Utils;
import scala.collection.JavaConverters;

/**
 * Reads files of properties as Spark does, twice: once the launcher, which composes the command of a
 * driver, and once the driver.
 *
 * <pre>java -cp "JARS/*:..." ReadProperties spark-defaults.conf...</pre>
 *
 * <p>Prints what was read, by reader, file and key, as JSON.
 */
public final class ReadProperties {

  public static void main(String[] files) throws Exception {
    Map<String, Map<String, Map<?, ?>>> read = new TreeMap<>();
    read.put("driver", new TreeMap<>());
    read.put("launcher", new TreeMap<>());
    for (String file : files) {
      read.get("driver").put(file, byDriver(file));
      read.get("launcher").put(file, byLauncher(file));
    }
    new ObjectMapper().writeValue(System.out, read);
  }

  private static Map<?, ?> byDriver(String file) {
    return JavaConverters.mapAsJavaMap(Utils.getPropertiesFromFile(file));
  }

  /** None of its classes is public. */
  private static Map<?, ?> byLauncher(String file) throws ReflectiveOperationException {
    Class<?> launcher = Class.forName("org.apache.spark.launcher.SparkClassCommandBuilder");
    Constructor<?> constructor = launcher.getDeclaredConstructor(String.class, List.class);
    constructor.setAccessible(true);
    Object builder = constructor.newInstance("Any", List.of());
    method(launcher, "setPropertiesFile", String.class).invoke(builder, file);
    return (Map<?, ?>) method(launcher, "loadPropertiesFile").invoke(builder);
  }

  private static Method method(Class<?> launcher, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = launcher.getSuperclass().getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }
}
