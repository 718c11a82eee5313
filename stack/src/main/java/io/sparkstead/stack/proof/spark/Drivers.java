package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether executors find their driver: its pod, its Service and its ports. */
public record Drivers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DRIVER_HOST_RESOLVES =
      Rule.error(
              "AGR-01",
              "spark.driver.host is the name of a headless Service, or of a pod behind one")
          .why(
              "Executors dial the driver by that name; where it does not resolve they die after two minutes.")
          .fix("Set it to <service>.<namespace>.svc of the driver's headless Service.");

  static final Rule DRIVER_SERVICE_SELECTS_DRIVER =
      Rule.error("AGR-02", "The driver's Service selects the pod the driver runs in")
          .why("Executors reach another pod, or none.")
          .fix("Make the Service from the labels of the driver's pod.");

  static final Rule DRIVER_PORT_IS_SERVED =
      Rule.error("AGR-03", "spark.driver.port is a port of the driver's Service")
          .why("Without it Spark takes a random port, which no Service or policy knows.")
          .fix("Set the property from the Service's port.");

  static final Rule BLOCK_MANAGER_PORT_IS_SERVED =
      Rule.error("AGR-04", "spark.blockManager.port is a port of the driver's Service")
          .why("Broadcasts and results travel by it; a random port is blocked by any policy.")
          .fix("Set the property from the Service's port.");

  static final Rule DRIVER_BINDS_EVERYWHERE =
      Rule.error("AGR-05", "A driver in client mode binds to 0.0.0.0")
          .why(
              "Otherwise it binds to spark.driver.host, whose name may not resolve in its own pod yet.")
          .fix("Set spark.driver.bindAddress=0.0.0.0.");

  static final Rule DRIVER_POD_IS_NAMED =
      Rule.error("AGR-06", "spark.kubernetes.driver.pod.name is the pod the driver runs in")
          .why("Without it executors belong to nobody, and outlive a driver that was killed.")
          .fix("Run the driver in a StatefulSet and name its first pod.");

  static final Rule DRIVER_SERVICE_SHOWS_UNREADY =
      Rule.error("AGR-20", "The driver's Service publishes addresses that are not ready")
          .why(
              "A driver whose pod misses one probe drops out of DNS, and running executors lose it.")
          .fix("Set publishNotReadyAddresses: true.");

  static final Rule CLUSTER_MODE_LEAVES_THE_DRIVER_ALONE =
      Rule.error(
              "AGR-21", "Properties for cluster mode say nothing about the driver's address or pod")
          .why(
              "Spark refuses spark.driver.bindAddress there, and a fixed pod name collides at the second run.")
          .fix("Use the application's clusterConf().");

  private static final String HOST = "spark.driver.host";
  private static final String BIND = "spark.driver.bindAddress";
  private static final String POD = "spark.kubernetes.driver.pod.name";
  private static final String OWN_BLOCK_MANAGER_PORT = "spark.driver.blockManager.port";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isClient()) {
        client(conf);
      } else if (conf.isCluster()) {
        cluster(conf);
      }
    }
  }

  private void client(Conf conf) {
    if (!conf.is(BIND, "0.0.0.0")) {
      String bound = conf.get(BIND).orElse("not set");
      at(DRIVER_BINDS_EVERYWHERE, conf, BIND).say("{} is {}; set it to 0.0.0.0", BIND, bound);
    }
    Set<String> pods = pods(conf);
    if (!pods.contains(conf.get(POD).orElse(""))) {
      at(DRIVER_POD_IS_NAMED, conf, POD)
          .say(
              "{} is no pod that keeps its name; run the driver in a StatefulSet and name its"
                  + " first pod{}",
              subject(conf, POD),
              pods.isEmpty() ? "" : ", one of " + pods);
    }
    Optional<ServiceView> service = service(conf, pods);
    if (service.isPresent()) {
      isServed(conf, service.get());
    } else {
      at(DRIVER_HOST_RESOLVES, conf, HOST)
          .say(
              "{} leads to no headless Service of the stack; name <pod>.<service>.{}.svc",
              subject(conf, HOST),
              stack.namespace());
    }
  }

  /** The first pods of the StatefulSet that reads them, or of any if that is not known. */
  private Set<String> pods(Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    Set<String> pods = new TreeSet<>();
    for (String name : stack.names(StatefulSet.class)) {
      if (reader.isEmpty() || reader.get().name().equals(name)) {
        pods.add(name + "-0");
      }
    }
    List<ContainerView> containers = reader.isPresent() ? reader.get().containers() : List.of();
    for (ContainerView container : containers) {
      for (Variable variable : container.variables()) {
        if (isOwnName(variable)) {
          pods.add("${env:" + variable.name() + "}");
        }
      }
    }
    return pods;
  }

  /** Whether a pod learns by it what it is called. */
  private static boolean isOwnName(Variable variable) {
    return variable.source().isPresent()
        && variable.source().get().getFieldRef() != null
        && "metadata.name".equals(variable.source().get().getFieldRef().getFieldPath());
  }

  /** The headless Service that the host names, with one of {@code pods} or none in front. */
  private Optional<ServiceView> service(Conf conf, Set<String> pods) {
    Optional<ClusterName> name = ClusterName.of(conf.get(HOST).orElse(""), -1, stack);
    if (name.isEmpty()
        || name.get().leadsNowhere(stack)
        || !(name.get().pod().isEmpty() || pods.contains(name.get().pod()))) {
      return Optional.empty();
    }
    Optional<ServiceView> service = stack.service(name.get().service());
    return service.isPresent() && service.get().isHeadless() ? service : Optional.empty();
  }

  private void isServed(Conf conf, ServiceView service) {
    Optional<Workload> reader = stack.readerOf(conf);
    if (reader.isPresent() && !service.selects(reader.get())) {
      at(DRIVER_SERVICE_SELECTS_DRIVER, service, "selector:")
          .say(
              "{it} is where executors look for the driver, but the driver runs in {}; select"
                  + " that",
              reader.get());
    }
    portIsServed(conf, service, DRIVER_PORT_IS_SERVED, Keys.DRIVER_PORT);
    boolean isOwn = conf.get(OWN_BLOCK_MANAGER_PORT).isPresent();
    String blocks = isOwn ? OWN_BLOCK_MANAGER_PORT : Keys.BLOCK_MANAGER_PORT;
    portIsServed(conf, service, BLOCK_MANAGER_PORT_IS_SERVED, blocks);
    if (!Given.isTrue(service.spec().getPublishNotReadyAddresses())) {
      at(DRIVER_SERVICE_SHOWS_UNREADY, service, "kind: Service")
          .say("{it} hides a driver that is not ready; set publishNotReadyAddresses: true");
    }
  }

  private void portIsServed(Conf conf, ServiceView service, Rule rule, String key) {
    List<String> ports = new ArrayList<>();
    for (ServiceView.Port served : service.ports()) {
      ports.add(String.valueOf(served.number()));
    }
    if (!ports.contains(conf.get(key).orElse(""))) {
      String port = subject(conf, key);
      at(rule, conf, key)
          .say("{} is no port of {}, which has {}; set it to one of them", port, service, ports);
    }
  }

  private void cluster(Conf conf) {
    for (String key : List.of(HOST, BIND, POD)) {
      if (conf.get(key).isPresent()) {
        at(CLUSTER_MODE_LEAVES_THE_DRIVER_ALONE, conf, key)
            .say("{} is Spark's own to choose in cluster mode; drop it", conf.setting(key));
      }
    }
  }

  /** What a sentence about {@code key} begins with. */
  private String subject(Conf conf, String key) {
    return conf.setting(key) + (conf.get(key).isPresent() ? "" : " and");
  }
}
