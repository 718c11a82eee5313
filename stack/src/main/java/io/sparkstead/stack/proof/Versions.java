package io.sparkstead.stack.proof;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Pattern JAVA = Pattern.compile("java-(\\d+)-openjdk");
  private static final Pattern PYTHON = Pattern.compile("\\bpython(3\\.\\d+)\\b");
  private static final Pattern PY4J = Pattern.compile("py4j-(\\d+(?:\\.\\d+)+)-src\\.zip");
  private static final Pattern SCALA = Pattern.compile("_(2\\.\\d+):");

  @Override
  public void check(Evidence stack, Findings findings) {
    stack
        .dockerfiles()
        .forEach(
            (path, text) -> {
              String expanded = Dockerfiles.expanded(text);
              findings.checking(Rule.RELEASE_IS_KNOWN);
              Optional<String> version = Dockerfiles.find(expanded, SPARK);
              if (version.isPresent()) {
                if (SparkReleases.versions().contains(version.get())) {
                  image(stack, findings, path, expanded, SparkReleases.version(version.get()));
                } else {
                  findings.about(
                      path,
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
            });
    jupyter(stack, findings);
  }

  private static void image(
      Evidence stack, Findings findings, String path, String text, SparkRelease release) {
    findings.checking(Rule.HADOOP_AWS_FITS);
    must(
        findings,
        path,
        "hadoop-aws",
        Dockerfiles.find(text, HADOOP_AWS),
        release.hadoop(),
        release);
    findings.checking(Rule.AWS_SDK_FITS);
    sdk(findings, path, text, release);
    findings.checking(Rule.JAVA_FITS);
    for (String java : Dockerfiles.findAll(lastStage(text), JAVA)) {
      if (Integer.parseInt(java) != release.java()) {
        wrong(findings, path, "java-" + java, "Java " + java, "Java " + release.java(), release);
      }
    }
    findings.checking(Rule.PYTHON_FITS);
    for (String python : Dockerfiles.findAll(lastStage(text), PYTHON)) {
      if (!python.equals(release.python())) {
        wrong(findings, path, python, "Python " + python, "Python " + release.python(), release);
      }
    }
    findings.checking(Rule.PY4J_FITS);
    must(findings, path, "py4j", Dockerfiles.find(text, PY4J), release.py4j(), release);
    findings.checking(Rule.SCALA_FITS);
    for (String scala : Dockerfiles.findAll(text, SCALA)) {
      if (!scala.equals(release.scala())) {
        wrong(findings, path, "_" + scala, "Scala " + scala, "Scala " + release.scala(), release);
      }
    }
    findings.checking(Rule.EXTRA_JARS_ARE_THERE);
    for (String jar : release.extraJars()) {
      if (!text.contains(jar)) {
        findings.about(
            path,
            path,
            "hadoop-aws",
            "Spark " + release.version() + " needs " + jar + " for S3A; add it");
      }
    }
    findings.checking(Rule.TAG_TELLS_THE_VERSION);
    String folder = path.split("/", -1)[1];
    stack
        .images()
        .forEach(
            (local, published) -> {
              boolean ofThis = local.startsWith(folder + ":");
              String tag = published.substring(published.lastIndexOf(':') + 1);
              if (ofThis
                  && !tag.equals(release.version())
                  && !tag.startsWith(release.version() + "-")) {
                findings.about(
                    path,
                    path,
                    "FROM",
                    published + " holds Spark " + release.version() + "; tag it so");
              }
            });
    findings.checking(Rule.CREDENTIALS_PROVIDER_FITS);
    for (Conf conf : stack.confs()) {
      conf.get(Agreement.PROVIDER)
          .filter(
              provider ->
                  provider.startsWith("com.amazonaws") || provider.startsWith("software.amazon"))
          .filter(provider -> !sameGeneration(provider, release))
          .ifPresent(
              provider ->
                  findings.about(
                      conf.subject(),
                      conf.path(),
                      Agreement.PROVIDER,
                      provider
                          + " is not in the SDK of Spark "
                          + release.version()
                          + "; use "
                          + release.awsSdk().fileProvider()));
    }
  }

  private static boolean sameGeneration(String provider, SparkRelease release) {
    String prefix = release.awsSdk().fileProvider().split("\\.", 3)[0];
    return provider.startsWith(prefix + ".");
  }

  private static void sdk(Findings findings, String path, String text, SparkRelease release) {
    boolean isV1 = release.awsSdk().artifact().contains("aws-java-sdk");
    Optional<String> right = Dockerfiles.find(text, isV1 ? SDK_V1 : SDK_V2);
    Optional<String> wrong = Dockerfiles.find(text, isV1 ? SDK_V2 : SDK_V1);
    if (wrong.isPresent()) {
      wrong(
          findings,
          path,
          wrong.get(),
          "the other generation of the AWS SDK",
          release.awsSdk().artifact() + ":" + release.awsSdkVersion(),
          release);
    } else {
      must(findings, path, release.awsSdk().artifact(), right, release.awsSdkVersion(), release);
    }
  }

  private static void must(
      Findings findings,
      String path,
      String what,
      Optional<String> found,
      String wanted,
      SparkRelease release) {
    if (found.isEmpty() || !found.get().equals(wanted)) {
      wrong(
          findings,
          path,
          found.orElse("FROM"),
          found.map(version -> what + " " + version).orElse("no " + what),
          what + " " + wanted,
          release);
    }
  }

  private static void wrong(
      Findings findings, String path, String mark, String has, String wants, SparkRelease release) {
    findings.about(
        path,
        path,
        mark,
        "the image has "
            + has
            + ", but Spark "
            + release.version()
            + " goes with "
            + wants
            + "; take it from the release");
  }

  /** The stage that becomes the image: what an earlier one is built with does not run. */
  private static String lastStage(String text) {
    return text.substring(Math.max(0, text.lastIndexOf("\nFROM ")));
  }

  private static void jupyter(Evidence stack, Findings findings) {
    findings.checking(Rule.JUPYTER_HAS_THE_EXECUTORS_SPARK);
    List<String> executors =
        stack.confs().stream()
            .flatMap(conf -> conf.get("spark.kubernetes.container.image").stream())
            .distinct()
            .toList();
    for (Map.Entry<String, String> file : stack.dockerfiles().entrySet()) {
      boolean hasJupyter = file.getValue().contains("jupyter");
      List<String> bases = Dockerfiles.bases(file.getValue());
      if (hasJupyter && !executors.isEmpty() && bases.stream().noneMatch(executors::contains)) {
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
