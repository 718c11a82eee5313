package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.text.CredentialText.Given;
import io.sparkstead.stack.proof.text.CredentialText.Writing;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that promise a credential, and what they get: the same that expressions would find. */
class CredentialTextTest {

  private static final String NAME =
      "(?:pass(?:word|wd|phrase)|(?<![a-z])(?:pass|pwd)|secret|token|credential|"
          + "(?:access|secret|api|private|account|encryption)[._-]?key)s?(?:[._-]?(?:id|hash))?";
  private static final String START = "(?<![\\w.-])(?<!\\$\\{)([\\w.-]*" + NAME + ")";
  private static final String VALUE = "([^\\s\"',;)\\\\]+)";

  private static final Pattern PROMISE = Pattern.compile("(?is).*" + NAME);
  private static final List<Pattern> IN_ANY =
      List.of(
          Pattern.compile(
              "(?im)" + START + "[\"']?\\]?[ \\t]*(?::=|=(?!=)|:(?!=))[ \\t]*[\"']?" + VALUE),
          Pattern.compile("(?i)[\"']([\\w.-]*" + NAME + ")[\"'][ \\t]*,\\s*f?[\"']([^\"'\\n]+)"),
          Pattern.compile(
              "(?im)(?:--|^(?:ENV|ARG)[ \\t]+)([\\w.-]*" + NAME + ")[ \\t]+[\"']?" + VALUE),
          Pattern.compile(
              "(?i)<name>\\s*([\\w.-]*" + NAME + ")\\s*</name>\\s*<value>\\s*([^<\\s]+)"));
  private static final List<Pattern> IN_PYTHON =
      List.of(
          Pattern.compile(
              "(?im)" + START + "[\"']?\\]?[ \\t]*[=:](?!=)[ \\t]*[fr]?[\"']([^\"'\\n]+)"),
          IN_ANY.get(1));

  private static final List<String> PARTS =
      List.of(
          "pass",
          "password",
          "pwd",
          "passphrase",
          "secret",
          "Token",
          "CREDENTIALS",
          "access",
          "api",
          "key",
          "id",
          "hash",
          "s",
          "x",
          "1",
          ".",
          "-",
          "--",
          "_",
          "=",
          ":",
          ":=",
          " ",
          " ",
          "\t",
          "\n",
          "\"",
          "'",
          "[",
          "]",
          ",",
          "f",
          "${",
          "}",
          ";",
          ")",
          "\\",
          "<name>",
          "</name>",
          "<value>",
          "</value>",
          "ENV ",
          "\nARG ",
          "\nENV\t",
          "é",
          "İ");

  @Test
  void a_hundred_thousand_texts_give_what_expressions_find() {
    Random random = new Random(193);
    int found = 0;
    for (int round = 0; round < 100_000; round++) {
      String text = some(random, 14);
      for (Writing writing : Writing.values()) {
        Set<String> expected = expected(text, writing);
        found += expected.size();
        assertThat(shown(CredentialText.in(text, writing)))
            .as("%s: <%s>", writing, text)
            .containsAll(expected);
      }
    }
    assertThat(found).isGreaterThan(5_000);
  }

  @Test
  void a_hundred_thousand_names_are_judged_as_the_expression_judges_them() {
    Random random = new Random(194);
    int promises = 0;
    for (int round = 0; round < 100_000; round++) {
      String name = some(random, 5);
      boolean is = PROMISE.matcher(name).matches();
      promises += is ? 1 : 0;
      assertThat(CredentialText.isOne(name)).as("<%s>", name).isEqualTo(is);
    }
    assertThat(promises).isGreaterThan(5_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_SECRET_ACCESS_KEY",
        "aws_access_key_id",
        "spark.hadoop.fs.s3a.secret.key",
        "spark.hadoop.fs.azure.account.key.beta.dfs.core.windows.net",
        "fs.azure.account.oauth2.client.secret.beta.dfs.core.windows.net",
        "fs.azure.sas.fixed.token.beta.dfs.core.windows.net",
        "DB_PASS",
        "pwd",
        "keyPassphrase",
        "api-keys",
        "PasswordHash",
        "tokens",
        "account.key",
        "credentials"
      })
  void a_name_that_ends_in_such_a_word_promises_a_credential(String name) {
    assertThat(CredentialText.isOne(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "key",
        "KEY_ID",
        "bypass",
        "compass",
        "tokenizer",
        "secretName",
        "credentials.provider",
        "passwordFile",
        "monkey",
        "public-key",
        "id",
        "hash"
      })
  void another_name_promises_none(String name) {
    assertThat(CredentialText.isOne(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TOKEN=a;                                  | TOKEN     | a",
        "export X_TOKEN='a b'                      | X_TOKEN   | a",
        "secret.key : a                            | secret.key | a",
        "{\"token\": \"a\"}                        | token     | a",
        "PASSWORD:=a                               | PASSWORD  | a",
        "x(\"secret.key\", f'a b')                 | secret.key | a b",
        "--root-password a                         | root-password | a",
        "mc --token \"a\"                          | token     | a",
        "ENV TOKEN a                               | TOKEN     | a",
        "<name> a.secret.key </name> <value> b </value> | a.secret.key | b",
        "token=${TOKEN:?is not set}                | token     | ${TOKEN:?is"
      })
  void what_a_text_gives_to_a_name_is_found(String text, String name, String value) {
    assertThat(CredentialText.in(text.strip(), Writing.ANY)).contains(new Given(name, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if token == a",
        "echo ${TOKEN:?is not set}",
        "tokenizer=a",
        "RUN ENV TOKEN a",
        "a token b",
        "TOKEN=",
        "TOKEN=\"\"",
        "<name>token</name><value></value>",
        "(\"token\" \"a\")"
      })
  void what_gives_a_name_nothing_is_left_alone(String text) {
    assertThat(CredentialText.in(text, Writing.ANY)).isEmpty();
  }

  @Test
  void in_python_only_what_is_quoted_is_a_value() {
    assertThat(CredentialText.in("token = os.environ", Writing.PYTHON)).isEmpty();
    assertThat(CredentialText.in("token = f\"a b\"", Writing.PYTHON))
        .containsExactly(new Given("token", "a b"));
    assertThat(CredentialText.in("e['TOKEN'] = r'a'", Writing.PYTHON))
        .containsExactly(new Given("TOKEN", "a"));
  }

  private static Set<String> expected(String text, Writing writing) {
    Set<String> expected = new TreeSet<>();
    for (Pattern pattern : writing == Writing.PYTHON ? IN_PYTHON : IN_ANY) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        expected.add(matcher.group(1) + " gets " + matcher.group(2));
      }
    }
    return expected;
  }

  private static Set<String> shown(List<Given> all) {
    Set<String> shown = new TreeSet<>();
    for (Given given : all) {
      shown.add(given.name() + " gets " + given.value());
    }
    return shown;
  }

  private static String some(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }
}
