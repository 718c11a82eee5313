package io.sparkstead.stack.spark;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.stack.conf.SparkConf;

/**
 * As whom drivers and executors come to the API server.
 *
 * @param driver the account with a Role; its labels carry the account's name
 * @param executor an account without rights and without a token: executors call no API
 */
public record SparkAccounts(Labels driver, Labels executor) {

  /** For executors, in both modes. */
  public SparkConf executorConf() {
    return SparkConf.titled("Executors")
        .set("spark.kubernetes.authenticate.executor.serviceAccountName", executor.name());
  }

  /** For a driver that Spark makes a pod for; in client mode the pod has its account already. */
  public SparkConf clusterDriverConf() {
    return SparkConf.titled("Driver, in a pod of its own")
        .set("spark.kubernetes.authenticate.driver.serviceAccountName", driver.name());
  }
}
