/**
 * How a rule is written and told, ours and a person's own alike: {@link
 * io.sparkstead.stack.proof.rule.Rule}, the {@link io.sparkstead.stack.proof.rule.RuleFamily} that
 * declares and checks it, the {@link io.sparkstead.stack.proof.rule.Finding} it makes, and the
 * {@link io.sparkstead.stack.proof.rule.RuleException} that excuses one.
 *
 * <p>No rule is here: those are in the packages of their families.
 */
@NullMarked
package io.sparkstead.stack.proof.rule;

import org.jspecify.annotations.NullMarked;
