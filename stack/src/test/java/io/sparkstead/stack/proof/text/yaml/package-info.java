/** Reading of YAML that a person wrote. */
@NullMarked
package io.sparkstead.stack.proof.text.yaml;

import org.jspecify.annotations.NullMarked;
