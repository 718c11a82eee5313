package io.sparkstead.stack.flow;

import io.sparkstead.dsl.value.Port;

/**
 * Who opens connections to whom, on which port, and what for.
 *
 * @param purpose a few words that finish "it …": {@code reads event logs}
 */
public record Flow(Peer from, Peer to, Port port, String purpose) {}
