package io.sparkstead.stack.storage;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.ShellScript;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.release.SparkRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An init container that holds its pod back until the folder of an event log is there, and makes it
 * if only the bucket is.
 *
 * <pre>{@code
 * until java … org.apache.hadoop.fs.FsShell … -mkdir -p s3a://spark/event-logs/; do
 *   if [ "$SECONDS" -ge 900 ]; then      # of a Job alone
 *     echo 'gave up after 15 minutes: …' >&2
 *     exit 1
 *   fi
 *   echo 'waiting for s3a://spark/event-logs/'
 *   sleep 5
 * done
 * }</pre>
 *
 * <p>Spark creates neither: the History Server and every driver stop with {@code Log directory
 * specified does not exist}. Asked through Hadoop's own client, the question also covers endpoint,
 * credentials and jars, before the pod's own process fails on one of them.
 *
 * @param image whose Hadoop asks
 * @param scratch where it may write, a mount of its pod
 */
public record EventLogWait(EventLog eventLog, SparkImage image, Mount scratch) {

  /** How long to wait between two looks for the bucket. */
  private static final int SECONDS_BETWEEN_TRIES = 5;

  /** How long a Job waits. The first start of a store, with its image to be pulled, takes less. */
  private static final int MINUTES_OF_A_JOB = 15;

  private static final Resources SIZE =
      new Resources(
          Cpu.millis(100), Cpu.cores(1), ByteSize.mebibytes(512), ByteSize.mebibytes(256));

  /** Of what runs all day: it waits for as long as it takes. Made fresh by each call. */
  public Container container() {
    return container("");
  }

  /**
   * Of a Job: it gives up after a quarter of an hour, so that the Job fails and says why. One that
   * waits for ever keeps a CronJob from its next run.
   */
  public Container containerOfJob() {
    return container(
        Blanks.fill(
            """
          if [ "$SECONDS" -ge %1$s ]; then
            echo 'gave up after %2$s minutes: %3$s can be neither made nor read from here. The last' \\
              'error above says why: look at the store, its bucket, the keys or role of this pod,' \\
              'and the network policies' >&2
            exit 1
          fi
        """,
            MINUTES_OF_A_JOB * 60, MINUTES_OF_A_JOB, eventLog.directory()));
  }

  private Container container(String givingUp) {
    Container container = image.container("event-log-ready", mounts());
    container.setCommand(List.of("/bin/bash", "-c", untilMade(givingUp)));
    container.setEnv(eventLog.store().access().environment(release().awsSdk()));
    container.setResources(SIZE.requirements());
    return container;
  }

  private SparkRelease release() {
    return image.release();
  }

  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>(List.of(scratch));
    mounts.addAll(eventLog.store().access().mounts());
    return mounts;
  }

  /** With {@code givingUp} after each look that failed. */
  private String untilMade(String givingUp) {
    return Blanks.fill(
        """
        # The shell insists on a core-site.xml; all it has to know follows as options.
        echo '<configuration/>' > %1$s/core-site.xml
        until java -Xmx256m -cp '%1$s:/opt/spark/jars/*' org.apache.hadoop.fs.FsShell \\
        %2$s  -mkdir -p %3$s; do
        %5$s  echo 'waiting for %3$s'
          sleep %4$s
        done
        echo '%3$s is there'
        """,
        scratch.path(), options(), eventLog.directory(), SECONDS_BETWEEN_TRIES, givingUp);
  }

  private String options() {
    Map<String, String> properties = eventLog.store().hadoopProperties(release().awsSdk());
    properties.putAll(eventLog.store().impatience());
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
