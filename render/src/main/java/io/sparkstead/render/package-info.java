/**
 * From an environment to files, and the command line around it:
 *
 * <pre>Environment -&gt; Stack -&gt; ManifestTree -&gt; Plan -&gt; disk</pre>
 *
 * <p>All but the last arrow are pure. {@link io.sparkstead.render.tree} lays a stack out as text by
 * path, {@link io.sparkstead.render.graph} draws who talks to whom, {@link
 * io.sparkstead.render.disk} compares that with a folder and brings the folder up to it, {@link
 * io.sparkstead.render.cli} speaks with the person. Only this module touches files, the clock,
 * randomness or the environment.
 */
@NullMarked
package io.sparkstead.render;

import org.jspecify.annotations.NullMarked;
