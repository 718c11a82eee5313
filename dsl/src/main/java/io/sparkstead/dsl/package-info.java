/**
 * The words any Kubernetes stack is written in, as values that are checked when they are made.
 *
 * <ul>
 *   <li>{@link io.sparkstead.dsl.value}: names, sizes, ports, images, references to secrets
 *   <li>{@link io.sparkstead.dsl.kube}: the shapes three or more components of a stack share
 *   <li>{@link io.sparkstead.dsl.text}: what values become in files: YAML, Dockerfile, script,
 *       properties, notebook
 * </ul>
 *
 * <p>No Spark, no environments, no files on disk. A word earns its place when three components use
 * it; anything rarer is said with fabric8's setters where it is needed. This is not a second
 * Kubernetes API.
 */
@NullMarked
package io.sparkstead.dsl;

import org.jspecify.annotations.NullMarked;
