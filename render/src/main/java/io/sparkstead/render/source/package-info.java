/**
 * Environments as Java source: the one that ships with a class, a person's own file compiled in
 * memory, and what {@code init} writes for a start.
 */
@NullMarked
package io.sparkstead.render.source;

import org.jspecify.annotations.NullMarked;
