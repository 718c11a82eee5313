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
 * spark.authenticate.secret.driver.file=/run/spark-rpc/secret
 * spark.authenticate.secret.executor.file=/run/spark-rpc/secret
 * spark.network.crypto.enabled=true
 * spark.network.crypto.cipher=AES/GCM/NoPadding
 * </pre>
 *
 * <p>A file on both sides: without one Spark makes the secret up, and writes it into the
 * environment of each executor's pod, where everyone who may list pods reads it.
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
        .set("spark.authenticate.secret.driver.file", DIRECTORY.file(FILE))
        .set("spark.authenticate.secret.executor.file", DIRECTORY.file(FILE))
        .set("spark.network.crypto.enabled", true)
        .set("spark.network.crypto.saslFallback", false)
        // Spark's own choices are still the older ones, which cannot tell what was changed on its
        // way.
        .set("spark.network.crypto.authEngineVersion", 2)
        .set("spark.network.crypto.cipher", "AES/GCM/NoPadding");
  }
}
