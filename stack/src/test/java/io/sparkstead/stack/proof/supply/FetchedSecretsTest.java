package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Custom;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchedSecretsTest extends FamilyTest {

  private static final String GOOD =
      """
      refreshInterval: 1h
      secretStoreRef: {kind: ClusterSecretStore, name: aws-secrets-manager}
      target: {name: keys, creationPolicy: Owner, deletionPolicy: Retain}
      data:
      - secretKey: password
        remoteRef: {key: spark/keys, property: password, decodingStrategy: None}
      """;

  FetchedSecretsTest() {
    super(FetchedSecrets::new);
    on(
        FetchedSecrets.SECRET_IS_MADE,
        "ExternalSecret keys has creationPolicy: None, by which nobody makes Secret keys; say Owner",
        good -> with(good, "Owner", "None"));
    on(
        FetchedSecrets.SECRET_IS_MADE,
        "names no store in secretStoreRef; name one of kind [SecretStore, ClusterSecretStore]",
        good -> with(good, "secretStoreRef", "storeRef"));
    on(
        FetchedSecrets.SECRET_IS_MADE,
        "does not say what key 'password' is in the store",
        good -> with(good, "key: spark/keys", "key: ''"));
    on(
        FetchedSecrets.SECRET_IS_MADE,
        "fetches nothing; name the keys in data",
        good -> with(good, "data:", "data2:"));
    on(
        FetchedSecrets.SECRET_IS_MADE,
        "both own Secret keys; give each its own",
        good -> beside(with(good, "x", "x"), "more", text -> text));
    on(
        FetchedSecrets.OPERATOR_TAKES_IT,
        "looks again every hourly, which is no duration; write it as 1h or 30m",
        good -> with(good, "1h", "hourly"));
    on(
        FetchedSecrets.OPERATOR_TAKES_IT,
        "has kind: ClusterSecretsStore, which is no such word; did you mean ClusterSecretStore?",
        good -> with(good, "ClusterSecretStore", "ClusterSecretsStore"));
    on(
        FetchedSecrets.OPERATOR_TAKES_IT,
        "has deletionPolicy: Remove, which is no such word",
        good -> with(good, "Retain", "Remove"));
    on(
        FetchedSecrets.OPERATOR_TAKES_IT,
        "has decodingStrategy: base64, which is no such word; did you mean Base64?",
        good -> with(good, "decodingStrategy: None", "decodingStrategy: base64"));
    on(
        FetchedSecrets.TEMPLATE_ASKS_WHAT_IS_FETCHED,
        "ExternalSecret keys makes url of .secret, and data fetches [password]; ask for that",
        good -> templated(good, "x://{{ .secret | b64dec }}"));
    on(
        FetchedSecrets.ROTATED_ARRIVES,
        "looks again every 0s, which is never",
        good -> with(good, "1h", "0s"));
    on(
        FetchedSecrets.VALUE_IS_AS_IT_STANDS,
        "ExternalSecret keys decodes password by Base64, and tokens and keys stand in a store as",
        good -> with(good, "decodingStrategy: None", "decodingStrategy: Base64"));
    on(
        FetchedSecrets.VALUE_IS_AS_IT_STANDS,
        "decodes all by Auto",
        good ->
            with(
                good,
                "data:",
                "dataFrom: [{extract: {key: spark/keys, decodingStrategy: Auto}}]\ndata:"));
    on(
        FetchedSecrets.STORE_IS_THE_OTHERS,
        "asks SecretStore aws-secrets-manager, and others ClusterSecretStore aws-secrets-manager",
        good -> others(good, text -> text.replace("ClusterSecretStore", "SecretStore")));
    on(
        FetchedSecrets.STORE_IS_THE_OTHERS,
        "asks ClusterSecretStore aws-secret-manager, and others ClusterSecretStore"
            + " aws-secrets-manager; name one store",
        good -> others(good, text -> text.replace("aws-secrets", "aws-secret")));
    on(
        FetchedSecrets.NAMES_ARE_ALIKE,
        "fetches keyz for keys; if that is a slip, write keys",
        good -> with(good, "spark/keys", "spark/keyz"));
    on(
        FetchedSecrets.NAMES_ARE_ALIKE,
        "fetches passwords for password; if that is a slip, write password",
        good -> with(good, "property: password", "property: passwords"));
  }

  private static Altered with(Altered good, String from, String to) {
    return beside(good, "keys", text -> text.replace(from, to));
  }

  private static Altered beside(Altered good, String name, UnaryOperator<String> change) {
    return good.add(
        Custom.of("external-secrets.io/v1", "ExternalSecret", name, change.apply(GOOD)));
  }

  /** Two that are right, and one more that is changed. */
  private static Altered others(Altered good, UnaryOperator<String> change) {
    Altered two = beside(good, "keys", text -> text);
    two = beside(two, "pair", text -> text.replace("keys", "pair"));
    return beside(two, "more", text -> change.apply(text.replace("keys", "more")));
  }

  @ParameterizedTest
  @CsvSource({
    "1h, 1h30m",
    "1h, 90s",
    "ClusterSecretStore, SecretStore",
    "Owner, Orphan",
    "Retain, Delete",
    "spark/keys, prod/data/9f2c",
    "'property: password', 'property: value'",
    "'key: spark/keys, property: password', 'key: spark/keys'"
  })
  void other_ways_to_fetch_it_are_left_alone(String from, String to) {
    assertThat(said(with(Altered.samples(), from, to))).isEmpty();
  }

  @Test
  void a_store_may_be_each_keys_own_and_another_one() {
    Altered generated =
        beside(
            Altered.samples(),
            "keys",
            text ->
                """
                dataFrom:
                - sourceRef: {generatorRef: {kind: Password, name: long}}
                """);
    Altered two = others(Altered.samples(), text -> text.replace("aws-secrets-manager", "vault"));

    assertThat(said(generated)).isEmpty();
    assertThat(said(two)).isEmpty();
  }

  private static Altered templated(Altered good, String text) {
    return with(
        good, "target: {", "target: {template: {data: {url: '" + text.replace("'", "''") + "'}}, ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ .password }}",
        "{{- printf \"%s.conf\" .password | b64enc -}}",
        "{{ range $k, $v := . }}{{ $v.other }}{{ end }}",
        "plain.text",
      })
  void a_template_of_what_is_fetched_passes(String text) {
    assertThat(said(templated(Altered.samples(), text))).isEmpty();
  }

  @Test
  void a_secret_that_is_meant_to_be_fetched_once_passes() {
    assertThat(
            said(
                with(
                    Altered.samples(),
                    "refreshInterval: 1h",
                    "refreshInterval: '0'\nrefreshPolicy: CreatedOnce")))
        .isEmpty();
  }
}
