package io.sparkstead.stack.spark;

import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.storage.IcebergCatalog;
import java.util.ArrayList;
import java.util.List;

/**
 * What SQL is taught about tables that are more than files: Delta where the image has it, and
 * catalogues of Iceberg.
 *
 * <pre>
 * spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension
 * spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog
 * </pre>
 *
 * <p>Both together share the first property, which is a list.
 *
 * @see <a href="https://docs.delta.io/quick-start/">Delta's two properties</a>
 */
record TableFormats(SparkImage image, List<IcebergCatalog> catalogs) {

  private static final String DELTA = "Delta";
  private static final String EXTENSIONS = "spark.sql.extensions";

  SparkConf conf() {
    List<String> extensions = new ArrayList<>();
    SparkConf all = SparkConf.empty();
    if (image.knowsDelta()) {
      extensions.add("io.delta.sql.DeltaSparkSessionExtension");
      all =
          SparkConf.titled(DELTA)
              .set(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    }
    for (IcebergCatalog catalog : catalogs) {
      all = all.and(catalog.conf());
    }
    if (!catalogs.isEmpty()) {
      extensions.add(IcebergCatalog.EXTENSION);
    }
    return extensions.isEmpty()
        ? all
        : SparkConf.titled(catalogs.isEmpty() ? DELTA : "Tables")
            .set(EXTENSIONS, String.join(",", extensions))
            .and(all);
  }
}
