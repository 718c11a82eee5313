package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.proof.Routes.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pods reach what they dial, and little else.
 *
 * <p>What is dialled is read off programs and properties, not off what components say of it.
 */
final class Network implements RuleFamily {

  private static final String BEFORE_LABEL = "    ";

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
    List<Crew> crews = crews(stack);
    List<Side> sides = sides(stack, crews);
    for (Map.Entry<Manifest, NetworkPolicy> policy : all.entrySet()) {
      selects(findings, policy.getKey(), policy.getValue().getSpec(), sides);
      blocks(findings, policy.getKey(), policy.getValue().getSpec());
      metadata(findings, policy.getKey(), policy.getValue().getSpec());
    }
    for (Dial dial : dials(stack, crews)) {
      talks(findings, policies, dial);
    }
    for (Side side : sides) {
      asks(findings, policies, side);
    }
    for (Workload workload : stack.workloads()) {
      if (Privileges.runsDriver(stack, workload)) {
        callsApi(findings, policies, Side.of(workload));
      }
    }
    for (Crew crew : crews) {
      leaves(stack, findings, policies, crew);
      listens(findings, crew.conf());
      for (Side side : crew.made()) {
        if (!isExecutors(side)) {
          callsApi(findings, policies, side);
        }
      }
    }
    for (Map.Entry<Manifest, Service> service : stack.all(Service.class).entrySet()) {
      outside(stack, findings, policies, service.getKey(), service.getValue());
    }
    for (Route route : Routes.of(stack)) {
      through(stack, findings, policies, route);
    }
  }

  /** Pods that are alike, and where they are described. */
  private record Side(String title, String path, Map<String, String> labels) {

    static Side of(Workload workload) {
      return new Side(workload.toString(), workload.manifest().path(), workload.labels());
    }
  }

  /**
   * The pods that go by one set of properties.
   *
   * @param reader the pod that reads them, unless Spark makes the driver too
   * @param made those that Spark makes, if a template says what labels they carry
   */
  private record Crew(Conf conf, Optional<Side> reader, List<Side> made) {

    Optional<Side> driver() {
      for (Side side : made) {
        if (!isExecutors(side)) {
          return Optional.of(side);
        }
      }
      return reader;
    }

    List<Side> all() {
      List<Side> all = new ArrayList<>(made);
      if (reader.isPresent()) {
        all.add(reader.get());
      }
      return all;
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
      Findings findings, Manifest manifest, NetworkPolicySpec policy, List<Side> sides) {
    findings.checking(Rule.POLICY_SELECTS_PODS);
    for (Side side : sides) {
      if (Policies.matches(policy.getPodSelector(), side.labels())) {
        return;
      }
    }
    findings.about(
        manifest,
        "podSelector:",
        manifest
            + " selects "
            + policy.getPodSelector().getMatchLabels()
            + ", which no pod carries");
  }

  private static void blocks(Findings findings, Manifest manifest, NetworkPolicySpec policy) {
    findings.checking(Rule.POLICY_NAMES_ADDRESSES);
    List<IPBlock> blocks = leftFor(policy);
    for (NetworkPolicyIngressRule rule : policy.getIngress()) {
      addBlocks(blocks, rule.getFrom());
    }
    for (IPBlock block : blocks) {
      // The internet, and nothing that is near: as narrow as it can be said.
      if (block.getCidr().endsWith("/0") && !AddressBlocks.isInternet(block)) {
        findings.about(
            manifest,
            block.getCidr(),
            manifest + " names " + block.getCidr() + ", which is everybody; name a block");
      }
    }
  }

  private static void metadata(Findings findings, Manifest manifest, NetworkPolicySpec policy) {
    findings.checking(Rule.METADATA_STAYS_CLOSED);
    for (IPBlock block : leftFor(policy)) {
      if (AddressBlocks.hold(block, METADATA)) {
        findings.about(
            manifest,
            block.getCidr(),
            manifest
                + " opens "
                + block.getCidr()
                + " with the metadata service in it; leave out "
                + METADATA
                + "/32");
      }
    }
  }

  /** Where pods may go by address. */
  private static List<IPBlock> leftFor(NetworkPolicySpec policy) {
    List<IPBlock> blocks = new ArrayList<>();
    for (NetworkPolicyEgressRule rule : policy.getEgress()) {
      addBlocks(blocks, rule.getTo());
    }
    return blocks;
  }

  private static void addBlocks(List<IPBlock> blocks, List<NetworkPolicyPeer> peers) {
    for (NetworkPolicyPeer peer : peers) {
      if (peer.getIpBlock() != null) {
        blocks.add(peer.getIpBlock());
      }
    }
  }

  /** Whether pods may leave the cluster for a store there, and for who gives them its keys. */
  private static void leaves(Evidence stack, Findings findings, Policies policies, Crew crew) {
    findings.checking(Rule.STORE_OUTSIDE_CAN_BE_REACHED);
    Conf conf = crew.conf();
    Optional<Integer> port = Storage.outsidePort(stack, conf);
    if (port.isEmpty()) {
      return;
    }
    boolean isAmazons = conf.get(Storage.ENDPOINT).isEmpty();
    boolean asksAgent = conf.get(Storage.PROVIDER).orElse("").contains("ContainerCred");
    for (Side side : crew.all()) {
      if (!reachesStore(policies, side, port.get(), isAmazons)) {
        shut(findings, side, conf, "port " + port.get() + " of a store outside");
      }
      if (asksAgent && !reachesAgent(policies, side)) {
        shut(findings, side, conf, "the agent that gives keys at " + AGENT + ":80");
      }
    }
  }

  private static boolean reachesStore(Policies policies, Side side, int port, boolean isAmazons) {
    var destinations = policies.destinations(side.labels(), "TCP", port);
    for (NetworkPolicyPeer peer : destinations.orElse(List.of())) {
      IPBlock block = peer.getIpBlock();
      if (block != null && (!isAmazons || !AddressBlocks.isNear(block))) {
        return true;
      }
    }
    return destinations.isEmpty();
  }

  private static boolean reachesAgent(Policies policies, Side side) {
    var destinations = policies.destinations(side.labels(), "TCP", 80);
    for (NetworkPolicyPeer peer : destinations.orElse(List.of())) {
      if (peer.getIpBlock() != null && AddressBlocks.hold(peer.getIpBlock(), AGENT)) {
        return true;
      }
    }
    return destinations.isEmpty();
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
    if (!reachesDns(policies, side)) {
      findings.about(
          side.title(),
          side.path(),
          "",
          side.title() + " may not ask for names; open UDP and TCP 53 to kube-dns");
    }
  }

  private static boolean reachesDns(Policies policies, Side side) {
    var destinations = policies.destinations(side.labels(), "UDP", 53);
    for (NetworkPolicyPeer peer : destinations.orElse(List.of())) {
      if (isDns(peer)) {
        return true;
      }
    }
    return destinations.isEmpty();
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
    if (service.isEmpty()) {
      return;
    }
    Optional<ServicePort> served = route.served(service.get());
    if (served.isEmpty()) {
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

  private static List<Dial> dials(Evidence stack, List<Crew> crews) {
    List<Dial> dials = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      Side from = Side.of(workload);
      for (Map.Entry<String, String> told : stack.told(workload).entrySet()) {
        dialled(dials, stack, from, told.getKey(), told.getValue());
      }
    }
    for (Crew crew : crews) {
      for (Side side : crew.made()) {
        stores(dials, stack, crew.conf(), side);
      }
      ofSpark(dials, crew);
    }
    return dials;
  }

  private static void stores(List<Dial> dials, Evidence stack, Conf conf, Side side) {
    dialled(dials, stack, side, conf.subject(), conf.get(Storage.ENDPOINT).orElse(""));
    for (String url : Catalogs.urls(conf).values()) {
      dialled(dials, stack, side, conf.subject(), url);
    }
  }

  /** Executors dial their driver, the driver its executors, and they each other. */
  private static void ofSpark(List<Dial> dials, Crew crew) {
    Optional<Side> found = crew.driver();
    if (found.isEmpty()) {
      return;
    }
    Side driver = found.get();
    String rpc = crew.conf().get(DRIVER_PORT).orElse("7078");
    String blocks = crew.conf().get(BLOCK_MANAGER_PORT).orElse("");
    for (Side side : crew.made()) {
      if (!isExecutors(side)) {
        continue;
      }
      if (isFixed(rpc)) {
        dials.add(new Dial(side, driver, Integer.parseInt(rpc), DRIVER_PORT));
      }
      if (isFixed(blocks)) {
        int port = Integer.parseInt(blocks);
        dials.add(new Dial(side, driver, port, BLOCK_MANAGER_PORT));
        dials.add(new Dial(driver, side, port, BLOCK_MANAGER_PORT));
        dials.add(new Dial(side, side, port, BLOCK_MANAGER_PORT));
      }
    }
  }

  /** Whether it is a port, and not any that is free. */
  private static boolean isFixed(String port) {
    return Ports.isNumber(port) && !port.startsWith("0");
  }

  private static void dialled(
      List<Dial> dials, Evidence stack, Side from, String path, String text) {
    for (ClusterName.Found found : ClusterName.allIn(text)) {
      named(dials, stack, from, path, found.name());
    }
  }

  private static void named(
      List<Dial> dials, Evidence stack, Side from, String path, ClusterName name) {
    Optional<Service> service = stack.named(Service.class, name.service());
    if (service.isEmpty() || !name.namespace().equals(stack.namespace())) {
      return;
    }
    for (ServicePort served : service.get().getSpec().getPorts()) {
      if (served.getPort() == name.port()) {
        for (Workload to : References.selected(stack, service.get())) {
          dials.add(new Dial(from, Side.of(to), behind(to, served), path));
        }
      }
    }
  }

  /** The number of the port that {@code served} leads to in a pod of {@code workload}. */
  private static int behind(Workload workload, ServicePort served) {
    for (Container container : workload.template().getSpec().getContainers()) {
      for (ContainerPort port : container.getPorts()) {
        if (String.valueOf(port.getName()).equals(served.getTargetPort().getStrVal())) {
          return port.getContainerPort();
        }
      }
    }
    Integer target = served.getTargetPort().getIntVal();
    return target == null ? served.getPort() : target;
  }

  private static List<Crew> crews(Evidence stack) {
    List<Crew> crews = new ArrayList<>();
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = conf.isCluster() ? Optional.empty() : stack.readerOf(conf);
      Optional<Side> side =
          reader.isPresent() ? Optional.of(Side.of(reader.get())) : Optional.empty();
      crews.add(new Crew(conf, side, made(stack, conf)));
    }
    return crews;
  }

  private static List<Side> sides(Evidence stack, List<Crew> crews) {
    List<Side> sides = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      sides.add(Side.of(workload));
    }
    for (Crew crew : crews) {
      sides.addAll(crew.made());
    }
    return sides;
  }

  private static List<Side> made(Evidence stack, Conf conf) {
    List<Side> made = new ArrayList<>();
    if (conf.isApplication() && conf.isWhole()) {
      templated(made, stack, conf, "executor");
      if (conf.isCluster()) {
        templated(made, stack, conf, "driver");
      }
    }
    return made;
  }

  private static boolean isExecutors(Side side) {
    return "executor".equals(side.labels().get("spark-role"));
  }

  private static void templated(List<Side> made, Evidence stack, Conf conf, String role) {
    Optional<String> path = conf.get("spark.kubernetes." + role + ".podTemplateFile");
    Optional<String> template =
        path.isPresent() ? stack.mountedFile(conf, path.get()) : Optional.empty();
    if (template.isPresent()) {
      String title = "the " + role + " of " + conf.subject();
      made.add(new Side(title, conf.path(), labels(template.get(), role)));
    }
  }

  /** Those of the template, and the one by which Spark knows its own. */
  private static Map<String, String> labels(String template, String role) {
    Map<String, String> labels = new LinkedHashMap<>();
    int end = template.indexOf("\nspec:");
    for (String line : (end < 0 ? template : template.substring(0, end)).split("\n", -1)) {
      int colon = line.indexOf(": ");
      // No deeper, and no longer than one word.
      if (line.startsWith(BEFORE_LABEL) && colon > BEFORE_LABEL.length() && isKey(line, colon)) {
        labels.put(
            line.substring(BEFORE_LABEL.length(), colon), unquoted(line.substring(colon + 2)));
      }
    }
    labels.put("spark-role", role);
    return labels;
  }

  private static boolean isKey(String line, int colon) {
    for (int at = BEFORE_LABEL.length(); at < colon; at++) {
      if (!Ascii.isInName(line.charAt(at)) && line.charAt(at) != '/') {
        return false;
      }
    }
    return true;
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
