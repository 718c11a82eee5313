package io.sparkstead.stack.conf;

import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Volumes that properties ask for, and what of them Spark refuses, or makes pods of that never
 * start.
 *
 * <pre>
 * spark.kubernetes.executor.volumes.persistentVolumeClaim.data.options.claimName=datasets
 * spark.kubernetes.executor.volumes.persistentVolumeClaim.data.mount.path=/data
 * </pre>
 *
 * @see <a
 *     href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#using-kubernetes-volumes">
 *     Using Kubernetes volumes</a>
 */
public final class SparkVolumes {

  /** What a claim is called that Spark makes for each pod. */
  public static final String ON_DEMAND = "OnDemand";

  private static final String CLAIM_NAME = "options.claimName";
  private static final String CLASS = "options.storageClass";
  private static final String SIZE = "options.sizeLimit";
  private static final String PATH = "mount.path";

  /** What each kind of volume needs, beside a path. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "hostPath", List.of("options.path"),
          "persistentVolumeClaim", List.of(CLAIM_NAME),
          "nfs", List.of("options.path", "options.server"),
          "emptyDir", List.of(),
          "csi", List.of("options.driver"));

  /**
   * One volume.
   *
   * @param prefix {@code spark.kubernetes.executor.volumes.nfs.data.}
   * @param options what is said of it, by what follows the prefix
   */
  public record Volume(String prefix, String type, String name, Map<String, String> options) {

    /** Where it is mounted, or empty. */
    public String path() {
      return options.getOrDefault(PATH, "");
    }

    /** The claim it is on, or empty. */
    public String claim() {
      return options.getOrDefault(CLAIM_NAME, "");
    }

    /** The class of the claims that Spark makes for it, or empty. */
    public String storageClass() {
      return options.getOrDefault(CLASS, "");
    }

    /** Whether executors mount it, and not drivers. */
    public boolean isExecutors() {
      return prefix.startsWith("spark.kubernetes.executor.");
    }

    /** Its key for what it is mounted at. */
    public String pathKey() {
      return prefix + PATH;
    }

    /** Its key for the claim. */
    public String claimKey() {
      return prefix + CLAIM_NAME;
    }

    /** Its key for the class of claims. */
    public String classKey() {
      return prefix + CLASS;
    }

    private String anyKey() {
      return prefix + options.keySet().iterator().next();
    }
  }

  private static final List<String> BEGINNINGS =
      List.of("spark.kubernetes.driver.volumes.", "spark.kubernetes.executor.volumes.");

  private SparkVolumes() {}

  /** Those that {@code properties} ask for, drivers' and executors'. */
  public static List<Volume> of(Map<String, String> properties) {
    Map<String, Volume> volumes = new TreeMap<>();
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String key = property.getKey();
      for (String beginning : BEGINNINGS) {
        int type = key.startsWith(beginning) ? key.indexOf('.', beginning.length()) : -1;
        int name = type < 0 ? -1 : key.indexOf('.', type + 1);
        if (name > 0) {
          String prefix = key.substring(0, name + 1);
          Volume volume = volumes.get(prefix);
          if (volume == null) {
            String kind = key.substring(beginning.length(), type);
            volume = new Volume(prefix, kind, key.substring(type + 1, name), new TreeMap<>());
            volumes.put(prefix, volume);
          }
          volume.options().put(key.substring(name + 1), property.getValue());
        }
      }
    }
    return List.copyOf(volumes.values());
  }

  /** What is wrong with those of {@code properties}. */
  static List<Pairs.Refused> refuse(Map<String, String> properties) {
    List<Pairs.Refused> refused = new ArrayList<>();
    Map<String, String> paths = new TreeMap<>();
    for (Volume volume : of(properties)) {
      List<String> needed = NEEDED.get(volume.type());
      if (needed == null) {
        refused.add(
            new Pairs.Refused(
                volume.anyKey(),
                volume.anyKey()
                    + " is of a kind that Spark mounts none of; take one of "
                    + new TreeMap<>(NEEDED).keySet()));
        continue;
      }
      for (String option : needed) {
        without(refused, volume, option);
      }
      without(refused, volume, PATH);
      path(refused, paths, volume);
      claim(refused, volume);
      size(refused, volume);
    }
    return refused;
  }

  private static void without(List<Pairs.Refused> refused, Volume volume, String option) {
    if (!volume.options().containsKey(option)) {
      String key = volume.anyKey();
      refused.add(
          new Pairs.Refused(
              key,
              key
                  + "="
                  + volume.options().values().iterator().next()
                  + " is nothing without "
                  + volume.prefix()
                  + option));
    }
  }

  private static void path(List<Pairs.Refused> refused, Map<String, String> paths, Volume volume) {
    String path = volume.path();
    String key = volume.pathKey();
    if (!path.isEmpty() && (!path.startsWith("/") || path.contains(":"))) {
      refused.add(
          new Pairs.Refused(
              key,
              key + "=" + path + " is no place to mount at: begin with /, and write no colon"));
    }
    String role = volume.isExecutors() ? "executor " : "driver ";
    String other = path.isEmpty() ? null : paths.putIfAbsent(role + path, key);
    if (other != null) {
      refused.add(
          new Pairs.Refused(key, key + "=" + path + " is where " + other + " is mounted already"));
    }
  }

  private static void claim(List<Pairs.Refused> refused, Volume volume) {
    String claim = volume.claim();
    boolean isMade = claim.contains(ON_DEMAND);
    boolean isName = isMade || claim.equals(claim.toLowerCase(Locale.ROOT));
    if (!isName && !claim.contains("$") && !claim.contains("SPARK_EXECUTOR_ID")) {
      refused.add(
          new Pairs.Refused(
              volume.claimKey(),
              volume.claimKey() + "=" + claim + " is no claim's name, nor " + ON_DEMAND));
    }
    if (isMade) {
      for (String option : List.of(CLASS, SIZE)) {
        if (!volume.options().containsKey(option)) {
          refused.add(
              new Pairs.Refused(
                  volume.claimKey(),
                  volume.claimKey()
                      + "="
                      + claim
                      + " is nothing without "
                      + volume.prefix()
                      + option
                      + ": Spark makes the claim only where it is told class and size"));
        }
      }
    }
  }

  /** Spark takes a bare small number for a forgotten unit. */
  private static void size(List<Pairs.Refused> refused, Volume volume) {
    String size = volume.options().getOrDefault(SIZE, "");
    boolean isBare = !size.isEmpty() && Ascii.endOfDigits(size, 0) == size.length();
    if (isBare && (size.length() < 4 || (size.length() == 4 && size.compareTo("1024") < 0))) {
      refused.add(
          new Pairs.Refused(
              volume.prefix() + SIZE,
              volume.prefix() + SIZE + "=" + size + " is less than 1KiB, which misses its unit"));
    }
  }
}
