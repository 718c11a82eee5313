package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection that a program opens: read off programs and properties, and not off what components
 * say of it.
 *
 * @param port of the pods it goes to
 * @param why the file or the property that makes it
 */
public record Dial(AlikePods from, AlikePods to, int port, String why) {

  /** Where a driver listens for its executors, unless it is told otherwise. */
  private static final String DEFAULT_DRIVER_PORT = "7078";

  /** All that the programs of {@code stack} and of {@code all} dial in their namespace. */
  public static List<Dial> allOf(Evidence stack, List<PodsOfConf> all) {
    List<Dial> dials = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      AlikePods from = AlikePods.of(workload);
      for (Map.Entry<String, String> told : stack.told(workload).entrySet()) {
        addNamed(dials, stack, from, dialled(all, told.getKey(), told.getValue()), told.getKey());
      }
    }
    for (PodsOfConf pods : all) {
      Conf conf = pods.conf();
      for (AlikePods from : pods.made()) {
        addNamed(dials, stack, from, conf.get(S3.ENDPOINT).orElse(""), conf.subject());
        for (String url : Keys.catalogUrls(conf).values()) {
          addNamed(dials, stack, from, url, conf.subject());
        }
      }
      if (pods.driver().isPresent() && pods.executors().isPresent()) {
        addRpc(dials, conf, pods.driver().get(), pods.executors().get());
      }
    }
    return dials;
  }

  /** What submits a driver comes to the store, and not to the other places that the driver uses. */
  private static String dialled(List<PodsOfConf> all, String path, String text) {
    for (PodsOfConf pods : all) {
      if (pods.conf().isCluster() && pods.conf().path().equals(path)) {
        return pods.conf().get(S3.ENDPOINT).orElse("");
      }
    }
    return text;
  }

  /** Executors dial their driver, the driver its executors, and they each other. */
  private static void addRpc(List<Dial> dials, Conf conf, AlikePods driver, AlikePods executors) {
    String rpc = conf.get(Keys.DRIVER_PORT).orElse(DEFAULT_DRIVER_PORT);
    if (isFixed(rpc)) {
      dials.add(new Dial(executors, driver, Integer.parseInt(rpc), Keys.DRIVER_PORT));
    }
    String blocks = conf.get(Keys.BLOCK_MANAGER_PORT).orElse("");
    if (isFixed(blocks)) {
      int port = Integer.parseInt(blocks);
      dials.add(new Dial(executors, driver, port, Keys.BLOCK_MANAGER_PORT));
      dials.add(new Dial(driver, executors, port, Keys.BLOCK_MANAGER_PORT));
      dials.add(new Dial(executors, executors, port, Keys.BLOCK_MANAGER_PORT));
    }
  }

  /** Whether it is a port, and not any that is free. */
  private static boolean isFixed(String port) {
    return Words.isPort(port) && !port.startsWith("0");
  }

  private static void addNamed(
      List<Dial> dials, Evidence stack, AlikePods from, String text, String why) {
    for (ClusterName.Found found : ClusterName.allIn(text)) {
      Optional<ServiceView> service = stack.service(found.name().service());
      if (service.isPresent() && found.name().namespace().equals(stack.namespace())) {
        addServed(dials, stack, from, service.get(), found.name().port(), why);
      }
    }
  }

  private static void addServed(
      List<Dial> dials, Evidence stack, AlikePods from, ServiceView service, int port, String why) {
    for (ServiceView.Port served : service.ports()) {
      if (served.number() == port) {
        for (Workload to : stack.selectedBy(service)) {
          dials.add(new Dial(from, AlikePods.of(to), to.portBehind(served), why));
        }
      }
    }
  }
}
