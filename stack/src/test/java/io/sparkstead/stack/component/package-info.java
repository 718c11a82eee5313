/**
 * What each component makes, held by approved files and by what its objects say of each other.
 *
 * <p>More than 15 files: the test of each component stands where the component does.
 */
@NullMarked
package io.sparkstead.stack.component;

import org.jspecify.annotations.NullMarked;
