package io.sparkstead.stack.own;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.conf.JavaOptions;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a person adds to the pods of drivers and executors, in the order it was given.
 *
 * <pre>
 * metadata:
 *   labels: {team: data}
 *   annotations: {example.org/owner: data}
 * spec:
 *   containers:
 *   - env: [{name: TZ, value: Europe/Berlin}]
 *     volumeMounts: [{name: own-data, mountPath: /data}]
 *   volumes: [{name: own-data, persistentVolumeClaim: {claimName: datasets}}]
 * </pre>
 */
public record OwnPods(
    Map<String, String> labels,
    Map<String, String> annotations,
    Map<String, OwnVariable> variables,
    Map<MountPath, OwnVolume> volumes,
    Map<String, Reach> reaches) {

  /** None. */
  public static final OwnPods NONE = new OwnPods(Map.of(), Map.of(), Map.of(), Map.of());

  /** All annotations of an object together, keys and values. */
  private static final int MOST_ANNOTATIONS = 256 * 1024;

  private static final List<String> PROFILES =
      List.of(
          "container.apparmor.security.beta.kubernetes.io/",
          "container.seccomp.security.alpha.kubernetes.io/",
          "seccomp.security.alpha.kubernetes.io/pod");

  /** Which Javas read, all of them, in front of what they are told. */
  private static final List<String> JAVA_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Which connect to nothing besides. */
  public OwnPods(
      Map<String, String> labels,
      Map<String, String> annotations,
      Map<String, OwnVariable> variables,
      Map<MountPath, OwnVolume> volumes) {
    this(labels, annotations, variables, volumes, Map.of());
  }

  public OwnPods {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    volumes = Collections.unmodifiableMap(new LinkedHashMap<>(volumes));
    reaches = Collections.unmodifiableMap(new LinkedHashMap<>(reaches));
  }

  /** These and one more label. */
  public OwnPods label(String key, String value) {
    checkKey("label", key);
    if (!value.isEmpty() && !Labels.isValue(value)) {
      throw new IllegalArgumentException(
          "label "
              + key
              + "="
              + value
              + " has no value for one: use up to 63 of A-Z a-z 0-9 - _ . and begin and end with a"
              + " letter or digit, or write an annotation");
    }
    return new OwnPods(with("label", labels, key, value), annotations, variables, volumes, reaches);
  }

  /** These, with labels that a cloud looks for, as far as they are not among them. */
  public OwnPods carrying(Map<String, String> labels) {
    OwnPods all = this;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      all =
          all.labels.containsKey(label.getKey())
              ? all
              : all.label(label.getKey(), label.getValue());
    }
    return all;
  }

  /** These and one more annotation. */
  public OwnPods annotation(String key, String value) {
    checkKey("annotation", key);
    checkProfile(key, value);
    int size = key.length() + value.getBytes(StandardCharsets.UTF_8).length;
    for (Map.Entry<String, String> other : annotations.entrySet()) {
      size += other.getKey().length() + other.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (size > MOST_ANNOTATIONS) {
      throw new IllegalArgumentException(
          "annotation "
              + key
              + " makes "
              + size
              + " bytes of annotations, and an object takes "
              + MOST_ANNOTATIONS
              + "; mount what is long as a file, by new OwnVolume.Files(…)");
    }
    return new OwnPods(
        labels, with("annotation", annotations, key, value), variables, volumes, reaches);
  }

  /** The annotations by which pods left the profiles of their runtime, before there were fields. */
  private static void checkProfile(String key, String value) {
    boolean isConfined = value.equals("runtime/default") || value.startsWith("localhost/");
    for (String profile : PROFILES) {
      if (key.startsWith(profile) && !isConfined) {
        throw new IllegalArgumentException(
            "annotation "
                + key
                + "="
                + value
                + " takes the pods out of the profile that Pod Security wants; leave it out, or say"
                + " runtime/default");
      }
    }
  }

  /** These and one more variable. */
  public OwnPods env(String name, OwnVariable value) {
    checkVariable(name);
    return new OwnPods(
        labels, annotations, with("variable", variables, name, value), volumes, reaches);
  }

  /** These and one more mount. */
  public OwnPods mount(MountPath path, OwnVolume volume) {
    checkPath(path, List.of());
    // What is no name is refused there.
    DnsLabel.of(volumeName(path));
    Map<MountPath, OwnVolume> more = with("mount", volumes, path, volume);
    for (MountPath other : volumes.keySet()) {
      if (Taken.isIn(path.text(), other.text()) || Taken.isIn(other.text(), path.text())) {
        throw new IllegalArgumentException(
            "mounts " + other + " and " + path + " lie in one another; keep them apart");
      }
      if (volumeName(other).equals(volumeName(path))) {
        throw new IllegalArgumentException(
            "mounts "
                + other
                + " and "
                + path
                + " would both be volume "
                + volumeName(path)
                + "; name one otherwise");
      }
    }
    return new OwnPods(labels, annotations, variables, more, reaches);
  }

  /**
   * These, which connect to one thing more.
   *
   * @param title what it is called in pictures: letters, digits, hyphens, underscores and dots
   */
  public OwnPods reaching(String title, Reach reach) {
    if (!Labels.isValue(title)) {
      throw new IllegalArgumentException(
          "'"
              + title
              + "' is no name for what is reached: use up to 63 of A-Z a-z 0-9 - _ . and begin and"
              + " end with a letter or digit, as in warehouse-db");
    }
    return new OwnPods(
        labels, annotations, variables, volumes, with("reach", reaches, title, reach));
  }

  /** The connections that they open besides. */
  public List<Flow> flows(Peer driver, Peer executors) {
    List<Flow> flows = new ArrayList<>();
    for (Map.Entry<String, Reach> reach : reaches.entrySet()) {
      flows.addAll(reach.getValue().flows(driver, executors, reach.getKey()));
    }
    return flows;
  }

  private static <K, V> Map<K, V> with(String what, Map<K, V> given, K key, V value) {
    Map<K, V> more = new LinkedHashMap<>(given);
    V earlier = more.put(key, value);
    if (earlier != null) {
      throw new IllegalArgumentException(what + " " + key + " is given twice; give it once");
    }
    return more;
  }

  /**
   * @see <a
   *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set">
   *     Syntax</a>
   */
  private static void checkKey(String what, String key) {
    if (!Labels.isKey(key)) {
      throw new IllegalArgumentException(
          what
              + " '"
              + key
              + "' is not a key: use up to 63 of A-Z a-z 0-9 - _ . and begin and end with a letter"
              + " or digit; a domain and a slash may stand in front");
    }
    Optional<String> taken = Taken.label(key);
    if (taken.isPresent()) {
      throw new IllegalArgumentException(
          what
              + " "
              + key
              + " is one that "
              + taken.get()
              + " gives to pods, and finds them by; take another name, as in example.org/"
              + key.substring(key.indexOf('/') + 1));
    }
  }

  private static void checkVariable(String name) {
    if (!Taken.isVariable(name)) {
      throw new IllegalArgumentException(
          "variable '"
              + name
              + "' has no name that a shell passes on: use letters, digits and _, and do not begin"
              + " with a digit");
    }
    Optional<String> taken = Taken.variable(name);
    if (taken.isPresent()) {
      throw said(name, "by " + taken.get(), Taken.argument(name));
    }
  }

  /** Refuses variables that {@code image} says: what is in it is found by them. */
  public void checkBeside(Map<String, String> image) {
    for (String name : variables.keySet()) {
      if (image.containsKey(name)) {
        throw said(name, "as " + image.get(name), "the image, where things are found by it");
      }
    }
  }

  /** Refuses options that {@code java} does not start with, and a heap, which Spark says. */
  public void checkOptions(int java) {
    for (String name : JAVA_OPTIONS) {
      if (variables.get(name) instanceof OwnVariable.Text text) {
        JavaOptions options =
            JavaOptions.of(text.text())
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "variable " + name + " has a quote that does not end; end it"));
        List<String> refused = options.refuse(java);
        if (!refused.isEmpty()) {
          throw new IllegalArgumentException(
              "variable " + name + " has " + String.join("; and ", refused));
        }
        if (options.heap().isPresent()) {
          throw new IllegalArgumentException(
              "variable "
                  + name
                  + " sets the heap of every Java, "
                  + options.heap().get()
                  + "; leave it out: heaps are new Executors(…) and the driver's size");
        }
      }
    }
  }

  /** Refuses what {@code properties} say of the same pods: labels, variables, mounts. */
  public void checkProperties(Map<String, String> properties) {
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String key = property.getKey();
      isOnce("label", labels, property, "spark.kubernetes.driver.label.");
      isOnce("label", labels, property, "spark.kubernetes.executor.label.");
      isOnce("annotation", annotations, property, "spark.kubernetes.driver.annotation.");
      isOnce("annotation", annotations, property, "spark.kubernetes.executor.annotation.");
      isOnce("variable", variables, property, "spark.kubernetes.driverEnv.");
      isOnce("variable", variables, property, "spark.executorEnv.");
      if (key.startsWith("spark.kubernetes.") && key.endsWith(".mount.path")) {
        for (MountPath path : volumes.keySet()) {
          if (Taken.isIn(path.text(), property.getValue())
              || Taken.isIn(property.getValue(), path.text())) {
            throw apart(path, "that of property " + key + " at " + property.getValue());
          }
        }
      }
    }
  }

  private static void isOnce(
      String what, Map<String, ?> given, Map.Entry<String, String> property, String beginning) {
    String key = property.getKey();
    if (key.startsWith(beginning) && given.containsKey(key.substring(beginning.length()))) {
      throw new IllegalArgumentException(
          what
              + " "
              + key.substring(beginning.length())
              + " is given a second time by property "
              + key
              + "="
              + property.getValue()
              + "; give it once");
    }
  }

  private static IllegalArgumentException apart(MountPath path, String other) {
    return new IllegalArgumentException(
        "a mount at "
            + path
            + " and "
            + other
            + " are one or lie in one another; mount it elsewhere, as in /data");
  }

  private static IllegalArgumentException said(String name, String how, String argument) {
    return new IllegalArgumentException(
        "variable "
            + name
            + " is set already, "
            + how
            + "; that is said by "
            + argument
            + ": leave the variable out");
  }

  /** {@code said} and these variables, none of which may be among it. */
  public List<EnvVar> variables(List<EnvVar> said) {
    if (variables.isEmpty()) {
      return said;
    }
    List<EnvVar> all = new ArrayList<>(said);
    for (EnvVar variable : said) {
      String name = variable.getName();
      if (variables.containsKey(name)) {
        String how = variable.getValue() == null ? "from elsewhere" : "as " + variable.getValue();
        throw said(name, how, Taken.argument(name));
      }
    }
    for (Map.Entry<String, OwnVariable> variable : variables.entrySet()) {
      all.add(variable.getValue().named(variable.getKey()));
    }
    return all;
  }

  /**
   * {@code said} and these mounts, none of which may hide or lie in one of those.
   *
   * @param component in whose folder the pod or its template is
   */
  public List<Mount> mounts(DnsLabel component, List<Mount> said) {
    if (volumes.isEmpty()) {
      return said;
    }
    List<Mount> all = new ArrayList<>(said);
    for (Map.Entry<MountPath, OwnVolume> volume : volumes.entrySet()) {
      MountPath path = volume.getKey();
      checkPath(path, said);
      all.add(mount(component, path, volume.getValue()));
    }
    return all;
  }

  private static void checkPath(MountPath path, List<Mount> said) {
    Optional<String> kept = Taken.folder(path.text());
    if (kept.isPresent()) {
      throw new IllegalArgumentException(
          "a mount at "
              + path
              + " hides "
              + kept.get()
              + ", which the pods run on; mount it elsewhere, as in /data");
    }
    for (Mount other : said) {
      boolean isBelow = Taken.isIn(path.text(), other.path().text());
      // On a disk the node makes the folder to mount it at.
      boolean isOnADisk = isBelow && other instanceof Mount.Disk && !path.equals(other.path());
      if ((isBelow && !isOnADisk) || Taken.isIn(other.path().text(), path.text())) {
        throw apart(path, "the stack's own at " + other.path());
      }
    }
  }

  private static Mount mount(DnsLabel component, MountPath path, OwnVolume own) {
    return new Mount() {
      @Override
      public DnsLabel name() {
        return DnsLabel.of(volumeName(path));
      }

      @Override
      public MountPath path() {
        return path;
      }

      @Override
      public void fill(Volume volume) {
        own.fill(volume, component);
      }

      @Override
      public boolean writable() {
        return own.isWritable();
      }
    };
  }

  /** {@code own-etc-app} of {@code /etc/app}. */
  private static String volumeName(MountPath path) {
    StringBuilder name = new StringBuilder(OwnVolume.PREFIX);
    for (char c : path.text().substring(1).toLowerCase(Locale.ROOT).toCharArray()) {
      name.append(DnsLabel.isInLabel(c) ? c : '-');
    }
    return name.toString();
  }

  /** {@code labels}, with these labels and annotations on pods. */
  public Labels on(Labels labels) {
    return this.labels.isEmpty() && annotations.isEmpty()
        ? labels
        : labels.onPods(this.labels, annotations);
  }

  /** {@code said} and the ConfigMaps that the volumes need beside the pods of {@code component}. */
  public ConfigFiles[] files(DnsLabel component, ConfigFiles... said) {
    List<ConfigFiles> all = new ArrayList<>(List.of(said));
    for (OwnVolume volume : volumes.values()) {
      all.addAll(volume.files(component));
    }
    return all.toArray(new ConfigFiles[0]);
  }

  /** The Secrets that the stack asks for besides its own. */
  public List<SecretSpec> secrets() {
    List<SecretSpec> all = new ArrayList<>();
    for (OwnVariable variable : variables.values()) {
      all.addAll(variable.secrets());
    }
    for (OwnVolume volume : volumes.values()) {
      all.addAll(volume.secrets());
    }
    return all;
  }

  /** What others have made that the pods need. */
  public List<ExistingObject> existing() {
    List<ExistingObject> all = new ArrayList<>();
    for (OwnVariable variable : variables.values()) {
      all.addAll(variable.existing());
    }
    for (OwnVolume volume : volumes.values()) {
      all.addAll(volume.existing());
    }
    return all;
  }
}
