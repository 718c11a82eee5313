/** Verbs that ask a cluster, asked of a real one. */
@NullMarked
package io.sparkstead.render.cluster.live;

import org.jspecify.annotations.NullMarked;
