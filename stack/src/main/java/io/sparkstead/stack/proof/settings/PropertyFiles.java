package io.sparkstead.stack.proof.settings;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what stands in files of properties is read, once and by somebody. */
public record PropertyFiles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule KEY_STANDS_ONCE =
      Rule.error("KEY-06", "A property stands once in its file, or says the same twice")
          .why("The last line holds, and nobody says so.")
          .fix("Leave one of them out.");

  static final Rule SOMEBODY_READS_IT =
      Rule.warning("KEY-15", "A property is not one that another turns off")
          .why("Spark passes over it, and says nothing.")
          .fix("Turn on what reads it, or leave it out.");

  static final Rule S3A_KNOWS_IT =
      Rule.warning("KEY-16", "A property of S3A is one that S3A reads")
          .why("Hadoop passes over a name it does not know, and says nothing.")
          .fix("Correct the name; the finding suggests the nearest.");

  private static final String S3A = "spark.hadoop.fs.s3a.";
  private static final String BUCKET = "bucket.";

  /** What reads properties that begin so, where it is on: by a property and its value. */
  private record Switch(String beginning, String key, String value, String otherwise) {}

  private static final String FALSE = "false";
  private static final String TRUE = "true";

  private static final List<Switch> SWITCHES =
      List.of(
          new Switch("spark.memory.offHeap.size", "spark.memory.offHeap.enabled", TRUE, FALSE),
          new Switch("spark.speculation.", "spark.speculation", TRUE, FALSE),
          new Switch("spark.task.reaper.", "spark.task.reaper.enabled", TRUE, FALSE),
          new Switch("spark.storage.decommission.", "spark.decommission.enabled", TRUE, FALSE),
          new Switch("spark.executor.decommission.", "spark.decommission.enabled", TRUE, FALSE),
          new Switch("spark.scheduler.allocation.file", "spark.scheduler.mode", "FAIR", "FIFO"),
          new Switch("spark.sql.adaptive.", "spark.sql.adaptive.enabled", TRUE, TRUE),
          new Switch(
              "spark.sql.adaptive.skewJoin.", "spark.sql.adaptive.skewJoin.enabled", TRUE, TRUE),
          new Switch(
              "spark.sql.adaptive.coalescePartitions.",
              "spark.sql.adaptive.coalescePartitions.enabled",
              TRUE,
              TRUE),
          new Switch(
              "spark.dynamicAllocation.shuffleTracking.timeout",
              "spark.dynamicAllocation.shuffleTracking.enabled",
              TRUE,
              TRUE),
          new Switch(
              "spark.storage.decommission.fallbackStorage.",
              "spark.storage.decommission.enabled",
              TRUE,
              FALSE),
          new Switch(Keys.UI_PORT, "spark.ui.enabled", TRUE, TRUE),
          new Switch("spark.ui.retained", "spark.ui.enabled", TRUE, TRUE),
          new Switch("spark.shuffle.push.", "spark.shuffle.push.enabled", TRUE, FALSE),
          new Switch("spark.io.encryption.key", "spark.io.encryption.enabled", TRUE, FALSE),
          new Switch(
              "spark.cleaner.referenceTracking.", "spark.cleaner.referenceTracking", TRUE, TRUE),
          new Switch("spark.history.fs.cleaner.", "spark.history.fs.cleaner.enabled", TRUE, FALSE),
          new Switch(
              "spark.history.store.hybridStore.",
              "spark.history.store.hybridStore.enabled",
              TRUE,
              FALSE));

  @Override
  public void check() {
    for (Embedded file : stack.embedded()) {
      if (Conf.isFile(file.key())) {
        standOnce(file.subject(), file.path(), file.text());
      }
    }
    for (Map.Entry<String, String> file : stack.files().entrySet()) {
      if (Conf.isFile(file.getKey())) {
        standOnce(file.getKey(), file.getKey(), file.getValue());
      }
    }
    for (Conf conf : stack.confs()) {
      if (conf.isWhole()) {
        areRead(conf);
      }
      for (String key : conf.properties().keySet()) {
        if (key.startsWith(S3A)) {
          s3a(conf, key, key.substring(S3A.length()));
        }
      }
    }
  }

  private void standOnce(String subject, String path, String text) {
    Map<String, String> seen = new HashMap<>();
    boolean goesOn = false;
    for (String line : text.split("\n", -1)) {
      String said = line.strip();
      int end = goesOn || said.startsWith("#") || said.startsWith("!") ? -1 : endOfKey(said);
      goesOn = said.endsWith("\\");
      if (end > 0) {
        String key = said.substring(0, end);
        String value = valueBehind(said, end);
        String earlier = seen.put(key, value);
        if (earlier != null && !earlier.equals(value)) {
          findings
              .at(KEY_STANDS_ONCE, subject, path, key + "=" + value)
              .say("{} is {} and again {} in {it}; leave one out", key, earlier, value);
        }
      }
    }
  }

  /** A key ends with a blank, an equals sign or a colon, and one of those with blanks around it. */
  private static String valueBehind(String line, int end) {
    String rest = line.substring(end).strip();
    boolean hasSign = rest.startsWith("=") || rest.startsWith(":");
    return hasSign ? rest.substring(1).strip() : rest;
  }

  private static int endOfKey(String line) {
    for (int i = 0; i < line.length(); i++) {
      if ("=: \t".indexOf(line.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private void areRead(Conf conf) {
    for (Switch one : SWITCHES) {
      String state = conf.get(one.key()).orElse(one.otherwise());
      if (!state.equalsIgnoreCase(one.value()) && !state.contains("$")) {
        for (String key : conf.properties().keySet()) {
          if (key.startsWith(one.beginning()) && !key.equals(one.key())) {
            at(SOMEBODY_READS_IT, conf, key)
                .say(
                    "{} is read where {} is {} alone, and that is {}; set it, or leave this out",
                    key,
                    one.key(),
                    one.value(),
                    state);
          }
        }
      }
    }
  }

  /** Of one bucket, the name stands between, and may have dots. */
  private void s3a(Conf conf, String key, String name) {
    List<String> known = S3aKeys.ALL;
    if (known.contains(name)) {
      return;
    }
    if (name.startsWith(BUCKET)) {
      for (int dot = name.indexOf('.', BUCKET.length());
          dot > 0;
          dot = name.indexOf('.', dot + 1)) {
        if (known.contains(name.substring(dot + 1))) {
          return;
        }
      }
    }
    String own =
        name.startsWith(BUCKET) ? name.substring(name.indexOf('.', BUCKET.length()) + 1) : name;
    Optional<String> near = NearName.within(2, own, known);
    if (near.isPresent()) {
      at(S3A_KNOWS_IT, conf, key)
          .say("{} is no property of S3A; did you mean {}?", key, key.replace(own, near.get()));
    }
  }
}
