/**
 * Whether people and probes come to an answer by the addresses, paths and words they use.
 *
 * <p>No family knows another.
 */
@NullMarked
package io.sparkstead.stack.proof.route;

import org.jspecify.annotations.NullMarked;
