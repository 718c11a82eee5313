package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.Map;
import java.util.Optional;

/**
 * Drivers and executors know each other, by a secret that no pod shows.
 *
 * @see <a href="https://spark.apache.org/docs/latest/security.html#kubernetes">Spark's security on
 *     Kubernetes</a>
 */
final class Rpc implements RuleFamily {

  private static final String AUTHENTICATE = "spark.authenticate";
  private static final String SECRET_FILE = AUTHENTICATE + ".secret.file";

  /** What the image's entry point makes an option of Java, and what that has to say. */
  private static final String JAVA_OPTION = "spark.executorEnv.SPARK_JAVA_OPT_";

  private static final String MASTER = "-Dspark.master=k8s://";
  private static final String ENCRYPT = "spark.network.crypto.enabled";

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && conf.isWhole()) {
        authenticated(findings, conf);
        if (conf.is(AUTHENTICATE, "true")) {
          for (String role : new String[] {"driver", "executor"}) {
            secret(stack, findings, conf, role);
          }
          masterOfExecutors(findings, conf);
        }
      }
    }
  }

  private static void authenticated(Findings findings, Conf conf) {
    findings.checking(Rule.RPC_IS_AUTHENTICATED);
    for (String key : new String[] {AUTHENTICATE, ENCRYPT}) {
      if (!conf.is(key, "true")) {
        findings.about(
            conf, key, conf.subject() + " does not set " + key + "=true; set it, with its secret");
      }
    }
  }

  private static void secret(Evidence stack, Findings findings, Conf conf, String role) {
    findings.checking(Rule.RPC_SECRET_IS_A_FILE);
    String own = AUTHENTICATE + ".secret." + role + ".file";
    Optional<String> ofRole = conf.get(own);
    if (ofRole.isPresent() && role.equals("executor")) {
      findings.about(
          conf,
          own,
          own
              + " is never read, since an executor asks its driver for all properties first; set "
              + SECRET_FILE
              + " instead");
      return;
    }
    String key = ofRole.isPresent() ? own : SECRET_FILE;
    Optional<String> file = conf.get(key);
    if (file.isEmpty()) {
      findings.about(
          conf, AUTHENTICATE, conf.subject() + " does not set " + key + "; name the mounted file");
      return;
    }
    findings.checking(Rule.RPC_SECRET_IS_MOUNTED);
    boolean isClients = role.equals("driver") && !conf.isCluster();
    boolean isMounted =
        isClients
            ? isInDriver(stack, conf, file.get())
            : isInTemplate(stack, conf, role, file.get());
    if (!isMounted) {
      findings.about(
          conf,
          key,
          key
              + "="
              + file.get()
              + " is in no Secret that the "
              + role
              + "'s pod mounts; mount it there");
    }
  }

  /** Else an executor takes the file for something that Kubernetes alone knows, and leaves it. */
  private static void masterOfExecutors(Findings findings, Conf conf) {
    findings.checking(Rule.RPC_SECRET_IS_A_FILE);
    if (!tellsMaster(conf)) {
      findings.about(
          conf,
          AUTHENTICATE,
          conf.subject()
              + " does not tell executors that they run on Kubernetes, and they read the file"
              + " nowhere else; set "
              + JAVA_OPTION
              + "MASTER="
              + MASTER);
    }
  }

  private static boolean tellsMaster(Conf conf) {
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (property.getKey().startsWith(JAVA_OPTION) && property.getValue().startsWith(MASTER)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInDriver(Evidence stack, Conf conf, String file) {
    // Properties that no pod mounts are somebody's own; whose pod reads them is not known.
    Optional<Workload> reader = stack.readerOf(conf);
    if (reader.isEmpty()) {
      return true;
    }
    for (Container container : reader.get().template().getSpec().getContainers()) {
      if (Mounts.isInSecret(reader.get(), container, file)) {
        return true;
      }
    }
    return false;
  }

  /** Without a template, or one that nobody mounts, other rules speak. */
  private static boolean isInTemplate(Evidence stack, Conf conf, String role, String file) {
    String folder = file.substring(0, Math.max(file.lastIndexOf('/'), 0));
    Optional<String> path = conf.get("spark.kubernetes." + role + ".podTemplateFile");
    Optional<String> template =
        path.isPresent() ? stack.mountedFile(conf, path.get()) : Optional.empty();
    return template.isEmpty() || template.get().contains("mountPath: " + folder + "\n");
  }
}
