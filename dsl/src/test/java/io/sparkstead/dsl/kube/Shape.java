package io.sparkstead.dsl.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import org.assertj.core.api.AbstractStringAssert;

/** Objects as the YAML a reader sees, and the component that the tests are about. */
final class Shape {

  static final Labels MINIO = new Namespace("spark").labels(DnsLabel.of("minio"), "object-store");

  private Shape() {}

  /** An assertion about the YAML of {@code value}, below its first line. */
  static AbstractStringAssert<?> assertShape(Object value) {
    return assertThat(Yaml.document(value).substring(Generated.COMMENT.length()));
  }
}
