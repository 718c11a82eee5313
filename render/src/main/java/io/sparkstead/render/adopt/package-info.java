/**
 * From manifests of somebody else's to an environment. Here: the way from one to the other. Not
 * here: reading ({@code input}), recognising ({@code found}), the Java ({@code java}), and what
 * became of each field ({@code outcome}).
 */
@NullMarked
package io.sparkstead.render.adopt;

import org.jspecify.annotations.NullMarked;
