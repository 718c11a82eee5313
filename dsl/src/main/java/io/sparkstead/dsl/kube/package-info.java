/**
 * The shapes that three or more components of a stack share: labels, disks, mounts, probes, pod
 * security, workloads.
 *
 * <p>A word here answers with fabric8 objects, made fresh by each call. Here and in components they
 * are filled by fabric8's plain setters: a fluent builder is a class of up to 130 KB, which a run
 * would load to set a few fields. What only one component needs is written in that component.
 *
 * <p>More than 15 files: each is a word of one language, and names others of it.
 */
@NullMarked
package io.sparkstead.dsl.kube;

import org.jspecify.annotations.NullMarked;
