package io.sparkstead.stack.spark;

import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.conf.SparkConf;

/**
 * How drivers and executors know each other, and keep what they say to themselves: by a secret that
 * both read from a file. What travels between them is encrypted with keys made from it.
 *
 * <pre>
 * spark.authenticate=true
 * spark.authenticate.secret.file=/run/spark-rpc/secret
 * spark.executorEnv.SPARK_JAVA_OPT_MASTER=-Dspark.master=k8s://
 * spark.network.crypto.enabled=true
 * </pre>
 *
 * <p>A file on both sides: without one Spark makes the secret up, and writes it into the
 * environment of each executor's pod, where everyone who may list pods reads it.
 *
 * <p>An executor first asks its driver for all properties. By then it reads the file only if it is
 * named for everybody, and not for executors alone; and if it knows that it runs on Kubernetes,
 * which Spark forgets to tell it. What the variable holds, the image's entry point makes an option
 * of Java.
 *
 * @see <a href="https://spark.apache.org/docs/latest/security.html#kubernetes">Spark's security on
 *     Kubernetes</a>
 */
public record RpcAuthentication(SecretSpec secret) {

  private static final String FILE = "secret";
  private static final MountPath DIRECTORY = MountPath.of("/run/spark-rpc");

  /** By the secret kept in Secret {@code name}. */
  public static RpcAuthentication in(String name) {
    return new RpcAuthentication(
        SecretSpec.named(name, "the connections between drivers and executors")
            .key(FILE, Recipe.random(64)));
  }

  public Mount mount() {
    return new Mount.Secret(secret, DIRECTORY);
  }

  /** For drivers in both modes, who tell their executors. */
  public SparkConf conf() {
    return SparkConf.titled("Between drivers and executors")
        .set("spark.authenticate", true)
        .set("spark.authenticate.secret.file", DIRECTORY.file(FILE))
        .set("spark.executorEnv.SPARK_JAVA_OPT_MASTER", "-Dspark.master=k8s://")
        .set("spark.network.crypto.enabled", true)
        .set("spark.network.crypto.saslFallback", false)
        // Spark's own choice is still the older exchange of keys. The cipher stays Spark's: with
        // AES/GCM each connection answers its first message and no other, up to 4.1.1 at least.
        // https://github.com/apache/spark/pull/55028
        .set("spark.network.crypto.authEngineVersion", 2);
  }
}
