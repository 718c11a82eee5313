package io.sparkstead.stack.proof.spark;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Findings.Place;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.RuleFamily;
import io.sparkstead.stack.proof.text.Near;
import io.sparkstead.stack.proof.text.Words;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether what Spark makes pods of is there: namespace, image, account and template. */
public final class SparkPods implements RuleFamily {

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

  private static final String NAMESPACE = "spark.kubernetes.namespace";
  private static final String EXECUTOR = "executor";
  private static final String CONTAINERS = "\n  containers:\n  - name: ";

  @Override
  public List<Rule> rules() {
    return List.of(
        SPARK_NAMESPACE_AGREES,
        EXECUTOR_IMAGE_IS_OURS,
        EXECUTOR_ACCOUNT_EXISTS,
        EXECUTORS_HAVE_THEIR_OWN_ACCOUNT,
        POD_TEMPLATE_IS_MOUNTED,
        POD_TEMPLATE_NAMES_ITS_CONTAINER,
        SPARK_PODS_HAVE_A_TEMPLATE);
  }

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        Check application = new Check(stack, findings, conf);
        application.namespaceAgrees();
        application.imageIsOurs();
        application.accountsExist();
        application.executorsHaveTheirOwnAccount();
        application.template(EXECUTOR);
        application.template("driver");
      }
    }
  }

  /** Of one application. */
  private record Check(Evidence stack, Findings findings, Conf conf) {

    private Place at(Rule rule, String key) {
      return findings.at(rule, conf, key);
    }

    void namespaceAgrees() {
      if (!conf.is(NAMESPACE, stack.namespace())) {
        String set = conf.setting(NAMESPACE);
        at(SPARK_NAMESPACE_AGREES, NAMESPACE)
            .say("{}, but the stack is in {}; set it to that", set, stack.namespace());
      }
    }

    void imageIsOurs() {
      Collection<String> ours = stack.images().names().values();
      if (!ours.contains(conf.get(Keys.IMAGE).orElse(""))) {
        at(EXECUTOR_IMAGE_IS_OURS, Keys.IMAGE)
            .say(
                "{}, which this stack does not build; name one of {}",
                conf.setting(Keys.IMAGE),
                new TreeSet<>(ours));
      }
    }

    void accountsExist() {
      Set<String> known = stack.names(ServiceAccount.class);
      for (String key : List.of(Keys.EXECUTOR_ACCOUNT, Keys.DRIVER_ACCOUNT)) {
        Optional<String> account = conf.get(key);
        if (account.isPresent() && !known.contains(account.get())) {
          String remedy = Near.remedy(account.get(), known);
          at(EXECUTOR_ACCOUNT_EXISTS, key)
              .say("{} is no account of the stack{}", conf.setting(key), remedy);
        }
      }
    }

    void executorsHaveTheirOwnAccount() {
      Optional<String> executors = conf.get(Keys.EXECUTOR_ACCOUNT);
      Optional<Workload> driver = stack.runnerOf(conf);
      if (executors.isEmpty()
          || executors.equals(conf.get(Keys.DRIVER_ACCOUNT))
          || (driver.isPresent() && executors.get().equals(driver.get().account()))) {
        at(EXECUTORS_HAVE_THEIR_OWN_ACCOUNT, Keys.EXECUTOR_ACCOUNT)
            .say(
                "executors run as {}, which may create pods; give them an account without a Role",
                executors.orElse("the driver's account, as no other is named"));
      }
    }

    void template(String role) {
      String key = Keys.podTemplate(role);
      Optional<String> template = stack.podTemplate(conf, role);
      if (template.isPresent()) {
        templateNamesItsContainer(role, template.get());
      } else if (conf.get(key).isPresent()) {
        at(POD_TEMPLATE_IS_MOUNTED, key)
            .say(
                "{} is mounted in no pod; mount the ConfigMap that has it there",
                conf.setting(key));
      } else if (role.equals(EXECUTOR) || conf.isCluster()) {
        // In client mode the driver's pod is no pod of Spark's.
        at(SPARK_PODS_HAVE_A_TEMPLATE, Keys.IMAGE)
            .say("{} is not set, so the {}'s pod is Spark's own; set it", key, role);
      }
    }

    private void templateNamesItsContainer(String role, String template) {
      int at = template.indexOf(CONTAINERS);
      String wanted = "spark-kubernetes-" + role;
      String name = at < 0 ? wanted : Words.at(template, at + CONTAINERS.length());
      if (!name.equals(wanted)) {
        String key = Keys.podTemplate(role);
        String path = conf.get(key).orElse("");
        at(POD_TEMPLATE_NAMES_ITS_CONTAINER, key)
            .say("the template at {} names its container {}; name it {}", path, name, wanted);
      }
    }
  }
}
