/**
 * The folder an environment is written to: what is in it, what would have to change, and the
 * change.
 *
 * <p>Only files that we wrote and nobody edited since are ever replaced or deleted. What was
 * written stands in the ledger; the ledger itself is read with mistrust.
 */
@NullMarked
package io.sparkstead.render.disk;

import org.jspecify.annotations.NullMarked;
