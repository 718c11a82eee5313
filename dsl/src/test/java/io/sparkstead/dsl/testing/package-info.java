/**
 * What tests of every module share.
 *
 * <p>Published in the test-jar of this module; it knows nothing of what is tested.
 */
@NullMarked
package io.sparkstead.dsl.testing;

import org.jspecify.annotations.NullMarked;
