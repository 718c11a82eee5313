/** What a cluster is asked for an environment, and what is made of its answers. */
@NullMarked
package io.sparkstead.render.survey;

import org.jspecify.annotations.NullMarked;
