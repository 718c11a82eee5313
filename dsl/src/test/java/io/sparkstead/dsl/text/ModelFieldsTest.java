package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the build writes down must be what reflection would find. */
class ModelFieldsTest {

  private static final ModelReader WRITTEN =
      Objects.requireNonNull(Fields.WRITTEN, "the build wrote no ModelFields; run mvn test");

  @Test
  void what_was_written_reads_as_reflection_does() {
    int written = 0;
    for (Object bean : FieldsTest.models().map(type -> Models.filled(type, 2)).toList()) {
      int number = WRITTEN.number(bean.getClass().getName());
      if (number >= 0) {
        Fields fields = new Fields();
        WRITTEN.read(number, bean, fields);
        written++;
        Fields reflected = new Fields();
        Members.read(bean, reflected);
        assertThat(content(fields)).as(bean.getClass().getName()).isEqualTo(content(reflected));
      }
    }
    assertThat(written).isGreaterThan(150);
  }

  @Test
  void names_are_bare_where_the_build_has_looked_at_all_of_them()
      throws ReflectiveOperationException {
    int bare = 0;
    for (Class<?> type : FieldsTest.models().toList()) {
      Fields fields = Fields.read(type.getDeclaredConstructor().newInstance());
      assertThat(fields.haveBareNames())
          .as(type.getName())
          .isEqualTo(WRITTEN.number(type.getName()) >= 0);
      bare += fields.haveBareNames() ? 1 : 0;
    }
    assertThat(bare).isGreaterThan(150);
    Namespace namespace = new Namespace();
    assertThat(Fields.read(namespace).haveBareNames()).isTrue();
    namespace.setAdditionalProperty("- a", "b");
    assertThat(Fields.read(namespace).haveBareNames()).isFalse();
    assertThat(Yaml.document(namespace)).contains("\n\"- a\": b\n");
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.dsl.text.Models#kinds")
  void a_manifest_needs_no_reflection(Class<?> kind) {
    assertWritten(Models.filled(kind, 20));
  }

  @Test
  void a_class_the_build_did_not_see_is_read_by_reflection() {
    Endpoints endpoints = new Endpoints();

    assertThat(WRITTEN.number(Endpoints.class.getName())).isNegative();
    assertThat(content(Fields.read(endpoints)))
        .isEqualTo(List.of("apiVersion", "v1", "kind", "Endpoints"));
  }

  @Test
  void a_field_the_class_lacks_stands_where_the_alphabet_has_it_and_only_once() {
    Namespace namespace = new Namespace();
    namespace.setAdditionalProperty("status", "unknown");
    namespace.setAdditionalProperty("kind", "Other");
    namespace.setAdditionalProperty("extra", Map.of());

    assertThat(content(Fields.read(namespace)))
        .isEqualTo(
            List.of("apiVersion", "v1", "kind", "Other", "extra", Map.of(), "status", "unknown"));
  }

  private static void assertWritten(Object bean) {
    Fields fields = new Fields();
    int number = WRITTEN.number(bean.getClass().getName());
    assertThat(number).as(bean.getClass().getName()).isNotNegative();
    WRITTEN.read(number, bean, fields);
    for (int i = 0; i < fields.size(); i++) {
      Collection<?> values =
          fields.value(i) instanceof Collection<?> many ? many : List.of(fields.value(i));
      // A cluster's report, which a manifest does not have.
      if (!fields.name(i).equals("status")) {
        values.stream().filter(Yaml::isObject).forEach(ModelFieldsTest::assertWritten);
      }
    }
  }

  /** Names and values in turn, maps inside likewise. */
  private static List<Object> content(Fields fields) {
    List<Object> content = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Object value = fields.value(i);
      content.add(fields.name(i));
      content.add(value instanceof Fields inner ? content(inner) : value);
    }
    return content;
  }
}
