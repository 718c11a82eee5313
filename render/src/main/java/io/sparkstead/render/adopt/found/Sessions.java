package io.sparkstead.render.adopt.found;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.storage.S3Bucket;
import io.sparkstead.stack.storage.S3Login;
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

  private static final String REGION = ENDPOINT + ".region";
  private static final String NAMESPACE = "spark.kubernetes.namespace";
  private static final Set<String> OF_STORE = Set.of(ENDPOINT, REGION, EVENT_LOG);
  private static final Pattern OF_JOB =
      Pattern.compile("/spec(?:/template)?/(spark|hadoop)Conf/[^/]+");

  /** An address of Amazon's, which ExternalStore refuses; perhaps with its region. */
  private static final Pattern AMAZON =
      Pattern.compile(
          "(?:https?://)?(?:[\\w-]+\\.)*?(?:s3[.-])?(?:dualstack\\.)?"
              + "([a-z]{2}(?:-[a-z]+)+-[1-9]\\d?)?(?:\\.vpce)?\\.?amazonaws\\.com(?:\\.cn)?/?");

  private static final Set<Role> CONFIGURED =
      EnumSet.of(Role.HISTORY, Role.HISTORY_CONF, Role.NOTEBOOK, Role.NOTEBOOK_CONF);

  private static final String ADDRESS = "https?://[^/\\s]+/?";

  /** Where event logs are unless it is said. */
  private static final String USUAL = "event-logs";

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

  /** Gathers them, and takes the release that their images say. */
  void gather() {
    gatherSessions();
    gatherJobs();
    image();
  }

  void look() {
    application();
    log();
    executors();
    allocation();
    days();
    rest();
  }

  /** Those of an application before those of the History Server, of which others are the copy. */
  private void gatherSessions() {
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

  /** What applications of the operator say of the store, which is one for all. */
  private void gatherJobs() {
    for (Given one : found.inputs().objects()) {
      if (found.role(one) != Role.JOB) {
        continue;
      }
      for (Leaf leaf : one.leaves()) {
        Matcher place = OF_JOB.matcher(leaf.pointer());
        if (place.matches()) {
          String key = (place.group(1).equals("hadoop") ? "spark.hadoop." : "") + leaf.key();
          if (OF_STORE.contains(key)) {
            all.computeIfAbsent(key, each -> new ArrayList<>()).add(new Said(one, leaf));
          }
        }
      }
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
        .filter(value -> !value.isEmpty() && !value.contains("$") && !Confidential.isOne(value))
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
  }

  /** The namespace that properties say. */
  Optional<String> namespace() {
    return first(NAMESPACE).filter(Names::isLabel);
  }

  /** What becomes of it where the stack is in {@code namespace}. */
  void tellNamespace(String namespace) {
    for (Said said : all.getOrDefault(NAMESPACE, List.of())) {
      Fate fate =
          said.value().equals(namespace)
              ? new Fate.Carried(".namespace(…)")
              : new Fate.Left("the stack is in one namespace, " + namespace);
      if (namespace.equals("default")) {
        fate = Recognition.NOT_DEFAULT;
      }
      found.say(said.given(), said.leaf().pointer(), fate);
    }
  }

  private void log() {
    String key = first(EVENT_LOG).isPresent() ? EVENT_LOG : LOG_DIRECTORY;
    Optional<Matcher> place =
        first(key)
            .map(BUCKET::matcher)
            .filter(Matcher::matches)
            .filter(at -> isBucket(at.group(1)));
    String bucket = place.map(matcher -> matcher.group(1)).orElse("spark");
    boolean isInside =
        found.argues("minio") || found.argues("storeDisk") || found.argues("storeExposure");
    Optional<String> endpoint = first(ENDPOINT);
    Optional<Matcher> amazon = endpoint.map(AMAZON::matcher).filter(Matcher::matches);
    if (!isInside && (amazon.isPresent() || (endpoint.isEmpty() && place.isPresent()))) {
      amazon(bucket, amazon.flatMap(at -> Optional.ofNullable(at.group(1))));
      carry(ENDPOINT, ".storedIn(…)");
      tellPrivate(endpoint.orElse(""));
    } else if (!isInside && endpoint.isPresent() && endpoint.get().matches(ADDRESS)) {
      outside(endpoint.get(), bucket);
      carry(ENDPOINT, ".storedIn(…)");
    } else if (place.isPresent()) {
      found.argue(Step.said("bucket", Code.text(bucket)));
      if (!isInside) {
        leave(ENDPOINT, "it is no https:// or http:// and a host; say `.storedIn(…)`");
      }
    }
    if (place.isPresent()) {
      folder(place.get().group(2));
    }
  }

  /** Whether a bucket may be called so; if not, that is told, and no argument names it. */
  private boolean isBucket(String name) {
    try {
      return new S3Bucket(name, S3Login.existing("s3-login")).name().equals(name);
    } catch (IllegalArgumentException e) {
      String refusal = "refused: " + e.getMessage();
      leave(EVENT_LOG, refusal);
      leave(LOG_DIRECTORY, refusal);
      found.leaveOpen("the bucket of event logs; what was read is " + refusal);
      return false;
    }
  }

  /** An endpoint of somebody's own network is Amazon's too, and no argument that was written. */
  private void tellPrivate(String endpoint) {
    if (endpoint.contains("vpce")) {
      leave(ENDPOINT, "a private endpoint is said by `.reachedBy(…)` of the AwsS3");
    }
  }

  private void leave(String key, String why) {
    for (Said said : all.getOrDefault(key, List.of())) {
      found.say(said.given(), said.leaf().pointer(), new Fate.Left(why));
    }
  }

  private void folder(String folder) {
    Optional<String> refusal = refusal(folder);
    if (refusal.isPresent()) {
      found.argue(
          Step.guessed(
              "what was read is refused: " + refusal.get() + ".", "eventLogs", Code.text(USUAL)));
      leave(EVENT_LOG, "refused: " + refusal.get());
      leave(LOG_DIRECTORY, "refused: " + refusal.get());
      return;
    }
    if (!folder.isEmpty() && !folder.equals(USUAL)) {
      found.argue(Step.said("eventLogs", Code.text(folder)));
    }
    carry(EVENT_LOG, "the bucket and .eventLogs(…)");
    carry(LOG_DIRECTORY, "the bucket and .eventLogs(…)");
  }

  /** Why the stack takes no such folder of event logs, if it takes none. */
  private static Optional<String> refusal(String folder) {
    try {
      StackManifests.of(
          new Workbench("localhost", ImageLock.NONE)
              .eventLogs(folder.isEmpty() ? USUAL : folder)
              .stack());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "));
    }
  }

  private void outside(String endpoint, String bucket) {
    found.hold("a store outside");
    found.argue(
        Step.guessed(
            (first(EVENT_LOG).or(() -> first(LOG_DIRECTORY)).isPresent()
                    ? ""
                    : "the bucket's name; ")
                + "the Secret s3-login holds the keys, made by you; where there are network policies, the"
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

  private void amazon(String bucket, Optional<String> named) {
    found.hold("a bucket of Amazon's");
    String region =
        first(REGION)
            .filter(said -> said.matches("[a-z]{2}(-[a-z]+)+-[1-9]\\d?"))
            .or(() -> named)
            .orElse(first(ENDPOINT).isPresent() ? "us-east-1" : "eu-central-1");
    found.argue(
        Step.guessed(
            (first(REGION).isPresent() || named.isPresent() ? "" : "the bucket's region, and ")
                + (first(EVENT_LOG).or(() -> first(LOG_DIRECTORY)).isPresent()
                    ? ""
                    : "the bucket's name, and ")
                + "that the Secret s3-login holds its keys, made by you.",
            "storedIn",
            Code.call(
                "new AwsS3",
                List.of("io.sparkstead.stack.storage.AwsS3"),
                Code.text(region),
                Code.text(bucket),
                login())));
    for (Said said : all.getOrDefault(REGION, List.of())) {
      found.say(
          said.given(),
          said.leaf().pointer(),
          said.value().equals(region)
              ? new Fate.Carried(".storedIn(…)")
              : new Fate.Left("the store is in one region, " + region));
    }
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
    tellForeign();
    SaidByStack stack = new SaidByStack(releases.chosen());
    for (Map.Entry<String, List<Said>> each : all.entrySet()) {
      String key = each.getKey();
      for (Said said : each.getValue()) {
        if (found.fate(said.given(), said.leaf()).isPresent()) {
          continue;
        }
        Optional<Fate> fate =
            said.value().isEmpty() ? Optional.empty() : Fixes.ofProperty(key, said.value());
        if (fate.isPresent()) {
          found.say(said.given(), said.leaf().pointer(), fate.get());
        } else if (!stack.has(key) || said.value().isEmpty()) {
          own(stack, key, said);
        }
      }
    }
  }

  /** Of a file of properties, what spark-submit passes over. */
  private void tellForeign() {
    for (Given one : found.inputs().given()) {
      if (one.shape() == Given.Shape.PROPERTIES && found.role(one) == Role.SESSION) {
        for (Leaf leaf : one.leaves()) {
          if (!leaf.key().startsWith("spark.")) {
            found.say(
                one,
                leaf.pointer(),
                new Fate.Left("Spark passes over a key that does not begin with spark."));
          }
        }
      }
    }
  }

  private void own(SaidByStack stack, String key, Said said) {
    Optional<SparkKey> known = stack.known(key);
    String pointer = said.leaf().pointer();
    if (said.value().isEmpty()) {
      found.say(
          said.given(),
          pointer,
          new Fate.Left(
              said.given().shape() == Given.Shape.SESSION
                  ? "its value is no literal, so it is not read; say it by `.conf(…)`"
                  : "it has no value"));
    } else if (Confidential.isOne(said.leaf())) {
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
