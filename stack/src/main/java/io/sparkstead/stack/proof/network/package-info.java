/**
 * Whether everybody reaches whom they dial: names, ports and routes lead somewhere, programs listen
 * there, and network policies let through what the stack does and little else.
 *
 * <p>No family knows another.
 */
@NullMarked
package io.sparkstead.stack.proof.network;

import org.jspecify.annotations.NullMarked;
