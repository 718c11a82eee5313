package io.sparkstead.stack.own;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.SecretRef;
import java.util.List;

/**
 * What is in the namespace already, made by others: the stack names it, and neither makes it nor
 * asks for it.
 *
 * <pre>{@code
 * ExistingObject.claim("datasets")                      // persistentVolumeClaim: {claimName: datasets}
 * ExistingObject.claim("datasets").readOnly()           // the same, which pods may read alone
 * ExistingObject.configMap("app-conf")                  // configMap: {name: app-conf}
 * ExistingObject.secret("warehouse-db")                 // secret: {secretName: warehouse-db}
 * ExistingObject.secret("warehouse-db").key("password") // secretKeyRef: {…}, for a variable
 * }</pre>
 *
 * <p>A claim is mounted by driver and executors at once, on whichever nodes they are: it has to be
 * ReadWriteMany, unless there is one node alone.
 *
 * @param name 1 to 253 of {@code a-z 0-9 - .}
 */
public record ExistingObject(Kind kind, String name) implements OwnVolume {

  /** What it is. */
  public enum Kind {
    CLAIM("claim") {
      @Override
      void fill(Volume volume, String name) {
        PersistentVolumeClaimVolumeSource source = new PersistentVolumeClaimVolumeSource();
        source.setClaimName(name);
        volume.setPersistentVolumeClaim(source);
      }

      @Override
      boolean isWritable() {
        return true;
      }
    },
    CONFIG_MAP("ConfigMap") {
      @Override
      void fill(Volume volume, String name) {
        ConfigMapVolumeSource source = new ConfigMapVolumeSource();
        source.setName(name);
        volume.setConfigMap(source);
      }
    },
    SECRET("Secret") {
      @Override
      void fill(Volume volume, String name) {
        SecretVolumeSource source = new SecretVolumeSource();
        source.setSecretName(name);
        source.setDefaultMode(Mount.READABLE_BY_GROUP);
        volume.setSecret(source);
      }
    };

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    abstract void fill(Volume volume, String name);

    boolean isWritable() {
      return false;
    }

    /** As people call it. */
    @Override
    public String toString() {
      return word;
    }
  }

  public ExistingObject {
    if (!DnsLabel.isSubdomain(name)) {
      throw new IllegalArgumentException(
          kind.word
              + " '"
              + name
              + "' is not the name of one: use 1-253 of a-z, 0-9, hyphens and dots");
    }
  }

  /** A PersistentVolumeClaim, which pods may write. */
  public static ExistingObject claim(String name) {
    return new ExistingObject(Kind.CLAIM, name);
  }

  public static ExistingObject configMap(String name) {
    return new ExistingObject(Kind.CONFIG_MAP, name);
  }

  public static ExistingObject secret(String name) {
    return new ExistingObject(Kind.SECRET, name);
  }

  /** A claim that pods may read alone: {@code readOnly: true} of their mounts. */
  public OwnVolume readOnly() {
    return new ReadOnly(this);
  }

  /** One value of it, for a variable; refused of what is no Secret. */
  public Key key(String key) {
    return new Key(this, key);
  }

  @Override
  public void fill(Volume volume, DnsLabel component) {
    kind.fill(volume, name);
  }

  @Override
  public boolean isWritable() {
    return kind.isWritable();
  }

  @Override
  public List<ExistingObject> existing() {
    return List.of(this);
  }

  /** An object that others made, which pods may read alone. */
  private record ReadOnly(ExistingObject object) implements OwnVolume {

    @Override
    public void fill(Volume volume, DnsLabel component) {
      object.fill(volume, component);
    }

    @Override
    public List<ExistingObject> existing() {
      return object.existing();
    }
  }

  /** One value of a Secret that others made. */
  public record Key(ExistingObject secret, String key) implements OwnVariable {

    public Key {
      if (secret.kind != Kind.SECRET) {
        throw new IllegalArgumentException(
            secret.kind.word
                + " "
                + secret.name
                + " has no key for a variable; take one of a Secret, or write the text");
      }
      // What is no key is refused there.
      new SecretRef(secret.name, key);
    }

    @Override
    public EnvVar named(String name) {
      return OwnVariable.ofSecret(name, new SecretRef(secret.name, key));
    }

    @Override
    public List<ExistingObject> existing() {
      return List.of(secret);
    }
  }
}
