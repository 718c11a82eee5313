package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRefTest {

  static String[] keys() {
    return new String[] {"password", "a", ".a", "-", "_", "A.b-c_1", "x".repeat(253)};
  }

  static String[] others() {
    return new String[] {
      "", ".", "..", "...", "..data", "a b", "a/b", "a=b", "a\n", "é", "p@ssw0rd!", "x".repeat(254)
    };
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_key_is_what_kubernetes_takes_for_one(String key) {
    assertThat(new SecretRef("minio-root", key).key()).isEqualTo(key);
    assertThat(SecretRef.isKey(key)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("others")
  void another_key_is_refused(String key) {
    assertThat(SecretRef.isKey(key)).isFalse();
    assertThatThrownBy(() -> new SecretRef("minio-root", key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a key of %s characters (not shown) is not a key of Secret minio-root; name the key, as"
                + " in password, and leave its value in the cluster",
            key.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Hunter2", "a_b", "a b", "-a", "a/b", "dGhlIHZhbHVl=="})
  void another_name_is_refused(String name) {
    assertThatThrownBy(() -> new SecretRef(name, "password"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a Secret's name of %s characters (not shown) is not a DNS subdomain; name the Secret,"
                + " as in minio-root, and leave its value in the cluster",
            name.length());
  }

  @Test
  void no_message_repeats_what_may_be_the_secret_itself() {
    String value = "AKIA/s3cr3t+Value=";

    assertThatThrownBy(() -> new SecretRef(value, "password"))
        .message()
        .doesNotContainIgnoringCase("s3cr3t");
    assertThatThrownBy(() -> new SecretRef("minio-root", value))
        .message()
        .doesNotContainIgnoringCase("s3cr3t");
  }
}
