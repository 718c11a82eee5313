package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.conf.Plugin;
import io.sparkstead.stack.conf.SparkClasses;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.AddedJars;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Map;
import java.util.Optional;

/** Whether classes that properties name are in a jar of the image. */
public record NamedClasses(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CLASS_IS_THERE =
      Rule.error("KEY-08", "A class that a property names is in a jar that Spark has")
          .why("The driver ends with ClassNotFoundException, or does without what you asked for.")
          .fix("Add the jar to the image, or correct the name.");

  @Override
  public void check() {
    if (stack.dockerfiles().isEmpty()) {
      return;
    }
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        for (String name : SparkClasses.named(property.getKey(), property.getValue())) {
          classIsThere(conf, property.getKey(), name);
        }
      }
    }
  }

  private void classIsThere(Conf conf, String key, String name) {
    Optional<String> refused = SparkClasses.refuse(key, name);
    if (refused.isPresent()) {
      at(CLASS_IS_THERE, conf, key).say("{} names {}, {}", key, name, refused.get());
      return;
    }
    Optional<Plugin> plugin = Plugin.ofClass(name);
    if (plugin.isEmpty() && SparkClasses.isThere(name)) {
      return;
    }
    AddedJars jars = AddedJars.of(stack, conf);
    if (plugin.isPresent() && !jars.has(plugin.get().jar())) {
      at(CLASS_IS_THERE, conf, key)
          .say(
              "{} names {}, a class of {}, whose jar is neither in the image nor in {}; add it by"
                  + " jars(…) of a Workbench, or with(…) of the image",
              key,
              name,
              plugin.get().jar(),
              Keys.PACKAGES);
    } else if (plugin.isEmpty() && !jars.areUnknown()) {
      at(CLASS_IS_THERE, conf, key)
          .say(
              "{} names {}, and no jar but Spark's own is in the image; add the one that has it by"
                  + " jars(…) of a Workbench, or with(…) of the image",
              key,
              name);
    }
  }
}
