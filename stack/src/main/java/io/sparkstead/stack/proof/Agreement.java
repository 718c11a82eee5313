package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spark's properties and Kubernetes' objects say the same. */
final class Agreement implements RuleFamily {

  static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";
  static final String PROVIDER = "spark.hadoop.fs.s3a.aws.credentials.provider";
  static final String EVENT_LOG = "spark.eventLog.dir";
  static final String HISTORY_LOG = "spark.history.fs.logDirectory";
  private static final String HOST = "spark.driver.host";
  private static final String BIND = "spark.driver.bindAddress";
  private static final String POD = "spark.kubernetes.driver.pod.name";
  private static final String EXECUTOR_ACCOUNT =
      "spark.kubernetes.authenticate.executor.serviceAccountName";
  private static final String DRIVER_ACCOUNT =
      "spark.kubernetes.authenticate.driver.serviceAccountName";
  private static final String IMAGE = "spark.kubernetes.container.image";
  private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}");
  private static final Pattern TEMPLATE_CONTAINER =
      Pattern.compile("(?m)^  containers:\\n  - name: (\\S+)");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        namespace(stack, findings, conf);
        image(stack, findings, conf);
        accounts(stack, findings, conf);
        templates(stack, findings, conf);
      }
      if (conf.isClient()) {
        driver(stack, findings, conf);
      }
      if (conf.isCluster()) {
        clusterDriver(findings, conf);
      }
      store(stack, findings, conf);
    }
    eventLogs(stack, findings);
    endpoints(stack, findings);
    credentials(stack, findings);
    users(stack, findings);
  }

  private static void say(Findings findings, Conf conf, String key, String message) {
    findings.about(conf.subject(), conf.path(), key, message);
  }

  private static void namespace(Evidence stack, Findings findings, Conf conf) {
    findings.checking(Rule.SPARK_NAMESPACE_AGREES);
    String key = "spark.kubernetes.namespace";
    if (!conf.is(key, stack.namespace())) {
      say(
          findings,
          conf,
          key,
          conf.get(key).map(value -> key + "=" + value).orElse(key + " is not set")
              + ", but the stack is in "
              + stack.namespace()
              + "; set it to that");
    }
  }

  private static void image(Evidence stack, Findings findings, Conf conf) {
    findings.checking(Rule.EXECUTOR_IMAGE_IS_OURS);
    Optional<String> image = conf.get(IMAGE);
    if (image.isEmpty() || !stack.images().containsValue(image.get())) {
      say(
          findings,
          conf,
          IMAGE,
          image.map(value -> IMAGE + "=" + value).orElse(IMAGE + " is not set")
              + ", which this stack does not build; name one of "
              + new TreeSet<>(stack.images().values()));
    }
  }

  private static void accounts(Evidence stack, Findings findings, Conf conf) {
    Set<String> known = stack.names(ServiceAccount.class);
    findings.checking(Rule.EXECUTOR_ACCOUNT_EXISTS);
    for (String key : List.of(EXECUTOR_ACCOUNT, DRIVER_ACCOUNT)) {
      conf.get(key)
          .filter(account -> !known.contains(account))
          .ifPresent(
              account ->
                  say(
                      findings,
                      conf,
                      key,
                      key
                          + "="
                          + account
                          + " is no account of the stack"
                          + References.near(account, known)));
    }
    findings.checking(Rule.EXECUTORS_HAVE_THEIR_OWN_ACCOUNT);
    Optional<String> driver =
        conf.isCluster()
            ? conf.get(DRIVER_ACCOUNT)
            : stack.readerOf(conf).map(pod -> pod.template().getSpec().getServiceAccountName());
    if (conf.get(EXECUTOR_ACCOUNT).isEmpty()
        || conf.get(EXECUTOR_ACCOUNT).equals(driver)
        || conf.get(EXECUTOR_ACCOUNT).equals(conf.get(DRIVER_ACCOUNT))) {
      say(
          findings,
          conf,
          EXECUTOR_ACCOUNT,
          "executors run as "
              + conf.get(EXECUTOR_ACCOUNT).orElse("the driver's account, as no other is named")
              + ", which may create pods; give them an account without a Role");
    }
  }

  private static void templates(Evidence stack, Findings findings, Conf conf) {
    for (String role : List.of("executor", "driver")) {
      String key = "spark.kubernetes." + role + ".podTemplateFile";
      conf.get(key)
          .ifPresent(
              path -> {
                findings.checking(Rule.POD_TEMPLATE_IS_MOUNTED);
                Optional<String> template = fileAt(stack, path);
                if (template.isEmpty()) {
                  say(
                      findings,
                      conf,
                      key,
                      key
                          + "="
                          + path
                          + " is mounted in no pod; mount the ConfigMap that has it there");
                }
                findings.checking(Rule.POD_TEMPLATE_NAMES_ITS_CONTAINER);
                template
                    .map(TEMPLATE_CONTAINER::matcher)
                    .filter(Matcher::find)
                    .map(match -> match.group(1))
                    .filter(name -> !name.equals("spark-kubernetes-" + role))
                    .ifPresent(
                        name ->
                            say(
                                findings,
                                conf,
                                key,
                                "the template at "
                                    + path
                                    + " names its container "
                                    + name
                                    + "; name it spark-kubernetes-"
                                    + role));
              });
    }
  }

  /** What a pod of the stack reads at {@code path}, from a ConfigMap. */
  private static Optional<String> fileAt(Evidence stack, String path) {
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, Math.max(slash, 0));
    String file = path.substring(slash + 1);
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        for (VolumeMount mount : container.getVolumeMounts()) {
          for (Volume volume : workload.volumes()) {
            if (mount.getMountPath().equals(folder)
                && volume.getName().equals(mount.getName())
                && volume.getConfigMap() != null) {
              Optional<String> text =
                  stack
                      .named(ConfigMap.class, volume.getConfigMap().getName())
                      .map(map -> map.getData().get(file));
              if (text.isPresent()) {
                return text;
              }
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static void driver(Evidence stack, Findings findings, Conf conf) {
    findings.checking(Rule.DRIVER_BINDS_EVERYWHERE);
    if (!conf.is(BIND, "0.0.0.0")) {
      say(
          findings,
          conf,
          BIND,
          BIND + " is " + conf.get(BIND).orElse("not set") + "; set it to 0.0.0.0");
    }
    findings.checking(Rule.DRIVER_HOST_RESOLVES);
    Optional<Map.Entry<Manifest, Service>> service = driverService(stack, conf);
    if (service.isEmpty()) {
      say(
          findings,
          conf,
          HOST,
          HOST
              + conf.get(HOST).map(host -> "=" + host).orElse(" is not set and")
              + " leads to no headless Service of the stack; name <pod>.<service>."
              + stack.namespace()
              + ".svc");
    } else {
      driverService(stack, findings, conf, service.get().getKey(), service.get().getValue());
    }
    findings.checking(Rule.DRIVER_POD_IS_NAMED);
    Set<String> pods = new TreeSet<>();
    stack.names(StatefulSet.class).forEach(name -> pods.add(name + "-0"));
    if (conf.get(POD).isEmpty() || !pods.contains(conf.get(POD).get())) {
      say(
          findings,
          conf,
          POD,
          POD
              + conf.get(POD).map(pod -> "=" + pod).orElse(" is not set and")
              + " is no pod that keeps its name; run the driver in a StatefulSet and name its first pod"
              + (pods.isEmpty() ? "" : ", one of " + pods));
    }
  }

  /** The Service whose name is the host, or the host without its pod. */
  private static Optional<Map.Entry<Manifest, Service>> driverService(Evidence stack, Conf conf) {
    String host = conf.get(HOST).orElse("");
    return stack.all(Service.class).entrySet().stream()
        .filter(entry -> "None".equals(entry.getValue().getSpec().getClusterIP()))
        .filter(
            entry -> {
              String name = entry.getKey().name();
              String full = name + "." + stack.namespace() + ".svc";
              return host.equals(name)
                  || host.equals(full)
                  || host.endsWith("." + full)
                  || host.endsWith(full + ".cluster.local");
            })
        .findFirst();
  }

  private static void driverService(
      Evidence stack, Findings findings, Conf conf, Manifest manifest, Service service) {
    findings.checking(Rule.DRIVER_SERVICE_SELECTS_DRIVER);
    Optional<Workload> reader = stack.readerOf(conf);
    if (reader.isPresent() && !References.selected(stack, service).contains(reader.get())) {
      findings.about(
          manifest,
          "selector:",
          manifest
              + " is where executors look for the driver, but the driver runs in "
              + reader.get()
              + "; select that");
    }
    port(findings, conf, service, Rule.DRIVER_PORT_IS_SERVED, "spark.driver.port");
    String own = "spark.driver.blockManager.port";
    port(
        findings,
        conf,
        service,
        Rule.BLOCK_MANAGER_PORT_IS_SERVED,
        conf.get(own).isPresent() ? own : "spark.blockManager.port");
    findings.checking(Rule.DRIVER_SERVICE_SHOWS_UNREADY);
    if (!Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses())) {
      findings.about(
          manifest,
          "kind: Service",
          manifest + " hides a driver that is not ready; set publishNotReadyAddresses: true");
    }
  }

  private static void port(Findings findings, Conf conf, Service service, Rule rule, String key) {
    findings.checking(rule);
    List<Integer> ports = service.getSpec().getPorts().stream().map(ServicePort::getPort).toList();
    Optional<String> port = conf.get(key);
    if (port.isEmpty() || ports.stream().noneMatch(known -> known.toString().equals(port.get()))) {
      say(
          findings,
          conf,
          key,
          key
              + port.map(number -> "=" + number).orElse(" is not set and")
              + " is no port of Service "
              + service.getMetadata().getName()
              + ", which has "
              + ports
              + "; set it to one of them");
    }
  }

  private static void clusterDriver(Findings findings, Conf conf) {
    findings.checking(Rule.CLUSTER_MODE_LEAVES_THE_DRIVER_ALONE);
    for (String key : List.of(HOST, BIND, POD)) {
      conf.get(key)
          .ifPresent(
              value ->
                  say(
                      findings,
                      conf,
                      key,
                      key + "=" + value + " is Spark's own to choose in cluster mode; drop it"));
    }
  }

  private static void store(Evidence stack, Findings findings, Conf conf) {
    conf.get(ENDPOINT)
        .ifPresent(
            endpoint -> {
              URI uri = uri(endpoint);
              String host = uri.getHost() == null ? "" : uri.getHost();
              findings.checking(Rule.S3_ENDPOINT_IS_A_NAME);
              if (ADDRESS.matcher(host).matches()) {
                say(
                    findings,
                    conf,
                    ENDPOINT,
                    ENDPOINT + "=" + endpoint + " is an address; use the Service's name");
              }
              findings.checking(Rule.S3_ENDPOINT_EXISTS);
              boolean inside =
                  host.endsWith(".svc")
                      || host.endsWith(".svc.cluster.local")
                      || (!host.isEmpty() && !host.contains("."));
              if (inside && !isServed(stack, host, uri.getPort())) {
                say(
                    findings,
                    conf,
                    ENDPOINT,
                    ENDPOINT
                        + "="
                        + endpoint
                        + " is no Service and port of the stack; take it from the store");
              }
            });
    findings.checking(Rule.EVENT_LOG_IS_A_FOLDER);
    for (String key : List.of(EVENT_LOG, HISTORY_LOG)) {
      conf.get(key)
          .filter(folder -> folder.matches("s3a://[^/]+/?"))
          .ifPresent(
              folder ->
                  say(
                      findings,
                      conf,
                      key,
                      key
                          + "="
                          + folder
                          + " is the root of a bucket; add a folder, as in event-logs/"));
    }
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      return URI.create("unreadable:" + Integer.toHexString(text.hashCode()));
    }
  }

  private static boolean isServed(Evidence stack, String host, int port) {
    return stack.all(Service.class).entrySet().stream()
        .filter(
            entry -> {
              String name = entry.getKey().name();
              String full = name + "." + stack.namespace() + ".svc";
              return host.equals(name)
                  || host.equals(full)
                  || host.equals(full + ".cluster.local")
                  || host.equals(name + "." + stack.namespace());
            })
        .flatMap(entry -> entry.getValue().getSpec().getPorts().stream())
        .anyMatch(served -> served.getPort() == (port < 0 ? 80 : port));
  }

  private static void eventLogs(Evidence stack, Findings findings) {
    findings.checking(Rule.HISTORY_READS_WHAT_IS_WRITTEN);
    for (Conf history : stack.confs()) {
      if (history.isHistory()) {
        for (Conf writer : stack.confs()) {
          writer
              .get(EVENT_LOG)
              .filter(folder -> !history.is(HISTORY_LOG, folder))
              .ifPresent(
                  folder ->
                      say(
                          findings,
                          writer,
                          EVENT_LOG,
                          EVENT_LOG
                              + "="
                              + folder
                              + ", but the History Server reads "
                              + history.properties().get(HISTORY_LOG)
                              + "; make both from one EventLog"));
        }
      }
    }
    findings.checking(Rule.BUCKET_IS_MADE);
    for (Conf conf : stack.confs()) {
      for (String key : List.of(EVENT_LOG, HISTORY_LOG)) {
        conf.get(key)
            .filter(folder -> folder.startsWith("s3a://"))
            .filter(folder -> !isWaitedFor(stack, conf, folder))
            .ifPresent(
                folder ->
                    say(
                        findings,
                        conf,
                        key,
                        folder
                            + " is made by nobody before it is needed; make the bucket in the"
                            + " store's bootstrap and wait in an init container"));
      }
    }
  }

  /** Whether the pod that reads {@code conf} waits for the folder, or no pod of ours reads it. */
  private static boolean isWaitedFor(Evidence stack, Conf conf, String folder) {
    Optional<Workload> reader = stack.readerOf(conf);
    List<Workload> readers = reader.map(List::of).orElseGet(stack::workloads);
    return readers.stream()
        .flatMap(workload -> workload.template().getSpec().getInitContainers().stream())
        .anyMatch(
            init ->
                String.join(" ", init.getCommand()).contains(folder)
                    || String.join(" ", init.getArgs()).contains(folder));
  }

  private static void endpoints(Evidence stack, Findings findings) {
    findings.checking(Rule.S3_ENDPOINT_IS_ONE);
    Optional<String> first = Optional.empty();
    for (Conf conf : stack.confs()) {
      Optional<String> endpoint = conf.get(ENDPOINT);
      if (first.isEmpty()) {
        first = endpoint;
      } else if (endpoint.isPresent() && !endpoint.equals(first)) {
        say(
            findings,
            conf,
            ENDPOINT,
            ENDPOINT
                + "="
                + endpoint.get()
                + " here and "
                + first.get()
                + " elsewhere; use one store");
      }
    }
  }

  private static void credentials(Evidence stack, Findings findings) {
    findings.checking(Rule.CREDENTIALS_FILE_IS_MOUNTED);
    for (Conf conf : stack.confs()) {
      boolean fromFile =
          conf.get(PROVIDER).filter(name -> name.contains("ProfileCredentials")).isPresent();
      Optional<Workload> reader = stack.readerOf(conf);
      if (fromFile && reader.isPresent()) {
        for (Container container : reader.get().containers()) {
          if (!readsKeys(reader.get(), container)) {
            findings.about(
                reader.get().manifest(),
                "name: " + container.getName(),
                "container "
                    + container.getName()
                    + " of "
                    + reader.get()
                    + " reads S3 keys from a file and has none; mount the login's Secret and set"
                    + " its variable");
          }
        }
      }
    }
  }

  /** Whether a variable of the SDK points into a Secret that the container mounts. */
  private static boolean readsKeys(Workload workload, Container container) {
    for (EnvVar variable : container.getEnv()) {
      boolean names =
          variable.getName().equals("AWS_CREDENTIAL_PROFILES_FILE")
              || variable.getName().equals("AWS_SHARED_CREDENTIALS_FILE");
      if (names && variable.getValue() != null) {
        for (VolumeMount mount : container.getVolumeMounts()) {
          boolean isSecret =
              workload.volumes().stream()
                  .anyMatch(
                      volume ->
                          volume.getName().equals(mount.getName()) && volume.getSecret() != null);
          if (isSecret && variable.getValue().startsWith(mount.getMountPath() + "/")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void users(Evidence stack, Findings findings) {
    findings.checking(Rule.UID_IS_IN_THE_IMAGE);
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        Optional<Long> built = Dockerfiles.userOf(stack, container.getImage());
        Long runs = uid(workload, container);
        if (built.isPresent() && !built.get().equals(runs)) {
          findings.about(
              workload.manifest(),
              "runAsUser:",
              "container "
                  + container.getName()
                  + " of "
                  + workload
                  + " runs as "
                  + (runs == 0L ? "whatever the image says" : runs.toString())
                  + ", the image's user is "
                  + built.get()
                  + "; take it from the image");
        }
      }
    }
  }

  private static Long uid(Workload workload, Container container) {
    if (container.getSecurityContext() != null
        && container.getSecurityContext().getRunAsUser() != null) {
      return container.getSecurityContext().getRunAsUser();
    }
    PodSecurityContext pod = workload.template().getSpec().getSecurityContext();
    return pod == null || pod.getRunAsUser() == null ? 0L : pod.getRunAsUser();
  }
}
