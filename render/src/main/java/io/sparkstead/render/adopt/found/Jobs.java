package io.sparkstead.render.adopt.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.schedule.CronSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The applications of the Kubeflow operator, each a {@code Submission}. */
final class Jobs {

  static final String OPERATOR = "sparkoperator.k8s.io/";
  private static final String BRING = "put it into the store, s3a://…, or mount it by .mount(…)";

  private static final int LONGEST = 49;
  private static final String EXAMPLES_FOLDER = "local:///opt/spark/examples/jars/";
  private static final Pattern EXAMPLES =
      Pattern.compile(EXAMPLES_FOLDER + "spark-examples(_[\\d.]+-[\\d.]+)?\\.jar");

  private final Found found;
  private final Releases releases;

  Jobs(Found found, Releases releases) {
    this.found = found;
    this.releases = releases;
  }

  void look() {
    for (Given one : found.inputs().objects("SparkApplication", "ScheduledSparkApplication")) {
      if (one.at("/apiVersion").asText().startsWith(OPERATOR)) {
        job(one, one.kind().equals("SparkApplication") ? "/spec" : "/spec/template");
      }
    }
  }

  private void job(Given one, String spec) {
    String name = one.name().toLowerCase(Locale.ROOT).replace('.', '-');
    String variable = variable(name);
    boolean isNamed =
        !Names.isLabel(name)
            || DnsLabel.isKeptByWindows(name)
            || name.length() > LONGEST
            || found.jobs().containsKey(variable);
    for (String version : List.of(spec + "/sparkVersion", spec + "/image")) {
      for (Leaf leaf : one.under(version)) {
        Releases.in(version.endsWith("image") ? ImageName.of(leaf.text()).tag() : leaf.text())
            .ifPresent(release -> releases.take(one, leaf, release));
      }
    }
    Optional<Step> program = program(one, spec, name);
    if (isNamed || program.isEmpty()) {
      found.play(one, Role.NONE);
      found.say(
          one,
          "",
          new Fate.Left(
              isNamed
                  ? "its name is taken, too long for a job, or none that Kubernetes takes"
                  : why(one, spec)));
      return;
    }
    found.play(one, Role.JOB, "Job", name);
    found.hold("the job " + name);
    image(one, spec);
    List<Step> chain = new ArrayList<>(List.of(program.get()));
    schedule(one, chain);
    driver(one, spec, chain);
    executors(one, spec, chain);
    new JobSettings(found, one, spec, new SaidByStack(releases.chosen())).look(chain);
    found.job(variable, chain);
  }

  private void image(Given one, String spec) {
    found.say(
        one,
        spec + "/image",
        isInOtherImage(one, spec)
            ? new Fate.Left("it holds the program, and the image that is built does not: " + BRING)
            : new Fate.Fixed("PIN-01: the image that is built, with Spark's own examples"));
  }

  /** Whether the program comes in an image of somebody's own. */
  private static boolean isInOtherImage(Given one, String spec) {
    String file = one.text(spec + "/mainApplicationFile").orElse("");
    return file.startsWith("local://") && !file.startsWith("local:///opt/spark/examples/");
  }

  private static String variable(String name) {
    StringBuilder variable = new StringBuilder();
    for (String word : name.split("[^a-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        variable
            .append(
                variable.isEmpty()
                    ? word.substring(0, 1)
                    : word.substring(0, 1).toUpperCase(Locale.ROOT))
            .append(word.substring(1));
      }
    }
    boolean isOne = !variable.isEmpty() && Character.isJavaIdentifierStart(variable.charAt(0));
    boolean isTaken =
        List.of("bench", "lock", "new", "int", "for", "class", "package", "import")
            .contains(variable.toString());
    return isOne && !isTaken ? variable.toString() : variable + "Job";
  }

  /** Spark's own examples are in the image under the name that they have in the release. */
  private String file(Given one, String spec) {
    String file = one.text(spec + "/mainApplicationFile").orElse("");
    if (!EXAMPLES.matcher(file).matches()) {
      return file;
    }
    SparkRelease release = SparkReleases.version(releases.chosen());
    String there =
        EXAMPLES_FOLDER + "spark-examples_" + release.scala() + "-" + release.version() + ".jar";
    if (!there.equals(file)) {
      found.say(
          one,
          spec + "/mainApplicationFile",
          new Fate.Fixed("IMG-15: as the release calls it, " + there));
    }
    return there;
  }

  private Optional<Step> program(Given one, String spec, String name) {
    String file = file(one, spec);
    List<Code> arguments = new ArrayList<>(List.of(Code.text(name)));
    List<String> said = new ArrayList<>();
    one.at(spec + "/arguments").forEach(argument -> said.add(argument.asText()));
    boolean isFound = file.matches("(local:///|s3a://[^/]+/)\\S+\\.(py|jar)");
    for (String field : List.of("/arguments", "/mainClass", "/mainApplicationFile")) {
      isFound &= one.under(spec + field).stream().noneMatch(Confidential::isOne);
    }
    if (!isFound) {
      return Optional.empty();
    }
    if (file.endsWith(".py")) {
      arguments.add(Code.text(file));
      said.forEach(argument -> arguments.add(Code.text(argument)));
    } else if (one.text(spec + "/mainClass").isEmpty()) {
      return Optional.empty();
    } else {
      arguments.add(
          Code.call(
              "new Jar",
              List.of("io.sparkstead.stack.component.Submission.Program.Jar"),
              Code.text(file),
              Code.text(one.text(spec + "/mainClass").get()),
              Code.list(said)));
    }
    Code[] all = arguments.toArray(new Code[0]);
    return Optional.of(
        isInOtherImage(one, spec)
            ? Step.guessed(
                "the program is in no image that is built here: " + BRING + ".", "submission", all)
            : Step.said("submission", all));
  }

  private static String why(Given one, String spec) {
    String type = one.text(spec + "/type").orElse("");
    return type.equals("R")
        ? "a Submission runs Python, Scala or Java, and not R"
        : "a Submission runs a .py or a .jar with its mainClass, of the image (local:///…) or the"
            + " store (s3a://…), and takes no secret for an argument; put the file there";
  }

  private void schedule(Given one, List<Step> chain) {
    Optional<String> schedule = one.text("/spec/schedule");
    if (one.kind().equals("SparkApplication") || schedule.isEmpty()) {
      return;
    }
    String zone =
        one.text("/spec/timeZone").filter(name -> !name.equals("Local")).orElse("Etc/UTC");
    try {
      CronSchedule said = new CronSchedule(schedule.get(), zone);
      Step step =
          one.text("/spec/timeZone").isPresent()
              ? Step.said("cron", Code.text(said.expression()), Code.text(said.timeZone()))
              : Step.guessed(
                  "the clock is the operator's own, which is mostly UTC.",
                  "cron",
                  Code.text(said.expression()),
                  Code.text(said.timeZone()));
      chain.add(step);
      found.play(one, Role.JOB, "CronJob", one.name());
      found.say(one, "/spec/schedule", new Fate.Carried(".cron(…)"));
      found.say(one, "/spec/timeZone", new Fate.Carried(".cron(…)"));
    } catch (IllegalArgumentException e) {
      found.say(
          one,
          "/spec/schedule",
          new Fate.Left("a CronJob takes no such schedule: " + e.getMessage()));
    }
    found.say(
        one,
        "/spec/concurrencyPolicy",
        one.text("/spec/concurrencyPolicy").orElse("Forbid").equals("Forbid")
            ? new Fate.Carried(".cron(…)")
            : new Fate.Left(
                "a run that is due while one goes on is left out; new Trigger.Cron(schedule,"
                    + " overlap) says otherwise"));
  }

  private void driver(Given one, String spec, List<Step> chain) {
    String driver = spec + "/driver";
    Optional<Integer> cores = one.text(driver + "/cores").flatMap(Amounts::cores);
    Optional<ByteSize> memory = one.text(driver + "/memory").flatMap(Amounts::ofSpark);
    if (cores.isPresent() || memory.isPresent()) {
      chain.add(
          Step.said(
              "driver",
              Code.number(cores.orElse(1)),
              Code.size(memory.orElse(ByteSize.gibibytes(1)))));
      say(one, driver + "/cores", ".driver(…)", cores.isPresent());
      say(one, driver + "/memory", ".driver(…)", memory.isPresent());
    }
  }

  private void executors(Given one, String spec, List<Step> chain) {
    String executor = spec + "/executor";
    Optional<Integer> cores = one.text(executor + "/cores").flatMap(Amounts::cores);
    Optional<ByteSize> memory = one.text(executor + "/memory").flatMap(Amounts::ofSpark);
    if (cores.isPresent() || memory.isPresent()) {
      chain.add(
          Step.guessed(
              "the disk for shuffles, of which nothing was said.",
              "executors",
              Code.number(cores.orElse(1)),
              Code.size(memory.orElse(ByteSize.gibibytes(1))),
              Code.size(Sessions.DISK)));
      say(one, executor + "/cores", ".executors(…)", cores.isPresent());
      say(one, executor + "/memory", ".executors(…)", memory.isPresent());
    }
    JsonNode dynamic = one.at(spec + "/dynamicAllocation");
    int instances = Math.max(1, one.at(executor + "/instances").asInt(1));
    if (dynamic.path("enabled").asBoolean()) {
      int min = dynamic.path("minExecutors").asInt(0);
      int max = Math.max(1, dynamic.path("maxExecutors").asInt(Math.max(min, instances)));
      int initial = Math.min(max, Math.max(min, dynamic.path("initialExecutors").asInt(min)));
      chain.add(
          Step.said(
              "allocation",
              Code.number(Math.min(min, max)),
              Code.number(initial),
              Code.number(max)));
      for (String field : List.of("enabled", "minExecutors", "maxExecutors", "initialExecutors")) {
        say(one, spec + "/dynamicAllocation/" + field, ".allocation(…)", true);
      }
      found.say(one, executor + "/instances", new Fate.Fixed("dynamic allocation says how many"));
    } else {
      Code number = Code.number(instances);
      chain.add(Step.said("allocation", number, number, number));
      say(one, executor + "/instances", ".allocation(…)", true);
    }
  }

  private void say(Given one, String pointer, String by, boolean isRead) {
    found.say(
        one,
        pointer,
        isRead
            ? new Fate.Carried(by)
            : new Fate.Left("no amount that is read here; say it by " + by));
  }
}
