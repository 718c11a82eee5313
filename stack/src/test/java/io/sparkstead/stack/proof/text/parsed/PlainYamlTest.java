package io.sparkstead.stack.proof.text.parsed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainYamlTest {

  @Test
  void flows_quotes_and_comments_are_written_as_blocks() {
    assertThat(
            PlainYaml.of(
                """
                'kind': "Pod"  # of Spark
                spec:
                  containers:
                    - {name: executor, securityContext: {capabilities: {drop: ["ALL"]}}}
                """))
        .endsWith(
            """
            kind: Pod
            spec:
              containers:
              - name: executor
                securityContext:
                  capabilities:
                    drop:
                    - ALL
            """);
  }

  @Test
  void what_is_plain_or_broken_stays_as_it_is() {
    String plain = "kind: Pod\nspec:\n  volumes:\n  - name: tmp\n    emptyDir: {}\n";
    String broken = "kind: Pod\nspec: {volumes: [\n";

    assertThat(PlainYaml.of(plain)).isSameAs(plain);
    assertThat(PlainYaml.of(broken)).isEqualTo(broken);
  }
}
