/**
 * What a line of a tree comes from, and what a line of Java makes: found by trying what would be
 * otherwise, so that no list has to say it. Costs a render for each thing that the Java says, and
 * is done where somebody asks.
 */
@NullMarked
package io.sparkstead.render.explain;

import org.jspecify.annotations.NullMarked;
