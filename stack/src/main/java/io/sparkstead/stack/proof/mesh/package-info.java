/**
 * Whether pods get through what others put around them: a mesh's proxies, and policies in front of
 * what their own commands ask.
 *
 * <p>Not here: what properties name, which {@code network} asks.
 */
@NullMarked
package io.sparkstead.stack.proof.mesh;

import org.jspecify.annotations.NullMarked;
