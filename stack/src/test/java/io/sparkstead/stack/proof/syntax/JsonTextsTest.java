package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
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
        "{\"a\": 1}\n{\"a\": 2}\n",
        "{\"port\": ${PORT}, \"name\": \"${NAME}\"}",
        "{\"panels\": [{{ panels }}], \"legend\": \"{{executor}}\"}",
        "{ $pairs }",
      })
  void what_a_reader_takes_passes(String json) {
    assertThat(said(Altered.samples().data(JOB, POLICY, text -> json))).isEmpty();
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
