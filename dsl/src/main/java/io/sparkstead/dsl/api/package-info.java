/** What the API server says of objects whose fields it knows. */
@NullMarked
package io.sparkstead.dsl.api;

import org.jspecify.annotations.NullMarked;
