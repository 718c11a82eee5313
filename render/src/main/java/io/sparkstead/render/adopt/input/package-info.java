/** What people bring: manifests, properties and scripts, each value with its line. */
@NullMarked
package io.sparkstead.render.adopt.input;

import org.jspecify.annotations.NullMarked;
