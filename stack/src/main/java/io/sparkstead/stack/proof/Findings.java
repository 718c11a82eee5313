package io.sparkstead.stack.proof;

import io.sparkstead.stack.Manifest;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the rules found so far, ordered and each said once. */
final class Findings {

  private final SortedSet<Finding> all = new TreeSet<>();
  private Optional<Rule> current = Optional.empty();

  /** Names the rule at work, in case it fails itself. */
  void checking(Rule rule) {
    current = Optional.of(rule);
  }

  Optional<Rule> current() {
    return current;
  }

  void about(Manifest manifest, String mark, String message) {
    about(manifest.toString(), manifest.path(), mark, message);
  }

  void about(String subject, String path, String mark, String message) {
    all.add(new Finding(current.orElseThrow(), subject, path, mark, message));
  }

  SortedSet<Finding> all() {
    return all;
  }
}
