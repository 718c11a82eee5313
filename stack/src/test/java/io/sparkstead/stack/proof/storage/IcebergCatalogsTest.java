package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcebergCatalogsTest extends FamilyTest {

  private static final String CATALOG = "spark.sql.catalog.lake";
  private static final String URI = CATALOG + ".uri";

  IcebergCatalogsTest() {
    super(IcebergCatalogs::new);
    on(
        IcebergCatalogs.CATALOG_EXISTS,
        URI
            + "=http://seaweed.data.svc:8182 is no Service and port of the stack; take it from the"
            + " store",
        good -> tables().property(NOTEBOOK_CONF, URI, "http://seaweed.data.svc:8182"));
    on(
        IcebergCatalogs.CATALOG_EXISTS,
        CATALOG + ".s3.endpoint=http://nothing.data.svc is no Service and port",
        good ->
            tables().property(NOTEBOOK_CONF, CATALOG + ".s3.endpoint", "http://nothing.data.svc"));
    on(
        IcebergCatalogs.ICEBERG_FITS,
        CATALOG
            + " needs org.apache.iceberg:iceberg-spark-runtime-4.1_2.13:1.11.0, and the image has"
            + " none; make the image withIceberg()",
        good -> tables().replace(SPARK_IMAGE, "org.apache.iceberg:", "org.example:"));
    on(
        IcebergCatalogs.ICEBERG_FITS,
        "the image has org.apache.iceberg:iceberg-spark-runtime-4.0_2.13:1.11.0",
        good -> tables().replace(SPARK_IMAGE, "runtime-4.1_2.13", "runtime-4.0_2.13"));
    on(
        IcebergCatalogs.ICEBERG_FITS,
        "needs an Iceberg, and none was tried with this Spark, and the image has none",
        good ->
            good.replace(SPARK_IMAGE, "spark-3.5.4-bin", "spark-3.5.0-bin")
                .property(NOTEBOOK_CONF, CATALOG, "org.apache.iceberg.spark.SparkCatalog"));
  }

  private static Altered tables() {
    return Altered.of(Samples.spark41().withTables());
  }

  @ParameterizedTest
  @CsvSource({
    "spark.sql.catalog.other, org.apache.iceberg.spark.SparkCatalog, true",
    "spark.sql.catalog.other, org.example.Catalog, false",
    "spark.sql.catalog.other.type, org.apache.iceberg.rest, false",
    "spark.sql.catalogImplementation, org.apache.iceberg.x, false",
  })
  void a_catalogue_of_iceberg_is_one_by_its_class(String key, String value, boolean isIcebergs) {
    Altered altered = Altered.samples().property(NOTEBOOK_CONF, key, value);

    assertThat(!said(IcebergCatalogs.ICEBERG_FITS, altered).isEmpty()).isEqualTo(isIcebergs);
  }

  @ParameterizedTest
  @CsvSource({"https://catalog.example.org", "http://catalog.other.svc:8181"})
  void a_catalogue_elsewhere_is_believed(String uri) {
    assertThat(said(tables().property(NOTEBOOK_CONF, URI, uri))).isEmpty();
  }

  @Test
  void a_finding_stands_at_its_key() {
    assertThat(said(tables().property(NOTEBOOK_CONF, URI, "http://none.data.svc")))
        .extracting(Finding::mark)
        .containsExactly(URI);
  }
}
