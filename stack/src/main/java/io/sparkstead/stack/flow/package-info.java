/**
 * Who talks to whom, and what a person can open: what pictures, network policies and the
 * environment's README are made of.
 */
@NullMarked
package io.sparkstead.stack.flow;

import org.jspecify.annotations.NullMarked;
