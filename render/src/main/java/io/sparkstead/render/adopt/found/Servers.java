package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The object store, the History Server and the notebook, by what their pods do. */
final class Servers {

  private static final Map<Integer, String> STORE_PORTS =
      Map.of(9000, "api", 9090, "webui", 9001, "webui");
  private static final Map<Integer, String> SEAWEED_PORTS = Map.of(8333, "s3");
  private static final Map<Integer, String> HTTP = Map.of(18080, "http", 8888, "http");

  private final Found found;
  private final Inputs inputs;
  private final Exposures exposures;
  private final Pods pods;
  private final Set<String> classes = new TreeSet<>();

  Servers(Found found) {
    this.found = found;
    this.inputs = found.inputs();
    this.exposures = new Exposures(found);
    this.pods = new Pods(found);
  }

  void look() {
    boolean hasStore = false;
    boolean hasHistory = false;
    boolean hasNotebook = false;
    for (Workload one : Workload.all(inputs.objects())) {
      boolean isMinio = isMinio(one);
      if (!hasStore && (isMinio || isSeaweed(one))) {
        hasStore = true;
        store(one, isMinio);
      } else if (!hasHistory && isHistory(one)) {
        hasHistory = true;
        history(one);
      } else if (!hasNotebook && isNotebook(one)) {
        hasNotebook = true;
        notebook(one);
      }
    }
    storageClass();
  }

  private static boolean isMinio(Workload one) {
    return one.hasImage("minio")
        || one.words().contains("minio server")
        || one.hasVariable("MINIO_ROOT_USER")
        || one.hasVariable("MINIO_ROOT_PASSWORD");
  }

  private static boolean isSeaweed(Workload one) {
    return one.hasImage("seaweedfs") || one.words().contains("weed server");
  }

  private boolean isHistory(Workload one) {
    return one.words().contains("start-history-server")
        || one.words().contains("deploy.history.HistoryServer")
        || one.hasVariable("SPARK_HISTORY_OPTS")
        || listens(one, 18080);
  }

  private boolean isNotebook(Workload one) {
    return one.hasImage("jupyter") || one.words().contains("jupyter") || listens(one, 8888);
  }

  private boolean listens(Workload one, int port) {
    return one.listens(port) || service(one, port).isPresent();
  }

  private Optional<Given> service(Workload one, int port) {
    for (Given service : inputs.objects("Service")) {
      boolean isHeadless = service.at("/spec/clusterIP").asText().equals("None");
      if (!isHeadless && !found.isTaken(service) && one.isBehind(service)) {
        for (var each : service.at("/spec/ports")) {
          if (each.path("port").asInt() == port || each.path("targetPort").asInt() == port) {
            return Optional.of(service);
          }
        }
      }
    }
    return Optional.empty();
  }

  private void store(Workload one, boolean isMinio) {
    String name = isMinio ? "minio" : "seaweedfs";
    found.play(one.given(), Role.STORE, "StatefulSet", name);
    found.hold(isMinio ? "MinIO" : "SeaweedFS");
    if (isMinio) {
      found.argue(
          Step.said(
              "minio",
              Code.name("Minio.Images.COMMUNITY_FORK", "io.sparkstead.stack.component.Minio")));
    }
    disk(one, "storeDisk", Role.STORE_DISK, name + "-pvc");
    service(one, isMinio ? 9000 : 8333)
        .ifPresent(
            service -> {
              found.play(service, Role.STORE_SERVICE, "Service", name);
              exposures.look("storeExposure", service, isMinio ? STORE_PORTS : SEAWEED_PORTS);
            });
    others(one, Role.STORE_SERVICE, name + "-headless");
    pods.look(one, "storeSize");
  }

  private void history(Workload one) {
    found.play(one.given(), Role.HISTORY, "Deployment", "spark-history-server");
    found.hold("the History Server");
    service(one, 18080)
        .ifPresent(
            service -> {
              found.play(service, Role.HISTORY_SERVICE, "Service", "spark-history-server");
              exposures.look("historyExposure", service, HTTP);
            });
    conf(one, Role.HISTORY_CONF, "spark-conf");
    pods.look(one, "historySize");
  }

  private void notebook(Workload one) {
    found.play(one.given(), Role.NOTEBOOK, "StatefulSet", "jupyter");
    found.hold("JupyterLab");
    disk(one, "notebookDisk", Role.NOTEBOOK_DISK, "jupyter-pvc");
    service(one, 8888)
        .ifPresent(
            service -> {
              found.play(service, Role.NOTEBOOK_SERVICE, "Service", "jupyter");
              exposures.look("notebookExposure", service, HTTP);
            });
    conf(one, Role.NOTEBOOK_CONF, "jupyter-spark-conf");
    others(one, Role.DRIVER_SERVICE, "jupyter-headless");
    pods.look(one, "notebookSize");
  }

  /** What else leads to its pods without an address: executors to a driver, for one. */
  private void others(Workload one, Role role, String name) {
    for (Given service : inputs.objects("Service")) {
      boolean isHeadless = service.at("/spec/clusterIP").asText().equals("None");
      if (isHeadless && !found.isTaken(service) && one.isBehind(service)) {
        found.play(service, role, "Service", name);
      }
    }
  }

  private void conf(Workload one, Role role, String name) {
    Set<String> mounted = one.mounted("configMap", "name");
    for (Given map : inputs.objects("ConfigMap")) {
      if (mounted.contains(map.name()) && !map.properties().isEmpty() && !found.isTaken(map)) {
        found.play(map, role, "ConfigMap", name);
      }
    }
  }

  private void disk(Workload one, String argument, Role role, String name) {
    Set<String> mounted = one.mounted("persistentVolumeClaim", "claimName");
    for (Given claim : inputs.objects("PersistentVolumeClaim")) {
      if (mounted.contains(claim.name()) && !found.isTaken(claim)) {
        found.play(claim, role, "PersistentVolumeClaim", name);
        size(claim, "/spec", argument);
        return;
      }
    }
    if (one.given().has("/spec/volumeClaimTemplates/0")) {
      size(one.given(), "/spec/volumeClaimTemplates/0/spec", argument);
    }
  }

  private void size(Given given, String spec, String argument) {
    String pointer = spec + "/resources/requests/storage";
    given
        .text(pointer)
        .flatMap(Amounts::ofKubernetes)
        .ifPresent(
            size -> {
              found.argue(Step.said(argument, Code.size(size)));
              found.say(given, pointer, new Fate.Carried("." + argument + "(…)"));
            });
    given.text(spec + "/storageClassName").ifPresent(classes::add);
    given
        .text(spec + "/storageClassName")
        .ifPresent(
            name ->
                found.say(
                    given,
                    spec + "/storageClassName",
                    classes.iterator().next().equals(name) && classes.size() == 1
                        ? new Fate.Carried(".storageClass(…)")
                        : new Fate.Left(
                            "all disks are of one class, " + classes.iterator().next())));
  }

  private void storageClass() {
    if (!classes.isEmpty()) {
      found.argue(Step.said("storageClass", Code.text(classes.iterator().next())));
    }
  }
}
