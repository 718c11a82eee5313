package io.sparkstead.stack.proof.network;

import io.fabric8.kubernetes.api.model.Namespace;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.evidence.spark.Dial;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether network policies let the pods of a stack, closed otherwise, reach what they dial. */
public record Network(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PODS_ARE_CLOSED =
      Rule.warning("NET-01", "Pods take and open no connection but those that policies name")
          .why("Every pod of the cluster reaches the store, the notebook and the driver's port.")
          .fix("Say .outside(…) to the Workbench, or add NetworkPolicies to the stack.");

  static final Rule POLICY_SELECTS_PODS =
      Rule.warning("NET-02", "A network policy selects pods of the stack")
          .why("It opens and closes nothing.")
          .fix("Give it the labels of the pods it is for.");

  static final Rule POLICIES_LET_THE_STACK_TALK =
      Rule.error("NET-03", "Policies open what programs and properties dial")
          .why("The connection hangs until it times out, and nothing says why.")
          .fix("Say the connection in the component's flows().");

  static final Rule NAMES_CAN_BE_ASKED_FOR =
      Rule.error("NET-06", "Pods that policies close may still ask for names")
          .why("No name resolves: every connection fails before it begins.")
          .fix(
              "Say who answers by .dns(…) of a Workbench, as Dns.openShift(); where policies are your"
                  + " own, open UDP and TCP 53 to kube-dns in kube-system.");

  static final Rule DRIVERS_REACH_THE_API_SERVER =
      Rule.error("NET-07", "Pods that call the API server may reach it")
          .why("The driver makes no executor: the API server does not answer.")
          .fix(
              "Name the API server's endpoints by .outside(…) of a Workbench, or to NetworkPolicies.");

  static final Rule PACKAGES_CAN_BE_FETCHED =
      Rule.error("NET-12", "Policies let drivers fetch the packages that their properties name")
          .why("The session waits for Maven Central until it times out, and then ends.")
          .fix(
              "Put the jars into the image; for a notebook or Spark Connect you may open the way to"
                  + " them by .reaching(…) of a Workbench or a SparkApplication.");

  static final Rule OPENSHIFT_IS_ASKED_FOR_NAMES =
      Rule.error("NET-18", "On OpenShift, policies let pods ask its own DNS")
          .why(
              "kube-dns is not there: no name resolves, and every connection fails before it begins.")
          .fix("Say .dns(Dns.openShift()) of a Workbench.");

  private static final int HTTPS = 443;
  private static final String IVY_SETTINGS = "spark.jars.ivySettings";

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    podsAreClosed(policies);
    if (policies.all().isEmpty()) {
      return;
    }
    List<AlikePods> pods = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      AlikePods own = AlikePods.of(workload);
      pods.add(own);
      if (stack.runsDriver(workload)) {
        reachesTheApiServer(policies, own);
      }
    }
    List<PodsOfConf> spark = PodsOfConf.allOf(stack);
    for (PodsOfConf one : spark) {
      pods.addAll(one.made());
      if (one.conf().isCluster() && one.driver().isPresent()) {
        reachesTheApiServer(policies, one.driver().get());
      }
      executorsListenAtOnePort(one.conf());
      packagesCanBeFetched(policies, one);
    }
    for (AlikePods asking : pods) {
      namesCanBeAskedFor(policies, asking);
    }
    openShiftIsAskedForNames();
    for (PolicyView policy : policies.all()) {
      policySelectsPods(policy, pods);
    }
    for (Dial dial : Dial.allOf(stack, spark)) {
      letsTalk(policies, dial);
    }
  }

  private void podsAreClosed(Policies policies) {
    if (!stack.workloads().isEmpty() && !policies.close()) {
      List<Found<Namespace>> namespaces = stack.all(Namespace.class);
      String path = namespaces.isEmpty() ? "" : namespaces.get(0).path();
      findings
          .at(PODS_ARE_CLOSED, "namespace " + stack.namespace(), path, "name:")
          .say(
              "no network policy closes every pod of {it}; say .outside(…) to the Workbench, or add"
                  + " NetworkPolicies to the stack");
    }
  }

  private void policySelectsPods(PolicyView policy, List<AlikePods> pods) {
    for (AlikePods one : pods) {
      if (policy.pods().matches(one.labels())) {
        return;
      }
    }
    at(POLICY_SELECTS_PODS, policy, "podSelector:")
        .say("{it} selects {}, which no pod carries", policy.pods().labels());
  }

  private void namesCanBeAskedFor(Policies policies, AlikePods pods) {
    for (Map.Entry<Peer, Integer> server : stack.dns().servers().entrySet()) {
      if (!policies.let(pods.labels(), "UDP", server.getValue(), server.getKey())) {
        at(NAMES_CAN_BE_ASKED_FOR, pods, "")
            .say(
                "{it} may not ask for names of {}; open UDP and TCP there, or say who answers by"
                    + " .dns(…) of a Workbench",
                server.getKey().title());
        return;
      }
    }
  }

  private void openShiftIsAskedForNames() {
    Optional<Route> route = Route.firstOfOpenShift(stack);
    if (route.isPresent() && stack.dns().equals(Dns.kubeDns())) {
      at(OPENSHIFT_IS_ASKED_FOR_NAMES, route.get(), "kind: Route")
          .say(
              "{it} is OpenShift's, where no pod called kube-dns answers for names, and policies let"
                  + " pods ask no other; say .dns(Dns.openShift()) of a Workbench");
    }
  }

  private void letsTalk(Policies policies, Dial dial) {
    if (!policies.let(dial.from().labels(), dial.to().labels(), dial.port())) {
      at(POLICIES_LET_THE_STACK_TALK, dial.from(), "")
          .say(
              "{it} may not connect to port {} of {}, as {} makes it; say so in the component's"
                  + " flows()",
              dial.port(),
              dial.to(),
              dial.why());
    }
  }

  private void executorsListenAtOnePort(Conf conf) {
    if (conf.isApplication() && conf.isWhole() && conf.get(Keys.BLOCK_MANAGER_PORT).isEmpty()) {
      at(POLICIES_LET_THE_STACK_TALK, conf, "")
          .say(
              "executors of {it} listen at any free port, which no policy can open; set {}",
              Keys.BLOCK_MANAGER_PORT);
    }
  }

  /** Of repositories of one's own another rule asks. */
  private void packagesCanBeFetched(Policies policies, PodsOfConf pods) {
    Conf conf = pods.conf();
    boolean isCentral = conf.get(Keys.REPOSITORIES).isEmpty() && conf.get(IVY_SETTINGS).isEmpty();
    if (conf.get(Keys.PACKAGES).isEmpty() || !isCentral || pods.driver().isEmpty()) {
      return;
    }
    Optional<Workload> reader = stack.readerOf(conf);
    // spark-submit looks for them too, and no reaching(…) is for its pod.
    if (conf.isCluster()
        && reader.isPresent()
        && !policies.openToInternet(reader.get().labels(), HTTPS)) {
      at(PACKAGES_CAN_BE_FETCHED, conf, Keys.PACKAGES)
          .say(
              "{} are fetched from Maven Central by {} too, before there is a driver, and policies"
                  + " close it; put them into the image by .jars(…) of a Workbench",
              conf.setting(Keys.PACKAGES),
              reader.get());
    } else if (!policies.openToInternet(pods.driver().get().labels(), HTTPS)) {
      at(PACKAGES_CAN_BE_FETCHED, conf, Keys.PACKAGES)
          .say(
              "{} are fetched from Maven Central, which policies close to the driver; put them into"
                  + " the image by .jars(…) of a Workbench, or open the way by"
                  + " .reaching(\"maven-central\", Reach.internet(443).byDrivers())",
              conf.setting(Keys.PACKAGES));
    }
  }

  private void reachesTheApiServer(Policies policies, AlikePods driver) {
    if (!policies.openToAddresses(driver.labels())) {
      at(DRIVERS_REACH_THE_API_SERVER, driver, "")
          .say(
              "{it} makes executors and may connect to no address; open the API server's endpoints");
    }
  }
}
