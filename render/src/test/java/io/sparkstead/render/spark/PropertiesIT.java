package io.sparkstead.render.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.dsl.testing.HostileStrings;
import io.sparkstead.dsl.text.Properties;
import io.sparkstead.render.spark.cluster.SparkLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether Spark's own readers of {@code spark-defaults.conf} find in it what we wrote. */
class PropertiesIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("io.sparkstead.render.spark.cluster.SparkLine#all")
  void spark_reads_what_is_not_refused(SparkLine line) throws IOException {
    Map<String, Map<String, String>> written = new TreeMap<>();
    int given = 0;
    for (HostileStrings.Batch batch : batches()) {
      Map<String, String> taken = taken(batch.strings());
      given += batch.strings().size();
      Path file = directory.resolve("seed-" + batch.seed());
      Files.writeString(file, new Properties(Map.of("All", taken)).text());
      written.put(file.toString(), taken);
    }

    Map<String, Map<String, Map<String, String>>> read = readBySpark(line, written.keySet());

    assertThat(written.values().stream().mapToInt(Map::size).sum()).isGreaterThan(given / 2);
    assertThat(read).containsOnlyKeys("driver", "launcher");
    read.forEach(
        (reader, files) -> {
          assertThat(files).as(reader).containsOnlyKeys(written.keySet());
          files.forEach((file, is) -> assertSame(reader + ", " + file, is, written.get(file)));
        });
  }

  private static List<HostileStrings.Batch> batches() {
    return Stream.concat(
            Stream.of(new HostileStrings.Batch(0, HostileStrings.all())),
            HostileStrings.batches(5_000, 100_000))
        .toList();
  }

  /** Each string as the value of itself, if our writer takes that. */
  private static Map<String, String> taken(List<String> texts) {
    Map<String, String> taken = new TreeMap<>();
    for (String text : texts) {
      try {
        taken.putAll(new Properties(Map.of("All", Map.of(text, text))).groups().get("All"));
      } catch (IllegalArgumentException refused) {
        // Spark would trim it; there is a test of that.
      }
    }
    return taken;
  }

  private static Map<String, Map<String, Map<String, String>>> readBySpark(
      SparkLine line, Iterable<String> files) throws IOException {
    String classPath =
        Stream.concat(Stream.of(line.folder().resolve("programs.jar")), line.jars().stream())
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    List<String> command = new ArrayList<>(List.of("java", "-cp", classPath, "ReadProperties"));
    files.forEach(command::add);
    return JsonMapper.builder()
        .build()
        .readValue(ExternalTool.run(command, "").output(), new TypeReference<>() {});
  }

  /** Names the first that differs: all of both would be thousands of lines. */
  private static void assertSame(String which, Map<String, String> is, Map<String, String> was) {
    was.forEach((key, value) -> assertThat(is.get(key)).as(which).isEqualTo(value));
    assertThat(is.size()).as(which).isEqualTo(was.size());
  }
}
