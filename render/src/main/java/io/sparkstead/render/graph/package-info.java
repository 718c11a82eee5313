/**
 * Who talks to whom, as a person thinks of it: drivers alike are one box, and what they do alike is
 * one arrow.
 *
 * <pre>Stack -&gt; Graph -&gt; Mermaid, DOT or SVG</pre>
 *
 * <p>All of it is pure. A render draws the SVG; the others are for the verb {@code graph} alone.
 */
@NullMarked
package io.sparkstead.render.graph;

import org.jspecify.annotations.NullMarked;
