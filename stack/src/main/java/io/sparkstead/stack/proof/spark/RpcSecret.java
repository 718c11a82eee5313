package io.sparkstead.stack.proof.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Whether drivers and executors know each other, by a secret that no pod shows.
 *
 * @see <a href="https://spark.apache.org/docs/latest/security.html#kubernetes">Spark's security on
 *     Kubernetes</a>
 */
public record RpcSecret(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule RPC_SECRET_IS_MOUNTED =
      Rule.error(
              "AGR-26", "The file by which drivers and executors know each other is in both pods")
          .why("The driver does not start, or its executors are turned away one after the other.")
          .fix(
              "Mount the application's RpcAuthentication in the driver's pod and in the pod templates.");

  static final Rule RPC_IS_AUTHENTICATED =
      Rule.warning("SEC-03", "Drivers and executors know each other, and encrypt what they say")
          .why(
              "Whoever reaches the driver's port runs code as its executor; whoever listens reads the data.")
          .fix("Give the application an RpcAuthentication.");

  static final Rule RPC_SECRET_IS_A_FILE =
      Rule.error("SEC-04", "What drivers and executors know each other by comes from a file")
          .why(
              "Spark writes a secret of its own into the environment of each executor's pod, or no executor registers.")
          .fix("Give the application an RpcAuthentication.");

  private static final String AUTHENTICATE = "spark.authenticate";
  private static final String SECRET_FILE = AUTHENTICATE + ".secret.file";
  private static final String ENCRYPT = "spark.network.crypto.enabled";
  private static final String DRIVER = "driver";
  private static final String EXECUTOR = "executor";

  /** What the image's entry point makes an option of Java, and what that has to say. */
  private static final String JAVA_OPTION = "spark.executorEnv.SPARK_JAVA_OPT_";

  private static final String MASTER = "-Dspark.master=k8s://";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && conf.isWhole()) {
        isAuthenticated(conf);
        if (conf.is(AUTHENTICATE, "true")) {
          secret(conf, DRIVER);
          secret(conf, EXECUTOR);
          executorsKnowTheirMaster(conf);
        }
      }
    }
  }

  private void isAuthenticated(Conf conf) {
    for (String key : List.of(AUTHENTICATE, ENCRYPT)) {
      if (!conf.is(key, "true")) {
        at(RPC_IS_AUTHENTICATED, conf, key)
            .say("{it} does not set {}=true; set it, with its secret", key);
      }
    }
  }

  private void secret(Conf conf, String role) {
    String own = AUTHENTICATE + ".secret." + role + ".file";
    boolean hasOwn = conf.get(own).isPresent();
    String key = hasOwn ? own : SECRET_FILE;
    Optional<String> file = conf.get(key);
    if (hasOwn && role.equals(EXECUTOR)) {
      at(RPC_SECRET_IS_A_FILE, conf, own)
          .say(
              "{} is never read, since an executor asks its driver for all properties first; set"
                  + " {} instead",
              own,
              SECRET_FILE);
    } else if (file.isEmpty()) {
      at(RPC_SECRET_IS_A_FILE, conf, AUTHENTICATE)
          .say("{it} does not set {}; name the mounted file", key);
    } else if (!isMounted(conf, role, file.get())) {
      String set = conf.setting(key);
      at(RPC_SECRET_IS_MOUNTED, conf, key)
          .say("{} is in no Secret that the {}'s pod mounts; mount it there", set, role);
    }
  }

  /** Else an executor takes the file for something that Kubernetes alone knows, and leaves it. */
  private void executorsKnowTheirMaster(Conf conf) {
    for (String option : Keys.values(conf, JAVA_OPTION, "")) {
      if (option.startsWith(MASTER)) {
        return;
      }
    }
    at(RPC_SECRET_IS_A_FILE, conf, AUTHENTICATE)
        .say(
            "{it} does not tell executors that they run on Kubernetes, and they read the file"
                + " nowhere else; set {}MASTER={}",
            JAVA_OPTION,
            MASTER);
  }

  private boolean isMounted(Conf conf, String role, String file) {
    boolean isReaders = role.equals(DRIVER) && !conf.isCluster();
    return isReaders ? isInPod(conf, file) : isInTemplate(conf, role, file);
  }

  private boolean isInPod(Conf conf, String file) {
    // Properties that no pod mounts are somebody's own; whose pod reads them is not known.
    Optional<Workload> reader = stack.readerOf(conf);
    if (reader.isEmpty()) {
      return true;
    }
    for (ContainerView container : reader.get().mainContainers()) {
      if (reader.get().hasSecretAt(container, file)) {
        return true;
      }
    }
    return false;
  }

  /** Without a template, or one that nobody mounts, other rules speak. */
  private boolean isInTemplate(Conf conf, String role, String file) {
    String folder = file.substring(0, Math.max(file.lastIndexOf('/'), 0));
    Optional<String> template = stack.podTemplate(conf, role);
    return template.isEmpty() || template.get().contains("mountPath: " + folder + "\n");
  }
}
