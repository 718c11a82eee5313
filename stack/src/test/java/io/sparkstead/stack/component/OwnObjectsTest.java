package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Namespace;
import org.junit.jupiter.api.Test;

class OwnObjectsTest {

  private static final Namespace SPARK = new Namespace("spark");

  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: colours, namespace: elsewhere, labels: {costs: team-7}}
      data: {sky: blue}
      """;

  @Test
  void they_are_in_the_stacks_namespace_and_carry_its_labels_beside_their_own() {
    HasMetadata object = OwnObjects.ofYaml(SPARK, "extras", MAP).resources().get(0);

    assertThat(object.getMetadata().getNamespace()).isEqualTo("spark");
    assertThat(object.getMetadata().getLabels())
        .containsEntry("costs", "team-7")
        .containsEntry("app.kubernetes.io/name", "extras");
  }

  @Test
  void each_call_makes_them_anew() {
    OwnObjects extras = OwnObjects.ofYaml(SPARK, "extras", MAP);

    assertThat(extras.resources().get(0)).isNotSameAs(extras.resources().get(0));
    assertThat(extras).isEqualTo(OwnObjects.ofYaml(SPARK, "extras", MAP));
  }

  @Test
  void a_secret_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OwnObjects.ofYaml(
                    SPARK, "extras", "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\n"))
        .withMessageContaining("no secret is written to a file");
  }

  @Test
  void what_is_no_object_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnObjects.ofYaml(SPARK, "extras", "sky: blue\n"))
        .withMessageContaining("the objects of extras");
  }
}
