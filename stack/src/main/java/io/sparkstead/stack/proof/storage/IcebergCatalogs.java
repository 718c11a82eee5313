package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.release.MavenJar;
import io.sparkstead.stack.release.SparkRelease;
import java.util.Map;
import java.util.Optional;

/** Whether whoever names tables of Iceberg finds their catalogue, and has the classes for it. */
public record IcebergCatalogs(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CATALOG_EXISTS =
      Rule.error(
              "AGR-29",
              "A catalogue of tables inside the cluster is a Service of the stack, at a port it has")
          .why(
              "Every query that names one of its tables fails with UnknownHostException, or hangs.")
          .fix("Take the catalogue from the component that runs the store.");

  static final Rule ICEBERG_FITS =
      Rule.error(
              "VER-14",
              "Where a catalogue of Iceberg is named, the image has the Iceberg that goes with its Spark")
          .why(
              "Without it SQL ends in Cannot find catalog plugin class; another line's ends in"
                  + " NoSuchMethodError.")
          .fix("Make the image withIceberg().");

  private static final Hinted CATALOG =
      Hinted.onLine("spark\\.sql\\.catalog\\.\\w+", "spark.sql.catalog.");
  private static final Hinted RUNTIME =
      Hinted.onLine(
          "(org\\.apache\\.iceberg:iceberg-spark-runtime-[\\w.]+:[\\w.]+)",
          "iceberg-spark-runtime-");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> url : Keys.catalogUrls(conf).entrySet()) {
        Optional<ClusterName> name = S3.inside(stack, url.getValue());
        if (name.isPresent() && name.get().leadsNowhere(stack)) {
          at(CATALOG_EXISTS, conf, url.getKey())
              .say(
                  "{} is no Service and port of the stack; take it from the store",
                  conf.setting(url.getKey()));
        }
      }
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        if (CATALOG.is(property.getKey())
            && property.getValue().startsWith("org.apache.iceberg.")) {
          icebergFits(conf, property.getKey());
        }
      }
    }
  }

  private void icebergFits(Conf conf, String key) {
    Optional<String> wanted =
        stack.release().flatMap(SparkRelease::icebergJar).map(MavenJar::toString);
    Optional<String> had = runtime();
    if (had.isEmpty() || !had.equals(wanted)) {
      at(ICEBERG_FITS, conf, key)
          .say(
              "{} needs {}, and the image has {}; make the image withIceberg()",
              key,
              wanted.orElse("an Iceberg, and none was tried with this Spark"),
              had.orElse("none"));
    }
  }

  /** The Iceberg that the images hold. */
  private Optional<String> runtime() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      Optional<String> found = RUNTIME.find(dockerfile.text());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
