/**
 * Who reaches whom, as the cluster sees it: names of its DNS, network policies and their addresses,
 * and the ways in from outside.
 *
 * <p>No rule is here.
 */
@NullMarked
package io.sparkstead.stack.proof.evidence.network;

import org.jspecify.annotations.NullMarked;
