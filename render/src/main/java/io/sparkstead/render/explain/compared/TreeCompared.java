package io.sparkstead.render.explain.compared;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What becomes of the lines of a tree in another.
 *
 * @param effects of each file that is not the same, line by line
 */
public record TreeCompared(Map<String, List<Effect>> effects) {

  /** Of what two files have to have in common for one to be the other under a new name. */
  private static final double SHARE = 0.5;

  public TreeCompared {
    effects = Collections.unmodifiableMap(new TreeMap<>(effects));
  }

  /** A tree that many others are compared with: each of its files is read once. */
  public static final class Base {

    private final Map<String, String> files;
    private final Map<String, TextLines> read = new HashMap<>();

    public Base(Map<String, String> files) {
      this.files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** In {@code others}, where a file may have another name, and its folder too. */
    public TreeCompared renaming(Map<String, String> others) {
      return in(others, true);
    }

    /** In {@code others}, where a file may have another name in the same folder. */
    public TreeCompared in(Map<String, String> others) {
      return in(others, false);
    }

    private TreeCompared in(Map<String, String> others, boolean isAnywhere) {
      Map<String, List<Effect>> effects = new TreeMap<>();
      Set<String> taken = new HashSet<>(files.keySet());
      for (Map.Entry<String, String> file : files.entrySet()) {
        String path = file.getKey();
        String text = file.getValue();
        Optional<String> other = Optional.ofNullable(others.get(path));
        if (other.isEmpty()) {
          Optional<String> renamed = renamed(text, candidates(path, others, taken, isAnywhere));
          renamed.ifPresent(taken::add);
          other = renamed.map(others::get);
        }
        if (other.isEmpty()) {
          effects.put(path, Collections.nCopies((int) text.lines().count(), Effect.GONE));
        } else if (!other.get().equals(text)) {
          TextLines ours = read.computeIfAbsent(path, each -> TextLines.of(each, text));
          effects.put(path, LinesCompared.of(ours, TextLines.of(path, other.get())));
        }
      }
      return new TreeCompared(effects);
    }
  }

  private static Map<String, String> candidates(
      String path, Map<String, String> others, Set<String> taken, boolean isAnywhere) {
    Map<String, String> candidates = new TreeMap<>(others);
    candidates.keySet().removeAll(taken);
    candidates
        .keySet()
        .removeIf(
            other ->
                !end(other).equals(end(path))
                    || !(isAnywhere || folder(other).equals(folder(path))));
    return candidates;
  }

  /** The one that has most in common with {@code text}. */
  private static Optional<String> renamed(String text, Map<String, String> candidates) {
    Optional<String> most = Optional.empty();
    double share = SHARE;
    for (Map.Entry<String, String> other : candidates.entrySet()) {
      double common = common(text.lines().toList(), other.getValue().lines().toList());
      if (common > share) {
        share = common;
        most = Optional.of(other.getKey());
      }
    }
    return most;
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String end(String path) {
    return path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')));
  }

  private static double common(List<String> one, List<String> two) {
    List<String> left = new ArrayList<>(two);
    long both = one.stream().filter(left::remove).count();
    return 2.0 * both / (one.size() + two.size());
  }

  /** Of the line {@code line}, from 1, of the file at {@code path}. */
  public Effect at(String path, int line) {
    List<Effect> file = effects.get(path);
    return file == null ? Effect.SAME : file.get(line - 1);
  }

  /** How many lines are otherwise. */
  public int count() {
    int count = 0;
    for (List<Effect> file : effects.values()) {
      count += (int) file.stream().filter(effect -> effect != Effect.SAME).count();
    }
    return count;
  }
}
