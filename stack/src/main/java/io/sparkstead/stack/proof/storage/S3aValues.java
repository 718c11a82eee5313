package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What S3A takes for its settings, of the lines of Hadoop that Spark 3.5 and later bring. Some it
 * refuses when it starts, of others it takes its default and says so in a log that nobody reads.
 *
 * @see <a href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/index.html">
 *     hadoop-aws</a>
 */
final class S3aValues {

  private static final ValueKind.Bytes SIZE = ValueKind.Bytes.in('b');

  /** One word of several, each in this spelling. */
  private static final Map<String, List<String>> SPELLED =
      words(
          """
          committer.name file directory partitioned magic
          fast.upload.buffer disk array bytebuffer
          change.detection.mode server client warn none
          change.detection.source etag versionid
          encryption.algorithm AES256 SSE-KMS SSE-C CSE-KMS CSE-CUSTOM DSSE-KMS
          server-side-encryption-algorithm AES256 SSE-KMS SSE-C CSE-KMS
          list.version 1 2
          bucket.probe 0 1 2
          acl.default Private PublicRead PublicReadWrite AuthenticatedRead LogDeliveryWrite \
          BucketOwnerRead BucketOwnerFullControl AwsExecRead
          """);

  /** One word of several, in small or large letters. */
  private static final Map<String, List<String>> ANY_CASE =
      words(
          """
          committer.staging.conflict-mode fail append replace
          directory.marker.retention keep delete authoritative
          experimental.input.fadvise normal random sequential default adaptive vector whole-file \
          parquet orc avro columnar csv json hbase
          input.fadvise normal random sequential default adaptive vector whole-file parquet orc \
          avro columnar csv json hbase
          input.stream.type default classic prefetch analytics custom
          ssl.channel.mode default default_jsse default_jsse_with_gcm openssl
          create.checksum.algorithm none crc32 crc32c crc32_c crc64nvme crc64_nvme sha1 sha256
          """);

  /** Yes or no, and no other word for either. */
  private static final List<String> SWITCHES =
      List.of(
          """
          path.style.access multiobjectdelete.enable multipart.purge checksum.generation
          checksum.validation create.performance classloader.isolation downgrade.syncable.exceptions
          audit.reject.out.of.span.operations directory.operations.purge.uploads
          committer.generate.uuid committer.require.uuid committer.abort.pending.uploads
          committer.staging.unique-filenames connection.expect.continue connection.keepalive
          change.detection.version.required retry.http.5xx.errors accesspoint.required endpoint.fips
          """
              .strip()
              .split("[ \n]+"));

  private static final String SWITCH = ".enabled";

  /** Whole numbers, from the least that S3A takes. */
  private static final Map<String, Long> COUNTS =
      Map.ofEntries(
          Map.entry("retry.limit", 0L),
          Map.entry("retry.throttle.limit", 0L),
          Map.entry("attempts.maximum", 0L),
          Map.entry("connection.maximum", 1L),
          Map.entry("threads.max", 1L),
          Map.entry("max.total.tasks", 1L),
          Map.entry("paging.maximum", 1L),
          Map.entry("executor.capacity", 1L),
          Map.entry("fast.upload.active.blocks", 1L));

  private static final long LARGEST_COUNT = Integer.MAX_VALUE;

  /** Amounts of bytes, from the least that S3A takes, or S3 for a part of an upload. */
  private static final Map<String, Long> SIZES =
      Map.of(
          "multipart.size",
          5L << 20,
          "multipart.threshold",
          5L << 20,
          "block.size",
          1L,
          "readahead.range",
          0L);

  private static final List<String> TIMES =
      List.of(
          "retry.interval",
          "retry.throttle.interval",
          "connection.ttl",
          "connection.timeout",
          "connection.establish.timeout",
          "connection.request.timeout",
          "connection.idle.time",
          "connection.acquisition.timeout",
          "connection.part.upload.timeout",
          "multipart.purge.age",
          "threads.keepalivetime",
          "assumed.role.session.duration");

  private S3aValues() {}

  private static Map<String, List<String>> words(String lines) {
    Map<String, List<String>> words = new HashMap<>();
    for (String line : lines.strip().split("\n", -1)) {
      List<String> all = new ArrayList<>(List.of(line.strip().split(" +", -1)));
      words.put(all.remove(0), all);
    }
    return words;
  }

  /** Whether it is known here what {@code name}, behind {@code fs.s3a.}, may be. */
  static boolean knows(String name) {
    return SPELLED.containsKey(name)
        || ANY_CASE.containsKey(name)
        || isSwitch(name)
        || COUNTS.containsKey(name)
        || SIZES.containsKey(name)
        || TIMES.contains(name);
  }

  private static boolean isSwitch(String name) {
    return name.endsWith(SWITCH) || SWITCHES.contains(name);
  }

  /** What {@code name} takes, if {@code value} is none of that. */
  static Optional<String> wanted(String name, String value) {
    String word = value.strip();
    List<String> words = SPELLED.getOrDefault(name, ANY_CASE.getOrDefault(name, List.of()));
    if (!words.isEmpty()) {
      boolean isExact = SPELLED.containsKey(name);
      boolean isList = name.endsWith("fadvise") && word.contains(",");
      return found(
          isList || words.contains(isExact ? word : word.toLowerCase(Locale.ROOT)),
          "one of " + String.join(", ", words));
    }
    if (isSwitch(name)) {
      return found(
          word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false"), "true or false");
    }
    if (COUNTS.containsKey(name)) {
      long least = COUNTS.getOrDefault(name, 0L);
      return found(isCount(word, least), "a whole number of " + least + " or more");
    }
    if (SIZES.containsKey(name)) {
      long least = SIZES.getOrDefault(name, 0L);
      return found(
          isSize(word, least),
          "a number with K, M or G behind it"
              + (least > 1 ? ", " + (least >> 20) + "M or more" : ""));
    }
    return found(isTime(word), "a number with ms, s, m or h behind it");
  }

  private static Optional<String> found(boolean isRight, String wanted) {
    return isRight ? Optional.empty() : Optional.of(wanted);
  }

  private static boolean isCount(String word, long least) {
    return Words.isNumber(word)
        && word.length() <= 10
        && Long.parseLong(word) >= least
        && Long.parseLong(word) <= LARGEST_COUNT;
  }

  /** One letter: of {@code 64MB} Hadoop says that it is no number. */
  private static boolean isSize(String word, long least) {
    int letter = word.length() - 1;
    boolean hasUnit = letter > 0 && "KMGTPEkmgtpe".indexOf(word.charAt(letter)) >= 0;
    String number = hasUnit ? word.substring(0, letter) : word;
    return Words.isNumber(number)
        && number.length() <= 18
        && SIZE.amount(word.toLowerCase(Locale.ROOT)).orElse(0L) >= least;
  }

  private static boolean isTime(String word) {
    String number = word.toLowerCase(Locale.ROOT);
    for (String unit : List.of("ns", "us", "ms", "s", "m", "h", "d")) {
      if (number.endsWith(unit)) {
        number = number.substring(0, number.length() - unit.length());
        break;
      }
    }
    // Less than nothing is for ever.
    return Words.isNumber(number) || number.equals("-1");
  }
}
