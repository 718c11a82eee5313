package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is otherwise here, and why: each with the rule that tells it, or the page that says so.
 *
 * <p>The first that fits a value is the one that is told.
 */
public final class Fixes {

  private static final Set<Role> SERVERS = EnumSet.of(Role.STORE, Role.HISTORY, Role.NOTEBOOK);
  private static final Set<Role> SERVICES =
      EnumSet.of(
          Role.STORE_SERVICE, Role.HISTORY_SERVICE, Role.NOTEBOOK_SERVICE, Role.DRIVER_SERVICE);
  private static final Set<Role> EVERY =
      EnumSet.complementOf(EnumSet.of(Role.OWN, Role.NONE, Role.SECRET));

  private static final String SELECTED =
      "labels of app.kubernetes.io, by which its own pods are selected";

  /** By which people, Kubernetes and Helm tell objects apart. */
  private static final String USUAL_LABELS =
      "(app|name|component|tier|k8s-app|release|chart|heritage|app\\.kubernetes\\.io~1.*|helm\\.sh~1.*)";

  private static final String TOOLS =
      "(sparkstead|kubectl|deployment\\.kubernetes|meta\\.helm|argocd|pv\\.kubernetes|volume\\.kubernetes|volume\\.beta)";

  private static final String POD = "(/spec/template)?/spec";
  private static final String CONTAINER = POD + "/(initC|c)ontainers/\\d+";

  /**
   * One of them.
   *
   * @param roles of the objects in which it is one
   */
  private record Fix(Set<Role> roles, Pattern pointer, String words) {}

  private static final List<Fix> OBJECTS =
      List.of(
          fix(
              SERVERS,
              "/kind|/spec/(strategy|updateStrategy)/.*",
              "UPD-01: one writer a disk is a StatefulSet"),
          fix(SERVERS, "/spec/volumeClaimTemplates/\\d+/.*", "the disk is a claim beside it"),
          fix(
              EnumSet.of(Role.STORE),
              CONTAINER + "/image",
              "PIN-01, PIN-05: a fixed tag of an image that is there"),
          fix(SERVERS, CONTAINER + "/image", "PIN-01: the image that is built, by its release"),
          fix(
              SERVERS,
              CONTAINER + "/imagePullPolicy",
              "PIN-01: a tag that stays is asked for as often as it needs"),
          fix(
              SERVERS,
              CONTAINER + "/(command|args)(/\\d+)?",
              "UPD-06, UPD-12: the server itself is process 1"),
          fix(SERVERS, CONTAINER + "/resources", "POD-07: requests and limits"),
          fix(
              SERVERS,
              CONTAINER + "/(liveness|readiness|startup)Probe.*",
              "POD-08: probes of its own"),
          fix(
              SERVERS,
              POD + "/(securityContext|containers/\\d+/securityContext).*",
              "POD-01 to POD-05: one user, in every pod"),
          fix(SERVERS, POD + "/serviceAccount(Name)?", "RBC-08: an account of its own"),
          fix(
              EVERY,
              "(/spec/template)?/metadata/labels/" + USUAL_LABELS + "|/spec/selector/.*",
              SELECTED),
          fix(
              SERVERS,
              CONTAINER + "/ports/\\d+/(name|containerPort|protocol)",
              "ports of the part's own, by names"),
          fix(SERVICES, "/spec/ports/\\d+/targetPort", "by the name of the port"),
          fix(SERVICES, "/spec/type", "the default"),
          fix(
              EnumSet.of(Role.ACCOUNT_ROLE, Role.BINDING),
              "/kind|/roleRef/kind",
              "RBC-06: nothing is granted for the whole cluster"),
          fix(
              EnumSet.of(Role.ACCOUNT_ROLE),
              "/rules.*",
              "RBC-01: the verbs of the features in use"),
          fix(EVERY, "(/spec/template)?/metadata/annotations/" + TOOLS + ".*", "a tool's own note"),
          fix(
              EnumSet.allOf(Role.class),
              "/status.*|/metadata/(uid|resourceVersion|creationTimestamp|generation|managedFields|selfLink)(/.*)?",
              "what the cluster adds"));

  private static final List<Fix> PROPERTIES =
      List.of(
          fix(
              EVERY,
              "spark\\.hadoop\\.fs\\.s3a\\.(access|secret)\\.key",
              "SEC-01: keys are in a Secret, read from a file"),
          fix(
              EVERY,
              "spark\\.hadoop\\.fs\\.s3a\\.endpoint",
              "AGR-14: the Service of the store, not its outside address"),
          fix(
              EVERY,
              "spark\\.hadoop\\.fs\\.s3a\\.(impl|connection\\.ssl\\.enabled)",
              "UPD-15: says nothing new"),
          fix(
              EVERY,
              "spark\\.kubernetes\\.authenticate\\.driver\\.serviceAccountName",
              "UPD-14: the account is the pod's"),
          fix(
              EVERY,
              "spark\\.kubernetes\\.authenticate\\.executor\\.serviceAccountName",
              "AGR-10: executors have an account of their own"),
          fix(
              EVERY,
              "spark\\.driver\\.(host|bindAddress)",
              "AGR-05: the host that DNS has for the pod"),
          fix(
              EVERY,
              "spark\\.kubernetes\\.container\\.image(\\.pullPolicy)?",
              "PIN-01: the image that is built"),
          fix(
              EVERY,
              "spark\\.(authenticate.*|network\\.crypto.*)",
              "SEC-03, SEC-04: RpcAuthentication, by a Secret"),
          fix(EVERY, "spark\\.master", "the API server, by its name"),
          fix(EVERY, "spark\\.eventLog\\.(enabled|rolling.*)", "DYN-10: rolling logs"));

  private Fixes() {}

  private static Fix fix(Set<Role> roles, String pointer, String words) {
    return new Fix(roles, Pattern.compile(pointer), words);
  }

  /** Why {@code leaf}, which is otherwise in the environment, is so there. */
  public static Optional<Fate> of(Role role, Given given, Leaf leaf) {
    if (given.properties().containsValue(leaf)) {
      return ofProperty(leaf.key(), leaf.text());
    }
    if (SERVICES.contains(role) && leaf.pointer().equals("/spec/sessionAffinity")) {
      return Optional.of(
          leaf.text().equals("None")
              ? new Fate.Fixed("the default")
              : new Fate.Left("it leads to one pod here, so there is none to come back to"));
    }
    if (isSelected(given, leaf)) {
      return Optional.of(new Fate.Fixed(SELECTED));
    }
    return first(OBJECTS, role, leaf.pointer());
  }

  /** Likewise, of a property of Spark. */
  static Optional<Fate> ofProperty(String key, String value) {
    boolean isEnabled = key.equals("spark.eventLog.enabled") && !value.equals("true");
    return isEnabled ? Optional.empty() : first(PROPERTIES, Role.SESSION, key);
  }

  /** Whether it is a label by which an object selects its own pods. */
  private static boolean isSelected(Given given, Leaf leaf) {
    return leaf.pointer().contains("/metadata/labels/")
        && (given.at("/spec/selector/matchLabels").has(leaf.key())
            || given.at("/spec/selector").has(leaf.key()));
  }

  private static Optional<Fate> first(List<Fix> fixes, Role role, String text) {
    for (Fix fix : fixes) {
      if (fix.roles().contains(role) && fix.pointer().matcher(text).matches()) {
        return Optional.of(new Fate.Fixed(fix.words()));
      }
    }
    return Optional.empty();
  }
}
