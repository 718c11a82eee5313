/**
 * What a real Kubernetes says to the trees that we write.
 *
 * <p>Everything is asked through {@code kubectl}, as a person would. There is no node: pods are
 * made and admitted, and stay Pending.
 *
 * <ul>
 *   <li>{@link io.sparkstead.render.cluster.control.ControlPlane}: the programs, started once a run
 *   <li>{@link io.sparkstead.render.cluster.Tree}: a folder that can be applied
 *   <li>{@link io.sparkstead.render.cluster.Tenant}: such a folder in the cluster
 *   <li>{@link io.sparkstead.render.cluster.Lifecycle}: one from its first apply to its deletion
 *   <li>{@link io.sparkstead.render.cluster.Installed}: one that its page has brought up, in a
 *       cluster of a {@link io.sparkstead.render.cluster.Family} of addresses
 * </ul>
 */
@NullMarked
package io.sparkstead.render.cluster;

import org.jspecify.annotations.NullMarked;
