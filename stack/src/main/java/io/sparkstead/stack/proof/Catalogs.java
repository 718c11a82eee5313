package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.release.SparkRelease;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whoever names tables of Iceberg finds their catalogue, and has the classes for it. */
final class Catalogs implements RuleFamily {

  private static final Hinted CATALOG =
      Hinted.onLine("spark\\.sql\\.catalog\\.\\w+", "spark.sql.catalog.");
  private static final Hinted URL =
      Hinted.onLine("spark\\.sql\\.catalog\\.\\w+\\.(?:uri|s3\\.endpoint)", "spark.sql.catalog.");
  private static final Hinted RUNTIME =
      Hinted.onLine(
          "(org\\.apache\\.iceberg:iceberg-spark-runtime-[\\w.]+:[\\w.]+)",
          "iceberg-spark-runtime-");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> url : urls(conf).entrySet()) {
        exists(stack, findings, conf, url.getKey(), url.getValue());
      }
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        if (CATALOG.is(property.getKey())
            && property.getValue().startsWith("org.apache.iceberg.")) {
          runtime(stack, findings, conf, property.getKey());
        }
      }
    }
  }

  /** Where catalogues and their files are, as {@code conf} says, by key. */
  static Map<String, String> urls(Conf conf) {
    Map<String, String> urls = new TreeMap<>();
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (URL.is(property.getKey())) {
        urls.put(property.getKey(), property.getValue());
      }
    }
    return urls;
  }

  private static void exists(Evidence stack, Findings findings, Conf conf, String key, String url) {
    findings.checking(Rule.CATALOG_EXISTS);
    Optional<ClusterName> name = Storage.inside(stack, url);
    if (name.isPresent() && name.get().leadsNowhere(stack)) {
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
        stack.dockerfiles().stream()
            .flatMap(dockerfile -> RUNTIME.find(dockerfile.text()).stream())
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
