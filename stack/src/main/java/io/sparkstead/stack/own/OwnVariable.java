package io.sparkstead.stack.own;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.value.SecretRef;
import java.util.List;

/**
 * What an environment variable of a person's own is set to.
 *
 * <pre>{@code
 * OwnVariable.of("Europe/Berlin")                   // value: Europe/Berlin
 * new OwnVariable.OfSecret(spec, "token")           // valueFrom: {secretKeyRef: {…}}
 * ExistingObject.secret("warehouse-db").key("password")   // the same, of a Secret that others made
 * }</pre>
 *
 * <p>Sealed: a variable whose value is not known to anyone here could hold a secret.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/">
 *     Environment variables</a>
 */
public sealed interface OwnVariable
    permits OwnVariable.Text, OwnVariable.OfSecret, ExistingObject.Key {

  /** It, called {@code name}. */
  EnvVar named(String name);

  /** The Secrets that the stack then asks for. */
  default List<SecretSpec> secrets() {
    return List.of();
  }

  /** What others have made that it needs. */
  default List<ExistingObject> existing() {
    return List.of();
  }

  /** This text. */
  static OwnVariable of(String text) {
    return new Text(text);
  }

  /** A key of the Secret {@code name}. */
  static EnvVar ofSecret(String name, SecretRef key) {
    EnvVarSource source = new EnvVarSource();
    source.setSecretKeyRef(new SecretKeySelector(key.key(), key.name(), null));
    return new EnvVar(name, null, source);
  }

  /** This text. No secret: whoever may list pods reads it. */
  record Text(String text) implements OwnVariable {

    public Text {
      if (text == null) {
        throw new IllegalArgumentException(
            "a variable has no value, null; give it one, or leave the variable out");
      }
      if (text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "the value of a variable has a NUL in it, and no program takes that; leave it out");
      }
    }

    @Override
    public EnvVar named(String name) {
      return new EnvVar(name, text, null);
    }
  }

  /** A key of a Secret that the stack asks for; refused if the Secret has no such key. */
  record OfSecret(SecretSpec secret, String key) implements OwnVariable {

    public OfSecret {
      secret.ref(key);
    }

    @Override
    public EnvVar named(String name) {
      return ofSecret(name, secret.ref(key));
    }

    @Override
    public List<SecretSpec> secrets() {
      return List.of(secret);
    }
  }
}
