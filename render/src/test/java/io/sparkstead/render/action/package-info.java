/** The action of {@code action.yml}, run as GitHub's runner would, without a runner. */
@NullMarked
package io.sparkstead.render.action;

import org.jspecify.annotations.NullMarked;
