package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who an object belongs to: its namespace, the component's labels, and the smaller set that
 * selectors match.
 *
 * <pre>
 * namespace: spark
 * labels:
 *   app.kubernetes.io/name: minio
 *   app.kubernetes.io/component: object-store
 *   app.kubernetes.io/part-of: sparkstead
 *   app.kubernetes.io/managed-by: sparkstead
 * </pre>
 *
 * <p>Selectors match the name alone: a workload's selector cannot change after creation, so each
 * further label in it would be one more reason to delete and create anew.
 *
 * @param name the value of {@code app.kubernetes.io/name}
 * @param role the value of {@code app.kubernetes.io/component}: 1 to 63 of {@code A-Z a-z 0-9 - _
 *     .}, beginning and ending with a letter or digit
 * @param podLabels further labels, which pods alone carry and nothing selects by
 * @param podAnnotations annotations that pods alone carry
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/">
 *     Recommended labels</a>
 */
public record Labels(
    Namespace namespace,
    DnsLabel name,
    String role,
    Map<String, String> podLabels,
    Map<String, String> podAnnotations) {

  private static final String PREFIX = "app.kubernetes.io/";
  private static final String NAME = PREFIX + "name";

  /** The key of {@link #role}. */
  public static final String ROLE = PREFIX + "component";

  private static final String SPARKSTEAD = "sparkstead";

  /** With nothing more on pods. */
  public Labels(Namespace namespace, DnsLabel name, String role) {
    this(namespace, name, role, Map.of(), Map.of());
  }

  public Labels {
    if (!isValue(role)) {
      throw new IllegalArgumentException(
          "label value '"
              + role
              + "' is not one: use 1-63 of A-Z a-z 0-9 - _ . and begin and end with a letter or"
              + " digit");
    }
  }

  /** These, with more labels and annotations on pods. */
  public Labels onPods(Map<String, String> labels, Map<String, String> annotations) {
    return new Labels(namespace, name, role, labels, annotations);
  }

  /** Whether {@code text} may be the value of a label, or its key without what a slash ends. */
  public static boolean isValue(String text) {
    if (text.isEmpty() || text.length() > DnsLabel.MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      boolean isInside = i > 0 && i < text.length() - 1;
      char c = text.charAt(i);
      if (isInside ? !Ascii.isInName(c) : !Ascii.isLetterOrDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code text} may be the key of a label or an annotation: {@code example.org/team}. */
  public static boolean isKey(String text) {
    int slash = text.indexOf('/');
    return isValue(text.substring(slash + 1))
        && (slash < 0 || DnsLabel.isSubdomain(text.substring(0, slash)));
  }

  /** The labels that tell this component's pods from all others. */
  public Map<String, String> selector() {
    return Map.of(NAME, name.text());
  }

  /** {@link #selector()} as workloads and policies want it. */
  public LabelSelector labelSelector() {
    LabelSelector selector = new LabelSelector();
    selector.setMatchLabels(selector());
    return selector;
  }

  /** All labels, in the order a reader wants them. */
  public Map<String, String> all() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(NAME, name.text());
    labels.put(ROLE, role);
    labels.putAll(ofStack());
    return labels;
  }

  /** The label that every pod of the stack carries, and no other in the namespace. */
  public Map<String, String> stackSelector() {
    return Map.of(PREFIX + "part-of", SPARKSTEAD);
  }

  /** What every object of a stack carries, the namespace too. */
  static Map<String, String> ofStack() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(PREFIX + "part-of", SPARKSTEAD);
    labels.put(PREFIX + "managed-by", SPARKSTEAD);
    return labels;
  }

  /** Metadata of an object called {@code name}. */
  public ObjectMeta metadata(String name) {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setLabels(all());
    metadata.setName(name);
    metadata.setNamespace(namespace.name());
    return metadata;
  }

  /** Metadata of an object called as the component is. */
  public ObjectMeta metadata() {
    return metadata(name.text());
  }

  /** Metadata of a pod template, which takes name and namespace from its owner. */
  public ObjectMeta podMetadata() {
    return podMetadata(Map.of());
  }

  /** Metadata of a pod template, with {@code annotations} and the pods' own. */
  ObjectMeta podMetadata(Map<String, String> annotations) {
    Map<String, String> labels = all();
    labels.putAll(podLabels);
    Map<String, String> allAnnotations = new LinkedHashMap<>(annotations);
    allAnnotations.putAll(podAnnotations);
    ObjectMeta metadata = new ObjectMeta();
    metadata.setLabels(labels);
    metadata.setAnnotations(allAnnotations);
    return metadata;
  }

  /**
   * The component's own ServiceAccount, whose token no pod mounts unasked.
   *
   * @see <a
   *     href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting">
   *     Opting out of the token</a>
   */
  public ServiceAccount serviceAccount() {
    ServiceAccount account = new ServiceAccount();
    account.setMetadata(metadata());
    account.setAutomountServiceAccountToken(false);
    List<LocalObjectReference> pullSecrets = new ArrayList<>();
    for (String secret : namespace.pullSecrets()) {
      pullSecrets.add(new LocalObjectReference(secret));
    }
    account.setImagePullSecrets(pullSecrets);
    return account;
  }

  /**
   * The component's own ServiceAccount, whose token no pod mounts unasked, with annotations for
   * others than Kubernetes, such as the role that a cloud gives it.
   */
  public ServiceAccount serviceAccount(Map<String, String> annotations) {
    ServiceAccount account = serviceAccount();
    account.getMetadata().setAnnotations(annotations);
    return account;
  }
}
