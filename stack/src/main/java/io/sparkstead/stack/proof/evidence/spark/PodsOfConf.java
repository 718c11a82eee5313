package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pods that go by one set of properties.
 *
 * @param driver the pod that reads them, or in cluster mode what Spark makes by a template
 * @param executors what Spark makes by a template
 */
public record PodsOfConf(Conf conf, Optional<AlikePods> driver, Optional<AlikePods> executors) {

  private static final String BEFORE_LABEL = "    ";

  /** Of all properties there are; pods without a template carry labels that nobody knows. */
  public static List<PodsOfConf> allOf(Evidence stack) {
    List<PodsOfConf> all = new ArrayList<>();
    for (Conf conf : stack.confs()) {
      all.add(of(stack, conf));
    }
    return all;
  }

  /** Those of {@code conf}. */
  public static PodsOfConf of(Evidence stack, Conf conf) {
    return new PodsOfConf(
        conf,
        conf.isCluster() ? templated(stack, conf, "driver") : reader(stack, conf),
        templated(stack, conf, "executor"));
  }

  private static Optional<AlikePods> reader(Evidence stack, Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    return reader.isPresent() ? Optional.of(AlikePods.of(reader.get())) : Optional.empty();
  }

  private static Optional<AlikePods> templated(Evidence stack, Conf conf, String role) {
    Optional<String> template =
        conf.isApplication() && conf.isWhole() ? stack.podTemplate(conf, role) : Optional.empty();
    return template.isPresent()
        ? Optional.of(
            new AlikePods(
                "the " + role + " of " + conf.subject(), conf.path(), labels(template.get(), role)))
        : Optional.empty();
  }

  /** Those of the template, and the one by which Spark knows its own. */
  private static Map<String, String> labels(String template, String role) {
    Map<String, String> labels = new LinkedHashMap<>();
    int end = template.indexOf("\nspec:");
    boolean areLabels = true;
    for (String line : (end < 0 ? template : template.substring(0, end)).split("\n", -1)) {
      areLabels = line.startsWith(BEFORE_LABEL) ? areLabels : !line.equals("  annotations:");
      int colon = areLabels ? line.indexOf(": ") : -1;
      // No deeper, and no longer than one word.
      if (line.startsWith(BEFORE_LABEL) && colon > BEFORE_LABEL.length() && isKey(line, colon)) {
        labels.put(
            line.substring(BEFORE_LABEL.length(), colon),
            Words.unquoted(line.substring(colon + 2)));
      }
    }
    labels.put("spark-role", role);
    return labels;
  }

  private static boolean isKey(String line, int colon) {
    String key = line.substring(BEFORE_LABEL.length(), colon).replace("/", "");
    return Words.endOfName(key, 0) == key.length();
  }

  /** The accounts that drivers run as, all of them together. */
  public static Set<String> driverAccounts(Evidence stack) {
    Set<String> accounts = new TreeSet<>();
    for (Conf conf : stack.confs()) {
      Optional<String> named = conf.get(Keys.DRIVER_ACCOUNT);
      Optional<Workload> reader = conf.isClient() ? stack.readerOf(conf) : Optional.empty();
      if (reader.isPresent()) {
        accounts.add(reader.get().account());
      }
      if (named.isPresent()) {
        accounts.add(named.get());
      } else if (conf.isCluster() && conf.isWhole()) {
        accounts.add("default");
      }
    }
    return accounts;
  }

  /** Those that Spark makes. */
  public List<AlikePods> made() {
    return known(executors, conf.isCluster() ? driver : Optional.empty());
  }

  /** Driver and executors, as far as they are known. */
  public List<AlikePods> all() {
    return known(executors, driver);
  }

  private static List<AlikePods> known(Optional<AlikePods> first, Optional<AlikePods> second) {
    List<AlikePods> known = new ArrayList<>();
    for (Optional<AlikePods> one : List.of(first, second)) {
      if (one.isPresent()) {
        known.add(one.get());
      }
    }
    return known;
  }
}
