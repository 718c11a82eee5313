package io.sparkstead.render.adopt.found;

import io.sparkstead.dsl.value.ByteSize;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and sizes as Spark, Kubernetes and charts spell them. */
final class Amounts {

  private static final Pattern SPARK = Pattern.compile("(?i)(\\d{1,6})([kmgt])b?");
  private static final Pattern KUBERNETES = Pattern.compile("(\\d{1,6})(Ki|Mi|Gi|Ti|k|M|G|T)");

  private Amounts() {}

  static Optional<Integer> whole(String text) {
    return text.matches("\\d{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  /** Cores, a part of one taken for a whole. */
  static Optional<Integer> cores(String text) {
    if (text.matches("\\d{1,6}m")) {
      int millis = Integer.parseInt(text.substring(0, text.length() - 1));
      return Optional.of(Math.max(1, (millis + 999) / 1000));
    }
    return text.matches("\\d{1,4}(\\.\\d{1,6})?")
        ? Optional.of(Math.max(1, (int) Math.ceil(Double.parseDouble(text))))
        : Optional.empty();
  }

  /** {@code 2g} is 2 GiB. */
  static Optional<ByteSize> ofSpark(String text) {
    Matcher size = SPARK.matcher(text);
    return size.matches()
        ? Optional.of(
            ByteSize.ofBytes(
                amount(size)
                    << (10
                        * (1 + "kmgt".indexOf(size.group(2).toLowerCase(java.util.Locale.ROOT))))))
        : ofKubernetes(text);
  }

  /** {@code 2Gi} is 2 GiB, {@code 2G} a little less. */
  static Optional<ByteSize> ofKubernetes(String text) {
    Matcher size = KUBERNETES.matcher(text);
    if (!size.matches()) {
      return Optional.empty();
    }
    String unit = size.group(2);
    if (unit.endsWith("i")) {
      return Optional.of(
          ByteSize.ofBytes(amount(size) << (10 * (1 + "KMGT".indexOf(unit.charAt(0))))));
    }
    long bytes = amount(size);
    for (int i = 0; i <= "kMGT".indexOf(unit); i++) {
      bytes *= 1000;
    }
    return Optional.of(ByteSize.ofBytes(bytes));
  }

  private static long amount(Matcher size) {
    return Long.parseLong(size.group(1));
  }
}
