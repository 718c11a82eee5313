package io.sparkstead.stack.flow;

import io.sparkstead.dsl.value.Port;

/**
 * Who opens connections to whom, on which ports, and what for.
 *
 * @param port the first port, and mostly the only one
 * @param last the last port of those from {@code port} on
 * @param purpose a few words that finish "it …": {@code reads event logs}
 */
public record Flow(Peer from, Peer to, Port port, int last, String purpose) {

  /** On one port. */
  public Flow(Peer from, Peer to, Port port, String purpose) {
    this(from, to, port, port.number(), purpose);
  }

  /** {@code 9000}, or {@code 7078-7095}. */
  public String ports() {
    return port.number() + (last == port.number() ? "" : "-" + last);
  }

  public Flow {
    if (last < port.number()) {
      throw new IllegalArgumentException(
          "ports " + port.number() + " to " + last + " are none; name the last one last");
    }
  }
}
