package io.sparkstead.render.adopt.found;

import io.sparkstead.dsl.value.DnsLabel;

/** Names as Kubernetes takes them: what somebody wrote may be none. */
final class Names {

  private Names() {}

  static boolean isLabel(String text) {
    try {
      return DnsLabel.of(text).text().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
