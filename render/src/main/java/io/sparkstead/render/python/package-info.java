/**
 * Python's package index, asked over the network which versions go together. What answers goes into
 * a lock file; no render comes here.
 */
@NullMarked
package io.sparkstead.render.python;

import org.jspecify.annotations.NullMarked;
