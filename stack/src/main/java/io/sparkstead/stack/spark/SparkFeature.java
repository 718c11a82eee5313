package io.sparkstead.stack.spark;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.sparkstead.stack.conf.SparkConf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something an account does with the API server, the rights it takes, and the properties that keep
 * it to those.
 *
 * <p>No rule names secrets, {@code pods/exec} or {@code *}. The verbs were read off real drivers:
 * Spark asks for no others with these properties set.
 *
 * @see <a href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#rbac">Spark and
 *     RBAC</a>
 */
public enum SparkFeature {

  /** A driver starts, watches and removes its executors. */
  RUN_EXECUTORS("run executors") {
    @Override
    public List<PolicyRule> rules() {
      return List.of(rule("pods", "get", "list", "watch", "create", "delete", "deletecollection"));
    }
  },

  /** A driver makes claims for executors' data, hands them on, and removes them at its end. */
  REUSE_CLAIMS("reuse claims") {
    @Override
    public List<PolicyRule> rules() {
      return List.of(rule(CLAIMS, "list", "create", "deletecollection"));
    }
  },

  /**
   * {@code spark-submit --deploy-mode cluster} makes a driver pod with its Service and ConfigMaps;
   * these by server-side apply, which asks for {@code patch}, and for {@code create} where there is
   * nothing yet. If they fail it deletes the pod; they belong to it, and go with it.
   */
  SUBMIT_TO_CLUSTER("submit to the cluster") {
    @Override
    public List<PolicyRule> rules() {
      return List.of(
          rule("pods", "get", "list", "watch", "create", "delete"),
          rule("configmaps", "create", "patch"),
          rule("services", "create", "patch"));
    }
  };

  /** Over properties that keep Spark from asking for rights. */
  static final String RESTRAINT = "What the driver leaves alone, so that its Role can stay small";

  private static final String CLAIMS = "persistentvolumeclaims";

  private final String words;

  SparkFeature(String words) {
    this.words = words;
  }

  /** What it is called where a Role says what it is for. */
  public String words() {
    return words;
  }

  /** What the account's Role has to allow. */
  public abstract List<PolicyRule> rules();

  /** What every application has to be told, so that {@link #RUN_EXECUTORS} is all it asks for. */
  static SparkConf restraint() {
    return SparkConf.titled(RESTRAINT)
        .set("spark.kubernetes.executor.disableConfigMap", true)
        .set("spark.kubernetes.driver.service.deleteOnTermination", false);
  }

  /**
   * What a driver with {@code properties} does besides {@link #RUN_EXECUTORS}, as {@code verb
   * resource}: each property of {@link #restraint} and {@link Shuffle#NO_CLAIMS} spares it a right.
   */
  public static Set<String> neededBy(Map<String, String> properties) {
    Set<String> needed = new TreeSet<>();
    if (!isSet(properties, "spark.kubernetes.executor.disableConfigMap", "true")) {
      needed.addAll(List.of("create configmaps", "deletecollection configmaps"));
    }
    if (!isSet(properties, "spark.kubernetes.driver.service.deleteOnTermination", "false")) {
      needed.add("deletecollection services");
    }
    if (!isSet(properties, "spark.kubernetes.driver.ownPersistentVolumeClaim", "false")
        || !isSet(properties, "spark.kubernetes.driver.reusePersistentVolumeClaim", "false")) {
      needed.addAll(List.of("list " + CLAIMS, "deletecollection " + CLAIMS));
    }
    if (isSet(properties, "spark.kubernetes.allocation.pods.allocator", "statefulset")) {
      needed.addAll(
          List.of(
              "create statefulsets.apps",
              "delete statefulsets.apps",
              "get statefulsets.apps",
              "patch statefulsets.apps"));
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (property.getKey().startsWith("spark.kubernetes.executor.volumes.persistentVolumeClaim.")
          && property.getKey().endsWith(".options.claimName")
          && property.getValue().equals("OnDemand")) {
        needed.add("create " + CLAIMS);
      }
    }
    return needed;
  }

  private static boolean isSet(Map<String, String> properties, String key, String value) {
    return value.equals(properties.get(key));
  }

  static PolicyRule rule(String resource, String... verbs) {
    return rule(List.of(resource), List.of(verbs));
  }

  /** Leave to do {@code verbs} with {@code resources} of Kubernetes' core. */
  public static PolicyRule rule(List<String> resources, List<String> verbs) {
    PolicyRule rule = new PolicyRule();
    rule.setApiGroups(List.of(""));
    rule.setResources(resources);
    rule.setVerbs(verbs);
    return rule;
  }
}
