package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PulledTest extends FamilyTest {

  private static final String STOCK = "quay.io/jupyter/pyspark-notebook:spark-3.5.4";

  PulledTest() {
    super(Pulled::new);
    on(
        Pulled.STOCK_HAS_NO_STORE,
        "container jupyter of StatefulSet lab is told of s3a:// and runs " + STOCK,
        good -> good.container(JUPYTER, lab -> lab.setImage(STOCK)));
    for (String image :
        new String[] {"apache/spark:3.5.4", "docker.io/library/spark:3.5.4", "spark"}) {
      on(
          Pulled.STOCK_HAS_NO_STORE,
          "container history of Deployment history is told of s3a:// and runs " + image,
          good -> good.container(HISTORY, server -> server.setImage(image)));
    }
    on(
        Pulled.STOCK_HAS_NO_STORE,
        "uses s3a://, and apache/spark:3.5.4 has no jars for it",
        good ->
            good.property(NOTEBOOK_CONF, "spark.kubernetes.container.image", "apache/spark:3.5.4"));
    on(
        Pulled.IMAGE_IS_RUN,
        JUPYTER_IMAGE + " is built, and no pod runs notebook:3.5.4; name it in a pod",
        good -> good.container(JUPYTER, lab -> lab.setImage("registry.example.org/other/lab:1")));
    on(
        Pulled.NODES_GET_THE_IMAGE,
        "container minio of StatefulSet store never pulls ",
        good -> good.container(STORE, store -> store.setImagePullPolicy("Never")));
    on(
        Pulled.BUILT_IMAGE_MAY_BE_PULLED,
        "container jupyter of StatefulSet lab never pulls registry.example.org/team/",
        good -> good.container(JUPYTER, lab -> lab.setImagePullPolicy("Never")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.org/team/spark:3.5.4",
        "registry.example.org/apache/spark:3.5.4",
        "ghcr.io/team/spark-s3a:3.5.4",
        "bitnami/spark:3.5.4",
      })
  void an_image_of_ones_own_is_not_told(String image) {
    Altered altered = Altered.samples().container(HISTORY, server -> server.setImage(image));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void jars_that_ivy_fetches_are_jars() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, "spark.kubernetes.container.image", "apache/spark:3.5.4")
            .property(NOTEBOOK_CONF, "spark.jars.packages", "org.apache.hadoop:hadoop-aws:3.3.4");

    assertThat(said(Pulled.STOCK_HAS_NO_STORE, altered)).isEmpty();
  }

  @Test
  void images_that_a_script_loads_need_no_pull() {
    Altered altered =
        Altered.samples()
            .newFile("images/load.sh", "#!/bin/sh\nkind load docker-image x\n")
            .container(STORE, store -> store.setImagePullPolicy("Never"));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void local_images_need_no_pull() {
    Altered altered =
        Altered.samples()
            .container(STORE, store -> store.setImagePullPolicy("Never"))
            .container(STORE, store -> store.setImage("localhost/minio:1"));

    assertThat(said(altered)).isEmpty();
  }
}
