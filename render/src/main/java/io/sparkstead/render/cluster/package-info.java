/**
 * A cluster that somebody has: how it is reached, what it is asked, and what it answers. Nothing
 * here can write to one: there is a question that reads, and one that tries without effect.
 */
@NullMarked
package io.sparkstead.render.cluster;

import org.jspecify.annotations.NullMarked;
