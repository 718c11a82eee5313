package io.sparkstead.stack.proof;

import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.proof.Evidence.Conf;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every property is one that the release reads, with a value it takes. */
final class Settings implements RuleFamily {

  /**
   * What is said whatever Spark would do: a port, because a Service says it too; an executor's or a
   * driver's size, what a history store may take, and whether an image is pulled, because somebody
   * chose them.
   */
  private static final Pattern IS_CHOSEN =
      Pattern.compile(
          ".*\\.port|spark\\.(executor\\.cores|(executor|driver)\\.memory)"
              + "|spark\\.history\\.store\\..*Usage|.*\\.image\\.pullPolicy");

  @Override
  public void check(Evidence stack, Findings findings) {
    Optional<SparkKeys> keys =
        Versions.released(stack).map(release -> SparkKeys.of(release.version()));
    if (keys.isPresent()) {
      for (Conf conf : stack.confs()) {
        for (Map.Entry<String, String> property : conf.properties().entrySet()) {
          if (property.getKey().startsWith("spark.")) {
            property(keys.get(), findings, conf, property.getKey(), property.getValue());
          }
        }
      }
    }
  }

  private static void property(
      SparkKeys keys, Findings findings, Conf conf, String name, String value) {
    Optional<SparkKey> key = keys.lookup(name);
    findings.checking(Rule.KEY_IS_KNOWN);
    if (key.isEmpty()) {
      findings.about(
          conf,
          name,
          name
              + " is no property of this Spark"
              + keys.nearest(name).map(near -> "; did you mean " + near + "?").orElse("; drop it"));
      return;
    }
    findings.checking(Rule.VALUE_FITS_ITS_KEY);
    key.get().refuse(value).ifPresent(reason -> findings.about(conf, name, reason));
    findings.checking(Rule.KEY_IS_CURRENT);
    key.get().note().ifPresent(note -> findings.about(conf, name, note));
    findings.checking(Rule.VALUE_SAYS_SOMETHING);
    if (!IS_CHOSEN.matcher(name).matches() && key.get().isDefault(value)) {
      findings.about(conf, name, name + "=" + value + " is what Spark does anyway; drop it");
    }
  }

  /** Whether {@code key} is {@code value} in {@code conf}: set so, or left so by the release. */
  static boolean is(Evidence stack, Conf conf, String key, String value) {
    return conf.get(key)
        .map(value::equals)
        .orElseGet(
            () ->
                Versions.released(stack)
                    .flatMap(release -> SparkKeys.of(release.version()).lookup(key))
                    .filter(known -> known.isDefault(value))
                    .isPresent());
  }

  /** Whether the release passes over {@code key}. */
  static boolean isUnknown(Evidence stack, String key) {
    return Versions.released(stack)
        .map(release -> SparkKeys.of(release.version()).lookup(key).isEmpty())
        .orElse(false);
  }
}
