package io.sparkstead.dsl.value;

/**
 * Where a secret value is kept: the Secret {@code name} and its {@code key}. It cannot hold the
 * value.
 *
 * @param name the Secret, in the namespace of whoever refers to it
 * @param key a key of its {@code data}: 1 to 253 of {@code A-Z a-z 0-9 - _ .}
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/secret/">Secrets</a>
 */
public record SecretRef(String name, String key) {

  public SecretRef {
    // What was given may be the secret itself, so no message repeats it.
    if (!DnsLabel.isSubdomain(name)) {
      throw new IllegalArgumentException(
          "a Secret's name of "
              + name.length()
              + " characters (not shown) is not a DNS subdomain; name the Secret, as in minio-root,"
              + " and leave its value in the cluster");
    }
    if (!isKey(key)) {
      throw new IllegalArgumentException(
          "a key of "
              + key.length()
              + " characters (not shown) is not a key of Secret "
              + name
              + "; name the key, as in password, and leave its value in the cluster");
    }
  }

  /** Whether {@code text} may be a key of a Secret's or a ConfigMap's data. */
  public static boolean isKey(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Ascii.isInName(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty()
        && text.length() <= 253
        && !text.equals(".")
        // A volume keeps its own behind such names.
        && !text.startsWith("..");
  }
}
