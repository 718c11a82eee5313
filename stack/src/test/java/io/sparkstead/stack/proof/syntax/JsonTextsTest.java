package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextsTest extends FamilyTest {

  private static final String JOB = "store-bootstrap";
  private static final String POLICY = "policy.json";

  JsonTextsTest() {
    super(JsonTexts::new);
    on(
        JsonTexts.IS_JSON,
        "of ConfigMap store-bootstrap key policy.json is no JSON: Unexpected character",
        good ->
            good.data(JOB, POLICY, text -> text.replace("\"s3:GetObject\",", "\"s3:GetObject\"")));
    on(
        JsonTexts.IS_JSON,
        "is no JSON: Unexpected end-of-input",
        good -> good.data(JOB, POLICY, text -> text.substring(0, text.length() - 3)));
    on(
        JsonTexts.IS_JSON,
        "line 1 of ConfigMap store-bootstrap key policy.json is no JSON: nothing is in it",
        good -> good.data(JOB, POLICY, text -> ""));
    on(
        JsonTexts.IS_JSON,
        "of examples/dynamic_resource_allocation_test.ipynb is no JSON",
        good -> good.replace(NOTEBOOK, "\"cells\": [", "\"cells\": "));
    on(
        JsonTexts.IS_JSON,
        "line 3 of ConfigMap store-bootstrap key users.sh writes /tmp/users.json there, which is no"
            + " JSON",
        good -> script(good, "cat > /tmp/users.json <<END\n{\"a\": \"$key\",}\nEND"));
    on(
        JsonTexts.IS_JSON,
        "line 2 of ConfigMap store-bootstrap key policy.json is no JSON: a second value follows",
        good -> good.data(JOB, POLICY, text -> "{\"a\": 1}\n{\"a\": 2}\n"));
    on(
        JsonTexts.IS_JSON,
        "writes conf.json there",
        good -> script(good, "cat <<'END' > conf.json\n{\"a\": [1}\nEND"));
  }

  private static Altered script(Altered good, String line) {
    return good.edit(
        ConfigMap.class, JOB, map -> map.getData().put("users.sh", "#!/bin/sh\n" + line + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1, 2.5e3, null, true, \"\\u00e4\"]",
        "\"text\"",
        "{\"port\": ${PORT}, \"name\": \"${NAME}\"}",
        "{\"panels\": [{{ panels }}], \"legend\": \"{{executor}}\"}",
        "{ $pairs }",
      })
  void what_a_reader_takes_passes(String json) {
    assertThat(said(Altered.samples().data(JOB, POLICY, text -> json))).isEmpty();
  }

  @Test
  void an_object_a_line_passes_where_a_program_reads_lines() {
    Altered lines =
        Altered.samples()
            .data(JOB, POLICY, text -> "{\"a\": 1}\n{\"a\": 2}\n")
            .data("check-script", "smoke.py", text -> text + "spark.read.json('/opt/a.json')\n");

    assertThat(said(lines)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': 1}",
        "{a: 1}",
        "{\"a\": NaN}",
        "{\"a\": +1}",
        "{\"a\": .5}",
        "{\"a\": 1} // why",
        "{\"a\": [1}",
        "{\"a\": \"b\nc\"}",
        "{\"a\": \"\\q\"}",
        "{\"a\": 01}",
      })
  void what_is_said_of_json_is_not_in_the_words_of_a_library(String json) {
    Altered altered = Altered.samples().data(JOB, POLICY, text -> json);

    assertThat(said(altered))
        .hasSize(1)
        .allSatisfy(
            finding ->
                assertThat(finding.message())
                    .doesNotContain("Feature", "ALLOW_", "enable", "Source", "parser"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat > /tmp/users.json <<END\n{\"a\": \"$key\", \"b\": ${n}, \"c\": [$(list)]}\nEND",
        "cat > /tmp/users.json <<END\n{\"a\": \"\\$5\"}\nEND",
        "cat > /tmp/users.yaml <<END\na: b\nEND",
        "cat < /tmp/users.json <<END\na: b\nEND",
        "echo '{' > a.json",
      })
  void what_a_script_writes_passes(String line) {
    assertThat(said(script(Altered.samples(), line))).isEmpty();
  }
}
