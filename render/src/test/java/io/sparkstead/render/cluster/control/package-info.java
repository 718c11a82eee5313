/**
 * A real Kubernetes control plane: etcd, API server, controller manager and scheduler as Kubernetes
 * publishes them, and {@code kubectl} to ask it. {@code src/cluster} says how they are built and
 * started.
 */
@NullMarked
package io.sparkstead.render.cluster.control;

import org.jspecify.annotations.NullMarked;
