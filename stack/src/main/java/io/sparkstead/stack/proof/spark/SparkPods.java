package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import io.sparkstead.stack.proof.text.Words;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether what Spark makes pods of is there: namespace, image, account and template. */
public record SparkPods(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SPARK_NAMESPACE_AGREES =
      Rule.error("AGR-07", "spark.kubernetes.namespace is the stack's namespace")
          .why("Executors would be made where no account, Secret or Service of theirs is.")
          .fix("Set it from the stack's namespace.");

  static final Rule EXECUTOR_IMAGE_IS_OURS =
      Rule.error(
              "AGR-08",
              "spark.kubernetes.container.image is the Spark image that this stack builds")
          .why(
              "Kustomize renames images in manifests and not in properties, so the two drift apart.")
          .fix("Set it from the image's published name.");

  static final Rule EXECUTOR_ACCOUNT_EXISTS =
      Rule.error("AGR-09", "Accounts named in Spark properties exist")
          .why("The API server refuses the pod.")
          .fix("Take the name from SparkRbac.");

  static final Rule EXECUTORS_HAVE_THEIR_OWN_ACCOUNT =
      Rule.error("AGR-10", "Executors do not run as the driver's account")
          .why("They call no API, but whoever gets into one could create pods.")
          .fix(
              "Set spark.kubernetes.authenticate.executor.serviceAccountName to an account without a Role.");

  static final Rule POD_TEMPLATE_IS_MOUNTED =
      Rule.error("AGR-18", "A pod template that properties name is a file of the submitting pod")
          .why("No executor starts: the driver cannot read the template.")
          .fix("Mount the ConfigMap with the template where the property says.");

  static final Rule POD_TEMPLATE_NAMES_ITS_CONTAINER =
      Rule.error("AGR-19", "A pod template's container has the name that Spark looks for")
          .why(
              "Spark watches a container that is not there, and takes executors for running that are not.")
          .fix("Name it spark-kubernetes-executor or spark-kubernetes-driver.");

  static final Rule SPARK_PODS_HAVE_A_TEMPLATE =
      Rule.warning("POD-09", "Pods that Spark makes come from a template")
          .why("Spark's own have no security context: Pod Security 'restricted' refuses them.")
          .fix("Set spark.kubernetes.executor.podTemplateFile, and the driver's in cluster mode.");

  static final Rule NO_PROXY_IS_PUT_IN =
      Rule.warning("AGR-31", "No mesh puts its proxy into the pods of drivers and executors")
          .why(
              "Executors call their driver, and each other, by the addresses of pods, which the proxy"
                  + " does not know; and a pod with one never ends.")
          .fix("Label the pods sidecar.istio.io/inject=false, or take the namespace's label away.");

  private static final String INJECTS = "istio-injection";
  private static final String REVISION = "istio.io/rev";
  private static final String INJECT = "sidecar.istio.io/inject";

  /** By which a pod asks for a proxy itself: a label or an annotation. */
  private static final Map<String, String> ASKED =
      Map.of(
          INJECT,
          "true",
          "linkerd.io/inject",
          "enabled",
          "kuma.io/sidecar-injection",
          "enabled",
          "consul.hashicorp.com/connect-inject",
          "true");

  private static final String NAMESPACE = "spark.kubernetes.namespace";
  private static final String EXECUTOR = "executor";
  private static final String CONTAINERS = "\n  containers:\n  - name: ";

  @Override
  public void check() {
    String mesh = mesh();
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        noProxyIsPutIn(conf, mesh);
        namespaceAgrees(conf);
        imageIsOurs(conf);
        accountsExist(conf);
        executorsHaveTheirOwnAccount(conf);
        template(conf, EXECUTOR);
        template(conf, "driver");
      }
    }
  }

  /** The label by which the namespace has a proxy put into its pods, or empty. */
  private String mesh() {
    for (Found<Namespace> namespace : stack.all(Namespace.class)) {
      Map<String, String> labels = namespace.manifest().labels();
      if ("enabled".equals(labels.get(INJECTS))) {
        return INJECTS + "=enabled";
      }
      if (labels.containsKey(REVISION) && !labels.containsKey(INJECTS)) {
        return REVISION + "=" + labels.get(REVISION);
      }
    }
    return "";
  }

  /** With quotes or without. */
  private static boolean isSaid(String template, String key, String value) {
    return template.contains(key)
        && (template.contains(key + ": " + value)
            || template.contains(key + ": \"" + value + "\""));
  }

  private void noProxyIsPutIn(Conf conf, String mesh) {
    String executors = stack.podTemplate(conf, EXECUTOR).orElse("");
    boolean isKeptOut =
        executors.contains(INJECT + ": \"false\"")
            || conf.is("spark.kubernetes.executor.label." + INJECT, "false")
            || conf.is("spark.kubernetes.executor.annotation." + INJECT, "false");
    for (Map.Entry<String, String> asked : ASKED.entrySet()) {
      String key = asked.getKey();
      boolean isAsked =
          isSaid(executors, key, asked.getValue())
              || conf.is("spark.kubernetes.executor.label." + key, asked.getValue())
              || conf.is("spark.kubernetes.executor.annotation." + key, asked.getValue());
      if (isAsked && conf.isWhole()) {
        at(NO_PROXY_IS_PUT_IN, conf, Keys.IMAGE)
            .say(
                "executors of {it} ask for a proxy themselves, by {}={}; leave that out",
                key,
                asked.getValue());
      }
    }
    if (!mesh.isEmpty() && conf.isWhole() && !isKeptOut) {
      at(NO_PROXY_IS_PUT_IN, conf, Keys.IMAGE)
          .say(
              "Namespace {} is labelled {}, so a proxy is put into the executors of {it}; give their"
                  + " application label(\"{}\", \"false\"), or take the namespace's label away",
              stack.namespace(),
              mesh,
              INJECT);
    }
  }

  private void namespaceAgrees(Conf conf) {
    if (!conf.is(NAMESPACE, stack.namespace())) {
      String set = conf.setting(NAMESPACE);
      at(SPARK_NAMESPACE_AGREES, conf, NAMESPACE)
          .say("{}, but the stack is in {}; set it to that", set, stack.namespace());
    }
  }

  private void imageIsOurs(Conf conf) {
    Collection<String> ours = stack.images().names().values();
    if (!ours.contains(conf.get(Keys.IMAGE).orElse(""))) {
      at(EXECUTOR_IMAGE_IS_OURS, conf, Keys.IMAGE)
          .say(
              "{}, which this stack does not build; name one of {}",
              conf.setting(Keys.IMAGE),
              new TreeSet<>(ours));
    }
  }

  private void accountsExist(Conf conf) {
    Set<String> known = stack.names(ServiceAccount.class);
    for (String key : List.of(Keys.EXECUTOR_ACCOUNT, Keys.DRIVER_ACCOUNT)) {
      Optional<String> account = conf.get(key);
      if (account.isPresent() && !known.contains(account.get())) {
        String remedy = Near.remedy(account.get(), known);
        at(EXECUTOR_ACCOUNT_EXISTS, conf, key)
            .say("{} is no account of the stack{}", conf.setting(key), remedy);
      }
    }
  }

  private void executorsHaveTheirOwnAccount(Conf conf) {
    Optional<String> executors = conf.get(Keys.EXECUTOR_ACCOUNT);
    Optional<Workload> driver = stack.runnerOf(conf);
    if (executors.isEmpty()
        || executors.equals(conf.get(Keys.DRIVER_ACCOUNT))
        || (driver.isPresent() && executors.get().equals(driver.get().account()))) {
      at(EXECUTORS_HAVE_THEIR_OWN_ACCOUNT, conf, Keys.EXECUTOR_ACCOUNT)
          .say(
              "executors run as {}, which may create pods; give them an account without a Role",
              executors.orElse("the driver's account, as no other is named"));
    }
  }

  private void template(Conf conf, String role) {
    String key = Keys.podTemplate(role);
    Optional<String> template = stack.podTemplate(conf, role);
    if (template.isPresent()) {
      templateNamesItsContainer(conf, role, template.get());
    } else if (conf.get(key).isPresent()) {
      at(POD_TEMPLATE_IS_MOUNTED, conf, key)
          .say("{} is mounted in no pod; mount the ConfigMap that has it there", conf.setting(key));
    } else if (role.equals(EXECUTOR) || conf.isCluster()) {
      // In client mode the driver's pod is no pod of Spark's.
      at(SPARK_PODS_HAVE_A_TEMPLATE, conf, Keys.IMAGE)
          .say("{} is not set, so the {}'s pod is Spark's own; set it", key, role);
    }
  }

  private void templateNamesItsContainer(Conf conf, String role, String template) {
    int at = template.indexOf(CONTAINERS);
    String wanted = "spark-kubernetes-" + role;
    String name = at < 0 ? wanted : Words.at(template, at + CONTAINERS.length());
    if (!name.equals(wanted)) {
      String key = Keys.podTemplate(role);
      String path = conf.get(key).orElse("");
      at(POD_TEMPLATE_NAMES_ITS_CONTAINER, conf, key)
          .say("the template at {} names its container {}; name it {}", path, name, wanted);
    }
  }
}
