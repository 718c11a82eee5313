/**
 * A real node, and what trees do on it.
 *
 * <p>Kubernetes' kubelet and kube-proxy, containerd, runc, CoreDNS and kube-router are those that
 * are published; {@code src/cluster/node} says how they are started. The images are made from the
 * rendered Dockerfiles, as near as can be without their base registry: {@code
 * src/cluster/images/substitutes.py} lists what stands in for what.
 *
 * <ul>
 *   <li>{@link io.sparkstead.render.cluster.node.Site}: a tree, and the machine it is written for
 *   <li>{@link io.sparkstead.render.cluster.node.OneNode}: a control plane with a node, for a tree
 *   <li>{@link io.sparkstead.render.cluster.node.Deployed}: that tree there, and what people do to
 *       it
 * </ul>
 *
 * <p>More than 15 files: a test for each kind of thing that a node is asked, which people start by
 * its name.
 */
@NullMarked
package io.sparkstead.render.cluster.node;

import org.jspecify.annotations.NullMarked;
