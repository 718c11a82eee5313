/**
 * What the objects that people bring do, and which argument or part of a stack does the same.
 *
 * <p>More than 15 files: each kind of input is a class, and all of them say what they know to one
 * {@code Found}, whose ways in are nobody else's.
 */
@NullMarked
package io.sparkstead.render.adopt.found;

import org.jspecify.annotations.NullMarked;
