/**
 * What a tree is beside what a cluster has: each object as it is and as it would become, for {@code
 * review} to compare. Not here: what follows of it.
 */
@NullMarked
package io.sparkstead.render.cluster.live;

import org.jspecify.annotations.NullMarked;
