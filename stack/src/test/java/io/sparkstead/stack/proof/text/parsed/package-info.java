/** Reading of YAML that a person wrote. */
@NullMarked
package io.sparkstead.stack.proof.text.parsed;

import org.jspecify.annotations.NullMarked;
