package io.sparkstead.stack.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.stack.conf.SparkKey.Initial;
import io.sparkstead.stack.release.SparkReleases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkKeysTest {

  private final List<String[]> rows = rows();
  private final SparkKeys spark35 = SparkKeys.of("3.5.4");
  private final SparkKeys spark42 = SparkKeys.of("4.2.0");

  // The file

  @Test
  void the_file_is_sorted_and_says_nothing_twice() {
    List<String> keys = rows.stream().map(cells -> cells[0]).toList();
    assertThat(keys).isSorted();
    Set<String> seen = new HashSet<>();
    for (String[] cells : rows) {
      for (int line = 0; line < SparkKeys.lines().size(); line++) {
        if (!cells[3 + line].equals(".")) {
          assertThat(seen.add(cells[0] + " in " + SparkKeys.lines().get(line)))
              .as(cells[0])
              .isTrue();
        }
      }
    }
  }

  @Test
  void every_row_has_a_cell_for_each_line_and_is_there_in_one() {
    for (String[] cells : rows) {
      assertThat(cells).as(cells[0]).hasSizeBetween(7, 8);
      assertThat(List.of(cells).subList(3, 7)).as(cells[0]).anyMatch(cell -> !cell.equals("."));
      assertThat(cells[3]).as(cells[0]).isNotEqualTo("=");
    }
  }

  @Test
  void every_key_of_every_line_is_known_and_takes_its_own_default() {
    for (int line = 0; line < SparkKeys.lines().size(); line++) {
      SparkKeys keys = SparkKeys.of(SparkKeys.lines().get(line));
      Set<String> names = new HashSet<>();
      for (String[] cells : rows) {
        if (!cells[3 + line].equals(".")) {
          SparkKey key = keys.lookup(cells[0]).orElseThrow();
          assertThat(key.name()).isEqualTo(cells[0]);
          if (key.initial() instanceof Initial.Value initial) {
            assertThat(key.refuse(initial.text())).as(cells[0]).isEmpty();
            assertThat(key.isDefault(initial.text())).as(cells[0]).isTrue();
          }
          if (key.initial() instanceof Initial.Of other) {
            assertThat(keys.lookup(other.key())).as(cells[0]).isPresent();
          }
          names.add(cells[0]);
        }
      }
      assertThat(keys.names()).isEqualTo(names);
    }
  }

  @Test
  void what_is_known_of_a_machine_is_not_in_the_file() {
    assertThat(rows)
        .noneMatch(cells -> String.join(" ", cells).matches(".*(/home/|/root|/Users/|192\\.).*"));
  }

  // Keys

  @ParameterizedTest
  @CsvSource({
    "spark.app.name, 3.5, string, -",
    "spark.master, 3.5, string, -",
    "spark.default.parallelism, 3.5, int >=1, -",
    "spark.submit.deployMode, 3.5, string, client",
    "spark.driver.host, 3.5, string, -",
    "spark.driver.port, 3.5, int =0 or >=1024 <=65535, 0",
    "spark.driver.memory, 3.5, bytes m, 1g",
    "spark.executor.memory, 3.5, bytes m, 1g",
    "spark.executor.cores, 3.5, int >=1, 1",
    "spark.executor.instances, 3.5, int >=0, -",
    "spark.network.timeout, 3.5, time s >=1, 120s",
    "spark.sql.shuffle.partitions, 3.5, int >=1, 200",
    "spark.sql.session.timeZone, 3.5, zone, -",
    "spark.serializer, 3.5, string, org.apache.spark.serializer.JavaSerializer",
    "spark.eventLog.enabled, 3.5, boolean, false",
    "spark.eventLog.rolling.enabled, 3.5, boolean, false",
    "spark.eventLog.rolling.enabled, 4.0, boolean, true",
    "spark.eventLog.rolling.maxFileSize, 3.5, bytes b >=10485760, 128m",
    "spark.eventLog.rolling.maxFileSize, 4.1, bytes b >=2097152, 128m",
    "spark.dynamicAllocation.enabled, 3.5, boolean, false",
    "spark.dynamicAllocation.minExecutors, 3.5, int, 0",
    "spark.dynamicAllocation.maxExecutors, 3.5, int, 2147483647",
    "spark.dynamicAllocation.executorIdleTimeout, 3.5, time s >=0, 60s",
    "spark.dynamicAllocation.executorAllocationRatio, 3.5, double >0 <=1, 1.0",
    "spark.dynamicAllocation.shuffleTracking.enabled, 3.5, boolean, true",
    "spark.decommission.enabled, 3.5, boolean, false",
    "spark.storage.decommission.fallbackStorage.path, 3.5, string ending /, -",
    "spark.kubernetes.allocation.batch.size, 3.5, int >=1, 5",
    "spark.kubernetes.allocation.batch.size, 4.0, int >=1, 10",
    "spark.kubernetes.container.image.pullPolicy, 3.5, enum Always|IfNotPresent|Never, IfNotPresent",
    "spark.kubernetes.executor.useDriverPodIP, 4.1, boolean, false",
    "spark.kubernetes.namespace, 3.5, string, default",
    "spark.kubernetes.memoryOverheadFactor, 3.5, double >=0, 0.1",
    "spark.history.fs.cleaner.maxAge, 3.5, time s, 7d",
    "spark.history.ui.port, 3.5, int =0 or >=1024 <=65535, 18080",
    "spark.ui.prometheus.enabled, 3.5, boolean, false",
    "spark.ui.prometheus.enabled, 4.2, boolean, true",
    "spark.port.maxRetries, 3.5, int >=0, 16",
    "spark.ssl.enabled, 3.5, boolean, -",
  })
  void a_key_that_everybody_knows_is_as_spark_has_it(
      String name, String line, String kind, String initial) {
    SparkKey key = SparkKeys.of(line).lookup(name).orElseThrow();
    assertThat(key.kind()).isEqualTo(ValueKind.parse(kind, line.equals("4.2")));
    assertThat(key.initial())
        .isEqualTo(initial.equals("-") ? new Initial.Open() : new Initial.Value(initial));
  }

  @Test
  void a_key_is_known_from_its_line_on() {
    String key = "spark.kubernetes.executor.useDriverPodIP";
    assertThat(spark35.lookup(key)).isEmpty();
    assertThat(SparkKeys.of("4.0.4").lookup(key)).isEmpty();
    assertThat(SparkKeys.of("4.1.3").lookup(key).orElseThrow().since()).contains("4.1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "spark.hadoop.fs.s3a.endpoint, spark.hadoop.*",
    "spark.executorEnv.AWS_REGION, spark.executorEnv.*",
    "spark.sql.catalog.lake.type, spark.sql.catalog.*",
    "spark.kubernetes.driver.label.team, spark.kubernetes.driver.label.*",
    "spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.options.sizeLimit,"
        + " spark.kubernetes.executor.volumes.emptyDir.*.options.sizeLimit",
    "spark.org.apache.spark.ui.JWSFilter.param.secretKey, spark.*.param.*",
    "spark.ssl.historyServer.keyStore, spark.ssl.*.keyStore",
  })
  void a_family_answers_for_its_keys(String key, String family) {
    assertThat(spark35.lookup(key).orElseThrow().name()).isEqualTo(family);
  }

  @Test
  void a_family_needs_a_text_for_its_star() {
    assertThat(spark35.lookup("spark.hadoop.")).isEmpty();
    assertThat(spark35.lookup("spark.executor.resource.amount")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.executor.decommission.enabled, spark.decommission.enabled",
    "spark.kubernetes.executor.reusePersistentVolume,"
        + " spark.kubernetes.driver.reusePersistentVolumeClaim",
    "spark.dynamicAllocation.shuffleTracking.enable,"
        + " spark.dynamicAllocation.shuffleTracking.enabled",
    "spark.kubernetes.image, spark.kubernetes.container.image",
    "spark.evenLog.dir, spark.eventLog.dir",
  })
  void an_unknown_key_has_the_one_that_was_meant(String unknown, String meant) {
    assertThat(spark35.lookup(unknown)).isEmpty();
    assertThat(spark35.nearest(unknown)).contains(meant);
  }

  @Test
  void a_key_of_another_tool_is_near_to_nothing() {
    assertThat(spark35.nearest("fs.s3a.endpoint")).isEmpty();
  }

  @Test
  void two_thousand_misspellings_lead_back_to_the_key() {
    Random random = new Random(20260101);
    List<String> names =
        spark42.names().stream().filter(name -> !name.contains("*")).sorted().toList();
    for (int i = 0; i < 2000; i++) {
      String name = names.get(random.nextInt(names.size()));
      String typed = misspelled(name, random);
      if (spark42.lookup(typed).isPresent()) {
        // A letter more in what a family leaves open, or another key.
        continue;
      }
      assertThat(spark42.nearest(typed)).as(typed).contains(name);
    }
  }

  private static String misspelled(String name, Random random) {
    int at = "spark.".length() + random.nextInt(name.length() - "spark.".length());
    return switch (random.nextInt(3)) {
      case 0 -> name.substring(0, at) + name.substring(at + 1);
      case 1 -> name.substring(0, at) + "q" + name.substring(at);
      default -> name.substring(0, at) + "Z" + name.substring(at + 1);
    };
  }

  @Test
  void the_keys_of_every_release_are_known() {
    assertThat(SparkReleases.versions()).isNotEmpty();
    for (String version : SparkReleases.versions()) {
      assertThat(SparkKeys.lines()).contains(SparkReleases.version(version).line());
    }
  }

  @Test
  void an_unknown_line_names_the_known_ones() {
    assertThatThrownBy(() -> SparkKeys.of("3.4.4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the keys of Spark 3.4.4 are not known; there is: 3.5, 4.0, 4.1, 4.2");
  }

  // What became of keys

  @Test
  void an_older_name_says_the_newer() {
    SparkKey key = spark35.lookup("spark.reducer.maxMbInFlight").orElseThrow();
    assertThat(key.note())
        .contains(
            "spark.reducer.maxMbInFlight is an older name of spark.reducer.maxSizeInFlight; use"
                + " that");
  }

  @Test
  void a_deprecated_key_says_since_when() {
    SparkKey key = spark35.lookup("spark.sql.execution.arrow.enabled").orElseThrow();
    assertThat(key.refuse("true")).isEmpty();
    assertThat(key.note().orElseThrow())
        .startsWith("spark.sql.execution.arrow.enabled is deprecated in 3.0: Use ");
  }

  @Test
  void a_removed_key_takes_nothing_but_its_default() {
    SparkKey key = spark42.lookup("spark.sql.hive.verifyPartitionPath").orElseThrow();
    assertThat(key.refuse("false")).isEmpty();
    assertThat(key.refuse("true").orElseThrow())
        .startsWith("spark.sql.hive.verifyPartitionPath was removed in 4.0.0: ");
  }

  // Values

  @ParameterizedTest
  @CsvSource({
    "ms, 100, 100",
    "ms, 100ms, 100",
    "ms, 50s, 50000",
    "ms, 2m, 120000",
    "ms, 2min, 120000",
    "ms, 250us, 0",
    "ms, 1h, 3600000",
    "s, 1D, 86400",
    "s, 1999ms, 1",
    "s, -5s, -5",
    "min, 90s, 1",
    "ns, 1us, 1000",
    "ms, 9223372036854775807d, 9223372036854775807",
    "s, 1w, -",
    "s, 1.5h, -",
    "s, 1 s, -",
    "s, s, -",
    "s, 9223372036854775808, -",
  })
  void a_time_is_read_as_spark_reads_it(String unit, String text, String expected) {
    ValueKind.Time time = (ValueKind.Time) ValueKind.parse("time " + unit, false);
    assertThat(time.amount(text).map(Object::toString).orElse("-")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "b, 100, 100",
    "b, 100b, 100",
    "b, 1k, 1024",
    "b, 1kb, 1024",
    "b, 1K, 1024",
    "b, 250m, 262144000",
    "b, 1g, 1073741824",
    "m, 1g, 1024",
    "m, 512, 512",
    "m, 1023k, 0",
    "m, 2048k, 2",
    "g, 5242880k, 5",
    "k, 2t, 2147483648",
    "g, 1p, 1048576",
    "m, 1pb, 1073741824",
    "b, -1k, -1024",
    "b, 8388607t, 9223370937343148032",
    "b, 8388608t, -",
    "b, 9007199254740991k, 9223372036854774784",
    "b, 9007199254740992k, -",
    "k, 3m, 3072",
    "b, 1bb, -",
    "b, 1.5g, -",
    "b, 2 g, -",
    "b, 1e, -",
    "b, 512Mi, -",
    "b, 9223372036854775808, -",
  })
  void an_amount_of_bytes_is_read_as_spark_reads_it(String unit, String text, String expected) {
    ValueKind.Bytes bytes = (ValueKind.Bytes) ValueKind.parse("bytes " + unit, false);
    assertThat(bytes.amount(text).map(Object::toString).orElse("-")).isEqualTo(expected);
  }

  @Test
  void the_spelling_of_kubernetes_is_an_amount_from_4_2_on() {
    assertThat(SparkKeys.of("4.1").lookup("spark.executor.memory").orElseThrow().refuse("512Mi"))
        .isPresent();
    SparkKey memory = spark42.lookup("spark.executor.memory").orElseThrow();
    assertThat(memory.refuse("512Mi")).isEmpty();
    assertThat(memory.isDefault("1GiB")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.eventLog.enabled | yes |"
            + " spark.eventLog.enabled is 'yes', not a boolean: use true or false",
        "spark.executor.cores | 2.5 |"
            + " spark.executor.cores is '2.5', not a whole number of 32 bits",
        "spark.sql.shuffle.partitions | 0 |"
            + " spark.sql.shuffle.partitions is '0', out of range: it must be 1 or more",
        "spark.eventLog.rolling.maxFileSize | 1m |"
            + " spark.eventLog.rolling.maxFileSize is '1m', out of range: it must be 10485760b or"
            + " more",
        "spark.buffer.write.chunkSize | 2g |"
            + " spark.buffer.write.chunkSize is '2g', out of range: it must be at most 2147483632b",
        "spark.network.timeout | 2 minutes |"
            + " spark.network.timeout is '2 minutes', not a time: use a whole number with us, ms, s,"
            + " min, h or d, such as 90s; a bare number is in seconds",
        "spark.executor.memory | 2Gi |"
            + " spark.executor.memory is '2Gi', not an amount of bytes: use a whole number with b, k,"
            + " m, g, t or p, such as 512m; a bare number is in MiB",
        "spark.memory.fraction | a lot |"
            + " spark.memory.fraction is 'a lot', not a number: use one such as 0.5",
        "spark.kubernetes.container.image.pullPolicy | always |"
            + " spark.kubernetes.container.image.pullPolicy is 'always', not one of Always,"
            + " IfNotPresent, Never",
        "spark.storage.decommission.fallbackStorage.path | s3a://b/fallback |"
            + " spark.storage.decommission.fallbackStorage.path is 's3a://b/fallback', which must end"
            + " with /",
        "spark.io.encryption.keySizeBits | 64 |"
            + " spark.io.encryption.keySizeBits is '64', out of range: it must be 128 or 192 or 256",
      })
  void a_wrong_value_is_refused_with_the_rule(String name, String value, String message) {
    assertThat(spark35.lookup(name).orElseThrow().refuse(value)).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    ">0 <=1, 0, out of range: it must be >0 and <=1",
    ">0 <=1, 0.001, -",
    ">0 <=1, 1, -",
    ">0 <=1, 1.001, out of range: it must be >0 and <=1",
    ">=0.25 <2, 0.2, out of range: it must be >=0.25 and <2",
    ">=0.25 <2, 0.25, -",
    ">=0.25 <2, 2, out of range: it must be >=0.25 and <2",
    "'', -7.5, -",
  })
  void a_number_has_its_bounds(String bounds, String number, String refusal) {
    ValueKind kind = ValueKind.parse("double " + bounds, false);
    assertThat(kind.refuse(number).orElse("-")).isEqualTo(refusal);
  }

  @Test
  void a_list_is_of_known_words_or_of_any() {
    ValueKind words = ValueKind.parse("list of any-case stderr|stdout", false);
    assertThat(words.refuse("stdout, STDERR,,")).isEmpty();
    assertThat(words.refuse("stdout,stdin")).contains("not a list of stderr, stdout");
    assertThat(words.same("stdout,stderr", " stdout , stderr")).isTrue();
    assertThat(words.same("stdout,stderr", "stdout")).isFalse();
    assertThat(words.same("stdin", "stdin")).isFalse();

    ValueKind any = ValueKind.parse("list", false);
    assertThat(any.refuse("whatever")).isEmpty();
    assertThat(any.same("a,,b,", "a, b")).isTrue();
    assertThat(any.same("a,b", "b,a")).isFalse();
  }

  @Test
  void a_regular_expression_is_one() {
    ValueKind regex = ValueKind.parse("regex", false);
    assertThat(regex.refuse("(?i)secret|password")).isEmpty();
    assertThat(regex.refuse("(secret")).contains("not a regular expression: Unclosed group");
    assertThat(regex.same("a|b", "a|b")).isTrue();
    assertThat(regex.same("a|b", "b|a")).isFalse();
  }

  @Test
  void a_word_is_the_same_in_any_case_where_spark_says_so() {
    ValueKind anyCase = ValueKind.parse("enum any-case ANSI|LEGACY", false);
    assertThat(anyCase.same("ansi", "ANSI")).isTrue();
    assertThat(anyCase.same("ansi", "LEGACY")).isFalse();
    assertThat(anyCase.same("other", "other")).isFalse();
  }

  @Test
  void a_time_has_its_range() {
    ValueKind kind = ValueKind.parse("time s >=10 <=60", false);
    assertThat(kind.refuse("10")).isEmpty();
    assertThat(kind.refuse("1min")).isEmpty();
    assertThat(kind.refuse("9s")).contains("out of range: it must be from 10s to 60s");
    assertThat(kind.refuse("2min")).contains("out of range: it must be from 10s to 60s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${spark.app.id}", "${env:TIMEOUT}s"})
  void a_reference_is_not_judged(String value) {
    assertThat(spark35.lookup("spark.network.timeout").orElseThrow().refuse(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.dynamicAllocation.executorIdleTimeout, 1min, true",
    "spark.dynamicAllocation.executorIdleTimeout, 60, true",
    "spark.dynamicAllocation.executorIdleTimeout, 61s, false",
    "spark.executor.memory, 1024m, true",
    "spark.executor.memory, 2048m, false",
    "spark.dynamicAllocation.shuffleTracking.enabled, TRUE, true",
    "spark.executor.cores, 01, true",
    "spark.memory.fraction, .6, true",
    "spark.sql.ansi.enabled, FALSE, true",
    "spark.sql.storeAssignmentPolicy, ansi, true",
    "spark.kubernetes.namespace, default, true",
    "spark.executor.instances, 1, false",
    "spark.shuffle.registration.timeout, abc, false",
  })
  void a_default_is_known_by_its_meaning(String name, String value, boolean same) {
    assertThat(spark35.lookup(name).orElseThrow().isDefault(value)).isEqualTo(same);
  }

  private static List<String[]> rows() {
    try (InputStream in = SparkKeysTest.class.getResourceAsStream("spark-keys.tsv")) {
      List<String[]> rows = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
        if (!line.startsWith("#") && !line.isEmpty()) {
          rows.add(line.split("\t", -1));
        }
      }
      return rows.subList(1, rows.size());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
