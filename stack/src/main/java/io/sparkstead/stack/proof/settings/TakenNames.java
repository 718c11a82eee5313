package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.own.Taken;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.evidence.spark.TemplateTree;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether labels, variables and mounts that properties and templates add leave others' alone. */
public record TakenNames(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NAME_IS_FREE =
      Rule.error(
              "KEY-14",
              "Properties and templates set no label, variable or folder that is somebody else's")
          .why("Services and policies miss the pods, or Spark and its image miss what they need.")
          .fix("Take another name; what the stack says has an argument.");

  private static final List<String> VARIABLES =
      List.of("spark.executorEnv.", "spark.kubernetes.driverEnv.");

  /** By which the stack keeps a restart of Spark's from meeting another master. */
  private static final String OWN = "SPARK_JAVA_OPT_MASTER";

  private static final List<String> OF_IMAGE =
      List.of("JAVA_HOME", "PATH", "PYSPARK_PYTHON", "PYTHONPATH", "SPARK_HOME");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        property(conf, property.getKey(), property.getValue());
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      for (String name : template.variables().keySet()) {
        Optional<String> taken = Taken.variable(name);
        if (taken.isPresent()) {
          at(NAME_IS_FREE, template, "name: " + name)
              .say(
                  "{it} sets {}, which {} sets; leave it out, it is said by {}",
                  name,
                  taken.get(),
                  Taken.argument(name));
        }
      }
      for (Map<String, Object> mount : TemplateTree.of(template.text()).mounts()) {
        String path = TemplateTree.text(mount, "mountPath");
        folder(template.subject(), template.path(), "mountPath: " + path, path);
      }
    }
  }

  private void property(Conf conf, String key, String value) {
    for (String beginning : VARIABLES) {
      if (key.startsWith(beginning)) {
        variable(conf, key, key.substring(beginning.length()), value);
      }
    }
    for (String role : List.of("driver", "executor")) {
      String labels = "spark.kubernetes." + role + ".label.";
      String annotations = "spark.kubernetes." + role + ".annotation.";
      if (key.startsWith(labels)) {
        label(conf, key, key.substring(labels.length()));
      } else if (key.startsWith(annotations)) {
        label(conf, key, key.substring(annotations.length()));
      } else if (key.startsWith("spark.kubernetes." + role + ".secrets.")
          || (key.startsWith("spark.kubernetes." + role + ".volumes.")
              && key.endsWith(".mount.path"))) {
        folder(conf.subject(), conf.path(), key, value);
      }
    }
  }

  private void variable(Conf conf, String key, String name, String value) {
    Optional<String> taken = name.equals(OWN) ? Optional.empty() : Taken.variable(name);
    if (taken.isPresent()) {
      at(NAME_IS_FREE, conf, key)
          .say(
              "{} sets a variable that {} sets; leave it out, it is said by {}",
              key,
              taken.get(),
              Taken.argument(name));
    } else if (!Taken.isVariable(name)) {
      at(NAME_IS_FREE, conf, key)
          .say(
              "{} has no name that a shell passes on; use letters, digits and _, and do not begin"
                  + " with a digit",
              key);
    } else if (OF_IMAGE.contains(name)) {
      Optional<String> own = ofImage(name);
      if (own.isPresent() && !value.contains(own.get()) && !value.startsWith("./")) {
        at(NAME_IS_FREE, conf, key)
            .say("{} is {}, which hides the image's {}; leave it out", key, value, own.get());
      }
    }
  }

  private Optional<String> ofImage(String name) {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      String mark = " " + name + "=\"";
      String text = dockerfile.lastStage();
      int start = text.lastIndexOf(mark) + mark.length();
      if (start >= mark.length()) {
        return Optional.of(text.substring(start, Math.max(start, text.indexOf('"', start))));
      }
    }
    return Optional.empty();
  }

  private void label(Conf conf, String key, String name) {
    Optional<String> taken = Taken.label(name);
    if (taken.isPresent()) {
      at(NAME_IS_FREE, conf, key)
          .say(
              "{} is one that {} gives to pods, and finds them by; take another name, as in"
                  + " example.org/{}",
              key,
              taken.get(),
              name.substring(name.indexOf('/') + 1));
    }
  }

  private void folder(String subject, String path, String mark, String folder) {
    Optional<String> hidden = Taken.folder(folder);
    if (hidden.isPresent()) {
      findings
          .at(NAME_IS_FREE, subject, path, mark)
          .say(
              "{it} mounts something at {}, which hides {}, which the pods run on; mount it"
                  + " elsewhere, as in /data",
              folder,
              hidden.get());
    }
  }
}
