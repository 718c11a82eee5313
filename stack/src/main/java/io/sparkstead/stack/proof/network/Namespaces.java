package io.sparkstead.stack.proof.network;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Opening;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the namespaces that policies name are those that people and programs come from. */
public record Namespaces(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule LABEL_IS_THERE =
      Rule.warning("NET-42", "A policy names namespaces by a label that they have by themselves")
          .why("A namespace without that label is shut out: its connections time out.")
          .fix(
              "Say kubernetes.io/metadata.name, which Kubernetes sets, or say by an exception that"
                  + " the namespaces are labelled.");

  static final Rule NAMESPACE_IS_THE_OTHERS =
      Rule.warning("NET-43", "Policies let the same namespaces in to the same port")
          .why("Prometheus or a proxy is in one of the two: its connections to the other time out.")
          .fix("Name the namespace that the others name, or excuse it where there are two.");

  /** How labels begin that a platform sets by itself. */
  private static final List<String> SET_BY_PLATFORMS =
      List.of(
          Side.NAMESPACE,
          "network.openshift.io/policy-group",
          "policy-group.network.openshift.io/",
          "openshift.io/",
          "field.cattle.io/",
          "kubernetes.azure.com/",
          "addonmanager.kubernetes.io/");

  /** By which people take namespaces to be labelled, and Kubernetes labels none. */
  private static final Set<String> NAMING =
      Set.of("app", "metadata.name", "name", "namespace", "namespace-name", "ns", "project");

  @Override
  public void check() {
    List<PolicyView> all = Policies.of(stack).all();
    for (PolicyView policy : all) {
      for (Opening opening : both(policy)) {
        for (Side side : opening.sides()) {
          if (side.namespaces().isPresent()) {
            labelsAreThere(policy, side.namespaces().get());
          }
        }
      }
      for (Opening opening : policy.ingress()) {
        namesAreTheOthers(policy, opening, all);
      }
    }
  }

  private static List<Opening> both(PolicyView policy) {
    List<Opening> both = new ArrayList<>(policy.ingress());
    both.addAll(policy.egress());
    return both;
  }

  private void labelsAreThere(PolicyView policy, Selector namespaces) {
    Map<String, String> named = namespaces.labels();
    for (Map.Entry<String, String> label : named.entrySet()) {
      if (isGuessed(label.getKey()) && !isThere(label.getKey(), List.of(label.getValue()))) {
        tell(policy, label.getKey(), label.getKey() + ": " + label.getValue());
      }
    }
    for (Selector.Expression one : namespaces.expressions()) {
      boolean asksForIt = one.operator().equals("In") || one.operator().equals("Exists");
      if (asksForIt && isGuessed(one.key()) && !isThere(one.key(), one.values())) {
        tell(policy, one.key(), one.key());
      }
    }
  }

  /**
   * Whether it looks as if a namespace had it by itself: its name, or a label of Kubernetes'.
   * Others are a company's own, which its platform sets.
   */
  private static boolean isGuessed(String key) {
    int slash = key.indexOf('/');
    boolean isKubernetes = slash > 0 && key.substring(0, slash).endsWith("kubernetes.io");
    return isKubernetes || (slash < 0 && NAMING.contains(key.toLowerCase(Locale.ROOT)));
  }

  private void tell(PolicyView policy, String key, String label) {
    at(LABEL_IS_THERE, policy, key)
        .say(
            "{it} names namespaces by label {}, which no namespace has by itself; say {}",
            label,
            Side.NAMESPACE);
  }

  /** Whether a platform sets it, or the tree labels a namespace so. */
  private boolean isThere(String key, List<String> values) {
    for (String set : SET_BY_PLATFORMS) {
      if (key.startsWith(set)) {
        return true;
      }
    }
    for (Found<Namespace> namespace : stack.all(Namespace.class)) {
      String said = Given.texts(namespace.manifest().object().getMetadata().getLabels()).get(key);
      if (said != null && (values.isEmpty() || values.contains(said))) {
        return true;
      }
    }
    return false;
  }

  private void namesAreTheOthers(PolicyView policy, Opening opening, List<PolicyView> all) {
    for (String name : names(List.of(opening))) {
      Set<String> others = othersAtThePort(policy, opening, all);
      others.removeAll(names(policy.ingress()));
      if (!others.isEmpty() && !isSpokenOf(name, policy, all)) {
        at(NAMESPACE_IS_THE_OTHERS, policy, name)
            .say(
                "{it} lets pods of namespace {} in, which nothing else here speaks of, to a port"
                    + " that other policies open to {}; name the same",
                name,
                String.join(" and ", others));
      }
    }
  }

  /** Those that come by name. */
  private static Set<String> names(List<Opening> openings) {
    Set<String> names = new TreeSet<>();
    for (Opening opening : openings) {
      for (Side side : opening.sides()) {
        if (side.namespaces().isPresent()) {
          String name = side.namespaces().get().labels().get(Side.NAMESPACE);
          if (name != null) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  private static Set<String> othersAtThePort(
      PolicyView policy, Opening opening, List<PolicyView> all) {
    Set<String> others = new TreeSet<>();
    for (PolicyView other : all) {
      for (Opening theirs : other.equals(policy) ? List.<Opening>of() : other.ingress()) {
        if (haveAPortInCommon(opening, theirs)) {
          others.addAll(names(List.of(theirs)));
        }
      }
    }
    return others;
  }

  private static boolean haveAPortInCommon(Opening one, Opening other) {
    for (NetworkPolicyPort mine : one.ports()) {
      for (NetworkPolicyPort theirs : other.ports()) {
        if (mine.getPort() != null && mine.getPort().equals(theirs.getPort())) {
          return true;
        }
      }
    }
    return false;
  }

  /** By another policy, a route's Gateway, an object of its own, or whoever made the stack. */
  private boolean isSpokenOf(String name, PolicyView by, List<PolicyView> all) {
    for (PolicyView other : all) {
      if (!other.equals(by) && names(both(other)).contains(name)) {
        return true;
      }
    }
    for (Manifest manifest : stack.manifests()) {
      if (manifest.namespace().equals(Optional.of(name))) {
        return true;
      }
      for (Fields parent : Fields.specOf(manifest).list("parentRefs")) {
        if (parent.text("namespace").equals(name)) {
          return true;
        }
      }
    }
    Optional<Outside> said = stack.declared().outside();
    for (DnsLabel gateway : said.isPresent() ? said.get().gateways() : List.<DnsLabel>of()) {
      if (gateway.text().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
