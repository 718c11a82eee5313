package io.sparkstead.stack.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandsTest {

  private final SparkKeys spark35 = SparkKeys.of("3.5.4");
  private final SparkKeys spark42 = SparkKeys.of("4.2.0");

  @ParameterizedTest
  @CsvSource({
    "spark.io.compression.codec, ZSTD",
    "spark.io.compression.codec, org.apache.spark.io.ZStdCompressionCodec",
    "spark.sql.session.timeZone, Europe/Berlin",
    "spark.sql.session.timeZone, UTC",
    "spark.sql.session.timeZone, GMT+2",
    "spark.sql.session.timeZone, -08:00",
    "spark.kubernetes.executor.request.cores, 500m",
    "spark.kubernetes.executor.volumes.emptyDir.d.options.sizeLimit, 10Gi",
    "spark.kubernetes.executor.volumes.emptyDir.d.options.medium, Memory",
    "spark.scheduler.mode, fair",
    "spark.memory.fraction, 1",
  })
  void what_spark_demands_besides_is_met(String name, String value) {
    assertThat(spark35.lookup(name).orElseThrow().refuse(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.memory.fraction | 1.5 | spark.memory.fraction is '1.5', out of range: it must be >=0"
            + " and <=1",
        "spark.io.compression.codec | brotli | spark.io.compression.codec is 'brotli', not one of"
            + " lz4, lzf, snappy, zstd, nor a class in full",
        "spark.sql.session.timeZone | Mars/Phobos | spark.sql.session.timeZone is 'Mars/Phobos', not"
            + " a zone that Java knows: use one such as UTC or Europe/Berlin",
        "spark.sql.session.timeZone | +19:00 | spark.sql.session.timeZone is '+19:00', not a zone"
            + " that Java knows: use one such as UTC or Europe/Berlin",
        "spark.kryoserializer.buffer.max | 2g | spark.kryoserializer.buffer.max is '2g', out of"
            + " range: it must be from 1m to 2047m",
        "spark.kubernetes.executor.request.cores | two | spark.kubernetes.executor.request.cores is"
            + " 'two', not an amount of Kubernetes: use a number with a unit or none, such as 500m, 2"
            + " or 10Gi",
        "spark.dynamicAllocation.schedulerBacklogTimeout | 500ms |"
            + " spark.dynamicAllocation.schedulerBacklogTimeout is '500ms', out of range: it must be"
            + " 1s or more",
        "spark.scheduler.mode | FAIRE | spark.scheduler.mode is 'FAIRE', not one of FAIR, FIFO",
        "spark.driver.port | 80 | spark.driver.port is '80', out of range: it must be 0 or from 1024"
            + " to 65535",
      })
  void what_spark_refuses_at_its_start_is_refused(String name, String value, String message) {
    assertThat(spark35.lookup(name).orElseThrow().refuse(value)).contains(message);
  }

  @Test
  void what_is_demanded_besides_is_of_keys_that_spark_has() throws IOException {
    List<String> keys;
    try (InputStream in = SparkKeys.class.getResourceAsStream("spark-demands.tsv")) {
      keys =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .filter(line -> line.startsWith("spark."))
              .map(line -> line.substring(0, line.indexOf('\t')))
              .toList();
    }

    assertThat(keys).isSorted().doesNotHaveDuplicates();
    assertThat(
            keys.stream()
                .filter(key -> spark42.lookup(key).isPresent() || spark35.lookup(key).isPresent()))
        .containsAll(keys);
  }
}
