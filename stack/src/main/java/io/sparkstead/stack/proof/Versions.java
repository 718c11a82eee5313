package io.sparkstead.stack.proof;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is put together fits together, by the catalogue. */
final class Versions implements RuleFamily {

  private static final String SPARK = "spark-";
  private static final String SPARK_ARCHIVE = "-bin-hadoop3";
  private static final String SPARK_GROUP = "org.apache.spark:";
  private static final String SDK_V1 = "aws-java-sdk-bundle";
  private static final String SDK_V2 = "software.amazon.awssdk:bundle";
  private static final String LABEL = "org.opencontainers.image.version";
  private static final int DIGITS_OF_KEY = 40;

  /** Providers of keys that hadoop-aws itself brings; the SDK's depend on its generation. */
  private static final Set<String> HADOOP_PROVIDERS =
      Set.of(
          "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
          "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider",
          "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider",
          "org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider",
          "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider",
          "org.apache.hadoop.fs.s3a.auth.ProfileAWSCredentialsProvider");

  private static final Set<String> SDK_PROVIDERS =
      Set.of(
          "com.amazonaws.auth.profile.ProfileCredentialsProvider",
          "com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
          "com.amazonaws.auth.WebIdentityTokenCredentialsProvider",
          "com.amazonaws.auth.InstanceProfileCredentialsProvider",
          "com.amazonaws.auth.DefaultAWSCredentialsProviderChain",
          "com.amazonaws.auth.SystemPropertiesCredentialsProvider",
          "software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider",
          "software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider",
          "software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider",
          "software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider",
          "software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider",
          "software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider",
          "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      dockerfile(stack, findings, dockerfile);
    }
    jupyter(stack, findings);
  }

  private static void dockerfile(Evidence stack, Findings findings, DockerfileText dockerfile) {
    Optional<String> version = spark(stack, dockerfile);
    findings.checking(Rule.RELEASE_IS_KNOWN);
    if (version.isEmpty()) {
      return;
    }
    if (SparkReleases.versions().contains(version.get())) {
      Optional<DockerfileText> base = base(stack, dockerfile);
      String lastOfBase = base.isPresent() ? base.get().lastStage() : "";
      SparkRelease release = SparkReleases.version(version.get());
      image(stack, findings, new Image(dockerfile, lastOfBase, release));
    } else {
      findings.about(
          dockerfile.path(),
          version.get(),
          "Spark "
              + version.get()
              + " is not in the catalogue"
              + NearName.of(version.get(), SparkReleases.versions())
                  .map(near -> "; the nearest is " + near)
                  .orElse(""));
    }
  }

  /**
   * A Dockerfile with what its Spark goes with.
   *
   * @param base what becomes of the image of ours that it is built on, or empty
   */
  private record Image(DockerfileText dockerfile, String base, SparkRelease release) {

    String path() {
      return dockerfile.path();
    }

    String text() {
      return dockerfile.expanded();
    }

    /** Whether it puts Spark together itself, and is not built on an image that has it. */
    boolean isOrigin() {
      return archive(text()).isPresent();
    }
  }

  /** The Spark that the stack's images hold, if the catalogue knows it. */
  static Optional<SparkRelease> released(Evidence stack) {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      Optional<String> version = spark(stack, dockerfile);
      if (version.isPresent() && SparkReleases.versions().contains(version.get())) {
        return Optional.of(SparkReleases.version(version.get()));
      }
    }
    return Optional.empty();
  }

  /** The Spark that an image downloads, or that the image of ours has which it is built on. */
  private static Optional<String> spark(Evidence stack, DockerfileText dockerfile) {
    Optional<String> own = archive(dockerfile.expanded());
    if (own.isPresent()) {
      return own;
    }
    Optional<DockerfileText> base = base(stack, dockerfile);
    return base.isPresent() ? archive(base.get().expanded()) : own;
  }

  /** The Spark of {@code spark-3.5.4-bin-hadoop3}. */
  private static Optional<String> archive(String text) {
    for (int end = text.indexOf(SPARK_ARCHIVE);
        end >= 0;
        end = text.indexOf(SPARK_ARCHIVE, end + 1)) {
      int name = text.lastIndexOf(SPARK, end - SPARK.length());
      String version = name < 0 ? "" : text.substring(name + SPARK.length(), end);
      if (isRelease(version)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code version} is three numbers, and maybe letters: {@code 4.1.0-preview1}. */
  private static boolean isRelease(String version) {
    int end = Words.endOfVersion(version, 0);
    return version.substring(0, end).split("\\.").length == 3
        && version.indexOf('.', end) < 0
        && Words.endOfName(version, end) == version.length();
  }

  /** The image of ours that {@code dockerfile} is built on. */
  private static Optional<DockerfileText> base(Evidence stack, DockerfileText dockerfile) {
    List<String> bases = dockerfile.bases();
    for (Map.Entry<String, String> image : stack.images().entrySet()) {
      if (bases.contains(Dockerfiles.byTag(image.getValue()))) {
        Optional<DockerfileText> base = Dockerfiles.of(stack, image.getKey());
        if (base.isPresent()) {
          return base;
        }
      }
    }
    return Optional.empty();
  }

  private static void image(Evidence stack, Findings findings, Image image) {
    if (image.isOrigin()) {
      jars(findings, image);
      signer(findings, image);
      providers(stack, findings, image.release());
    }
    languages(findings, image);
    tags(stack, findings, image);
  }

  private static void jars(Findings findings, Image image) {
    SparkRelease release = image.release();
    String text = image.text();
    findings.checking(Rule.HADOOP_AWS_FITS);
    must(findings, image, "hadoop-aws", Words.versions(text, "hadoop-aws"), release.hadoop());
    findings.checking(Rule.AWS_SDK_FITS);
    sdk(findings, image);
    findings.checking(Rule.PY4J_FITS);
    must(findings, image, "py4j", Words.versions(text, "py4j"), release.py4j());
    findings.checking(Rule.SCALA_FITS);
    for (String scala : scalas(text)) {
      fits(findings, image, "Scala", scala, release.scala());
    }
    for (String jar : sparkJars(text)) {
      fits(findings, image, "a jar of Spark", jar, release.version());
    }
    findings.checking(Rule.COMMITTERS_ARE_THERE);
    if (!text.contains("spark-hadoop-cloud")) {
      findings.about(
          image.path(),
          "hadoop-aws",
          "the image has no spark-hadoop-cloud, so results are renamed file by file; add"
              + " org.apache.spark:spark-hadoop-cloud_"
              + release.scala()
              + ":"
              + release.version());
    }
    findings.checking(Rule.EXTRA_JARS_ARE_THERE);
    for (String jar : release.extraJars()) {
      if (!text.contains(jar)) {
        findings.about(
            image.path(),
            "hadoop-aws",
            "Spark " + release.version() + " needs " + jar + " for S3A; add it");
      }
    }
  }

  /** {@code 2.13} of {@code spark-sql_2.13:}. */
  private static List<String> scalas(String text) {
    List<String> scalas = new ArrayList<>();
    for (int at = text.indexOf("_2."); at >= 0; at = text.indexOf("_2.", at + 1)) {
      int end = Words.endOfVersion(text, at + 1);
      String version = text.substring(at + 1, end);
      boolean goesOn = end < text.length() && ":-".indexOf(text.charAt(end)) >= 0;
      if (goesOn && version.indexOf('.') == version.lastIndexOf('.')) {
        scalas.add(version);
      }
    }
    return scalas;
  }

  /** {@code 3.5.4} of {@code org.apache.spark:spark-sql_2.12:3.5.4}. */
  private static List<String> sparkJars(String text) {
    List<String> versions = new ArrayList<>();
    for (int at = text.indexOf(SPARK_GROUP); at >= 0; at = text.indexOf(SPARK_GROUP, at + 1)) {
      int name = at + SPARK_GROUP.length();
      int colon = Words.endOfName(text, name);
      int end = Words.endOfName(text, Math.min(colon + 1, text.length()));
      if (end > colon + 1
          && text.charAt(colon) == ':'
          && text.substring(name, colon).contains("_2.")) {
        versions.add(text.substring(colon + 1, end));
      }
    }
    return versions;
  }

  private static void languages(Findings findings, Image image) {
    List<String> javas = new ArrayList<>();
    for (Integer java : image.release().javas()) {
      javas.add(java.toString());
    }
    findings.checking(Rule.JAVA_FITS);
    String last = image.dockerfile().lastStage();
    language(findings, image, "Java", javas(last), javas(image.base()), javas);
    findings.checking(Rule.PYTHON_FITS);
    language(
        findings, image, "Python", pythons(last), pythons(image.base()), image.release().pythons());
  }

  /** {@code 17} of {@code java-17-openjdk} and of {@code jre-17}. */
  private static Set<String> javas(String text) {
    Set<String> javas = new TreeSet<>();
    for (String name : List.of("java-", "jre-")) {
      for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        int start = at + name.length();
        int end = Ascii.endOfDigits(text, start);
        boolean isOne = name.equals("jre-") || text.startsWith("-openjdk", end);
        if (end > start && isOne && !Words.isInWord(text, at - 1) && !Words.isInWord(text, end)) {
          javas.add(text.substring(start, end));
        }
      }
    }
    return javas;
  }

  /** {@code 3.11} of {@code python3.11}. */
  private static Set<String> pythons(String text) {
    Set<String> pythons = new TreeSet<>();
    String name = "python3.";
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = Ascii.endOfDigits(text, at + name.length());
      if (end > at + name.length() && !Words.isInWord(text, at - 1) && !Words.isInWord(text, end)) {
        pythons.add(text.substring(at + "python".length(), end));
      }
    }
    return pythons;
  }

  /**
   * One that the release supports, and the same in every line.
   *
   * @param named by the image's last stage
   * @param ofBase named by what it is built on
   */
  private static void language(
      Findings findings,
      Image image,
      String what,
      Set<String> named,
      Set<String> ofBase,
      List<String> supported) {
    for (String version : named) {
      if (!supported.contains(version)) {
        wrong(findings, image, version, what + " " + version, what + " " + supported.get(0));
      }
    }
    Set<String> all = new TreeSet<>(named);
    all.addAll(ofBase);
    if (all.size() > 1) {
      wrong(findings, image, what, what + " " + all + " together", "one of them");
    }
  }

  private static void signer(Findings findings, Image image) {
    findings.checking(Rule.SIGNER_IS_THE_RELEASES);
    for (String key : signers(image.text())) {
      Optional<String> known = image.release().signingKey();
      if (known.isPresent() && !known.get().equals(key)) {
        findings.about(
            image.path(),
            key,
            "Spark "
                + image.release().version()
                + " was not signed by "
                + key
                + "; take the key from the release");
      }
    }
  }

  /** The keys by which a signature has to be valid: the first behind each such word. */
  private static List<String> signers(String text) {
    List<String> keys = new ArrayList<>();
    for (int at = text.indexOf("VALIDSIG"); at >= 0; at = text.indexOf("VALIDSIG", at + 1)) {
      int newline = text.indexOf('\n', at);
      String line = text.substring(at, newline < 0 ? text.length() : newline);
      Optional<String> key = firstKey(line);
      if (key.isPresent()) {
        keys.add(key.get());
      }
    }
    return keys;
  }

  private static Optional<String> firstKey(String line) {
    for (int start = 0; start < line.length(); start++) {
      int end = start;
      while (end < line.length() && "0123456789ABCDEF".indexOf(line.charAt(end)) >= 0) {
        end++;
      }
      if (end - start == DIGITS_OF_KEY
          && !Words.isInWord(line, start - 1)
          && !Words.isInWord(line, end)) {
        return Optional.of(line.substring(start, end));
      }
      start = end;
    }
    return Optional.empty();
  }

  private static void tags(Evidence stack, Findings findings, Image image) {
    findings.checking(Rule.TAG_TELLS_THE_VERSION);
    String folder = folder(image.path());
    String version = image.release().version();
    Set<String> tags = labels(image.text());
    for (Map.Entry<String, String> name : stack.images().entrySet()) {
      if (name.getKey().startsWith(folder + ":")) {
        String tagged = Dockerfiles.byTag(name.getValue());
        tags.add(tagged.substring(tagged.lastIndexOf(':') + 1));
      }
    }
    for (String tag : tags) {
      if (!tag.equals(version) && !tag.startsWith(version + "-")) {
        findings.about(
            image.path(),
            tag,
            folder + " holds Spark " + version + " and is called " + tag + "; tag it " + version);
      }
    }
  }

  /** What the image says of itself that it is. */
  private static Set<String> labels(String text) {
    Set<String> labels = new TreeSet<>();
    for (String word : Words.allAfter(text, LABEL)) {
      String version = word.startsWith("\"") ? word.substring(1) : word;
      int quote = version.indexOf('"');
      labels.add(quote < 0 ? version : version.substring(0, quote));
    }
    labels.remove("");
    return labels;
  }

  /** Below {@code images}: what the image is called. */
  private static String folder(String dockerfile) {
    String folder = dockerfile.substring(0, dockerfile.lastIndexOf('/'));
    return folder.startsWith("images/") ? folder.substring("images/".length()) : folder;
  }

  private static void providers(Evidence stack, Findings findings, SparkRelease release) {
    findings.checking(Rule.CREDENTIALS_PROVIDER_FITS);
    String generation = release.awsSdk().fileProvider().split("\\.", 3)[0] + ".";
    for (Conf conf : stack.confs()) {
      Optional<String> named = conf.get(Storage.PROVIDER);
      if (named.isEmpty()) {
        continue;
      }
      for (String provider : Words.of(named.get().replace(',', ' '))) {
        boolean isSdks =
            provider.startsWith("com.amazonaws.") || provider.startsWith("software.amazon.");
        boolean isHadoops = provider.startsWith("org.apache.hadoop.");
        boolean fits =
            isSdks
                ? provider.startsWith(generation) && SDK_PROVIDERS.contains(provider)
                : !isHadoops || HADOOP_PROVIDERS.contains(provider);
        if (!fits) {
          findings.about(
              conf,
              Storage.PROVIDER,
              provider
                  + " is not in the image of Spark "
                  + release.version()
                  + "; use "
                  + release.awsSdk().fileProvider());
        }
      }
    }
  }

  private static void sdk(Findings findings, Image image) {
    SparkRelease release = image.release();
    boolean isV1 = release.awsSdk().artifact().contains("aws-java-sdk");
    List<String> right = Words.versions(image.text(), isV1 ? SDK_V1 : SDK_V2);
    List<String> wrong = Words.versions(image.text(), isV1 ? SDK_V2 : SDK_V1);
    if (!wrong.isEmpty()) {
      wrong(
          findings,
          image,
          wrong.get(0),
          "the other generation of the AWS SDK",
          release.awsSdk().artifact() + ":" + release.awsSdkVersion());
    } else {
      must(findings, image, release.awsSdk().artifact(), right, release.awsSdkVersion());
    }
  }

  private static void must(
      Findings findings, Image image, String what, List<String> found, String wanted) {
    if (!found.isEmpty()) {
      fits(findings, image, what, found.get(0), wanted);
    } else {
      wrong(findings, image, "FROM", "no " + what, what + " " + wanted);
    }
  }

  private static void fits(
      Findings findings, Image image, String what, String found, String wanted) {
    if (!found.equals(wanted)) {
      wrong(findings, image, found, what + " " + found, what + " " + wanted);
    }
  }

  private static void wrong(Findings findings, Image image, String mark, String has, String wants) {
    findings.about(
        image.path(),
        mark,
        "the image has "
            + has
            + ", but Spark "
            + image.release().version()
            + " goes with "
            + wants
            + "; take it from the release");
  }

  private static void jupyter(Evidence stack, Findings findings) {
    findings.checking(Rule.JUPYTER_HAS_THE_EXECUTORS_SPARK);
    Set<String> executors = new LinkedHashSet<>();
    for (Conf conf : stack.confs()) {
      Optional<String> image = conf.get("spark.kubernetes.container.image");
      if (image.isPresent()) {
        executors.add(Dockerfiles.byTag(image.get()));
      }
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      if (executors.isEmpty() || !dockerfile.text().contains("jupyter")) {
        continue;
      }
      List<String> bases = dockerfile.bases();
      if (Collections.disjoint(bases, executors)) {
        findings.about(
            dockerfile.path(),
            dockerfile.path(),
            "FROM",
            "the notebook's image is built on "
                + bases
                + ", executors run "
                + executors
                + "; build it on theirs");
      }
    }
  }
}
