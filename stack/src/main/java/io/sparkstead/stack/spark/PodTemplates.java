package io.sparkstead.stack.spark;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.own.OwnPods;
import io.sparkstead.stack.schedule.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Spark cannot say by properties of the pods it makes: that they write only where they must,
 * and find the object store's keys in a file.
 *
 * <p>Spark adds name, image, arguments, processor, memory and account; it keeps both security
 * contexts, the volumes and the labels given here.
 *
 * @param component in whose folder they are
 * @param own what a person adds to them
 * @param environment what every container of theirs is told
 * @param shared what drivers' and executors' pods both mount
 * @param executors what one may put on the node's disk, how long it may take to go, and its GPUs
 * @param placement on which nodes they run
 * @see <a href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#pod-template">Pod
 *     templates</a>
 */
public record PodTemplates(
    DnsLabel component,
    OwnPods own,
    SparkAccounts accounts,
    SparkImage image,
    List<EnvVar> environment,
    List<Mount> shared,
    Executors executors,
    Placement placement) {

  public PodTemplates {
    environment = List.copyOf(environment);
    shared = List.copyOf(shared);
  }

  private static final MountPath DIRECTORY = MountPath.of("/opt/spark/pod-templates");
  private static final String EXECUTOR = "executor.yaml";
  private static final String DRIVER = "driver.yaml";
  private static final List<Mount> WRITABLE =
      List.of(
          Mount.Scratch.tmp(ByteSize.gibibytes(1)),
          new Mount.Scratch(DnsLabel.of("work-dir"), SparkImage.WORK, ByteSize.gibibytes(1)));

  /** The templates, for a pod that submits applications. */
  public ConfigFiles files() {
    return new ConfigFiles(
        name(), Map.of(EXECUTOR, Yaml.document(executor()), DRIVER, Yaml.document(driver())));
  }

  /** The executors' alone, for a pod that is a driver and submits nothing. */
  public ConfigFiles ofExecutors() {
    return new ConfigFiles(name(), Map.of(EXECUTOR, Yaml.document(executor())));
  }

  private DnsLabel name() {
    return component.dash("pod-templates");
  }

  /** Either of them, where the properties look for it. */
  public static Mount mount(ConfigFiles files) {
    return new Mount.Config(files, DIRECTORY);
  }

  /** Where the driver's is. */
  public static MountPath driverFile() {
    return DIRECTORY.file(DRIVER);
  }

  public static SparkConf executorConf() {
    return SparkConf.titled("Executors")
        .set("spark.kubernetes.executor.podTemplateFile", DIRECTORY.file(EXECUTOR));
  }

  public static SparkConf clusterDriverConf() {
    return SparkConf.titled("Driver, in a pod of its own")
        .set("spark.kubernetes.driver.podTemplateFile", driverFile());
  }

  Pod executor() {
    Pod pod = pod(accounts.executor(), "spark-kubernetes-executor", shared);
    placement.executors().place(pod.getSpec());
    executors.shuffle().letWait(pod.getSpec());
    if (executors.gpus().isPresent() && executors.gpus().get().runtimeClass().isPresent()) {
      pod.getSpec().setRuntimeClassName(executors.gpus().get().runtimeClass().get().text());
    }
    return pod;
  }

  /** Unlike an executor, a driver gets a token. */
  Pod driver() {
    List<Mount> more = new ArrayList<>(shared);
    more.add(new Mount.ApiToken());
    Pod pod = pod(accounts.driver(), "spark-kubernetes-driver", more);
    placement.drivers().place(pod.getSpec());
    return pod;
  }

  private Pod pod(Labels labels, String container, List<Mount> readable) {
    List<Mount> said = new ArrayList<>(WRITABLE);
    said.addAll(readable);
    List<Mount> mounts = own.mounts(component, said);
    Pod pod = new Pod();
    pod.setMetadata(own.on(labels).podMetadata());
    pod.setSpec(image.user().pod(container(container, mounts), mounts));
    return pod;
  }

  private Container container(String name, List<Mount> mounts) {
    Container container = image.user().container(name, mounts);
    container.setEnv(environment);
    container.setResources(disk());
    return container;
  }

  private ResourceRequirements disk() {
    Map<String, Quantity> disk =
        Map.of("ephemeral-storage", executors.shuffle().onNode().toQuantity());
    ResourceRequirements requirements = new ResourceRequirements();
    requirements.setRequests(disk);
    requirements.setLimits(disk);
    return requirements;
  }
}
