package io.sparkstead.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.sparkstead.dsl.text.Yaml;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code Scale 50000 one FOLDER}: so many objects through the emitter, in one file or, by {@code
 * each}, in a file each. Applications of a Deployment, a Service and a ConfigMap, one after
 * another; bench/peers has the same for others.
 */
public final class Scale {

  private Scale() {}

  public static void main(String[] args) throws IOException {
    int count = Integer.parseInt(args[0]);
    Path folder = Files.createDirectories(Path.of(args[2]));
    switch (args[1]) {
      case "one" -> inOneFile(count, folder.resolve("objects.yaml"));
      case "each" -> inAFileEach(count, folder);
      default ->
          throw new IllegalArgumentException("'" + args[1] + "' is no layout: take one or each");
    }
  }

  private static void inOneFile(int count, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      Iterable<HasMetadata> objects =
          () -> IntStream.range(0, count).mapToObj(Scale::object).iterator();
      Yaml.documents(objects, out);
    }
  }

  private static void inAFileEach(int count, Path folder) throws IOException {
    for (int index = 0; index < count; index++) {
      HasMetadata object = object(index);
      String name =
          object.getKind().toLowerCase(Locale.ROOT) + "-" + object.getMetadata().getName();
      Files.writeString(folder.resolve(name + ".yaml"), Yaml.document(object));
    }
  }

  private static HasMetadata object(int index) {
    String name = "app-" + index / 3;
    return switch (index % 3) {
      case 0 -> deployment(name, index / 3);
      case 1 -> service(name);
      default -> settings(name, index / 3);
    };
  }

  private static Deployment deployment(String name, int number) {
    DeploymentSpec spec = new DeploymentSpec();
    spec.setReplicas(1);
    LabelSelector selector = new LabelSelector();
    selector.setMatchLabels(labels(name));
    spec.setSelector(selector);
    spec.setTemplate(template(name, number));
    Deployment deployment = new Deployment();
    deployment.setMetadata(metadata(name));
    deployment.setSpec(spec);
    return deployment;
  }

  private static PodTemplateSpec template(String name, int number) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setLabels(labels(name));
    PodSpec pod = new PodSpec();
    pod.setContainers(List.of(container(number)));
    pod.setVolumes(List.of(volume(name)));
    PodTemplateSpec template = new PodTemplateSpec();
    template.setMetadata(metadata);
    template.setSpec(pod);
    return template;
  }

  private static Container container(int number) {
    ContainerPort port = new ContainerPort();
    port.setName("http");
    port.setContainerPort(8080);
    EnvVar variable = new EnvVar();
    variable.setName("NUMBER");
    variable.setValue(Integer.toString(number));
    ResourceRequirements resources = new ResourceRequirements();
    resources.setRequests(Map.of("cpu", new Quantity("100", "m")));
    resources.setLimits(Map.of("memory", new Quantity("256", "Mi")));
    VolumeMount mount = new VolumeMount();
    mount.setName("settings");
    mount.setMountPath("/etc/app");
    Container container = new Container();
    container.setName("main");
    container.setImage("registry.example/app:1.0");
    container.setPorts(List.of(port));
    container.setEnv(List.of(variable));
    container.setResources(resources);
    container.setVolumeMounts(List.of(mount));
    return container;
  }

  private static Volume volume(String name) {
    ConfigMapVolumeSource source = new ConfigMapVolumeSource();
    source.setName(name);
    Volume volume = new Volume();
    volume.setName("settings");
    volume.setConfigMap(source);
    return volume;
  }

  private static Service service(String name) {
    ServicePort port = new ServicePort();
    port.setName("http");
    port.setPort(80);
    port.setTargetPort(new IntOrString("http"));
    ServiceSpec spec = new ServiceSpec();
    spec.setSelector(labels(name));
    spec.setPorts(List.of(port));
    Service service = new Service();
    service.setMetadata(metadata(name));
    service.setSpec(spec);
    return service;
  }

  private static ConfigMap settings(String name, int number) {
    ConfigMap settings = new ConfigMap();
    settings.setMetadata(metadata(name));
    settings.setData(Map.of("app.properties", "name=" + name + "\nnumber=" + number + "\n"));
    return settings;
  }

  private static ObjectMeta metadata(String name) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(name);
    metadata.setNamespace("scale");
    metadata.setLabels(labels(name));
    return metadata;
  }

  private static Map<String, String> labels(String name) {
    return Map.of("app.kubernetes.io/name", name);
  }
}
