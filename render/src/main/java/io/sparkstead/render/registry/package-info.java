/**
 * Image registries, asked over the network which bytes a tag names. What answers goes into a lock
 * file; no render comes here.
 */
@NullMarked
package io.sparkstead.render.registry;

import org.jspecify.annotations.NullMarked;
