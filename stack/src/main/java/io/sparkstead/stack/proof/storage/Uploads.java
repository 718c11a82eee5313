package io.sparkstead.stack.proof.storage;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.conf.SparkVolumes;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.evidence.spark.TemplateDisks;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether executors have room for what waits to be uploaded: S3A keeps each block of a file on disk
 * until it has gone.
 *
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/index.html#How_S3A_writes_data_to_S3">
 *     How S3A writes</a>
 */
public record Uploads(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule UPLOADS_ARE_WRITABLE =
      Rule.error("DYN-23", "What waits to be uploaded to S3 is on a disk that executors may write")
          .why("The first block that an executor writes fails: its root file system is read-only.")
          .fix("Leave spark.hadoop.fs.s3a.buffer.dir out, or name a folder below a mount.");

  static final Rule UPLOADS_HAVE_ROOM =
      Rule.warning("DYN-24", "There is room for all that an executor's tasks upload at once")
          .why(
              "Each task writes a file, and keeps so many blocks of it until they have gone. Past the"
                  + " limit of its disk the executor is evicted, with the shuffle data it has.")
          .fix("Give executors a larger disk, or lower multipart.size or active.blocks.");

  private static final String S3A = "spark.hadoop.fs.s3a.";
  private static final String FOLDER = S3A + "buffer.dir";
  private static final String KEPT_IN = S3A + "fast.upload.buffer";
  private static final String BLOCKS = "fast.upload.active.blocks";
  private static final String BLOCK_SIZE = "multipart.size";
  private static final String ON_NODE = "ephemeral-storage";
  private static final String CORES_OF_TASK = "spark.task.cpus";

  /** How Hadoop names the local directory that Spark tells an executor's pod. */
  private static final String ON_SHUFFLE_DISK = "${env.SPARK_LOCAL_DIRS";

  /** Below which Hadoop puts them unless it is told otherwise. */
  private static final String TMP = "/tmp";

  private static final ValueKind.Bytes SIZE = ValueKind.Bytes.in('b');
  private static final long MEBI = 1L << 20;

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<String> template =
          conf.isApplication() && conf.isWhole() && S3.isUsedBy(conf)
              ? stack.podTemplate(conf, "executor")
              : Optional.empty();
      if (template.isPresent() && conf.get(KEPT_IN).orElse("disk").equals("disk")) {
        uploads(conf, template.get());
      }
    }
  }

  private void uploads(Conf conf, String template) {
    String folder = conf.get(FOLDER).orElse(TMP).split(",", 2)[0].strip();
    Optional<Quantity> room = Optional.empty();
    if (folder.startsWith(ON_SHUFFLE_DISK)) {
      room = shuffleDisk(conf, template);
    } else if (folder.startsWith("/")) {
      TemplateDisks disks = TemplateDisks.of(template);
      room = disks.limitAt(folder);
      if (!disks.isWritable(folder) && !isOnVolume(conf, folder)) {
        at(UPLOADS_ARE_WRITABLE, conf, FOLDER)
            .say(
                "{}, where executors of {it} may not write; leave it out, or name a folder below a"
                    + " mount",
                conf.setting(FOLDER));
      }
    }
    long most = most(conf);
    if (room.isPresent() && most > Quantities.parts(room.get(), 1)) {
      at(UPLOADS_HAVE_ROOM, conf, conf.get(FOLDER).isPresent() ? FOLDER : Keys.EXECUTOR_CORES)
          .say(
              "executors of {it} keep up to {}Mi until it is uploaded, {} files of {} blocks of {}Mi"
                  + " at once, and have {} for it; give them a larger disk, or lower {}",
              most / MEBI,
              files(conf),
              blocks(conf),
              blockSize(conf) / MEBI,
              room.get(),
              S3A + BLOCK_SIZE);
    }
  }

  /** Whether it is below a volume that properties name. */
  private static boolean isOnVolume(Conf conf, String folder) {
    for (SparkVolumes.Volume volume : SparkVolumes.of(conf.properties())) {
      if (volume.isExecutors() && TemplateDisks.isBelow(volume.path(), folder)) {
        return true;
      }
    }
    return false;
  }

  /** A claim's, where shuffle data is on one; else what the pod may put on its node. */
  private static Optional<Quantity> shuffleDisk(Conf conf, String template) {
    for (String size : Keys.values(conf, Keys.CLAIMS + "spark-local-dir-", ".sizeLimit")) {
      return Quantities.read(size);
    }
    for (Map<String, String> limits : PodTemplate.below(template, "limits:")) {
      if (limits.containsKey(ON_NODE)) {
        return Quantities.read(Words.unquoted(limits.get(ON_NODE)));
      }
    }
    return Optional.empty();
  }

  private static long most(Conf conf) {
    return files(conf) * blocks(conf) * blockSize(conf);
  }

  /** A task writes one at a time. */
  private static long files(Conf conf) {
    long cores = number(conf.get(Keys.EXECUTOR_CORES).orElse(""), 1);
    return Math.max(1, cores / Math.max(1, number(conf.get(CORES_OF_TASK).orElse(""), 1)));
  }

  /** Those that go, and the one that is being filled. */
  private static long blocks(Conf conf) {
    long most = 0;
    List<String> said = Keys.values(conf, S3A, BLOCKS);
    for (String blocks : said.isEmpty() ? List.of("4") : said) {
      most = Math.max(most, number(blocks, 4));
    }
    return most + 1;
  }

  private static long blockSize(Conf conf) {
    long most = 0;
    List<String> said = Keys.values(conf, S3A, BLOCK_SIZE);
    for (String size : said.isEmpty() ? List.of("64m") : said) {
      most = Math.max(most, SIZE.amount(size).orElse(0L));
    }
    return Math.min(most, 1L << 40);
  }

  /** What {@code text} says, up to a million; what is none others refuse. */
  private static long number(String text, long otherwise) {
    return Words.isNumber(text) && text.length() <= 6 ? Long.parseLong(text) : otherwise;
  }
}
