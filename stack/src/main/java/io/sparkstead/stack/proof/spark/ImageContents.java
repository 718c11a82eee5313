package io.sparkstead.stack.proof.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images.Released;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Findings.Place;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Versions;
import io.sparkstead.stack.proof.text.Words;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.release.MavenJar;
import io.sparkstead.stack.release.SparkRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether jars, classes and languages in an image go with its Spark, by the catalogue. */
public record ImageContents(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule HADOOP_AWS_FITS =
      Rule.error("VER-02", "hadoop-aws is exactly as old as Spark's Hadoop")
          .why("Any other version fails with NoSuchMethodError, sooner or later.")
          .fix("Take the version from the release.");

  static final Rule AWS_SDK_FITS =
      Rule.error("VER-03", "The AWS SDK is the one that hadoop-aws was built with")
          .why("Another generation is not found at all; another version is a pair nobody tested.")
          .fix("Take artifact and version from the release.");

  static final Rule JAVA_FITS =
      Rule.error("VER-04", "The image's Java is one that the Spark release supports")
          .why("Spark 3.5 on Java 21 is untested; Spark 4 on Java 11 does not start.")
          .fix("Take the Java of the release.");

  static final Rule PYTHON_FITS =
      Rule.error("VER-05", "The image's Python is one that the Spark release supports")
          .why("Spark 3.5 needs distutils, which Python 3.12 dropped.")
          .fix("Take the Python of the release.");

  static final Rule PY4J_FITS =
      Rule.error("VER-06", "PYTHONPATH names the py4j that the release ships")
          .why("import pyspark fails with No module named py4j.")
          .fix("Take the version from the release.");

  static final Rule EXTRA_JARS_ARE_THERE =
      Rule.error("VER-07", "Jars that the release's S3A needs besides are in the image")
          .why(
              "Spark 4.2 without analyticsaccelerator-s3 fails with NoClassDefFoundError at the first read.")
          .fix("Add the jars that the catalogue lists.");

  static final Rule CREDENTIALS_PROVIDER_FITS =
      Rule.error("VER-09", "The S3A credentials provider is a class of the SDK that the image has")
          .why("S3A fails with ClassNotFoundException.")
          .fix("Take the class from the release's SDK.");

  static final Rule SCALA_FITS =
      Rule.error("VER-10", "Jars with a Scala line in their name have Spark's own")
          .why("Two Scala lines in one JVM fail with NoSuchMethodError.")
          .fix("Use the suffix of the release.");

  static final Rule COMMITTERS_ARE_THERE =
      Rule.warning("VER-12", "The image has the committers for S3")
          .why("Spark renames results file by file; one that dies leaves half of them.")
          .fix("Add spark-hadoop-cloud of the release.");

  private static final String HADOOP_AWS = "hadoop-aws";
  private static final String PY4J = "py4j";
  private static final String SDK_V1 = "aws-java-sdk-bundle";
  private static final String SDK_V2 = "software.amazon.awssdk:bundle";

  /** Providers of keys: hadoop-aws brings its own, either generation of the SDK the others. */
  private static final Set<String> PROVIDERS =
      Set.of(
          "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
          "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider",
          "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider",
          "org.apache.hadoop.fs.s3a.auth.IAMInstanceCredentialsProvider",
          "org.apache.hadoop.fs.s3a.auth.AssumedRoleCredentialProvider",
          "org.apache.hadoop.fs.s3a.auth.ProfileAWSCredentialsProvider",
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
  public void check() {
    for (Released image : stack.images().released()) {
      Check check = new Check(findings, image, image.release());
      if (image.isOrigin()) {
        check.jarFits(HADOOP_AWS_FITS, HADOOP_AWS, HADOOP_AWS, image.release().hadoop());
        check.jarFits(PY4J_FITS, PY4J, PY4J, image.release().py4j());
        check.awsSdkFits();
        check.scalaFits();
        check.s3JarsAreThere();
        check.credentialsProviderFits(stack.confs());
      }
      check.javaFits();
      check.pythonFits();
    }
  }

  /** Of one image. */
  private record Check(Findings findings, Released image, SparkRelease release) {

    /** The first that the image names, of what is called {@code jar} there. */
    void jarFits(Rule rule, String what, String jar, String wanted) {
      List<String> found = Words.versions(image.text(), jar);
      if (found.isEmpty()) {
        wrong(rule, "FROM", "no " + what, what + " " + wanted);
      } else {
        fits(rule, what, found.get(0), wanted);
      }
    }

    void awsSdkFits() {
      boolean isFirst = release.awsSdk() == AwsSdk.V1;
      String sdk = release.awsSdk().artifact();
      List<String> other = Words.versions(image.text(), isFirst ? SDK_V2 : SDK_V1);
      if (other.isEmpty()) {
        jarFits(AWS_SDK_FITS, sdk, isFirst ? SDK_V1 : SDK_V2, release.awsSdkVersion());
      } else {
        String wants = sdk + ":" + release.awsSdkVersion();
        wrong(AWS_SDK_FITS, other.get(0), "the other generation of the AWS SDK", wants);
      }
    }

    void scalaFits() {
      for (String scala : Versions.ofScala(image.text())) {
        if (!scala.equals(release.scala())) {
          scalaFits(withoutJarsOfOthers(image.text()));
          return;
        }
      }
      scalaFits(image.text());
    }

    private void scalaFits(String text) {
      for (String scala : Versions.ofScala(text)) {
        fits(SCALA_FITS, "Scala", scala, release.scala());
      }
      for (String jar : Versions.ofSparkJars(text)) {
        fits(SCALA_FITS, "a jar of Spark", jar, release.version());
      }
    }

    /** Without jars for another line of Spark: VER-17 tells of these, their Scala included. */
    private String withoutJarsOfOthers(String text) {
      String rest = text;
      for (String word : Words.of(text)) {
        if (word.indexOf(':') != word.lastIndexOf(':') && isOfAnotherSpark(word)) {
          rest = rest.replace(word, "");
        }
      }
      return rest;
    }

    private boolean isOfAnotherSpark(String coordinate) {
      try {
        Optional<String> line = MavenJar.of(coordinate).sparkLine();
        return line.isPresent()
            && !coordinate.startsWith("org.apache.spark:")
            && !(release.line() + ".").startsWith(line.get() + ".");
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    void s3JarsAreThere() {
      if (!image.text().contains("spark-hadoop-cloud")) {
        at(COMMITTERS_ARE_THERE, HADOOP_AWS)
            .say(
                "the image has no spark-hadoop-cloud, so results are renamed file by file; add"
                    + " org.apache.spark:spark-hadoop-cloud_{}:{}",
                release.scala(),
                release.version());
      }
      for (String jar : release.extraJars()) {
        if (!image.text().contains(jar)) {
          at(EXTRA_JARS_ARE_THERE, HADOOP_AWS)
              .say("Spark {} needs {} for S3A; add it", release.version(), jar);
        }
      }
    }

    void credentialsProviderFits(List<Conf> confs) {
      for (Conf conf : confs) {
        for (String provider : Words.of(conf.get(S3.PROVIDER).orElse("").replace(',', ' '))) {
          if (!has(provider)) {
            findings
                .at(CREDENTIALS_PROVIDER_FITS, conf, S3.PROVIDER)
                .say(
                    "{} is not in the image of Spark {}; use {}",
                    provider,
                    release.version(),
                    release.awsSdk().fileProvider());
          }
        }
      }
    }

    /** Whether {@code provider} is there beside the SDK; one of nobody's is taken to be. */
    private boolean has(String provider) {
      if (provider.startsWith("com.amazonaws.") || provider.startsWith("software.amazon.")) {
        String generation = release.awsSdk().fileProvider().split("\\.", 3)[0] + ".";
        return provider.startsWith(generation) && PROVIDERS.contains(provider);
      }
      return !provider.startsWith("org.apache.hadoop.") || PROVIDERS.contains(provider);
    }

    void javaFits() {
      List<String> supported = new ArrayList<>();
      for (Integer java : release.javas()) {
        supported.add(java.toString());
      }
      Set<String> named = Versions.ofJava(image.dockerfile().lastStage());
      language(JAVA_FITS, "Java", named, Versions.ofJava(image.lastStageOfBase()), supported);
    }

    void pythonFits() {
      Set<String> named = Versions.ofPython(image.dockerfile().lastStage());
      Set<String> ofBase = Versions.ofPython(image.lastStageOfBase());
      language(PYTHON_FITS, "Python", named, ofBase, release.pythons());
    }

    /**
     * One that the release supports, and the same in every line.
     *
     * @param named by the image's last stage
     * @param ofBase named by what it is built on
     */
    private void language(
        Rule rule, String what, Set<String> named, Set<String> ofBase, List<String> supported) {
      for (String version : named) {
        if (!supported.contains(version)) {
          fits(rule, what, version, supported.get(0));
        }
      }
      Set<String> all = new TreeSet<>(named);
      all.addAll(ofBase);
      if (all.size() > 1) {
        wrong(rule, what, what + " " + all + " together", "one of them");
      }
    }

    private void fits(Rule rule, String what, String found, String wanted) {
      if (!found.equals(wanted)) {
        wrong(rule, found, what + " " + found, what + " " + wanted);
      }
    }

    private void wrong(Rule rule, String mark, String has, String wants) {
      String message = "the image has {}, but Spark {} goes with {}; take it from the release";
      at(rule, mark).say(message, has, release.version(), wants);
    }

    private Place at(Rule rule, String mark) {
      return findings.inFile(rule, image.path(), mark);
    }
  }
}
