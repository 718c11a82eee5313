/**
 * An environment's Java with a switch at each value and each call, so that it can be run as if one
 * of them were otherwise. Compiled once, and only where somebody asks what a line comes from.
 */
@NullMarked
package io.sparkstead.render.explain.woven;

import org.jspecify.annotations.NullMarked;
