/**
 * The shapes that three or more components of a stack share: labels, disks, mounts, probes, pod
 * security, workloads, the kustomization.
 *
 * <p>A word here answers with fabric8 objects, made fresh by each call. Inside, it uses fabric8's
 * plain setters: its fluent builders cost a hundred times as much per object, and every object of a
 * stack passes through here. What only one component needs is written in that component.
 */
@NullMarked
package io.sparkstead.dsl.kube;

import org.jspecify.annotations.NullMarked;
