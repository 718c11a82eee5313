package io.sparkstead.stack.spark;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import java.util.ArrayList;
import java.util.List;

/**
 * How executors find a driver in client mode: a headless Service over the driver's pod, and the
 * properties that make the driver listen where the Service points.
 *
 * <pre>
 * spark.driver.host=jupyter-0.jupyter-headless.spark.svc
 * spark.driver.port=7078
 * spark.kubernetes.driver.pod.name=jupyter-0
 * </pre>
 *
 * <p>Headless, because a driver advertises its own address; a virtual one would not reach it. A
 * second session in the same pod counts its ports up from these, and DNS leads to them all the
 * same.
 *
 * @param name of the Service
 * @param driver the labels of the pod the driver runs in, which select that pod alone
 * @param pod what the pod is called
 * @see <a
 *     href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#client-mode-networking">
 *     Client mode networking</a>
 */
public record DriverService(DnsLabel name, Labels driver, DriverPod pod) {

  private static final Port RPC = new Port("driver-rpc-port", 7078);

  /** Where drivers and executors hand out blocks of data. */
  static final Port BLOCK_MANAGER = new Port("blockmanager", 7079);

  /** How many ports further up Spark looks for a free one, and so further sessions of a pod. */
  private static final int TRIES = 16;

  /** The driver's own web page. */
  public static final Port UI = new Port("spark-ui", 4040);

  /** Which property says how large a driver's heap is. */
  public static final String MEMORY = "spark.driver.memory";

  private static final String TITLE = "Driver, in this pod";

  private static final List<Port> PORTS = List.of(RPC, BLOCK_MANAGER, UI);

  /** As the driver's container declares them: the Service points at them by name. */
  public List<ContainerPort> onContainer() {
    return Port.onContainer(PORTS);
  }

  /** {@code other} and the driver's ports, as the container of both declares them. */
  public List<ContainerPort> onContainerBeside(Port other) {
    List<ContainerPort> ports = new ArrayList<>();
    ports.add(other.onContainer());
    ports.addAll(onContainer());
    return ports;
  }

  public Service resource() {
    Service service = Workloads.headless(driver, name, PORTS);
    // Executors that run must find the driver even while its pod answers no probe.
    service.getSpec().setPublishNotReadyAddresses(true);
    return service;
  }

  /** The pod's own name in DNS. */
  public String host() {
    return pod.host(driver.namespace().host(name));
  }

  public SparkConf conf() {
    return SparkConf.titled(TITLE)
        // Executors belong to this pod, and go when it goes.
        .set("spark.kubernetes.driver.pod.name", pod.name())
        .set("spark.driver.host", host())
        // The name may not resolve yet when the driver starts: bind to all, advertise the name.
        .set("spark.driver.bindAddress", "0.0.0.0")
        .set("spark.driver.port", RPC.number())
        .set("spark.ui.port", UI.number());
  }

  /** What the driver of a pod of {@code size} takes of it for its heap. */
  public static SparkConf heap(Resources size) {
    return SparkConf.titled(TITLE).set(MEMORY, size.heap().toSpark());
  }

  /**
   * What Spark is told whose pages at {@code port} a browser finds below a path of a host: the path
   * in front of all links, the host too in front of redirects. The server itself answers at the
   * root, as before. Nothing where they are at the root.
   *
   * <pre>
   * spark.ui.proxyBase=/spark-history
   * spark.ui.proxyRedirectUri=https://tools.example.org
   * </pre>
   */
  public static SparkConf pages(Exposure exposure, Port port) {
    String path = exposure.path(port);
    if (path.isEmpty()) {
      return SparkConf.empty();
    }
    String address = exposure.outside(port).orElse("");
    return SparkConf.titled("Pages, below a path")
        .set("spark.ui.proxyBase", path)
        .set("spark.ui.proxyRedirectUri", address.substring(0, address.lastIndexOf(path + "/")));
  }

  /** The connections between the driver, or several in its pod, and {@code executors}. */
  public List<Flow> flows(Labels executors) {
    return flows(driver, executors, TRIES);
  }

  /** The connections between a driver that is alone in its pod and {@code executors}. */
  static List<Flow> clusterFlows(SparkAccounts accounts) {
    return flows(accounts.driver(), accounts.executor(), 0);
  }

  private static List<Flow> flows(Labels driver, Labels executors, int more) {
    Peer self = new Peer.Pods(driver);
    Peer workers = new Peer.Pods(executors);
    return List.of(
        new Flow(workers, self, RPC, BLOCK_MANAGER.number() + more, "ask for tasks and data"),
        new Flow(self, workers, BLOCK_MANAGER, "fetches results"),
        new Flow(workers, workers, BLOCK_MANAGER, "exchange shuffle data"));
  }
}
