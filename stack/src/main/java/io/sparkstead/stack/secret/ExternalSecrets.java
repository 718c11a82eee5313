package io.sparkstead.stack.secret;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.CustomObject;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Mapping;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The External Secrets Operator fetches them from a store, key by key:
 *
 * <pre>
 * apiVersion: external-secrets.io/v1
 * kind: ExternalSecret
 * spec:
 *   refreshInterval: 1h
 *   secretStoreRef:
 *     kind: ClusterSecretStore
 *     name: vault
 *   target:
 *     name: minio-root
 *     creationPolicy: Owner
 *   data:
 *   - secretKey: password
 *     remoteRef:
 *       key: spark/minio-root
 *       property: password
 * </pre>
 *
 * @param store which is in the cluster already
 * @param path under which the store has the secrets, as {@code spark} of {@code spark/minio-root};
 *     may have several steps
 * @param refreshMinutes how long a change in the store may go unseen: 1 or more
 * @see <a href="https://external-secrets.io/latest/api/externalsecret/">ExternalSecret</a>
 */
public record ExternalSecrets(Store store, String path, int refreshMinutes)
    implements SecretDelivery {

  /** Looks every hour. */
  public ExternalSecrets(Store store, String path) {
    this(store, path, 60);
  }

  public ExternalSecrets {
    if (!path.matches("[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*")) {
      throw new IllegalArgumentException(
          "path '"
              + path
              + "' in a secret store is not one; use steps of A-Z a-z 0-9 . _ - with / between,"
              + " like spark or team/spark");
    }
    if (refreshMinutes < 1) {
      throw new IllegalArgumentException(
          "refresh every "
              + refreshMinutes
              + " minutes would never look again; give 1 or more, 60 is usual");
    }
  }

  /**
   * Where the operator looks.
   *
   * @param kind {@code SecretStore} or {@code ClusterSecretStore}
   */
  public record Store(String kind, DnsLabel name) {

    /** One that the whole cluster shares. */
    public static Store ofCluster(String name) {
      return new Store("ClusterSecretStore", DnsLabel.of(name));
    }

    /** One in the stack's own namespace. */
    public static Store ofNamespace(String name) {
      return new Store("SecretStore", DnsLabel.of(name));
    }

    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  @Override
  public List<HasMetadata> objects(Labels labels, List<SecretSpec> secrets) {
    List<HasMetadata> objects = new ArrayList<>();
    for (SecretSpec secret : secrets) {
      objects.add(object(labels, secret));
    }
    return objects;
  }

  private HasMetadata object(Labels labels, SecretSpec secret) {
    Map<String, Object> spec =
        Mapping.of(
            "refreshInterval",
            interval(),
            "secretStoreRef",
            Mapping.of("kind", store.kind(), "name", store.name().text()),
            "target",
            Mapping.of(
                "name",
                secret.name().text(),
                "creationPolicy",
                "Owner",
                "deletionPolicy",
                "Retain"),
            "data",
            data(secret));
    return new CustomObject(
            "external-secrets.io/v1", "ExternalSecret", labels, secret.name().text(), spec)
        .resource();
  }

  private List<Map<String, Object>> data(SecretSpec secret) {
    List<Map<String, Object>> data = new ArrayList<>();
    for (String key : secret.recipes().keySet()) {
      data.add(data(secret, key));
    }
    return data;
  }

  private Map<String, Object> data(SecretSpec secret, String key) {
    Map<String, Object> remote = Mapping.of("key", path + "/" + secret.name(), "property", key);
    // The API server fills these in; a GitOps tool would take them for a change.
    remote.putAll(Mapping.of("conversionStrategy", "Default", "decodingStrategy", "None"));
    remote.put("metadataPolicy", "None");
    return Mapping.of("secretKey", key, "remoteRef", remote);
  }

  private String interval() {
    return refreshMinutes % 60 == 0 ? refreshMinutes / 60 + "h" : refreshMinutes + "m";
  }

  @Override
  public boolean isByHand() {
    return false;
  }

  @Override
  public String title() {
    return "Secrets to put into the store";
  }

  @Override
  public String guide(Place place) {
    return Blanks.fill(
        """
    No secret is in this tree. The External Secrets Operator makes the Secrets from %s, which is not
    part of this tree either: each Secret from the entry `%s/NAME`, each key from its property of
    the same name. Pods wait until then; `kubectl get externalsecret -n %s` says what is missing.
    `secrets %s` prints strong random values to put there, and keeps no copy.
    """,
        store, path, place.namespace(), place.option());
  }

  @Override
  public String once(Place place, List<SecretSpec> secrets) {
    return "# and put the Secrets below into " + store + "\n";
  }

  @Override
  public String ofOwner(Place place, SecretSpec secret) {
    return "put them into " + store + " under " + path + "/" + secret.name();
  }

  @Override
  public String afterPrinting() {
    return "put them into " + store + " under " + path + "/NAME; do not apply them";
  }
}
