package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that the API server refuses, though it knows their fields.
 *
 * <pre>{@code
 * ObjectRefusals.of(set);     // restartPolicy 'Never': say Always
 * ObjectRefusals.of(service); // port '90900': say 1 to 65535
 * }</pre>
 *
 * <p>Those of Kubernetes 1.35 that a schema does not tell. Nothing is said of what it takes; a
 * custom object has metadata alone.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/tree/v1.35.4/pkg/apis">What it asks</a>
 */
public final class ObjectRefusals {

  private static final String NAME = "name";
  private static final String KEY = "key";
  private static final String VERSION = "apiVersion";
  private static final String KIND = "kind";
  private static final String MODEL = "io.fabric8.kubernetes.api.model";
  private static final Map<String, String> VERSIONS =
      Map.of(
          MODEL,
          "v1",
          MODEL + ".apps",
          "apps/v1",
          MODEL + ".batch.v1",
          "batch/v1",
          MODEL + ".networking.v1",
          "networking.k8s.io/v1",
          MODEL + ".policy.v1",
          "policy/v1",
          MODEL + ".rbac",
          "rbac.authorization.k8s.io/v1");
  private static final String POD_SECURITY = "pod-security.kubernetes.io/";
  private static final List<String> LEVELS = List.of("privileged", "baseline", "restricted");
  private static final List<String> FINALIZERS =
      List.of("kubernetes", "orphan", "foregroundDeletion");
  private static final int MOST_OF_ANNOTATIONS = 256 << 10;
  private static final int LONGEST_NAME_OF_CRON_JOB = 52;

  private ObjectRefusals() {}

  /** What is refused of {@code object}, for its metadata and for what its kind says. */
  public static List<Refused> of(HasMetadata object) {
    Refusals refusals = new Refusals();
    isOfItsKind(refusals, object);
    metadata(refusals, object);
    // By name first: to ask what it is an instance of would load that class for every object.
    switch (Given.text(object.getKind())) {
      case "Pod" -> pod(refusals, object);
      case "Deployment" -> deployment(refusals, object);
      case "StatefulSet" -> statefulSet(refusals, object);
      case "DaemonSet" -> daemonSet(refusals, object);
      case "Job" -> job(refusals, object);
      case "CronJob" -> cronJob(refusals, object);
      case "Service" -> service(refusals, object);
      case "PersistentVolumeClaim" -> claim(refusals, object);
      case "ConfigMap", "Secret" -> files(refusals, object);
      case "LimitRange", "ResourceQuota" -> limits(refusals, object);
      case "NetworkPolicy", "PodDisruptionBudget" -> policy(refusals, object);
      case "Role", "ClusterRole" -> role(refusals, object);
      case "RoleBinding", "ClusterRoleBinding" -> binding(refusals, object);
      default -> {
        // Says nothing else, or is not known here.
      }
    }
    return refusals.all();
  }

  private static void isOfItsKind(Refusals refusals, HasMetadata object) {
    if (object instanceof GenericKubernetesResource) {
      refusals.required(VERSION, object.getApiVersion());
      refusals.required(KIND, object.getKind());
      return;
    }
    Class<? extends HasMetadata> type = object.getClass();
    if (isOfItsPackage(object, type.getName())) {
      return;
    }
    String version = HasMetadata.getApiVersion(type);
    String kind = HasMetadata.getKind(type);
    refusals.unless(
        version == null || version.equals(object.getApiVersion()),
        VERSION,
        object.getApiVersion(),
        "say " + version);
    refusals.unless(
        kind == null || kind.equals(object.getKind()), KIND, object.getKind(), "say " + kind);
  }

  /**
   * Nearly all are, and to read a class's annotations takes a cold JVM longer than all the rest.
   */
  private static boolean isOfItsPackage(HasMetadata object, String type) {
    int end = type.lastIndexOf('.');
    String version = VERSIONS.get(type.substring(0, Math.max(end, 0)));
    return version != null
        && version.equals(object.getApiVersion())
        && type.substring(end + 1).equals(object.getKind());
  }

  private static void metadata(Refusals refusals, HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    String name = metadata == null ? "" : Given.text(metadata.getName());
    switch (Given.text(object.getKind())) {
      case "Namespace" -> {
        refusals.label(NAME, name);
        security(refusals, metadata);
        if (object instanceof Namespace made && made.getSpec() != null) {
          finalizers(refusals, made.getSpec().getFinalizers());
        }
      }
      case "StatefulSet", "Job" -> refusals.label(NAME, name);
      case "Service" ->
          refusals.unless(
              DnsLabel.isRfc1123(name) && !Ascii.isDigit(name.charAt(0)),
              NAME,
              name,
              "use 1-63 of a-z 0-9 -, and begin with a letter");
      case "CronJob" -> {
        refusals.subdomain(NAME, name);
        refusals.unless(
            name.length() <= LONGEST_NAME_OF_CRON_JOB, NAME, name, "use 52 characters at most");
      }
      case "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "PodDisruptionBudget" ->
          segment(refusals, name);
      default -> refusals.subdomain(NAME, name);
    }
    if (metadata != null) {
      labelsAndAnnotations(refusals, metadata);
      finalizers(refusals, metadata.getFinalizers());
    }
  }

  /** Kubernetes has three of its own; others have a domain. */
  private static void finalizers(Refusals refusals, @Nullable List<String> finalizers) {
    for (String each : Given.list(finalizers)) {
      refusals.unless(
          FINALIZERS.contains(each) || (each.indexOf('/') > 0 && Labels.isKey(each)),
          "finalizers",
          each,
          "write it as example.org/name");
    }
  }

  /** How strictly pods are looked at, and by which release's measure. */
  private static void security(Refusals refusals, @Nullable ObjectMeta metadata) {
    Map<String, String> labels = Given.texts(metadata == null ? null : metadata.getLabels());
    for (String mode : List.of("enforce", "audit", "warn")) {
      String level = labels.get(POD_SECURITY + mode);
      refusals.wordOf(LEVELS, POD_SECURITY + mode, level);
      String version = labels.get(POD_SECURITY + mode + "-version");
      refusals.unless(
          version == null || version.equals("latest") || isMinor(version),
          POD_SECURITY + mode + "-version",
          version,
          "say latest, or one such as v1.32");
    }
  }

  private static boolean isMinor(String version) {
    return version.startsWith("v1.")
        && version.length() > 3
        && Ascii.endOfDigits(version, 3) == version.length()
        && (version.length() == 4 || version.charAt(3) != '0');
  }

  /** What may stand between two slashes. */
  static void segment(Refusals refusals, String name) {
    boolean isSegment =
        !name.isEmpty()
            && !name.equals(".")
            && !name.equals("..")
            && name.indexOf('/') < 0
            && name.indexOf('%') < 0;
    refusals.unless(isSegment, NAME, name, "use a name without / and %");
  }

  static void labelsAndAnnotations(Refusals refusals, @Nullable ObjectMeta metadata) {
    if (metadata == null) {
      return;
    }
    refusals.labels(metadata.getLabels());
    int size = 0;
    for (Map.Entry<String, String> each : Given.texts(metadata.getAnnotations()).entrySet()) {
      String key = each.getKey();
      refusals.unless(Labels.isKey(Ascii.toLowerCase(key)), "annotations", key, Refusals.AS_A_KEY);
      size += key.length() + each.getValue().length();
    }
    refusals.unless(
        size <= MOST_OF_ANNOTATIONS, "annotations", size + " characters", "say 256 KiB at most");
  }

  private static void pod(Refusals refusals, HasMetadata object) {
    if (object instanceof Pod made) {
      new PodRefusals(refusals).of("Pod", Set.of(), made.getSpec());
    }
  }

  private static void deployment(Refusals refusals, HasMetadata object) {
    if (object instanceof Deployment made) {
      new WorkloadRefusals(refusals).ofDeployment(made.getSpec());
    }
  }

  private static void statefulSet(Refusals refusals, HasMetadata object) {
    if (object instanceof StatefulSet made) {
      new WorkloadRefusals(refusals).ofStatefulSet(made.getSpec());
    }
  }

  private static void daemonSet(Refusals refusals, HasMetadata object) {
    if (object instanceof DaemonSet made) {
      new WorkloadRefusals(refusals).ofDaemonSet(made.getSpec());
    }
  }

  private static void job(Refusals refusals, HasMetadata object) {
    if (object instanceof Job made) {
      new WorkloadRefusals(refusals).ofJob("Job", made.getSpec());
    }
  }

  private static void cronJob(Refusals refusals, HasMetadata object) {
    if (object instanceof CronJob made) {
      new WorkloadRefusals(refusals).ofCronJob(made.getSpec());
    }
  }

  private static void service(Refusals refusals, HasMetadata object) {
    if (object instanceof Service made) {
      new ServiceRefusals(refusals).of(made.getSpec());
    }
  }

  private static void claim(Refusals refusals, HasMetadata object) {
    if (object instanceof PersistentVolumeClaim made) {
      new AmountRefusals(refusals).ofClaim(made.getSpec());
    }
  }

  private static void limits(Refusals refusals, HasMetadata object) {
    if (object instanceof LimitRange made) {
      new AmountRefusals(refusals).ofLimits(made.getSpec());
    }
    if (object instanceof ResourceQuota made) {
      new AmountRefusals(refusals).ofQuota(made.getSpec());
    }
  }

  private static void policy(Refusals refusals, HasMetadata object) {
    if (object instanceof NetworkPolicy made) {
      new PolicyRefusals(refusals).ofNetwork(made.getSpec());
    }
    if (object instanceof PodDisruptionBudget made) {
      new PolicyRefusals(refusals).ofBudget(made.getSpec());
    }
  }

  private static void role(Refusals refusals, HasMetadata object) {
    if (object instanceof Role made) {
      new RightsRefusals(refusals).ofRules(made.getRules(), false);
    }
    if (object instanceof ClusterRole made) {
      new RightsRefusals(refusals).ofRules(made.getRules(), true);
    }
  }

  private static void binding(Refusals refusals, HasMetadata object) {
    if (object instanceof RoleBinding made) {
      new RightsRefusals(refusals).ofBinding(made.getRoleRef(), made.getSubjects(), false);
    }
    if (object instanceof ClusterRoleBinding made) {
      new RightsRefusals(refusals).ofBinding(made.getRoleRef(), made.getSubjects(), true);
    }
  }

  private static void files(Refusals refusals, HasMetadata object) {
    if (object instanceof ConfigMap made) {
      keys(refusals, made.getData(), made.getBinaryData());
    }
    if (object instanceof Secret made) {
      keys(refusals, made.getData(), Map.of());
      keys(refusals, made.getStringData(), Map.of());
    }
  }

  private static void keys(
      Refusals refusals, @Nullable Map<String, String> data, @Nullable Map<String, String> more) {
    Set<String> taken = new HashSet<>();
    for (Map<String, String> each : List.of(Given.texts(data), Given.texts(more))) {
      for (String key : each.keySet()) {
        refusals.key(KEY, key);
        refusals.unless(taken.add(key), KEY, key, "say it in data or in binaryData");
      }
    }
  }
}
