package io.sparkstead.render.disk;

import io.sparkstead.dsl.value.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What would have to be done to a folder, path by path.
 *
 * @param steps for every path of the tree, and every path we wrote before that is in it no more
 * @param ledger what the folder's ledger says when all is done
 * @param edits of each path that was edited, what is there now
 */
public record Plan(SortedMap<String, Step> steps, String ledger, Map<String, Fingerprint> edits) {

  /** What one file needs. */
  public enum Step {
    /** There is none yet. */
    CREATE("+"),
    /** It is as we wrote it, and now differs. */
    UPDATE("~"),
    /** It is as we wrote it, and belongs to the tree no more. */
    DELETE("-"),
    /** It is what it should be. */
    KEEP(" "),
    /** We wrote it, and somebody edited it since. */
    EDITED("!"),
    /** It stands where a file of the tree belongs, and we never wrote it. */
    FOREIGN("!");

    private final String sign;

    Step(String sign) {
      this.sign = sign;
    }

    /** One character, as a diff would have it. */
    public String sign() {
      return sign;
    }
  }

  public Plan {
    steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    edits = Map.copyOf(edits);
  }

  public boolean isUpToDate() {
    for (Step step : steps.values()) {
      if (step != Step.KEEP) {
        return false;
      }
    }
    return true;
  }

  /** Whether anything would have to be replaced that somebody else wrote. */
  boolean hasConflicts() {
    return steps.containsValue(Step.EDITED) || steps.containsValue(Step.FOREIGN);
  }

  /** Whether there is nothing of ours yet. */
  public boolean isFirst() {
    return paths(Step.CREATE).size() == steps.size();
  }

  /** Whether anything below {@code folder} becomes other than it is. */
  public boolean changes(String folder) {
    for (Map.Entry<String, Step> entry : steps.entrySet()) {
      if (entry.getKey().startsWith(folder) && entry.getValue() != Step.KEEP) {
        return true;
      }
    }
    return false;
  }

  /** How many files are made, changed, deleted and left, in a line. */
  public String summary() {
    int all = steps.size();
    if (isFirst()) {
      return all + " files created";
    }
    if (isUpToDate()) {
      return "nothing had to change in " + all + " files";
    }
    return paths(Step.CREATE).size()
        + " created, "
        + (paths(Step.UPDATE).size() + paths(Step.EDITED).size())
        + " updated, "
        + paths(Step.DELETE).size()
        + " deleted, "
        + paths(Step.KEEP).size()
        + " unchanged";
  }

  public List<String> paths(Step step) {
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, Step> entry : steps.entrySet()) {
      if (entry.getValue() == step) {
        paths.add(entry.getKey());
      }
    }
    return paths;
  }
}
