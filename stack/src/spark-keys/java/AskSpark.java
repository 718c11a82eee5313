import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKey.Initial;
import io.sparkstead.stack.conf.SparkKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.ConfigEntry$;
import org.apache.spark.internal.config.OptionalConfigEntry;
import scala.Function1;
import scala.Option;
import scala.util.matching.Regex;

/**
 * Asks Spark itself whether {@code SparkKey} judges values as it does: which ones it refuses, and
 * which ones mean the default.
 *
 * <p>Run with the jars of a release and this project's classes on the classpath, after {@link
 * ReadSparkKeys} and {@link MergeSparkKeys}:
 *
 * <pre>java -cp "CLASSES:JARS/*:..." AskSpark 3.5 OUT/classes.txt spark-keys.tsv</pre>
 *
 * <p>Fails if there is one disagreement. Where the file says "checked", Spark may refuse more.
 */
class AskSpark {

  private static final List<String> BOOLEANS = List.of("true", "TRUE", "false", "yes");

  private static final List<String> NUMBERS =
      List.of(
          ("-9223372036854775809 -9223372036854775808 -9223372036854775807 -2147483649 -2147483648"
               + " -100 -2 -1 -0.1 -0 0 0.0 0.1 0.5 1 +1 007 1.0 1.5 2 3 4 5 7 9 10 15 16 30 31 64"
               + " 99 99.9 100 100.5 101 127 128 129 192 255 256 257 600 601 999 1000 1024 1025"
               + " 4096 65535 65536 1048576 1048577 10485759 10485760 16777217 2097151 2097152"
               + " 2147483135 2147483136 2147483632 2147483647 2147483648 9223372036854775807"
               + " 9223372036854775808 1e3 NaN Infinity 2f 3D 0x10 1_000 1,000 \u0661 \uff11")
              .split(" "));

  private static final List<String> AMOUNTS =
      List.of(
          ("1us 1ms 101ms 1s 1m 1min 1h 1d 1D 90s 1500ms 59999ms -5s 1w 1sec 1ns 5min 7min"
               + " 106751991167d 9223372036854775807d 9223372036854775808s 1b 1k 1kb 1K 1KB 1Mb"
               + " 1MiB 1mi 2Gib 1bi 10m 512m 2g 2gb 1t 1tb 1p 1pb 1e 1.5g 0.5m 1.5h -1k --1 bb 1bb"
               + " 8388608g 8589934591g 8589934592g 8796093022207m 8796093022208m 9000p")
              .split(" "));

  private static final List<String> TEXTS =
      List.of(
          "",
          "7 d",
          "2 g",
          "- 1k",
          "abc",
          "ABC",
          "a/b",
          "/a/",
          "a,b",
          ",",
          "a, ,b",
          "none",
          "NONE",
          "Zstd",
          "Legacy",
          "fifo",
          "ipv4",
          "IPv4,IPv6",
          "IPv4, IPv6",
          "always",
          "stdout",
          "stdout,stderr",
          "stdout, abc",
          "JAVA",
          "Info",
          "MIN",
          "1 s",
          "1\ts");

  public static void main(String[] args) throws Exception {
    for (String name : Files.readAllLines(Path.of(args[1]))) {
      ReadSparkKeys.register(Class.forName(name));
    }
    SparkKeys keys = SparkKeys.of(args[0]);
    Set<String> checked = checked(Path.of(args[2]));
    List<String> disagreements = new ArrayList<>();
    int asked = 0;
    int stricter = 0;
    int missed = 0;
    for (Object each : (Collection<?>) ConfigEntry$.MODULE$.knownConfigs().values()) {
      ConfigEntry<?> entry = (ConfigEntry<?>) each;
      if (entry.key().startsWith("spark.yarn.") || entry.key().startsWith("spark.mesos.")) {
        continue;
      }
      Optional<SparkKey> known = keys.lookup(entry.key());
      if (known.isEmpty()) {
        disagreements.add(entry.key() + " is not known");
        continue;
      }
      SparkKey key = known.get();
      if (key.initial() instanceof Initial.Value fixed && !key.isDefault(fixed.text())) {
        disagreements.add(entry.key() + " does not take its own default " + fixed.text());
      }
      for (String value : values(entry, key)) {
        asked++;
        Optional<Object> spark = parse(entry, value);
        boolean taken = key.refuse(value).isEmpty();
        if (taken && spark.isEmpty() && checked.contains(entry.key())) {
          stricter++;
        } else if (taken != spark.isPresent()) {
          disagreements.add(
              entry.key() + " '" + value + "': Spark " + spark + ", here " + key.refuse(value));
        } else if (taken && key.initial() instanceof Initial.Value) {
          boolean same = spark.get().equals(entry.defaultValue().get());
          if (key.isDefault(value) && !same && !(spark.get() instanceof Regex)) {
            disagreements.add(entry.key() + " '" + value + "' is not the default");
          }
          missed += same && !key.isDefault(value) ? 1 : 0;
        }
      }
    }
    disagreements.forEach(System.out::println);
    System.out.println(
        args[0]
            + ": "
            + asked
            + " values asked, "
            + disagreements.size()
            + " disagreements, "
            + stricter
            + " refused by checks that only Spark has, "
            + missed
            + " defaults not seen as such");
    if (!disagreements.isEmpty()) {
      System.exit(1);
    }
  }

  private static Set<String> values(ConfigEntry<?> entry, SparkKey key) {
    Set<String> values = new LinkedHashSet<>(BOOLEANS);
    values.addAll(NUMBERS);
    values.addAll(AMOUNTS);
    values.addAll(TEXTS);
    values.add(entry.defaultValueString());
    if (key.initial() instanceof Initial.Value fixed) {
      values.add(fixed.text());
      values.add(fixed.text().toLowerCase(Locale.ROOT));
      values.add(fixed.text().toUpperCase(Locale.ROOT));
    }
    return values;
  }

  private static Optional<Object> parse(ConfigEntry<?> entry, String value) {
    Function1<String, ?> converter =
        entry instanceof OptionalConfigEntry<?> optional
            ? optional.rawValueConverter()
            : entry.valueConverter();
    try {
      Object parsed = converter.apply(value);
      return Optional.of(parsed instanceof Option<?> option ? option.get() : parsed);
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Set<String> checked(Path file) throws Exception {
    Set<String> keys = new HashSet<>();
    for (String row : Files.readAllLines(file)) {
      String[] cells = row.split("\t", -1);
      if (cells.length > 1 && cells[1].endsWith("checked")) {
        keys.add(cells[0]);
      }
    }
    return keys;
  }
}
