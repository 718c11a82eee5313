/**
 * Reads the files that people put into a tree. The parser it takes is loaded only for a stack that
 * has such files.
 */
@NullMarked
package io.sparkstead.render.slot;

import org.jspecify.annotations.NullMarked;
