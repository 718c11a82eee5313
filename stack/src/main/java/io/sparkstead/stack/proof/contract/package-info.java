/**
 * What parts that ship rely on in their own objects, held against what patches make of them.
 *
 * <p>Not here: what a rule knows to be wrong, whoever wrote it; its family says so.
 */
@NullMarked
package io.sparkstead.stack.proof.contract;

import org.jspecify.annotations.NullMarked;
