package io.sparkstead.render.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The pods that Spark makes for one application: what it writes over their template, as far as an
 * API server judges it.
 *
 * @param application as its properties call it
 * @param most how many there are at once; one more of executors, as one that ends still counts
 *     while the next starts
 */
record SparkPods(String application, Role role, int most, JsonNode template, Properties conf) {

  /** What a pod is for. */
  enum Role {
    DRIVER,
    EXECUTOR;

    private static final String LABEL = "spark-role";

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Of its pods, in the address of a request. */
    String selector() {
      return LABEL + "%3D" + text();
    }
  }

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String IMAGE = "spark.kubernetes.container.image";
  private static final String LOCAL_DIR = "spark-local-dir-1";

  /** What the JVM takes beside its heap, at least. */
  private static final int LEAST_OVERHEAD = 384;

  /** Of every application that {@code objects} give properties to. */
  static List<SparkPods> of(List<JsonNode> objects) {
    Map<String, JsonNode> maps = new LinkedHashMap<>();
    for (JsonNode object : objects) {
      if (object.get("kind").asText().equals("ConfigMap")) {
        maps.put(object.at("/metadata/name").asText(), object.path("data"));
      }
    }
    Map<String, SparkPods> pods = new LinkedHashMap<>();
    for (JsonNode object : objects) {
      for (SparkPods each : of(mounted(object, maps))) {
        pods.put(each.application + " " + each.role, each);
      }
    }
    return List.copyOf(pods.values());
  }

  /** The texts of the ConfigMaps that the pods of a workload mount, by file. */
  private static Map<String, String> mounted(JsonNode workload, Map<String, JsonNode> maps) {
    JsonNode spec =
        workload.get("kind").asText().equals("CronJob")
            ? workload.at("/spec/jobTemplate/spec")
            : workload.path("spec");
    Map<String, String> texts = new LinkedHashMap<>();
    for (JsonNode volume : spec.at("/template/spec/volumes")) {
      JsonNode map = maps.get(volume.at("/configMap/name").asText());
      if (map != null) {
        map.properties().forEach(file -> texts.put(file.getKey(), file.getValue().asText()));
      }
    }
    return texts;
  }

  private static List<SparkPods> of(Map<String, String> texts) {
    List<SparkPods> pods = new ArrayList<>();
    texts.forEach(
        (file, text) -> {
          Properties conf = properties(text);
          if (file.endsWith(".conf") && conf.containsKey(template(Role.EXECUTOR))) {
            String name = conf.getProperty("spark.app.name");
            int executors =
                Integer.parseInt(conf.getProperty("spark.dynamicAllocation.maxExecutors"));
            pods.add(
                new SparkPods(
                    name, Role.EXECUTOR, executors + 1, read(Role.EXECUTOR, conf, texts), conf));
            if (conf.getProperty("spark.submit.deployMode", "client").equals("cluster")) {
              pods.add(new SparkPods(name, Role.DRIVER, 1, read(Role.DRIVER, conf, texts), conf));
            }
          }
        });
    return pods;
  }

  private static Properties properties(String text) {
    try {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String template(Role role) {
    return "spark.kubernetes." + role.text() + ".podTemplateFile";
  }

  private static JsonNode read(Role role, Properties conf, Map<String, String> texts) {
    String path = conf.getProperty(template(role));
    String file = path.substring(path.lastIndexOf('/') + 1);
    assertThat(texts).as(template(role)).containsKey(file);
    try {
      return YAML.readTree(texts.get(file));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, as one list. */
  ObjectNode list() {
    ObjectNode list = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "List");
    ArrayNode items = list.putArray("items");
    for (int number = 1; number <= most; number++) {
      items.add(pod(number));
    }
    return list;
  }

  private ObjectNode pod(int number) {
    ObjectNode pod = template.deepCopy();
    String name = (application + "-" + role.text() + "-" + number).toLowerCase(Locale.ROOT);
    pod.withObject("/metadata")
        .put("name", name)
        .put("namespace", conf.getProperty("spark.kubernetes.namespace"));
    pod.withObject("/metadata/labels").put(Role.LABEL, role.text());
    pod.withObject("/metadata/labels")
        .put(Role.LABEL, role.text())
        .put("spark-exec-id", Integer.toString(number));
    ObjectNode spec = pod.withObject("/spec");
    spec.put("restartPolicy", "Never")
        .put("serviceAccountName", of("spark.kubernetes.authenticate", "serviceAccountName"));
    fill((ObjectNode) spec.get("containers").get(0));
    spec.withArray("volumes").addObject().put("name", LOCAL_DIR).putObject("emptyDir");
    return pod;
  }

  private void fill(ObjectNode container) {
    container
        .put("image", conf.getProperty(IMAGE))
        .put("imagePullPolicy", conf.getProperty(IMAGE + ".pullPolicy"));
    container.putArray("args").add(role.text());
    container
        .withArray("volumeMounts")
        .addObject()
        .put("name", LOCAL_DIR)
        .put("mountPath", "/var/data/local");
    String memory = memory() + "Mi";
    container.withObject("/resources/requests").put("cpu", cores()).put("memory", memory);
    container
        .withObject("/resources/limits")
        .put("cpu", of("spark.kubernetes", "limit.cores"))
        .put("memory", memory);
  }

  /** The property of its role between {@code prefix} and {@code suffix}. */
  private String of(String prefix, String suffix) {
    return conf.getProperty(prefix + "." + role.text() + "." + suffix);
  }

  private String cores() {
    String cores = conf.getProperty("spark." + role.text() + ".cores", "1");
    return conf.getProperty("spark.kubernetes." + role.text() + ".request.cores", cores);
  }

  /** MiB of heap and what is beside it, reckoned as Spark does; a program in Python takes more. */
  private int memory() {
    int heap = mebibytes(conf.getProperty("spark." + role.text() + ".memory", "1g"));
    double factor =
        Double.parseDouble(
            conf.getProperty("spark." + role.text() + ".memoryOverheadFactor", "0.4"));
    return heap + Math.max((int) (heap * factor), LEAST_OVERHEAD);
  }

  private static int mebibytes(String text) {
    int number = Integer.parseInt(text.substring(0, text.length() - 1));
    return text.endsWith("g") ? number * 1024 : number;
  }

  @Override
  public String toString() {
    return most + " " + role.text() + " of " + application;
  }
}
