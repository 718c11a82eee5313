package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The namespace a stack lives in. Every object gets it through its {@link Labels}, so none can be
 * left without.
 *
 * <pre>
 * labels:
 *   pod-security.kubernetes.io/enforce: restricted
 *   pod-security.kubernetes.io/enforce-version: v1.32
 * </pre>
 *
 * <p>It admits no pod that the restricted profile refuses: not one of ours, not one that Spark
 * makes, not one that somebody adds.
 *
 * @param name a DNS label of RFC 1123: 1 to 63 of {@code a-z 0-9 -}; what begins with {@code kube-}
 *     is Kubernetes' own
 * @param pullSecrets the Secrets, made by others, with which its accounts pull images
 * @param maker of the object
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-admission/">Pod Security
 *     admission</a>
 */
public record Namespace(String name, List<String> pullSecrets, Maker maker) {

  /** Who makes the Namespace object. */
  public enum Maker {
    /** The stack: it is in the tree. */
    STACK,
    /** Whoever runs the cluster: it is there before the tree is applied. */
    OTHERS
  }

  private static final String POD_SECURITY = "pod-security.kubernetes.io/";

  /**
   * Of the profile, which grows with Kubernetes: pinned, so that an upgrade of the cluster refuses
   * no pod that it admitted the day before. An older cluster takes it for its own newest.
   */
  private static final String POD_SECURITY_VERSION = "v1.32";

  /** One that the stack makes, and that pulls images as anybody may, or as its nodes may. */
  public Namespace(String name) {
    this(name, List.of());
  }

  /** One that the stack makes. */
  public Namespace(String name, List<String> pullSecrets) {
    this(name, pullSecrets, Maker.STACK);
  }

  public Namespace {
    pullSecrets = List.copyOf(pullSecrets);
    if (!DnsLabel.isRfc1123(name)) {
      throw new IllegalArgumentException(
          "namespace '"
              + name
              + "' is not a DNS label: use 1-63 of a-z, 0-9 and hyphens, without a hyphen at either"
              + " end");
    }
    if (name.startsWith("kube-")) {
      throw new IllegalArgumentException(
          "namespace '"
              + name
              + "' is Kubernetes' own, and a quota and Pod Security there would keep the cluster's pods"
              + " out; take one of your own");
    }
  }

  /**
   * One whose accounts pull images with Secrets of type {@code kubernetes.io/dockerconfigjson}, and
   * so do all their pods, those of executors too.
   *
   * <pre>
   * kind: ServiceAccount
   * imagePullSecrets:
   * - name: regcred
   * </pre>
   *
   * @param names which are there already; 1 to 253 of {@code a-z 0-9 - .} each
   * @see <a
   *     href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#add-imagepullsecrets-to-a-service-account">
   *     Pull secrets of an account</a>
   */
  public Namespace pullingWith(String... names) {
    return pullingWith(List.of(names));
  }

  /** See {@link #pullingWith(String...)}. */
  public Namespace pullingWith(List<String> names) {
    List<String> all = new ArrayList<>(pullSecrets);
    for (String each : names) {
      if (!DnsLabel.isSubdomain(each)) {
        throw new IllegalArgumentException(
            "pull secret '"
                + each
                + "' is not the name of a Secret: use 1-253 of a-z, 0-9, hyphens and dots");
      }
      if (all.contains(each)) {
        throw new IllegalArgumentException(
            "pull secret '" + each + "' is given twice; give it once");
      }
      all.add(each);
    }
    return new Namespace(name, all, maker);
  }

  /**
   * This one, made by others, for who may not make any: no tree has the object, and nothing applies
   * it. The README of the tree says what it must have. Its quota and limits are theirs too.
   */
  public Namespace madeByOthers() {
    return new Namespace(name, pullSecrets, Maker.OTHERS);
  }

  /** Whether the stack makes the object. */
  public boolean isOurs() {
    return maker == Maker.STACK;
  }

  /** The labels of the component {@code name}, which plays {@code role} here. */
  public Labels labels(DnsLabel name, String role) {
    return new Labels(this, name, role);
  }

  /** The host name under which the pods of every namespace reach Service {@code service}. */
  public String host(DnsLabel service) {
    return service + "." + name + ".svc";
  }

  /** Where pods of every namespace open {@code port} of Service {@code service} with HTTP. */
  public String url(DnsLabel service, Port port) {
    return "http://" + host(service) + ":" + port.number();
  }

  /** The Namespace object, as the stack makes it or as others are asked to. */
  public io.fabric8.kubernetes.api.model.Namespace resource() {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName(name);
    metadata.setLabels(labels());
    io.fabric8.kubernetes.api.model.Namespace namespace =
        new io.fabric8.kubernetes.api.model.Namespace();
    namespace.setMetadata(metadata);
    return namespace;
  }

  private static Map<String, String> labels() {
    Map<String, String> labels = Labels.ofStack();
    for (String mode : List.of("enforce", "audit", "warn")) {
      labels.put(POD_SECURITY + mode, "restricted");
      labels.put(POD_SECURITY + mode + "-version", POD_SECURITY_VERSION);
    }
    return labels;
  }
}
