package io.sparkstead.stack.proof;

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
import java.util.regex.Pattern;

/** What is put together fits together, by the catalogue. */
final class Versions implements RuleFamily {

  private static final Pattern SPARK =
      Pattern.compile("spark-(\\d+\\.\\d+\\.\\d+[\\w-]*?)-bin-hadoop3");
  private static final Pattern HADOOP_AWS = Pattern.compile("hadoop-aws[:-](\\d+(?:\\.\\d+)+)");
  private static final Pattern SDK_V1 =
      Pattern.compile("aws-java-sdk-bundle[:-](\\d+(?:\\.\\d+)+)");
  private static final Pattern SDK_V2 =
      Pattern.compile("software\\.amazon\\.awssdk:bundle:(\\d+(?:\\.\\d+)+)");
  private static final Pattern JAVA = Pattern.compile("\\b(?:java-(?=\\d+-openjdk)|jre-)(\\d+)\\b");
  private static final Pattern PYTHON = Pattern.compile("\\bpython(3\\.\\d+)\\b");
  private static final Pattern PY4J = Pattern.compile("py4j-(\\d+(?:\\.\\d+)+)-src\\.zip");
  private static final Pattern SCALA = Pattern.compile("_(2\\.\\d+)[:-]");
  private static final Pattern SPARK_JAR =
      Pattern.compile("org\\.apache\\.spark:[\\w-]+_2\\.\\d+:([\\w.-]+)");
  private static final Pattern LABEL =
      Pattern.compile("org\\.opencontainers\\.image\\.version=\"?([^\"\\s]+)");
  private static final Pattern SIGNER = Pattern.compile("VALIDSIG[^\\n]*?\\b([0-9A-F]{40})\\b");

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
    for (Map.Entry<String, String> file : stack.dockerfiles().entrySet()) {
      dockerfile(stack, findings, file.getKey(), Dockerfiles.expanded(file.getValue()));
    }
    jupyter(stack, findings);
  }

  private static void dockerfile(Evidence stack, Findings findings, String path, String text) {
    Optional<String> version = spark(stack, text);
    findings.checking(Rule.RELEASE_IS_KNOWN);
    if (version.isEmpty()) {
      return;
    }
    if (SparkReleases.versions().contains(version.get())) {
      Optional<String> base = base(stack, text);
      String lastOfBase = base.isPresent() ? lastStage(base.get()) : "";
      SparkRelease release = SparkReleases.version(version.get());
      image(stack, findings, new Image(path, text, lastOfBase, release));
    } else {
      findings.about(
          path,
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
  private record Image(String path, String text, String base, SparkRelease release) {

    /** Whether it puts Spark together itself, and is not built on an image that has it. */
    boolean isOrigin() {
      return SPARK.matcher(text).find();
    }

    String lastStage() {
      return Versions.lastStage(text);
    }
  }

  /** The stage that becomes the image: what an earlier one is built with does not run. */
  private static String lastStage(String text) {
    return text.substring(Math.max(0, text.lastIndexOf("\nFROM ")));
  }

  /** The Spark that the stack's images hold, if the catalogue knows it. */
  static Optional<SparkRelease> released(Evidence stack) {
    for (String text : stack.dockerfiles().values()) {
      Optional<String> version = spark(stack, Dockerfiles.expanded(text));
      if (version.isPresent() && SparkReleases.versions().contains(version.get())) {
        return Optional.of(SparkReleases.version(version.get()));
      }
    }
    return Optional.empty();
  }

  /** The Spark that an image downloads, or that the image of ours has which it is built on. */
  private static Optional<String> spark(Evidence stack, String text) {
    Optional<String> own = Dockerfiles.find(text, SPARK);
    if (own.isPresent()) {
      return own;
    }
    Optional<String> base = base(stack, text);
    return base.isPresent() ? Dockerfiles.find(base.get(), SPARK) : own;
  }

  /** The Dockerfile of the image of ours that {@code text} is built on. */
  private static Optional<String> base(Evidence stack, String text) {
    List<String> bases = Dockerfiles.bases(text);
    for (Map.Entry<String, String> image : stack.images().entrySet()) {
      Optional<String> dockerfile =
          bases.contains(Dockerfiles.byTag(image.getValue()))
              ? Dockerfiles.textOf(stack, image.getKey())
              : Optional.empty();
      if (dockerfile.isPresent()) {
        return Optional.of(Dockerfiles.expanded(dockerfile.get()));
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
    must(findings, image, "hadoop-aws", Dockerfiles.find(text, HADOOP_AWS), release.hadoop());
    findings.checking(Rule.AWS_SDK_FITS);
    sdk(findings, image);
    findings.checking(Rule.PY4J_FITS);
    must(findings, image, "py4j", Dockerfiles.find(text, PY4J), release.py4j());
    findings.checking(Rule.SCALA_FITS);
    for (String scala : Dockerfiles.findAll(Lines.with(text, "_2."), SCALA)) {
      fits(findings, image, "Scala", scala, release.scala());
    }
    for (String jar : Dockerfiles.findAll(text, SPARK_JAR)) {
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

  private static void languages(Findings findings, Image image) {
    List<String> javas = new ArrayList<>();
    for (Integer java : image.release().javas()) {
      javas.add(java.toString());
    }
    findings.checking(Rule.JAVA_FITS);
    language(findings, image, "Java", List.of("java-", "jre-"), JAVA, javas);
    findings.checking(Rule.PYTHON_FITS);
    List<String> pythons = image.release().pythons();
    language(findings, image, "Python", List.of("python3."), PYTHON, pythons);
  }

  /**
   * One that the release supports, and the same in every line.
   *
   * @param words one of which is on any line that {@code pattern} finds something on
   */
  private static void language(
      Findings findings,
      Image image,
      String what,
      List<String> words,
      Pattern pattern,
      List<String> supported) {
    Set<String> named = named(image.lastStage(), words, pattern);
    for (String version : named) {
      if (!supported.contains(version)) {
        wrong(findings, image, version, what + " " + version, what + " " + supported.get(0));
      }
    }
    named.addAll(named(image.base(), words, pattern));
    if (named.size() > 1) {
      wrong(findings, image, what, what + " " + named + " together", "one of them");
    }
  }

  private static Set<String> named(String text, List<String> words, Pattern pattern) {
    Set<String> named = new TreeSet<>();
    for (String word : words) {
      named.addAll(Dockerfiles.findAll(Lines.with(text, word), pattern));
    }
    return named;
  }

  private static void signer(Findings findings, Image image) {
    findings.checking(Rule.SIGNER_IS_THE_RELEASES);
    for (String key : Dockerfiles.findAll(image.text(), SIGNER)) {
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

  private static void tags(Evidence stack, Findings findings, Image image) {
    findings.checking(Rule.TAG_TELLS_THE_VERSION);
    String folder = folder(image.path());
    String version = image.release().version();
    Set<String> tags = new TreeSet<>(Dockerfiles.findAll(image.text(), LABEL));
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
      for (String provider : named.get().split("[,\\s]+", -1)) {
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
    Optional<String> right = Dockerfiles.find(image.text(), isV1 ? SDK_V1 : SDK_V2);
    Optional<String> wrong = Dockerfiles.find(image.text(), isV1 ? SDK_V2 : SDK_V1);
    if (wrong.isPresent()) {
      wrong(
          findings,
          image,
          wrong.get(),
          "the other generation of the AWS SDK",
          release.awsSdk().artifact() + ":" + release.awsSdkVersion());
    } else {
      must(findings, image, release.awsSdk().artifact(), right, release.awsSdkVersion());
    }
  }

  private static void must(
      Findings findings, Image image, String what, Optional<String> found, String wanted) {
    if (found.isPresent()) {
      fits(findings, image, what, found.get(), wanted);
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
    for (Map.Entry<String, String> file : stack.dockerfiles().entrySet()) {
      if (executors.isEmpty() || !file.getValue().contains("jupyter")) {
        continue;
      }
      List<String> bases = Dockerfiles.bases(file.getValue());
      if (Collections.disjoint(bases, executors)) {
        findings.about(
            file.getKey(),
            file.getKey(),
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
