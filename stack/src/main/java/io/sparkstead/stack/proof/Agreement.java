package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Spark's properties and Kubernetes' objects say the same. */
final class Agreement implements RuleFamily {

  private static final String HOST = "spark.driver.host";
  private static final String BIND = "spark.driver.bindAddress";
  private static final String POD = "spark.kubernetes.driver.pod.name";
  static final String EXECUTOR_ACCOUNT =
      "spark.kubernetes.authenticate.executor.serviceAccountName";
  static final String DRIVER_ACCOUNT = "spark.kubernetes.authenticate.driver.serviceAccountName";
  private static final String IMAGE = "spark.kubernetes.container.image";
  private static final List<String> USER_ADDING = List.of("useradd", "adduser");
  private static final String CONTAINERS = "\n  containers:\n  - name: ";

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        namespace(stack, findings, conf);
        image(stack, findings, conf);
        accounts(stack, findings, conf);
        templates(stack, findings, conf);
        hardened(findings, conf);
      }
      if (conf.isClient()) {
        driver(stack, findings, conf);
      }
      if (conf.isCluster()) {
        clusterDriver(findings, conf);
      }
    }
    users(stack, findings);
    passwords(stack, findings);
  }

  private static void namespace(Evidence stack, Findings findings, Conf conf) {
    findings.checking(Rule.SPARK_NAMESPACE_AGREES);
    String key = "spark.kubernetes.namespace";
    if (!conf.is(key, stack.namespace())) {
      findings.about(
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
      findings.about(
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
      Optional<String> account = conf.get(key);
      if (account.isPresent() && !known.contains(account.get())) {
        findings.about(
            conf,
            key,
            key
                + "="
                + account.get()
                + " is no account of the stack"
                + References.near(account.get(), known));
      }
    }
    findings.checking(Rule.EXECUTORS_HAVE_THEIR_OWN_ACCOUNT);
    Optional<String> executors = conf.get(EXECUTOR_ACCOUNT);
    if (executors.isEmpty()
        || executors.equals(driverAccount(stack, conf))
        || executors.equals(conf.get(DRIVER_ACCOUNT))) {
      findings.about(
          conf,
          EXECUTOR_ACCOUNT,
          "executors run as "
              + executors.orElse("the driver's account, as no other is named")
              + ", which may create pods; give them an account without a Role");
    }
  }

  private static Optional<String> driverAccount(Evidence stack, Conf conf) {
    if (conf.isCluster()) {
      return conf.get(DRIVER_ACCOUNT);
    }
    Optional<Workload> reader = stack.readerOf(conf);
    return reader.isEmpty() ? Optional.empty() : Optional.of(reader.get().account());
  }

  private static void templates(Evidence stack, Findings findings, Conf conf) {
    for (String role : List.of("executor", "driver")) {
      String key = "spark.kubernetes." + role + ".podTemplateFile";
      Optional<String> path = conf.get(key);
      if (path.isPresent()) {
        template(stack, findings, conf, role, key, path.get());
      }
    }
  }

  private static void template(
      Evidence stack, Findings findings, Conf conf, String role, String key, String path) {
    findings.checking(Rule.POD_TEMPLATE_IS_MOUNTED);
    Optional<String> template = stack.mountedFile(conf, path);
    if (template.isEmpty()) {
      findings.about(
          conf,
          key,
          key + "=" + path + " is mounted in no pod; mount the ConfigMap that has it there");
    }
    findings.checking(Rule.POD_TEMPLATE_NAMES_ITS_CONTAINER);
    Optional<String> name = container(template.orElse(""));
    if (name.isPresent() && !name.get().equals("spark-kubernetes-" + role)) {
      findings.about(
          conf,
          key,
          "the template at "
              + path
              + " names its container "
              + name.get()
              + "; name it spark-kubernetes-"
              + role);
    }
  }

  /** What a template calls its first container. */
  private static Optional<String> container(String template) {
    int at = template.indexOf(CONTAINERS);
    return at < 0 ? Optional.empty() : Optional.of(Words.at(template, at + CONTAINERS.length()));
  }

  /** Whether the pods that Spark makes by {@code conf} are more than what Spark makes of itself. */
  private static void hardened(Findings findings, Conf conf) {
    findings.checking(Rule.SPARK_PODS_HAVE_A_TEMPLATE);
    for (String role : conf.isCluster() ? List.of("executor", "driver") : List.of("executor")) {
      String key = "spark.kubernetes." + role + ".podTemplateFile";
      if (conf.get(key).isEmpty()) {
        findings.about(
            conf, IMAGE, key + " is not set, so the " + role + "'s pod is Spark's own; set it");
      }
    }
  }

  private static void driver(Evidence stack, Findings findings, Conf conf) {
    findings.checking(Rule.DRIVER_BINDS_EVERYWHERE);
    if (!conf.is(BIND, "0.0.0.0")) {
      findings.about(
          conf, BIND, BIND + " is " + conf.get(BIND).orElse("not set") + "; set it to 0.0.0.0");
    }
    findings.checking(Rule.DRIVER_HOST_RESOLVES);
    Optional<Map.Entry<Manifest, Service>> service = driverService(stack, conf);
    if (service.isEmpty()) {
      findings.about(
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
    Set<String> pods = drivers(stack, conf);
    if (!pods.contains(conf.get(POD).orElse(""))) {
      findings.about(
          conf,
          POD,
          POD
              + conf.get(POD).map(pod -> "=" + pod).orElse(" is not set and")
              + " is no pod that keeps its name; run the driver in a StatefulSet and name its first pod"
              + (pods.isEmpty() ? "" : ", one of " + pods));
    }
  }

  /** The first pods of the StatefulSet that reads {@code conf}, or of any if that is not known. */
  private static Set<String> drivers(Evidence stack, Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    Set<String> pods = new TreeSet<>();
    for (String name : stack.names(StatefulSet.class)) {
      if (reader.isEmpty() || reader.get().manifest().name().equals(name)) {
        pods.add(name + "-0");
      }
    }
    if (reader.isPresent()) {
      pods.addAll(namesFromVariables(reader.get()));
    }
    return pods;
  }

  /** What a pod that learns its own name calls itself in properties. */
  private static List<String> namesFromVariables(Workload pod) {
    List<String> names = new ArrayList<>();
    for (Container container : pod.containers()) {
      for (EnvVar variable : container.getEnv()) {
        EnvVarSource source = variable.getValueFrom();
        if (source != null
            && source.getFieldRef() != null
            && "metadata.name".equals(source.getFieldRef().getFieldPath())) {
          names.add("${env:" + variable.getName() + "}");
        }
      }
    }
    return names;
  }

  /** The headless Service that the host names, behind a pod of the driver's or not. */
  private static Optional<Map.Entry<Manifest, Service>> driverService(Evidence stack, Conf conf) {
    Optional<ClusterName> name =
        ClusterName.of(conf.get(HOST).orElse(""), -1, stack.namespace(), stack);
    if (name.isEmpty()
        || name.get().leadsNowhere(stack)
        || !(name.get().pod().isEmpty() || drivers(stack, conf).contains(name.get().pod()))) {
      return Optional.empty();
    }
    for (Map.Entry<Manifest, Service> entry : stack.all(Service.class).entrySet()) {
      if (Ports.isHeadless(entry.getValue())
          && entry.getKey().name().equals(name.get().service())) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
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
    List<String> ports = new ArrayList<>();
    for (ServicePort served : service.getSpec().getPorts()) {
      ports.add(served.getPort().toString());
    }
    Optional<String> port = conf.get(key);
    if (!ports.contains(port.orElse(""))) {
      findings.about(
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
      Optional<String> value = conf.get(key);
      if (value.isPresent()) {
        findings.about(
            conf,
            key,
            key + "=" + value.get() + " is Spark's own to choose in cluster mode; drop it");
      }
    }
  }

  private static void users(Evidence stack, Findings findings) {
    findings.checking(Rule.UID_IS_IN_THE_IMAGE);
    Map<String, Optional<Long>> users = new HashMap<>();
    for (String image : stack.images().keySet()) {
      users.put(image, Dockerfiles.userOf(stack, image));
    }
    for (Workload workload : stack.workloads()) {
      for (Container container : workload.containers()) {
        Optional<Long> built = users.getOrDefault(container.getImage(), Optional.empty());
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

  /** Whether who an image runs as is among those it made. */
  private static void passwords(Evidence stack, Findings findings) {
    findings.checking(Rule.UID_IS_IN_THE_IMAGE);
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      String path = dockerfile.path();
      List<String> made = added(dockerfile.expanded());
      String user = Dockerfiles.userNumber(dockerfile);
      if (!made.isEmpty() && Dockerfiles.isNumber(user) && !made.contains(user)) {
        findings.about(
            path,
            "useradd",
            path + " runs as " + user + " and makes user " + made + "; give both one number");
      }
    }
  }

  /** The numbers of the users that commands make. */
  private static List<String> added(String text) {
    List<String> numbers = new ArrayList<>();
    for (String program : USER_ADDING) {
      for (int at = Words.indexOf(text, program, 0);
          at >= 0;
          at = Words.indexOf(text, program, at + 1)) {
        String command = Words.command(text, at);
        Optional<String> number = Words.numberAfter(command, "--uid");
        number = number.isPresent() ? number : Words.numberAfter(command, "-u");
        if (number.isPresent()) {
          numbers.add(number.get());
        }
      }
    }
    return numbers;
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
