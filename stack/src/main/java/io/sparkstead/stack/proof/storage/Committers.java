package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Session;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Map;

/**
 * Whether what commits results to S3 hands its notes on to the driver.
 *
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/committers.html">S3A
 *     committers</a>
 */
public record Committers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PENDING_SETS_ARE_SHARED =
      Rule.error("KEY-36", "A staging committer has a file system that all pods share")
          .why(
              "Tasks leave on their own pod's disk what the driver has to commit: it finds nothing.")
          .fix("Leave the committer out: the magic one keeps its notes in S3.");

  private static final String S3A = "spark.hadoop.fs.s3a.";
  private static final String NAME = ".committer.name";
  private static final String DEFAULT_FILES = "spark.hadoop.fs.defaultFS";
  private static final String NOTES = S3A + "committer.staging.tmp.path";
  private static final List<String> STAGING = List.of("directory", "partitioned");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isWhole()) {
        areShared(conf, conf, conf.properties());
      }
    }
    for (Session session : Session.allOf(stack)) {
      areShared(session.own(), session.both(), session.own().properties());
    }
  }

  /** Of those among {@code properties} that name a committer. */
  private void areShared(Written where, Conf conf, Map<String, String> properties) {
    for (Map.Entry<String, String> property : properties.entrySet()) {
      boolean isName =
          property.getKey().startsWith(S3A) && property.getKey().endsWith(NAME.substring(1));
      if (isName && STAGING.contains(property.getValue()) && !isShared(conf)) {
        at(PENDING_SETS_ARE_SHARED, where, property.getKey())
            .say(
                "{}={} keeps what is to be committed on the disk of each pod; leave it out",
                property.getKey(),
                property.getValue());
      }
    }
  }

  /** In one pod, or by a file system or a folder that somebody chose for it. */
  private static boolean isShared(Conf conf) {
    String files = conf.get(DEFAULT_FILES).orElse("file:");
    String notes = conf.get(NOTES).orElse("");
    return conf.get("spark.master").orElse("").startsWith("local")
        || !files.startsWith("file:")
        || notes.startsWith("/")
        || notes.contains("://");
  }
}
