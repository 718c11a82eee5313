package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.conf.JavaOptions;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images.Released;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Versions;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether Java starts with the options that properties and variables hand to it. */
public record JavaSettings(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule JAVA_TAKES_ITS_OPTIONS =
      Rule.error("KEY-07", "Options for Java are ones that Spark leaves to people, and Java knows")
          .why("The driver or each executor ends before it begins.")
          .fix("Leave the option out; a heap is said by a property of its own.");

  /** By role, which variables and properties hand options to Java; both of a role are joined. */
  private static final List<String> ROLES = List.of("driver", "executor");

  private static final List<String> ENDS = List.of(".extraJavaOptions", ".defaultJavaOptions");

  private static final ValueKind.Bytes BYTES = ValueKind.Bytes.in('b');

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      for (String role : ROLES) {
        for (String end : ENDS) {
          String key = "spark." + role + end;
          Optional<String> text = conf.get(key);
          if (text.isPresent() && !text.get().contains("${")) {
            property(conf, role, key, text.get());
          }
        }
        if (conf.get("spark." + role + ENDS.get(0)).isPresent()
            && conf.get("spark." + role + ENDS.get(1)).isPresent()) {
          together(conf, "spark." + role);
        }
      }
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        if (stack.images().has(container.image())) {
          for (String name : Keys.JAVA_VARIABLES) {
            Optional<String> text = container.variable(name);
            if (text.isPresent()) {
              variable(workload, name, text.get());
            }
          }
        }
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      for (Map.Entry<String, String> variable : template.variables().entrySet()) {
        if (Keys.JAVA_VARIABLES.contains(variable.getKey())) {
          variable(template, variable.getKey(), Words.unquoted(variable.getValue()));
        }
      }
    }
  }

  /** Spark puts the one behind the other; what is wrong with one alone is told of that. */
  private void together(Conf conf, String role) {
    List<JavaOptions> all = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String end : ENDS) {
      Optional<JavaOptions> options = JavaOptions.of(conf.get(role + end).orElse(""));
      if (options.isPresent()) {
        all.add(options.get());
        words.addAll(options.get().words());
      }
    }
    Optional<String> clash = new JavaOptions(words).collectors();
    boolean isOfBoth = clash.isPresent();
    for (JavaOptions one : all) {
      isOfBoth &= one.collectors().isEmpty();
    }
    if (isOfBoth) {
      String key = role + ENDS.get(0);
      at(JAVA_TAKES_ITS_OPTIONS, conf, key)
          .say("{} and {} have {}", key, role + ENDS.get(1), String.valueOf(clash.orElse("")));
    }
  }

  private void property(Conf conf, String role, String key, String text) {
    Optional<JavaOptions> options = parsed(conf, key, text);
    if (options.isEmpty()) {
      return;
    }
    String heap = "spark." + role + ".memory";
    if (options.get().heap().isPresent()) {
      at(JAVA_TAKES_ITS_OPTIONS, conf, key)
          .say(
              "{} has {}, which Spark refuses: the heap is {}, of {}; leave it out",
              key,
              options.get().heap().get(),
              heap,
              role.equals("executor") ? "new Executors(…)" : "the driver's size");
    }
    if (role.equals("executor") && options.get().ofSpark().isPresent()) {
      at(JAVA_TAKES_ITS_OPTIONS, conf, key)
          .say(
              "{} has {}, which Spark refuses; say it as a property",
              key,
              options.get().ofSpark().get());
    }
    begins(conf, key, options.get(), conf.get(heap).orElse("1g"), heap);
  }

  /** Java does not begin with more than it may have at most. */
  private void begins(Conf conf, String key, JavaOptions options, String heap, String ofHeap) {
    Optional<String> first = options.firstHeap();
    String size = first.isEmpty() ? "" : first.get().replace("-XX:InitialHeapSize=", "-Xms");
    long begins = size.isEmpty() ? 0 : BYTES.amount(size.substring("-Xms".length())).orElse(0L);
    if (begins > BYTES.amount(heap).orElse(Long.MAX_VALUE)) {
      at(JAVA_TAKES_ITS_OPTIONS, conf, key)
          .say(
              "{} has {}, more than {}={}; leave it out",
              key,
              String.valueOf(first.orElse("")),
              ofHeap,
              heap);
    }
  }

  private void variable(Written what, String name, String text) {
    Optional<JavaOptions> options = parsed(what, name, text);
    if (options.isPresent() && !name.startsWith("SPARK_") && options.get().heap().isPresent()) {
      at(JAVA_TAKES_ITS_OPTIONS, what, name)
          .say(
              "{} of {it} sets the heap of every Java, {}; leave it out",
              name,
              options.get().heap().get());
    }
  }

  private Optional<JavaOptions> parsed(Written what, String name, String text) {
    Optional<JavaOptions> options = JavaOptions.of(text);
    if (options.isEmpty()) {
      at(JAVA_TAKES_ITS_OPTIONS, what, name).say("{} has a quote that does not end; end it", name);
      return options;
    }
    Optional<Integer> java = java();
    if (java.isPresent()) {
      for (String refused : options.get().refuse(java.get())) {
        at(JAVA_TAKES_ITS_OPTIONS, what, name).say("{} has {}", name, refused);
      }
    }
    return options;
  }

  /** The release of Java that the images have, if they have one. */
  private Optional<Integer> java() {
    Set<String> javas = new TreeSet<>();
    for (Released image : stack.images().released()) {
      javas.addAll(Versions.ofJava(image.dockerfile().lastStage()));
    }
    String one = javas.size() == 1 ? javas.iterator().next() : "";
    return Words.isNumber(one) ? Optional.of(Integer.valueOf(one)) : Optional.empty();
  }
}
