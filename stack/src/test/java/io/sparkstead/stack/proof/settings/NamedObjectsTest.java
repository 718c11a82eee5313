package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedObjectsTest extends FamilyTest {

  private static final String VOLUME = "spark.kubernetes.executor.volumes.persistentVolumeClaim.d.";

  NamedObjectsTest() {
    super(NamedObjects::new);
    on(
        NamedObjects.OBJECT_IS_THERE,
        "names claim nosuch, which is not there; if others made it",
        good -> good.property(NOTEBOOK_CONF, VOLUME + "options.claimName", "nosuch"));
    on(
        NamedObjects.OBJECT_IS_THERE,
        "names Secret warehouse-db, which is not there",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.kubernetes.executor.secretKeyRef.DB", "warehouse-db:word"));
    on(
        NamedObjects.OBJECT_IS_THERE,
        "which names no key; write the Secret, a colon and its key",
        good ->
            good.property(NOTEBOOK_CONF, "spark.kubernetes.executor.secretKeyRef.DB", "warehouse"));
    on(
        NamedObjects.OBJECT_IS_THERE,
        "names key wrod of Secret db, which has [word]",
        good ->
            good.secret("db", Set.of("word"))
                .property(NOTEBOOK_CONF, "spark.kubernetes.executor.secretKeyRef.DB", "db:wrod"));
    on(
        NamedObjects.OTHERS_KEEP_IT_THERE,
        "names regcred, which the stack does not make",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.kubernetes.container.image.pullSecrets", "regcred"));
    on(
        NamedObjects.OTHERS_KEEP_IT_THERE,
        "wait for a scheduler called volcano",
        good ->
            good.property(NOTEBOOK_CONF, "spark.kubernetes.executor.scheduler.name", "volcano"));
    on(
        NamedObjects.HOST_IS_THERE,
        "spark.hadoop.fs.defaultFS names the host namenode, which is no Service of the stack",
        good -> good.property(NOTEBOOK_CONF, "spark.hadoop.fs.defaultFS", "hdfs://namenode:8020"));
  }

  @ParameterizedTest
  @CsvSource({
    "spark.kubernetes.executor.volumes.persistentVolumeClaim.d.options.claimName, OnDemand",
    "spark.kubernetes.executor.scheduler.name, yunikorn",
    "spark.hadoop.fs.defaultFS, s3a://bucket",
    "spark.hadoop.fs.defaultFS, hdfs://namenode.example.org:8020",
    "spark.openlineage.transport.url, http://marquez.lineage.svc:5000",
    "spark.sql.hive.metastore.uris, thrift://store:9083",
  })
  void what_is_there_or_elsewhere_passes(String key, String value) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, key, value))).isEmpty();
  }
}
