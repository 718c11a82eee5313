package io.sparkstead.stack.storage;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.release.SparkRelease;
import java.util.Optional;

/**
 * Where applications write their events and the History Server reads them: one place, said once.
 * Pods wait for it by {@link EventLogWait}.
 *
 * <pre>
 * spark.eventLog.dir=s3a://spark-on-kube/event-logs/
 * spark.history.fs.logDirectory=s3a://spark-on-kube/event-logs/
 * </pre>
 *
 * <p>It is written in files of 10 MiB, of which the newest 50 of an application stay as they are.
 *
 * @param prefix a folder in the store's bucket, without slashes at its ends. A bucket's root will
 *     not do: Spark 3.5 cuts the slash off, and S3A refuses what is left.
 * @see <a
 *     href="https://spark.apache.org/docs/latest/monitoring.html#applying-compaction-on-rolling-event-log-files">
 *     Compaction of event logs</a>
 */
public record EventLog(ObjectStore store, String prefix) {

  /** Of one file, before the next one is begun. */
  private static final String FILE_SIZE = "10m";

  /**
   * How many files of one application are kept as they were written, half a GiB: what is older the
   * History Server makes smaller by leaving out what has ended.
   */
  private static final int FILES = 50;

  private static final String ROLLS = "spark.eventLog.rolling.enabled";

  public EventLog {
    if (!isFolder(prefix)) {
      throw new IllegalArgumentException(
          "event log prefix '"
              + prefix
              + "' is not a folder name; use letters, digits, . _ - and single slashes between, as"
              + " in event-logs");
    }
  }

  /** Whether {@code text} names a folder of a bucket: no slashes at its ends, none doubled. */
  public static boolean isFolder(String text) {
    char before = '/';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean begins = before == '/';
      if (!Ascii.isLetterOrDigit(c) && (begins || !(c == '/' || Ascii.isInName(c)))) {
        return false;
      }
      before = c;
    }
    return before != '/';
  }

  public String directory() {
    return store.folder(prefix);
  }

  /** What an application needs in order to write. */
  public SparkConf writerConf(SparkRelease release) {
    SparkConf log =
        SparkConf.titled("Event log")
            .set("spark.eventLog.enabled", true)
            .set("spark.eventLog.dir", directory());
    return store
        .conf(release.awsSdk())
        .and(store.writerConf(release))
        // S3 shows a file only once it is closed: many small files make a running application
        // visible, one large file hides it until it stops.
        .and(rollsByItself(release) ? log : log.set(ROLLS, true))
        .and(SparkConf.titled("Event log").set("spark.eventLog.rolling.maxFileSize", FILE_SIZE));
  }

  private static boolean rollsByItself(SparkRelease release) {
    Optional<SparkKey> rolls = SparkKeys.of(release.version()).lookup(ROLLS);
    return rolls.isPresent() && rolls.get().isDefault("true");
  }

  /** What the History Server needs in order to read. */
  public SparkConf readerConf(SparkRelease release) {
    return store
        .conf(release.awsSdk())
        .and(
            SparkConf.titled("Event log")
                .set("spark.history.fs.logDirectory", directory())
                // A notebook or Spark Connect writes for weeks, and its log is read as a whole.
                .set("spark.history.fs.eventLog.rolling.maxFilesToRetain", FILES));
  }
}
