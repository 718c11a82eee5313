package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what is said of stores besides where they are goes with them, and with Hadoop. */
public record StoreSettings(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule S3A_TAKES_IT =
      Rule.error("KEY-19", "A setting of S3A has a value that S3A takes")
          .why("S3A stops at it when a bucket is first asked for, or takes its default in silence.")
          .fix("Write what the finding names.");

  static final Rule S3A_IS_HADOOPS =
      Rule.error("KEY-20", "What reads s3a:// is Hadoop's own S3A")
          .why("No other class in the images reads it, and every access to the store fails.")
          .fix("Leave spark.hadoop.fs.s3a.impl out.");

  static final Rule BUCKET_IS_THE_STORES =
      Rule.error("KEY-21", "A setting of the store's bucket alone says what the store says")
          .why(
              "It holds over the store's own, for drivers and executors alone: the History Server and"
                  + " what waits for the bucket come otherwise.")
          .fix("Leave it out; say it of the ObjectStore.");

  static final Rule OTHER_BUCKET_IS_MADE =
      Rule.warning(
              "UPD-23",
              "A job's program, a folder for tables and the like is in a bucket that somebody makes")
          .why(
              "A store of the cluster has the buckets that its bootstrap makes, and Spark's user may"
                  + " come to no other.")
          .fix("Name a file or a folder of the store's own bucket.");

  static final Rule PARTITIONS_CAN_BE_REPLACED =
      Rule.error("UPD-24", "Partitions are not overwritten one by one through S3A's committers")
          .why(
              "Each such write stops: PathOutputCommitter does not support dynamicPartitionOverwrite.")
          .fix(
              "Leave the mode at static and name partitions, or keep the table in Iceberg or Delta.");

  static final Rule SCHEME_IS_READ =
      Rule.error("VER-21", "A store is named by a scheme that a jar of the image reads")
          .why("Hadoop says No FileSystem for scheme, when the address is first used.")
          .fix("Name it by s3a://, gs:// or abfss://, and give the stack a store of that kind.");

  private static final String HADOOP = "spark.hadoop.fs.";
  private static final String S3A = HADOOP + "s3a.";
  private static final String BUCKET = "bucket.";
  private static final String TRUE = "true";
  private static final String MAGIC = "committer.magic.enabled";

  /** What ObjectStores say of the place, each its own; no class is asked for them. */
  private static final List<String> OF_STORES =
      List.of("endpoint", "endpoint.region", "aws.credentials.provider", "buffer.dir");

  /** What may not differ for the store's own bucket. */
  private static final List<String> OF_BUCKET =
      List.of(
          "endpoint.region",
          "path.style.access",
          "aws.credentials.provider",
          "connection.ssl.enabled");

  /** The classes of the schemes that S3A may be called by. */
  private static final Map<String, String> CLASSES =
      Map.of(
          S3A + "impl", "org.apache.hadoop.fs.s3a.S3AFileSystem",
          HADOOP + "AbstractFileSystem.s3a.impl", "org.apache.hadoop.fs.s3a.S3A");

  private static final List<String> SHARED =
      List.of(
          "spark.sql.warehouse.dir",
          "spark.checkpoint.dir",
          "spark.sql.streaming.checkpointLocation",
          "spark.kubernetes.file.upload.path");

  private static final String OVERWRITE = "spark.sql.sources.partitionOverwriteMode";
  private static final String PROTOCOL = "spark.sql.sources.commitProtocolClass";
  private static final String CATALOG = "spark.sql.catalog.";

  /** Stores whose scheme Hadoop or somebody has a jar for, and what that jar is called. */
  private static final Map<String, String> JARS =
      Map.of(
          "s3", "",
          "s3n", "",
          "wasb", "hadoop-azure",
          "wasbs", "hadoop-azure",
          "adl", "hadoop-azure-datalake",
          "abfs", "hadoop-azure",
          "abfss", "hadoop-azure",
          "gs", "gcs-connector",
          "oss", "hadoop-aliyun",
          "cosn", "hadoop-cos");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        String key = property.getKey();
        String value = property.getValue();
        if (key.startsWith(HADOOP)) {
          hadoop(conf, key, value);
        }
        if (value.contains("://")) {
          schemesAreRead(conf, key, value);
        }
      }
      bucketIsTheStores(conf);
      otherBucketIsMade(conf);
      bucketOfProgramIsMade(conf);
      partitionsCanBeReplaced(conf);
    }
  }

  /** Of each address of a list. */
  private void schemesAreRead(Conf conf, String key, String value) {
    for (String address : value.split(",", -1)) {
      int colon = address.indexOf("://");
      String scheme = address.substring(0, Math.max(colon, 0)).strip();
      if (JARS.containsKey(scheme)) {
        schemeIsRead(conf, key, scheme);
      }
    }
  }

  private void hadoop(Conf conf, String key, String value) {
    String right = CLASSES.getOrDefault(key, value);
    if (!right.equals(value)) {
      at(S3A_IS_HADOOPS, conf, key)
          .say("{}, and only {} reads s3a://; leave it out", conf.setting(key), right);
    } else if (key.startsWith(S3A) && !value.contains("${")) {
      String name = key.substring(S3A.length());
      boolean isStacks =
          OF_STORES.contains(name) || (value.equals(TRUE) && name.endsWith(".enabled"));
      if (!isStacks) {
        takes(conf, key, ofAnyBucket(name), value);
      }
    }
  }

  private void takes(Conf conf, String key, String name, String value) {
    Optional<String> wanted =
        S3aValues.knows(name) ? S3aValues.wanted(name, value) : Optional.empty();
    if (wanted.isPresent()) {
      at(S3A_TAKES_IT, conf, key).say("{}, and S3A takes {}", conf.setting(key), wanted.get());
    }
  }

  /** Without the name of one bucket, which may have dots. */
  private static String ofAnyBucket(String name) {
    if (name.startsWith(BUCKET) && !name.equals("bucket.probe")) {
      for (int dot = name.indexOf('.', BUCKET.length());
          dot > 0;
          dot = name.indexOf('.', dot + 1)) {
        if (S3aValues.knows(name.substring(dot + 1))) {
          return name.substring(dot + 1);
        }
      }
    }
    return name;
  }

  /** The bucket of the event log. */
  private String bucket(Conf conf) {
    String shared =
        stack.firstSet(Keys.HISTORY_LOG).orElse(conf.get("spark.eventLog.dir").orElse(""));
    return bucketOf(shared);
  }

  private static String bucketOf(String address) {
    if (!address.startsWith(S3.SCHEME)) {
      return "";
    }
    int slash = address.indexOf('/', S3.SCHEME.length());
    return address.substring(S3.SCHEME.length(), slash < 0 ? address.length() : slash);
  }

  private void bucketIsTheStores(Conf conf) {
    String bucket = bucket(conf);
    for (String name : bucket.isEmpty() ? List.<String>of() : OF_BUCKET) {
      String key = S3A + BUCKET + bucket + "." + name;
      Optional<String> own = conf.get(key);
      Optional<String> all = conf.get(S3A + name);
      if (own.isPresent() && all.isPresent() && !own.get().equalsIgnoreCase(all.get())) {
        at(BUCKET_IS_THE_STORES, conf, key)
            .say(
                "{}, and {} of the store; leave it out, or say it of the store",
                conf.setting(key),
                conf.setting(S3A + name));
      }
    }
  }

  private void otherBucketIsMade(Conf conf) {
    for (String key : SHARED) {
      String other = bucketOf(conf.get(key).orElse(""));
      boolean isOther = !other.isEmpty() && !other.equals(bucket(conf));
      if (isOther
          && conf.get(S3A + BUCKET + other + ".endpoint").isEmpty()
          && !S3.isMade(stack, conf, other)) {
        at(OTHER_BUCKET_IS_MADE, conf, key)
            .say(
                "{} is in bucket {}, which nobody makes in the store; name a folder of {}",
                key,
                other,
                S3.SCHEME + bucket(conf) + "/");
      }
    }
  }

  /** Of the file that a Job submits, a word of its own line in the script. */
  private void bucketOfProgramIsMade(Conf conf) {
    Optional<Workload> reader = stack.readerOf(conf);
    if (!conf.isCluster() || reader.isEmpty() || !reader.get().isJob()) {
      return;
    }
    for (Map.Entry<String, String> told : stack.told(reader.get()).entrySet()) {
      for (String line : told.getValue().split("\n", -1)) {
        String word = line.replace('\'', ' ').replace('\\', ' ').strip();
        boolean isProgram =
            word.startsWith(S3.SCHEME) && (word.endsWith(".py") || word.endsWith(".jar"));
        String other = isProgram ? bucketOf(word) : "";
        if (!other.isEmpty()
            && !other.equals(bucket(conf))
            && conf.get(S3A + BUCKET + other + ".endpoint").isEmpty()
            && !S3.isMade(stack, conf, other)) {
          inFile(OTHER_BUCKET_IS_MADE, told.getKey(), word)
              .say(
                  "{} submits {}, in a bucket that nobody makes in the store; put the file into {}",
                  reader.get(),
                  word,
                  S3.SCHEME + bucket(conf) + "/");
        }
      }
    }
  }

  private void partitionsCanBeReplaced(Conf conf) {
    if (conf.get(OVERWRITE).orElse("").equalsIgnoreCase("dynamic")
        && commitsByS3a(conf)
        && conf.get(PROTOCOL)
            .orElse("PathOutputCommitProtocol")
            .endsWith("PathOutputCommitProtocol")
        && !hasTables(conf)) {
      at(PARTITIONS_CAN_BE_REPLACED, conf, OVERWRITE)
          .say(
              "{}, which S3A's committers cannot do; name the partitions that a write replaces, or"
                  + " keep the table in Iceberg or Delta",
              conf.setting(OVERWRITE));
    }
  }

  private static boolean commitsByS3a(Conf conf) {
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      String key = property.getKey();
      if (key.startsWith(S3A) && key.endsWith(MAGIC) && property.getValue().equals(TRUE)) {
        return true;
      }
    }
    return false;
  }

  /** Whether formats that commit by themselves are there, which heed the mode and can do it. */
  private static boolean hasTables(Conf conf) {
    for (String key : conf.properties().keySet()) {
      if (key.startsWith(CATALOG)) {
        return true;
      }
    }
    return false;
  }

  /** Iceberg's own client reads {@code s3://}, and what is no address is no matter. */
  private void schemeIsRead(Conf conf, String key, String scheme) {
    if (key.startsWith(CATALOG)
        || key.endsWith("JavaOptions")
        || conf.get(HADOOP + scheme + ".impl").isPresent()
        || stack.dockerfiles().isEmpty()
        || hasBaseOfItsOwn()
        || hasJar(conf, JARS.getOrDefault(scheme, ""))) {
      return;
    }
    at(SCHEME_IS_READ, conf, key)
        .say(
            "{}, and nothing in the image reads {}://; {}",
            conf.setting(key),
            scheme,
            instead(scheme));
  }

  /** A base image that people bring may have any jar. */
  private boolean hasBaseOfItsOwn() {
    for (DockerfileText image : stack.dockerfiles()) {
      for (String base : image.bases()) {
        if (!base.contains("/ubi") && stack.images().base(image).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean hasJar(Conf conf, String jar) {
    if (jar.isEmpty()) {
      return false;
    }
    for (DockerfileText image : stack.dockerfiles()) {
      if (image.text().contains(jar)) {
        return true;
      }
    }
    return conf.get("spark.jars.packages").orElse("").contains(jar)
        || conf.get("spark.jars").orElse("").contains(jar);
  }

  private static String instead(String scheme) {
    return switch (scheme) {
      case "s3", "s3n" -> "write s3a://, which is the same bucket";
      case "gs" -> "keep the data in a GoogleStorage, whose jar the image then has";
      case "abfs", "abfss" -> "keep the data in an AzureStorage, whose jar the image then has";
      case "wasb", "wasbs", "adl" -> "write abfss://, and keep the data in an AzureStorage";
      default -> "write s3a:// and name its S3 endpoint by an ExternalStore, or add its jar";
    };
  }
}
