/**
 * What a cluster says of itself that an environment has to say: nodes, disks, addresses, names.
 * Nothing is written there. Not here: whether a tree fits it, which a preflight asks.
 */
@NullMarked
package io.sparkstead.render.survey;

import org.jspecify.annotations.NullMarked;
