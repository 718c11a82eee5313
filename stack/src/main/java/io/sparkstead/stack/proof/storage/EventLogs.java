package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;

/** Whether the event log is a folder that somebody makes, and read where it is written. */
public record EventLogs(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HISTORY_READS_WHAT_IS_WRITTEN =
      Rule.error("AGR-11", "The History Server reads the folder that applications write to")
          .why("Its pages stay empty.")
          .fix("Make both from one EventLog.");

  static final Rule EVENT_LOG_IS_A_FOLDER =
      Rule.error("AGR-12", "The event log is a folder in a bucket, not its root")
          .why(
              "Spark 3.5 cuts the last slash off, and S3A refuses the rest: path must be absolute.")
          .fix("Add a prefix: s3a://bucket/event-logs/.");

  static final Rule BUCKET_IS_MADE =
      Rule.error("AGR-16", "The event log's bucket is made by the stack, or waited for")
          .why("Spark creates none: the History Server and every driver stop at the first start.")
          .fix("Let the store's bootstrap make it, and pods wait for it in an init container.");

  private static final String EVENT_LOG = "spark.eventLog.dir";
  private static final String EVENT_LOG_ON = "spark.eventLog.enabled";
  private static final String SPARKS_OWN = "file:/tmp/spark-events";
  private static final String SERVER = "org.apache.spark.deploy.history.HistoryServer";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      folder(conf, EVENT_LOG);
      folder(conf, Keys.HISTORY_LOG);
      if (conf.isHistory()) {
        readsWhatIsWritten(conf);
      }
    }
    for (Workload workload : stack.workloads()) {
      historyIsToldWhatToRead(workload);
    }
  }

  private static String withSlash(String folder) {
    return folder.endsWith("/") ? folder : folder + "/";
  }

  /** A History Server that is told of no folder reads one of its own pod. */
  private void historyIsToldWhatToRead(Workload workload) {
    boolean isTold = false;
    for (Conf conf : stack.confs()) {
      isTold |= conf.isHistory() && stack.reads(workload, conf);
    }
    if (!isTold && stack.toldByItself(workload).contains(SERVER)) {
      at(HISTORY_READS_WHAT_IS_WRITTEN, workload, "HistoryServer")
          .say("{it} is told of no folder to read; set {}", Keys.HISTORY_LOG);
    }
  }

  private void folder(Conf conf, String key) {
    String folder = conf.get(key).orElse("");
    if (!folder.startsWith(S3.SCHEME)) {
      isWaitedForElsewhere(conf, key, folder);
      return;
    }
    String whole = withSlash(folder);
    if (whole.indexOf('/', S3.SCHEME.length()) == whole.length() - 1) {
      at(EVENT_LOG_IS_A_FOLDER, conf, key)
          .say("{} is the root of a bucket; add a folder, as in event-logs/", conf.setting(key));
    }
    if (!isWaitedFor(conf, folder) || !isMade(conf, folder)) {
      at(BUCKET_IS_MADE, conf, key)
          .say(
              "{} is made by nobody before it is needed; make the bucket in the store's bootstrap"
                  + " and wait in an init container",
              folder);
    }
  }

  /** In the store of another cloud, whose buckets nobody here makes. */
  private void isWaitedForElsewhere(Conf conf, String key, String folder) {
    boolean isOfCloud = folder.startsWith("gs://") || folder.startsWith("abfss://");
    if (isOfCloud && !isWaitedFor(conf, folder)) {
      at(BUCKET_IS_MADE, conf, key)
          .say(
              "{} is made by nobody before it is needed; wait for it in an init container, which"
                  + " makes it",
              folder);
    }
  }

  /** Whether the pod that reads them waits for the folder, or any if no pod of ours does. */
  private boolean isWaitedFor(Conf conf, String folder) {
    Optional<Workload> reader = stack.readerOf(conf);
    for (Workload workload : reader.isPresent() ? List.of(reader.get()) : stack.workloads()) {
      for (ContainerView init : workload.initContainers()) {
        if (init.commandLine().contains(folder)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isMade(Conf conf, String folder) {
    String bucket = folder.substring(S3.SCHEME.length()).split("/", -1)[0];
    return S3.isMade(stack, conf, bucket);
  }

  private void readsWhatIsWritten(Conf conf) {
    String read = conf.get(Keys.HISTORY_LOG).orElse("");
    for (Conf writer : stack.confs()) {
      Optional<String> folder = writer.get(EVENT_LOG);
      boolean writes = folder.isPresent() || (writer.isWhole() && writer.is(EVENT_LOG_ON, "true"));
      if (writes && !isAmong(folder.orElse(SPARKS_OWN), read)) {
        at(HISTORY_READS_WHAT_IS_WRITTEN, writer, EVENT_LOG)
            .say(
                "{}, but the History Server reads {}; make both from one EventLog",
                writer.setting(EVENT_LOG),
                read);
      }
    }
  }

  /** Since Spark 4.2 a server reads several folders, with commas between. */
  private static boolean isAmong(String folder, String folders) {
    for (String read : folders.split(",", -1)) {
      if (withSlash(read.strip()).equals(withSlash(folder))) {
        return true;
      }
    }
    return false;
  }
}
