/**
 * A cluster on one machine, for what an environment renders: pods are folders and processes.
 *
 * <p>Spark, its executors, the History Server and the object store run for real, each with the
 * properties, templates, variables, commands and accounts of its rendered pod. Replaced are:
 *
 * <ul>
 *   <li>the API server, by fabric8's mock with accounts and Roles: {@link
 *       io.sparkstead.render.spark.cluster.ApiServer}
 *   <li>the node: {@link io.sparkstead.render.spark.cluster.Kubelet} starts a process for each pod;
 *       {@link io.sparkstead.render.spark.cluster.PodFiles} is its file system, a folder, so that
 *       paths get the folder's name in front; {@link io.sparkstead.render.spark.cluster.Network}
 *       its address and DNS, so that names and ports stay
 *   <li>the images, by jars of the same Spark and the scripts in {@code src/spark/image}: {@link
 *       io.sparkstead.render.spark.cluster.SparkLine}
 *   <li>MinIO, by S3Proxy, with the bucket and the user that the rendered bootstrap makes: {@link
 *       io.sparkstead.render.spark.cluster.S3Endpoint}
 *   <li>a few properties, and options of each JVM: {@link
 *       io.sparkstead.render.spark.cluster.Replacements}
 * </ul>
 */
@NullMarked
package io.sparkstead.render.spark.cluster;

import org.jspecify.annotations.NullMarked;
