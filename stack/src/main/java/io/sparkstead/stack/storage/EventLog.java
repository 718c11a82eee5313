package io.sparkstead.stack.storage;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.ShellScript;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.release.SparkRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where applications write their events and the History Server reads them: one place, said once.
 *
 * <pre>
 * spark.eventLog.dir=s3a://spark-on-kube/event-logs/
 * spark.history.fs.logDirectory=s3a://spark-on-kube/event-logs/
 * </pre>
 *
 * @param prefix a folder in the store's bucket, without slashes at its ends. A bucket's root will
 *     not do: Spark 3.5 cuts the slash off, and S3A refuses what is left.
 * @see <a href="https://spark.apache.org/docs/latest/monitoring.html">Monitoring</a>
 */
public record EventLog(ObjectStore store, String prefix) {

  private static final String ROLLS = "spark.eventLog.rolling.enabled";

  /** How long to wait between two looks for the bucket. */
  private static final int SECONDS_BETWEEN_TRIES = 5;

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
        .and(store.committerConf())
        // S3 shows a file only once it is closed: many small files make a running application
        // visible, one large file hides it until it stops.
        .and(rollsByItself(release) ? log : log.set(ROLLS, true))
        .and(SparkConf.titled("Event log").set("spark.eventLog.rolling.maxFileSize", "10m"));
  }

  private static boolean rollsByItself(SparkRelease release) {
    Optional<SparkKey> rolls = SparkKeys.of(release.version()).lookup(ROLLS);
    return rolls.isPresent() && rolls.get().isDefault("true");
  }

  /** What the History Server needs in order to read. */
  public SparkConf readerConf(SparkRelease release) {
    return store
        .conf(release.awsSdk())
        .and(SparkConf.titled("Event log").set("spark.history.fs.logDirectory", directory()));
  }

  /**
   * An init container that holds its pod back until the folder is there, and makes it if only the
   * bucket is.
   *
   * <p>Spark creates neither: the History Server and every driver stop with {@code Log directory
   * specified does not exist}. Asked through S3A itself, the question also covers endpoint,
   * credentials and jars, before the pod's own process fails on one of them.
   */
  public Container ready(SparkImage image, Mount scratch) {
    Container container = image.container("event-log-ready", mounts(scratch));
    container.setCommand(List.of("/bin/bash", "-c", untilMade(image.release(), scratch.path())));
    container.setEnv(store.access().environment(image.release().awsSdk()));
    container.setResources(
        new Resources(
                Cpu.millis(100), Cpu.cores(1), ByteSize.mebibytes(512), ByteSize.mebibytes(256))
            .requirements());
    return container;
  }

  private List<Mount> mounts(Mount scratch) {
    List<Mount> mounts = new ArrayList<>(List.of(scratch));
    mounts.addAll(store.access().mounts());
    return mounts;
  }

  private String untilMade(SparkRelease release, MountPath scratch) {
    return Blanks.fill(
        """
        # The shell insists on a core-site.xml; all it has to know follows as options.
        echo '<configuration/>' > %1$s/core-site.xml
        until java -Xmx256m -cp '%1$s:/opt/spark/jars/*' org.apache.hadoop.fs.FsShell \\
        %2$s  -mkdir -p %3$s; do
          echo 'waiting for %3$s'
          sleep %4$s
        done
        echo '%3$s is there'
        """,
        scratch, options(release), directory(), SECONDS_BETWEEN_TRIES);
  }

  private String options(SparkRelease release) {
    Map<String, String> properties = store.hadoopProperties(release.awsSdk());
    // One quick look at a time: with either left out, S3A tries for minutes and says nothing.
    properties.put("fs.s3a.attempts.maximum", "1");
    properties.put("fs.s3a.retry.limit", "1");
    StringBuilder options = new StringBuilder();
    for (Map.Entry<String, String> property : properties.entrySet()) {
      options
          .append("  -D ")
          .append(ShellScript.quote(property.getKey() + "=" + property.getValue()))
          .append(" \\\n");
    }
    return options.toString();
  }
}
