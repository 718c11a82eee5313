package io.sparkstead.stack.proof;

import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the rules found so far, ordered and each said once. */
final class Findings {

  /** Who logs in, and by what, in front of an address' host. */
  private static final Hinted USER_INFO = Hinted.onLine("(?<=://)[^/@\\s]+(?=@)", "@");

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

  /** About a property: {@code key} marks its line. */
  void about(Conf conf, String key, String message) {
    about(conf.subject(), conf.path(), key, message);
  }

  /** About a file, which is its own subject. */
  void about(String path, String mark, String message) {
    about(path, path, mark, message);
  }

  void about(String subject, String path, String mark, String message) {
    String shown = USER_INFO.replaceAll(message, "***");
    all.add(new Finding(current.orElseThrow(), subject, path, mark, shown));
  }

  SortedSet<Finding> all() {
    return all;
  }
}
