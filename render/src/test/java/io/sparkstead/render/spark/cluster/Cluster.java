package io.sparkstead.render.spark.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with all that an environment renders applied to it.
 *
 * <pre>{@code
 * try (Cluster cluster = Cluster.of(line, rendered, "grows")) {
 *   cluster.bootstrap();
 *   cluster.runExecutors();
 *   Program driver = cluster.inJupyter("driver", List.of("/opt/spark/bin/spark-submit", …));
 * }
 * }</pre>
 */
public final class Cluster implements AutoCloseable {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final SparkLine line;
  private final Rendered rendered;
  private final Path folder;
  private final Network network;
  private final ApiServer api;
  private final String master;
  private final Map<String, Placed> placed = new HashMap<>();
  private final Deque<Runnable> open = new ArrayDeque<>();
  private String trusted = "";

  private Cluster(SparkLine line, Rendered rendered, Path folder) {
    this.line = line;
    this.rendered = rendered;
    this.folder = folder;
    network = new Network(folder.resolve("hosts"));
    String address = network.address();
    network.name(address, "kubernetes.default.svc");
    api = new ApiServer(rendered, address);
    master = "http://kubernetes.default.svc:" + api.port();
  }

  /**
   * A cluster for {@code rendered}, with nothing running yet.
   *
   * @param name of a folder for logs and pods under {@code target/spark}
   */
  public static Cluster of(SparkLine line, Rendered rendered, String name) {
    Path folder = line.folder().resolve(name);
    delete(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Cluster(line, rendered, folder);
  }

  /** A pod of a workload, on its node. */
  private record Placed(Pod pod, PodFiles files, Replacements replaced) {
    Container container(String name) {
      return Stream.concat(
              pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
          .filter(container -> container.getName().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("there is no container " + name));
    }
  }

  public ApiServer api() {
    return api;
  }

  /** Runs the bootstrap Job, and an object store with what it made. */
  public void bootstrap() {
    Job job =
        rendered
            .all(Job.class)
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no Job"));
    Placed pod = place("minio-bootstrap", job.getSpec().getTemplate());
    Container mc = pod.pod().getSpec().getContainers().get(0);
    run(pod, mc, mc.getCommand(), "bootstrap").succeeds();

    Placed minio = workload("minio");
    Container server = minio.pod().getSpec().getContainers().get(0);
    Program s3 =
        S3Endpoint.start(
            pod.files().at("/tmp/mc"),
            addressOf(minio.pod()),
            server.getPorts().get(0).getContainerPort(),
            JAVA,
            log("s3"));
    open.push(s3::close);
  }

  /** From now on, Java trusts who is in {@code store}, as in an image that took them up. */
  public void trusting(Path store) {
    trusted =
        " -Djavax.net.ssl.trustStore="
            + store
            + " -Djavax.net.ssl.trustStorePassword="
            + PrivateAuthority.PASSWORD;
  }

  /**
   * Runs a store of others at {@code endpoint}, whose certificate {@code authority} signed, and
   * says at which address and port.
   */
  public String storeBehind(
      PrivateAuthority authority, URI endpoint, String bucket, String user, String password)
      throws IOException {
    String address = network.address();
    network.name(address, endpoint.getHost());
    Program s3 =
        S3Endpoint.startBehind(
            authority.server(endpoint.getHost()),
            bucket,
            List.of(user, password),
            new S3Endpoint.Place(address, endpoint.getPort()),
            folder.resolve("store"),
            JAVA,
            log("s3"));
    open.push(s3::close);
    return address + ":" + endpoint.getPort();
  }

  /** Starts the History Server as its pod would, once its init containers are done. */
  public Program historyServer() {
    Placed pod = workload("spark-history-server");
    initialise(pod);
    Container server = pod.container("spark-history-server");
    List<String> command = new ArrayList<>(server.getCommand());
    command.addAll(server.getArgs());
    return run(pod, server, command, "history-server");
  }

  /** Starts a run of a CronJob, once its init containers are done. */
  public Program startCronJob(String name) {
    CronJob job = rendered.the(CronJob.class, name);
    Placed pod = place(name, job.getSpec().getJobTemplate().getSpec().getTemplate());
    initialise(pod);
    Container container = pod.pod().getSpec().getContainers().get(0);
    List<String> command = new ArrayList<>(container.getCommand());
    command.addAll(container.getArgs());
    return run(pod, container, command, name);
  }

  /** A pod that was started by that name. */
  public Pod pod(String name) {
    return Objects.requireNonNull(placed.get(name), name).pod();
  }

  /** Runs the init containers of Jupyter's pod. */
  public void initialiseJupyter() {
    initialise(workload("jupyter"));
  }

  /** Starts {@code command} in Jupyter's container, as a notebook or a terminal would. */
  public Program inJupyter(String name, List<String> command) {
    return inJupyter(name, command, Map.of());
  }

  public Program inJupyter(String name, List<String> command, Map<String, String> environment) {
    Placed pod = workload("jupyter");
    return run(pod, pod.container("jupyter"), command, name, environment);
  }

  /** Where a file of Jupyter's pod is. */
  public Path inJupyter(String path) {
    return workload("jupyter").files().at(path);
  }

  /** Each file of properties there is, as it is rendered. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    rendered
        .all(ConfigMap.class)
        .forEach(
            map ->
                map.getData()
                    .forEach(
                        (name, text) -> {
                          if (name.endsWith(".conf")) {
                            properties.put(map.getMetadata().getName() + "-" + name, text);
                          }
                        }));
    return properties;
  }

  /** From now on, what a driver makes pods for is run. */
  public Kubelet runExecutors() {
    Kubelet kubelet =
        new Kubelet(
            api.administrator(),
            new Kubelet.Starter() {
              @Override
              public Program start(Pod pod) {
                return startExecutor(pod);
              }

              @Override
              public String addressOf(Pod pod) {
                return network.address();
              }
            },
            folder.resolve("made-by-spark"));
    open.push(kubelet::close);
    return kubelet;
  }

  /** The pods that Spark made for {@code role}, run or not. */
  public List<Pod> withRole(String role) {
    return api.administrator()
        .pods()
        .inAnyNamespace()
        .withLabel("spark-role", role)
        .list()
        .getItems();
  }

  /** The pod that the driver runs in. */
  public Pod jupyter() {
    return workload("jupyter").pod();
  }

  /** Ports of {@code service} behind which nobody listens. */
  public List<String> deadPorts(String service) {
    Service known = rendered.the(Service.class, service);
    Pod pod = behind(known);
    return known.getSpec().getPorts().stream()
        .filter(port -> !S3Endpoint.listens(addressOf(pod), target(pod, port)))
        .map(port -> port.getName() + " " + port.getPort())
        .toList();
  }

  /** Where the first port of {@code service} leads. */
  public String url(String service) {
    Service known = rendered.the(Service.class, service);
    Pod pod = behind(known);
    return "http://" + addressOf(pod) + ":" + target(pod, known.getSpec().getPorts().get(0));
  }

  private Pod behind(Service service) {
    return placed.values().stream()
        .map(Placed::pod)
        .filter(pod -> isBehind(service, pod))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pod is behind " + service.getMetadata()));
  }

  private static int target(Pod pod, ServicePort port) {
    if (port.getTargetPort().getStrVal() == null) {
      return port.getTargetPort().getIntVal();
    }
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(candidate -> port.getTargetPort().getStrVal().equals(candidate.getName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no container has port " + port.getTargetPort()))
        .getContainerPort();
  }

  private Placed workload(String name) {
    Optional<StatefulSet> set =
        rendered
            .all(StatefulSet.class)
            .filter(candidate -> candidate.getMetadata().getName().equals(name))
            .findFirst();
    return set.isPresent()
        ? place(name + "-0", set.get().getSpec().getTemplate())
        : place(name, rendered.the(Deployment.class, name).getSpec().getTemplate());
  }

  /** Puts a pod of a workload on the node, and its names into DNS. */
  private Placed place(String name, PodTemplateSpec template) {
    if (placed.containsKey(name)) {
      return placed.get(name);
    }
    String address = network.address();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace())
            .withLabels(template.getMetadata().getLabels())
            .endMetadata()
            .withSpec(template.getSpec())
            .withNewStatus()
            .withPhase("Running")
            .withPodIP(address)
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();
    Pod there = api.administrator().pods().resource(pod).create();
    rendered
        .all(Service.class)
        .filter(service -> isBehind(service, pod))
        .forEach(
            service -> {
              String host = service.getMetadata().getName() + "." + namespace() + ".svc";
              network.name(address, host);
              network.name(address, name + "." + host);
            });
    Placed on = place(there, address);
    placed.put(name, on);
    return on;
  }

  private Placed place(Pod pod, String address) {
    Replacements replaced = new Replacements(master, address);
    PodFiles files = PodFiles.of(pod, folder.resolve("pods"), rendered, api::tokenOf, replaced);
    line.unpack(files.root());
    return new Placed(pod, files, replaced);
  }

  private static boolean isBehind(Service service, Pod pod) {
    return pod.getMetadata()
        .getLabels()
        .entrySet()
        .containsAll(service.getSpec().getSelector().entrySet());
  }

  private void initialise(Placed pod) {
    for (Container container : pod.pod().getSpec().getInitContainers()) {
      run(pod, container, container.getCommand(), pod.pod().getMetadata().getName() + "-init")
          .succeeds();
    }
  }

  private Program startExecutor(Pod pod) {
    Placed executor = place(pod, addressOf(pod));
    Container container = pod.getSpec().getContainers().get(0);
    List<String> command = new ArrayList<>(List.of("/opt/entrypoint.sh"));
    command.addAll(container.getArgs());
    return run(executor, container, command, "executor-" + pod.getMetadata().getName());
  }

  private Program run(Placed pod, Container container, List<String> command, String name) {
    return run(pod, container, command, name, Map.of());
  }

  private Program run(
      Placed pod,
      Container container,
      List<String> command,
      String name,
      Map<String, String> more) {
    Path root = pod.files().root();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "PATH", root.resolve("usr/bin") + ":" + JAVA.getParent() + ":/usr/local/bin:/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_HOME", root.resolve("opt/spark").toString());
    environment.put("SPARK_LOCAL_IP", addressOf(pod.pod()));
    environment.put("JAVA_TOOL_OPTIONS", pod.replaced().javaOptions(network, root) + trusted);
    for (EnvVar variable : container.getEnv()) {
      environment.put(variable.getName(), pod.files().translate(value(pod.pod(), variable)));
    }
    more.forEach((key, value) -> environment.put(key, pod.files().translate(value)));
    Program program =
        Program.start(
            command.stream().map(pod.files()::translate).toList(),
            environment,
            root.resolve("opt/spark/work-dir"),
            log(name));
    open.push(program::close);
    return program;
  }

  private String value(Pod pod, EnvVar variable) {
    if (variable.getValueFrom() == null) {
      return variable.getValue() == null ? "" : variable.getValue();
    }
    if (variable.getValueFrom().getSecretKeyRef() != null) {
      return rendered
          .secrets()
          .get(variable.getValueFrom().getSecretKeyRef().getName())
          .get(variable.getValueFrom().getSecretKeyRef().getKey());
    }
    return switch (variable.getValueFrom().getFieldRef().getFieldPath()) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.uid" -> pod.getMetadata().getUid();
      case "status.podIP" -> addressOf(pod);
      default -> throw new AssertionError("nobody knows the value of " + variable);
    };
  }

  private static String addressOf(Pod pod) {
    return pod.getStatus().getPodIP();
  }

  private String namespace() {
    return rendered.all(Service.class).findFirst().orElseThrow().getMetadata().getNamespace();
  }

  private Path log(String name) {
    return folder.resolve("logs").resolve(name + ".log");
  }

  /** Ends all that runs, and leaves logs and the executors' manifests behind. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
    api.close();
    delete(folder.resolve("pods"));
    delete(folder.resolve("claims"));
  }

  /** Programs that end sweep up after themselves: what is gone meanwhile is as good as deleted. */
  private static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(emptied);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
