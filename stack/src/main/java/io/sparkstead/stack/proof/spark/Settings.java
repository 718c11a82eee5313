package io.sparkstead.stack.proof.spark;

import io.sparkstead.stack.conf.Pairs;
import io.sparkstead.stack.conf.Plugin;
import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.AddedJars;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.release.SparkRelease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether every property is one that the release reads, with a value it takes. */
public record Settings(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule KEY_IS_KNOWN =
      Rule.error("KEY-01", "Every spark. property is one that the release reads")
          .why("Spark passes over a name it does not know, and says nothing.")
          .fix("Correct the name; the finding suggests the nearest.");

  static final Rule VALUE_FITS_ITS_KEY =
      Rule.error("KEY-02", "Every value is one that Spark takes for its property")
          .why("The driver stops at the first read, with the converter's words.")
          .fix("Give the type and unit that the finding names.");

  static final Rule KEY_IS_CURRENT =
      Rule.warning("KEY-03", "No property goes by an older name, or is on its way out")
          .why("Spark drops old names with a major release, and passes over them from then on.")
          .fix("Use the name that the finding gives.");

  static final Rule VALUE_SAYS_SOMETHING =
      Rule.note("KEY-04", "A property says something else than Spark's default")
          .why("A reader takes it for a choice, and it outlives the reason.")
          .fix("Drop it.");

  static final Rule PROPERTIES_GO_TOGETHER =
      Rule.error("KEY-05", "Properties that depend on each other go together")
          .why("The driver refuses to start, or what it makes is refused.")
          .fix("Change one of the two.");

  static final Rule AMOUNT_HAS_ITS_UNIT =
      Rule.warning("KEY-22", "A number without a unit is not a thousandth of what Spark has itself")
          .why("Spark takes 512 for 512 bytes where most people mean 512m: jobs fail, or crawl.")
          .fix("Write the unit.");

  private static final Set<String> CHOSEN =
      Set.of(
          Keys.EXECUTOR_CORES,
          Keys.EXECUTOR_MEMORY,
          "spark.driver.cores",
          "spark.driver.memory",
          "spark.kubernetes.namespace");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      // What a program says goes together with what its file says.
      List<Pairs.Refused> refused =
          conf.isWhole() ? Pairs.refuse(conf.properties()) : List.<Pairs.Refused>of();
      for (Pairs.Refused wrong : refused) {
        at(PROPERTIES_GO_TOGETHER, conf, wrong.key()).say("{}; change it", wrong.why());
      }
    }
    Optional<SparkRelease> release = stack.release();
    if (release.isPresent()) {
      SparkKeys keys = SparkKeys.of(release.get().version());
      for (Conf conf : stack.confs()) {
        for (Map.Entry<String, String> property : conf.properties().entrySet()) {
          if (property.getKey().startsWith("spark.")) {
            property(keys, conf, property.getKey(), property.getValue());
          }
        }
      }
    }
  }

  private void property(SparkKeys keys, Conf conf, String name, String value) {
    Optional<SparkKey> key = keys.lookup(name);
    if (key.isEmpty()) {
      unknown(keys, conf, name);
      return;
    }
    Optional<String> refused = key.get().refuse(value);
    if (refused.isPresent()) {
      at(VALUE_FITS_ITS_KEY, conf, name).say("{}", refused.get());
    }
    Optional<String> tiny = key.get().tiny(value);
    if (tiny.isPresent()) {
      at(AMOUNT_HAS_ITS_UNIT, conf, name)
          .say("{}={} is {}; write the unit", name, value, tiny.get());
    }
    Optional<String> note = key.get().note();
    if (note.isPresent()) {
      at(KEY_IS_CURRENT, conf, name).say("{}", note.get());
    }
    if (!isChosen(name) && key.get().isDefault(value)) {
      at(VALUE_SAYS_SOMETHING, conf, name)
          .say("{}={} is what Spark does anyway; drop it", name, value);
    }
  }

  /** Whether people say that a plugin reads it which is not known here. */
  private boolean isOfPlugin(String name) {
    for (String prefix : stack.declared().plugins()) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private void unknown(SparkKeys keys, Conf conf, String name) {
    if (isOfPlugin(name)) {
      return;
    }
    Optional<Plugin> plugin = Plugin.of(name);
    if (plugin.isEmpty()) {
      String remedy =
          keys.nearest(name)
              .map(near -> "did you mean " + near + "?")
              .orElse("drop it, or name the plugin that reads it, by plugin(…)");
      at(KEY_IS_KNOWN, conf, name).say("{} is no property of this Spark; {}", name, remedy);
    } else if (!AddedJars.of(stack, conf).has(plugin.get().jar())) {
      at(KEY_IS_KNOWN, conf, name)
          .say(
              "{} is a property of {}, whose jar is neither in the image nor in {}; add it by jars(…)"
                  + " of a Workbench, or with(…) of the image",
              name,
              plugin.get().jar(),
              Keys.PACKAGES);
    }
  }

  /**
   * What is said whatever Spark would do: a port, because a Service says it too; an executor's or a
   * driver's size, what a history store may take, and whether an image is pulled, because somebody
   * chose them.
   */
  private static boolean isChosen(String name) {
    return name.endsWith(".port")
        || CHOSEN.contains(name)
        || (name.startsWith("spark.history.store.") && name.endsWith("Usage"))
        || name.endsWith(".image.pullPolicy");
  }
}
