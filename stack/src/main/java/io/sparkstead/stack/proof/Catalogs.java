package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.release.SparkRelease;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Whoever names tables of Iceberg finds their catalogue, and has the classes for it. */
final class Catalogs implements RuleFamily {

  private static final Pattern CATALOG = Pattern.compile("spark\\.sql\\.catalog\\.\\w+");
  private static final Pattern URL =
      Pattern.compile("spark\\.sql\\.catalog\\.\\w+\\.(?:uri|s3\\.endpoint)");
  private static final Pattern RUNTIME =
      Pattern.compile("(org\\.apache\\.iceberg:iceberg-spark-runtime-[\\w.]+:[\\w.]+)");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      urls(conf, (key, url) -> exists(stack, findings, conf, key, url));
      conf.properties()
          .forEach(
              (key, name) -> {
                if (CATALOG.matcher(key).matches() && name.startsWith("org.apache.iceberg.")) {
                  runtime(stack, findings, conf, key);
                }
              });
    }
  }

  /** Where catalogues and their files are, as {@code conf} says. */
  static void urls(Conf conf, BiConsumer<String, String> found) {
    conf.properties()
        .forEach(
            (key, url) -> {
              if (URL.matcher(key).matches()) {
                found.accept(key, url);
              }
            });
  }

  private static void exists(Evidence stack, Findings findings, Conf conf, String key, String url) {
    findings.checking(Rule.CATALOG_EXISTS);
    if (Storage.inside(stack, url).filter(name -> name.leadsNowhere(stack)).isPresent()) {
      findings.about(
          conf,
          key,
          key + "=" + url + " is no Service and port of the stack; take it from the store");
    }
  }

  private static void runtime(Evidence stack, Findings findings, Conf conf, String key) {
    findings.checking(Rule.ICEBERG_FITS);
    Optional<String> wanted = Versions.released(stack).flatMap(SparkRelease::icebergJar);
    Optional<String> had =
        stack.dockerfiles().values().stream()
            .flatMap(text -> Dockerfiles.findAll(text, RUNTIME).stream())
            .findFirst();
    if (had.isEmpty() || !had.equals(wanted)) {
      findings.about(
          conf,
          key,
          key
              + " needs "
              + wanted.orElse("an Iceberg, and none was tried with this Spark")
              + ", and the image has "
              + had.orElse("none")
              + "; make the image withIceberg()");
    }
  }
}
