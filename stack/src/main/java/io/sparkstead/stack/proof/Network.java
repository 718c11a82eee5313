package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.proof.Routes.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pods reach what they dial, and little else.
 *
 * <p>What is dialled is read off programs and properties, not off what components say of it.
 */
final class Network implements RuleFamily {

  private static final Pattern LABEL = Pattern.compile("(?m)^    ([\\w./-]+): \"?([\\w.-]+)\"?$");

  /** Where a cloud's machine tells its own role's keys to whoever asks. */
  private static final String METADATA = "169.254.169.254";

  /** Where EKS Pod Identity tells a pod the keys of that pod's role. */
  private static final String AGENT = "169.254.170.23";

  private static final String DRIVER_PORT = "spark.driver.port";
  private static final String BLOCK_MANAGER_PORT = "spark.blockManager.port";

  @Override
  public void check(Evidence stack, Findings findings) {
    Map<Manifest, NetworkPolicy> all = stack.all(NetworkPolicy.class);
    Policies policies = new Policies(all.values());
    closed(stack, findings, policies);
    if (all.isEmpty()) {
      return;
    }
    List<Side> made = stack.confs().stream().flatMap(conf -> made(stack, conf)).toList();
    all.forEach(
        (manifest, policy) -> {
          selects(stack, findings, manifest, policy.getSpec(), made);
          blocks(findings, manifest, policy.getSpec());
          metadata(findings, manifest, policy.getSpec());
        });
    stack.confs().forEach(conf -> leaves(stack, findings, policies, conf));
    dials(stack).forEach(dial -> talks(findings, policies, dial));
    for (Workload workload : stack.workloads()) {
      asks(findings, policies, Side.of(workload));
      if (Privileges.runsDriver(stack, workload)) {
        callsApi(findings, policies, Side.of(workload));
      }
    }
    for (Side side : made) {
      asks(findings, policies, side);
      if (!isExecutors(side)) {
        callsApi(findings, policies, side);
      }
    }
    stack.confs().forEach(conf -> listens(findings, conf));
    stack
        .all(Service.class)
        .forEach((manifest, service) -> outside(stack, findings, policies, manifest, service));
    Routes.of(stack).forEach(route -> through(stack, findings, policies, route));
  }

  /** Pods that are alike, and where they are described. */
  private record Side(String title, String path, Map<String, String> labels) {

    static Side of(Workload workload) {
      return new Side(workload.toString(), workload.manifest().path(), workload.labels());
    }
  }

  /** A connection that a program opens because {@code why} tells it to. */
  private record Dial(Side from, Side to, int port, String why) {}

  private static void closed(Evidence stack, Findings findings, Policies policies) {
    findings.checking(Rule.PODS_ARE_CLOSED);
    if (!stack.workloads().isEmpty() && !policies.close()) {
      String path =
          stack.all(Namespace.class).keySet().stream().map(Manifest::path).findFirst().orElse("");
      findings.about(
          "namespace " + stack.namespace(),
          path,
          "name:",
          "no network policy closes every pod of namespace "
              + stack.namespace()
              + "; add NetworkPolicies to the stack");
    }
  }

  private static void selects(
      Evidence stack,
      Findings findings,
      Manifest manifest,
      NetworkPolicySpec policy,
      List<Side> made) {
    findings.checking(Rule.POLICY_SELECTS_PODS);
    boolean selectsSome =
        Stream.concat(stack.workloads().stream().map(Side::of), made.stream())
            .anyMatch(side -> Policies.matches(policy.getPodSelector(), side.labels()));
    if (!selectsSome) {
      findings.about(
          manifest,
          "podSelector:",
          manifest
              + " selects "
              + policy.getPodSelector().getMatchLabels()
              + ", which no pod carries");
    }
  }

  private static void blocks(Findings findings, Manifest manifest, NetworkPolicySpec policy) {
    findings.checking(Rule.POLICY_NAMES_ADDRESSES);
    Stream.concat(
            policy.getIngress().stream().flatMap(rule -> rule.getFrom().stream()),
            policy.getEgress().stream().flatMap(rule -> rule.getTo().stream()))
        .map(NetworkPolicyPeer::getIpBlock)
        .filter(block -> block != null && block.getCidr().endsWith("/0"))
        // The internet, and nothing that is near: as narrow as it can be said.
        .filter(block -> !AddressBlocks.isInternet(block))
        .forEach(
            block ->
                findings.about(
                    manifest,
                    block.getCidr(),
                    manifest + " names " + block.getCidr() + ", which is everybody; name a block"));
  }

  private static void metadata(Findings findings, Manifest manifest, NetworkPolicySpec policy) {
    findings.checking(Rule.METADATA_STAYS_CLOSED);
    policy.getEgress().stream()
        .flatMap(rule -> rule.getTo().stream())
        .map(NetworkPolicyPeer::getIpBlock)
        .filter(block -> block != null && AddressBlocks.hold(block, METADATA))
        .forEach(
            block ->
                findings.about(
                    manifest,
                    block.getCidr(),
                    manifest
                        + " opens "
                        + block.getCidr()
                        + " with the metadata service in it; leave out "
                        + METADATA
                        + "/32"));
  }

  /** Whether pods may leave the cluster for a store there, and for who gives them its keys. */
  private static void leaves(Evidence stack, Findings findings, Policies policies, Conf conf) {
    findings.checking(Rule.STORE_OUTSIDE_CAN_BE_REACHED);
    Optional<Integer> port = Storage.outsidePort(stack, conf);
    if (port.isEmpty()) {
      return;
    }
    boolean isAmazons = conf.get(Storage.ENDPOINT).isEmpty();
    boolean asksAgent =
        conf.get(Storage.PROVIDER).filter(name -> name.contains("ContainerCred")).isPresent();
    Stream<Side> reader =
        conf.isCluster() ? Stream.empty() : stack.readerOf(conf).map(Side::of).stream();
    Stream.concat(reader, made(stack, conf))
        .forEach(
            side -> {
              Predicate<NetworkPolicyPeer> store =
                  peer ->
                      peer.getIpBlock() != null
                          && (!isAmazons || !AddressBlocks.isNear(peer.getIpBlock()));
              if (!policies.opens(side.labels(), store, "TCP", port.get())) {
                shut(findings, side, conf, "port " + port.get() + " of a store outside");
              }
              Predicate<NetworkPolicyPeer> agent =
                  peer -> peer.getIpBlock() != null && AddressBlocks.hold(peer.getIpBlock(), AGENT);
              if (asksAgent && !policies.opens(side.labels(), agent, "TCP", 80)) {
                shut(findings, side, conf, "the agent that gives keys at " + AGENT + ":80");
              }
            });
  }

  private static void shut(Findings findings, Side side, Conf conf, String what) {
    findings.about(
        side.title(),
        side.path(),
        "",
        side.title()
            + " may not connect to "
            + what
            + ", as "
            + conf.subject()
            + " makes it; take the flows from the store");
  }

  private static void talks(Findings findings, Policies policies, Dial dial) {
    findings.checking(Rule.POLICIES_LET_THE_STACK_TALK);
    if (!policies.let(dial.from().labels(), dial.to().labels(), dial.port())) {
      findings.about(
          dial.from().title(),
          dial.from().path(),
          "",
          dial.from().title()
              + " may not connect to port "
              + dial.port()
              + " of "
              + dial.to().title()
              + ", as "
              + dial.why()
              + " makes it; say so in the component's flows()");
    }
  }

  private static void asks(Findings findings, Policies policies, Side side) {
    findings.checking(Rule.NAMES_CAN_BE_ASKED_FOR);
    if (!policies.opens(side.labels(), Network::isDns, "UDP", 53)) {
      findings.about(
          side.title(),
          side.path(),
          "",
          side.title() + " may not ask for names; open UDP and TCP 53 to kube-dns");
    }
  }

  private static boolean isDns(NetworkPolicyPeer peer) {
    return peer.getNamespaceSelector() != null
        && Policies.matches(
            peer.getNamespaceSelector(), Map.of("kubernetes.io/metadata.name", "kube-system"))
        && Policies.matches(peer.getPodSelector(), Map.of("k8s-app", "kube-dns"));
  }

  private static void callsApi(Findings findings, Policies policies, Side driver) {
    findings.checking(Rule.DRIVERS_REACH_THE_API_SERVER);
    if (!policies.openToAddresses(driver.labels())) {
      findings.about(
          driver.title(),
          driver.path(),
          "",
          driver.title()
              + " makes executors and may connect to no address; open the API server's endpoints");
    }
  }

  private static void listens(Findings findings, Conf conf) {
    findings.checking(Rule.POLICIES_LET_THE_STACK_TALK);
    if (conf.isApplication() && conf.isWhole() && conf.get(BLOCK_MANAGER_PORT).isEmpty()) {
      findings.about(
          conf,
          "",
          "executors of "
              + conf.subject()
              + " listen at any free port, which no policy can open; set "
              + BLOCK_MANAGER_PORT);
    }
  }

  private static void outside(
      Evidence stack, Findings findings, Policies policies, Manifest manifest, Service service) {
    String type = String.valueOf(service.getSpec().getType());
    if (!type.equals("LoadBalancer") && !type.equals("NodePort")) {
      return;
    }
    findings.checking(Rule.CLIENT_ADDRESS_IS_KEPT);
    if (!"Local".equals(service.getSpec().getExternalTrafficPolicy())) {
      findings.about(
          manifest,
          "type: " + type,
          manifest + " hides from the policies who connects; set externalTrafficPolicy: Local");
    }
    findings.checking(Rule.OUTSIDE_IS_LET_IN);
    for (Workload workload : References.selected(stack, service)) {
      for (ServicePort served : service.getSpec().getPorts()) {
        if (!policies.takeAddresses(workload.labels(), behind(workload, served))) {
          findings.about(
              manifest,
              "port: " + served.getPort(),
              manifest
                  + " offers port "
                  + served.getPort()
                  + " outside, and no policy lets an address in; say so in the component's flows()");
        }
      }
    }
  }

  /** What comes by a route comes from the pods of a proxy, in a namespace of its own. */
  private static void through(Evidence stack, Findings findings, Policies policies, Route route) {
    findings.checking(Rule.OUTSIDE_IS_LET_IN);
    Optional<Service> service = stack.named(Service.class, route.service());
    Optional<ServicePort> served = service.flatMap(route::served);
    if (service.isEmpty() || served.isEmpty()) {
      return;
    }
    for (Workload workload : References.selected(stack, service.get())) {
      if (!policies.takeNamespaces(workload.labels(), behind(workload, served.get()))) {
        findings.about(
            route.manifest(),
            route.service(),
            route.manifest()
                + " offers port "
                + route.port()
                + " of "
                + workload
                + " outside, and no policy lets another namespace in; name the proxy's to Outside");
      }
    }
  }

  private static List<Dial> dials(Evidence stack) {
    List<Dial> dials = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      stack
          .told(workload)
          .forEach((path, text) -> dials.addAll(dialled(stack, Side.of(workload), path, text)));
    }
    for (Conf conf : stack.confs()) {
      made(stack, conf).forEach(side -> dials.addAll(ofSpark(stack, conf, side)));
    }
    return dials;
  }

  /** What pods that Spark makes dial: the store, their driver, and each other. */
  private static List<Dial> ofSpark(Evidence stack, Conf conf, Side side) {
    List<Dial> dials = new ArrayList<>();
    conf.get(Storage.ENDPOINT)
        .ifPresent(store -> dials.addAll(dialled(stack, side, conf.subject(), store)));
    Catalogs.urls(conf, (key, url) -> dials.addAll(dialled(stack, side, conf.subject(), url)));
    Optional<Side> driver = driver(stack, conf);
    if (driver.isPresent() && isExecutors(side)) {
      for (String key : List.of(DRIVER_PORT, BLOCK_MANAGER_PORT)) {
        port(conf, key).ifPresent(port -> dials.add(new Dial(side, driver.get(), port, key)));
      }
      port(conf, BLOCK_MANAGER_PORT)
          .ifPresent(
              port -> {
                dials.add(new Dial(driver.get(), side, port, BLOCK_MANAGER_PORT));
                dials.add(new Dial(side, side, port, BLOCK_MANAGER_PORT));
              });
    }
    return dials;
  }

  private static Optional<Integer> port(Conf conf, String key) {
    String usual = key.equals(DRIVER_PORT) ? "7078" : "";
    return Optional.of(conf.get(key).orElse(usual))
        .filter(text -> text.matches("[1-9]\\d{0,4}"))
        .map(Integer::valueOf);
  }

  private static List<Dial> dialled(Evidence stack, Side from, String path, String text) {
    List<Dial> dials = new ArrayList<>();
    Matcher names = ClusterName.ANYWHERE.matcher(text);
    while (names.find()) {
      ClusterName name = ClusterName.of(names);
      stack
          .named(Service.class, name.service())
          .filter(service -> name.namespace().equals(stack.namespace()))
          .ifPresent(
              service ->
                  service.getSpec().getPorts().stream()
                      .filter(served -> served.getPort() == name.port())
                      .forEach(
                          served ->
                              References.selected(stack, service)
                                  .forEach(
                                      to ->
                                          dials.add(
                                              new Dial(
                                                  from, Side.of(to), behind(to, served), path)))));
    }
    return dials;
  }

  /** The number of the port that {@code served} leads to in a pod of {@code workload}. */
  private static int behind(Workload workload, ServicePort served) {
    return workload.template().getSpec().getContainers().stream()
        .map(Container::getPorts)
        .flatMap(List::stream)
        .filter(port -> String.valueOf(port.getName()).equals(served.getTargetPort().getStrVal()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseGet(
            () ->
                served.getTargetPort().getIntVal() == null
                    ? served.getPort()
                    : served.getTargetPort().getIntVal());
  }

  private static Optional<Side> driver(Evidence stack, Conf conf) {
    return conf.isCluster() ? templated(stack, conf, "driver") : stack.readerOf(conf).map(Side::of);
  }

  /** The pods that Spark makes by {@code conf}, if a template says what labels they carry. */
  private static Stream<Side> made(Evidence stack, Conf conf) {
    if (!conf.isApplication() || !conf.isWhole()) {
      return Stream.empty();
    }
    Optional<Side> driver = conf.isCluster() ? templated(stack, conf, "driver") : Optional.empty();
    return Stream.concat(templated(stack, conf, "executor").stream(), driver.stream());
  }

  private static boolean isExecutors(Side side) {
    return "executor".equals(side.labels().get("spark-role"));
  }

  private static Optional<Side> templated(Evidence stack, Conf conf, String role) {
    return conf.get("spark.kubernetes." + role + ".podTemplateFile")
        .flatMap(path -> stack.mountedFile(conf, path))
        .map(
            template ->
                new Side(
                    "the " + role + " of " + conf.subject(), conf.path(), labels(template, role)));
  }

  /** Those of the template, and the one by which Spark knows its own. */
  private static Map<String, String> labels(String template, String role) {
    Map<String, String> labels = new LinkedHashMap<>();
    int end = template.indexOf("\nspec:");
    Matcher label = LABEL.matcher(end < 0 ? template : template.substring(0, end));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    labels.put("spark-role", role);
    return labels;
  }
}
