package io.sparkstead.render.adopt.found;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import io.sparkstead.stack.conf.SparkKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Spark properties of sessions and of the History Server, and which argument each is. */
final class Sessions {

  private static final Pattern BUCKET = Pattern.compile("s3[an]?://([^/]+)/?(.*?)/?");
  private static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";
  private static final String EVENT_LOG = "spark.eventLog.dir";
  private static final String LOG_DIRECTORY = "spark.history.fs.logDirectory";
  private static final String IMAGE = "spark.kubernetes.container.image";
  private static final String INSTANCES = "spark.executor.instances";
  private static final String MIN = "spark.dynamicAllocation.minExecutors";
  private static final String INITIAL = "spark.dynamicAllocation.initialExecutors";
  private static final String MAX = "spark.dynamicAllocation.maxExecutors";

  private static final Set<Role> CONFIGURED =
      EnumSet.of(Role.HISTORY, Role.HISTORY_CONF, Role.NOTEBOOK, Role.NOTEBOOK_CONF);

  /** Disk for shuffles, of which properties say nothing. */
  static final ByteSize DISK = ByteSize.gibibytes(10);

  /** A property, and where it stands. */
  private record Said(Given given, Leaf leaf) {
    String value() {
      return leaf.text();
    }
  }

  private final Found found;
  private final Releases releases;
  private final Map<String, List<Said>> all = new LinkedHashMap<>();

  Sessions(Found found, Releases releases) {
    this.found = found;
    this.releases = releases;
  }

  void look() {
    gather();
    image();
    application();
    log();
    executors();
    allocation();
    days();
    rest();
  }

  /** Those of an application before those of the History Server, of which others are the copy. */
  private void gather() {
    List<Given> sources = new ArrayList<>();
    for (Given one : found.inputs().given()) {
      boolean isFree = !found.isTaken(one) || CONFIGURED.contains(found.role(one));
      if (isFree && !one.properties().isEmpty()) {
        sources.add(one);
      }
    }
    sources.sort(Comparator.comparingInt(this::rank));
    for (Given one : sources) {
      if (!found.isTaken(one)) {
        found.play(one, Role.SESSION, "ConfigMap", "jupyter-spark-conf");
      }
      one.properties()
          .values()
          .forEach(
              leaf ->
                  all.computeIfAbsent(leaf.key(), key -> new ArrayList<>())
                      .add(new Said(one, leaf)));
    }
  }

  private int rank(Given one) {
    if (one.shape() == Given.Shape.SESSION) {
      return one.file().endsWith(".sh") ? 3 : 0;
    }
    boolean isHistory = found.role(one) == Role.HISTORY_CONF || found.role(one) == Role.HISTORY;
    return isHistory ? 2 : 1;
  }

  private Optional<String> first(String key) {
    return all.getOrDefault(key, List.of()).stream()
        .map(Said::value)
        .filter(value -> !value.isEmpty() && !value.contains("$"))
        .findFirst();
  }

  /** Those that say what the first one says are carried; others are told which one was taken. */
  private void carry(String key, String by) {
    String taken = first(key).orElse("");
    for (Said said : all.getOrDefault(key, List.of())) {
      found.say(
          said.given(),
          said.leaf().pointer(),
          said.value().equals(taken)
              ? new Fate.Carried(by)
              : new Fate.Left("another says " + taken + ", and one value holds for all"));
    }
  }

  private void image() {
    for (Said said : all.getOrDefault(IMAGE, List.of())) {
      Optional<String> version = Releases.in(ImageName.of(said.value()).tag());
      version.ifPresent(release -> releases.take(said.given(), said.leaf(), release));
    }
  }

  /** Under which our images are, as the first property with one of one's own says. */
  Optional<String> registry() {
    return first(IMAGE).flatMap(image -> ImageName.of(image).registry());
  }

  private void application() {
    first("spark.app.name")
        .ifPresent(
            name -> {
              found.argue(Step.said("applicationName", Code.text(name)));
              carry("spark.app.name", ".applicationName(…)");
            });
    first("spark.kubernetes.namespace")
        .ifPresent(name -> carry("spark.kubernetes.namespace", "the namespace"));
  }

  private void log() {
    String key = first(EVENT_LOG).isPresent() ? EVENT_LOG : LOG_DIRECTORY;
    Optional<Matcher> place = first(key).map(BUCKET::matcher).filter(Matcher::matches);
    String bucket = place.map(matcher -> matcher.group(1)).orElse("spark");
    boolean isInside =
        found.argues("minio") || found.argues("storeDisk") || found.argues("storeExposure");
    Optional<String> endpoint = first(ENDPOINT);
    if (!isInside && endpoint.isPresent() && endpoint.get().matches("https?://[^/\\s]+/?")) {
      outside(endpoint.get(), bucket);
      carry(ENDPOINT, ".storedIn(…)");
    } else if (!isInside
        && place.isPresent()
        && endpoint.filter(url -> !url.contains("amazonaws")).isEmpty()) {
      amazon(bucket);
      carry(ENDPOINT, ".storedIn(…)");
    } else if (place.isPresent()) {
      found.argue(Step.said("bucket", Code.text(bucket)));
    }
    if (place.isPresent()) {
      String folder = place.get().group(2);
      if (!folder.isEmpty() && !folder.equals("event-logs")) {
        found.argue(Step.said("eventLogs", Code.text(folder)));
      }
      carry(EVENT_LOG, "the bucket and .eventLogs(…)");
      carry(LOG_DIRECTORY, "the bucket and .eventLogs(…)");
    }
  }

  private void outside(String endpoint, String bucket) {
    found.hold("a store outside");
    found.argue(
        Step.guessed(
            "the Secret s3-login holds the keys, made by you; where there are network policies, the"
                + " list has the store's addresses.",
            "storedIn",
            Code.call(
                "new ExternalStore",
                List.of("io.sparkstead.stack.storage.ExternalStore"),
                Code.call("URI.create", List.of("java.net.URI"), Code.text(endpoint)),
                Code.list(List.of()),
                Code.call(
                    "new S3Bucket",
                    List.of("io.sparkstead.stack.storage.S3Bucket"),
                    Code.text(bucket),
                    login()))));
  }

  private void amazon(String bucket) {
    found.hold("a bucket of Amazon's");
    String region = first(ENDPOINT + ".region").orElse("eu-central-1");
    found.argue(
        Step.guessed(
            "the bucket's region, and that the Secret s3-login holds its keys, made by you.",
            "storedIn",
            Code.call(
                "new AwsS3",
                List.of("io.sparkstead.stack.storage.AwsS3"),
                Code.text(region),
                Code.text(bucket),
                login())));
    carry(ENDPOINT + ".region", ".storedIn(…)");
  }

  private static Code login() {
    return Code.call(
        "S3Login.existing", List.of("io.sparkstead.stack.storage.S3Login"), Code.text("s3-login"));
  }

  private void executors() {
    Optional<Integer> cores = first("spark.executor.cores").flatMap(Amounts::whole);
    Optional<ByteSize> memory = first("spark.executor.memory").flatMap(Amounts::ofSpark);
    if (cores.isPresent() || memory.isPresent()) {
      found.argue(
          Step.guessed(
              "the disk for shuffles, of which nothing was said.",
              "executors",
              Code.number(cores.orElse(1)),
              Code.size(memory.orElse(ByteSize.gibibytes(1))),
              Code.size(DISK)));
      carry("spark.executor.cores", ".executors(…)");
      carry("spark.executor.memory", ".executors(…)");
    }
  }

  private void allocation() {
    Optional<Integer> most = first(MAX).flatMap(Amounts::whole);
    Optional<Integer> fixed = first(INSTANCES).flatMap(Amounts::whole);
    if (most.isPresent()) {
      int min = first(MIN).flatMap(Amounts::whole).orElse(0);
      int initial = Math.max(min, first(INITIAL).flatMap(Amounts::whole).orElse(min));
      found.argue(
          Step.said(
              "allocation",
              Code.number(min),
              Code.number(Math.min(initial, most.get())),
              Code.number(most.get())));
      List.of(MIN, INITIAL, MAX).forEach(key -> carry(key, ".allocation(…)"));
    } else if (fixed.isPresent() && fixed.get() > 0) {
      Code number = Code.number(fixed.get());
      found.argue(Step.said("allocation", number, number, number));
      carry(INSTANCES, ".allocation(…)");
    }
  }

  private void days() {
    Optional<Integer> days =
        first("spark.history.fs.cleaner.maxAge")
            .filter(age -> age.endsWith("d"))
            .flatMap(age -> Amounts.whole(age.substring(0, age.length() - 1)));
    if (days.isPresent()) {
      found.argue(Step.said("historyDays", Code.number(days.get())));
      carry("spark.history.fs.cleaner.maxAge", ".historyDays(…)");
    }
  }

  /** What the stack does not say, and Spark reads, is a property of one's own. */
  private void rest() {
    SaidByStack stack = new SaidByStack(releases.chosen());
    for (Map.Entry<String, List<Said>> each : all.entrySet()) {
      String key = each.getKey();
      for (Said said : each.getValue()) {
        if (found.fate(said.given(), said.leaf()).isPresent()) {
          continue;
        }
        Optional<Fate> fate = Fixes.ofProperty(key, said.value());
        if (fate.isPresent()) {
          found.say(said.given(), said.leaf().pointer(), fate.get());
        } else if (!stack.has(key)) {
          own(stack, key, said);
        }
      }
    }
  }

  private void own(SaidByStack stack, String key, Said said) {
    Optional<SparkKey> known = stack.known(key);
    String pointer = said.leaf().pointer();
    if (said.value().isEmpty()) {
      found.say(said.given(), pointer, new Fate.Left("the program works its value out itself"));
    } else if (Confidential.isOne(said.given(), said.leaf())) {
      found.say(
          said.given(),
          pointer,
          new Fate.Left("it may be a secret, which no file holds: `secrets` makes Secrets"));
    } else if (known.isEmpty()) {
      found.say(said.given(), pointer, new Fate.Fixed("UPD-15: no release reads it"));
    } else if (known.get().isDefault(said.value())) {
      found.say(said.given(), pointer, new Fate.Carried("Spark's default"));
    } else if (key.startsWith("spark.history.")) {
      found.say(
          said.given(),
          pointer,
          new Fate.Left("the History Server has no argument for it; patch its part"));
    } else if (key.startsWith("spark.kubernetes.authenticate.")) {
      found.say(said.given(), pointer, new Fate.Fixed("UPD-14: accounts are SparkRbac's"));
    } else if (isOfSubmission(said)) {
      found.say(
          said.given(),
          pointer,
          new Fate.Left("it is of one script; say it there, or of a Submission"));
    } else {
      found.property(
          key, Step.said("conf", Code.text(key), Code.text(first(key).orElse(said.value()))));
      carry(key, ".conf(…)");
    }
  }

  private static boolean isOfSubmission(Said said) {
    return said.given().file().endsWith(".sh");
  }
}
