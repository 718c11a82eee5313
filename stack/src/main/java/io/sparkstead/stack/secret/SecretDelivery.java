package io.sparkstead.stack.secret;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.SecretSpec;
import java.util.List;
import java.util.Map;

/**
 * How the Secrets of one environment come to its cluster.
 *
 * <pre>{@code
 * stack.deliveredBy(new ExternalSecrets(Store.ofCluster("vault"), "spark"));
 * }</pre>
 */
public sealed interface SecretDelivery permits Existing, ExternalSecrets, SealedSecrets, Sops {

  /** The objects that make {@code secrets}. */
  default List<HasMetadata> objects(Labels labels, List<SecretSpec> secrets) {
    return List.of();
  }

  /** The files for {@code secrets} that a person makes, and we never write. */
  default List<Slot> slots(Labels labels, List<SecretSpec> secrets) {
    return List.of();
  }

  /** The files that tell Kustomize's plugins what to make, as documents by name. */
  default Map<String, Map<String, Object>> generators(List<SecretSpec> secrets) {
    return Map.of();
  }

  /** The files for programs other than Kustomize, as documents by name. */
  default Map<String, Map<String, Object>> settings() {
    return Map.of();
  }

  /** Whether a person makes the Secrets, so that they are there as asked for. */
  default boolean isByHand() {
    return true;
  }

  /** What a person does with the Secrets: the heading of a section. */
  String title();

  /** How it is done, in Markdown, for the page about an environment. */
  String guide(Place place);

  /** What the shell has to do once, before anything else is applied; empty or whole lines. */
  String once(Place place, List<SecretSpec> secrets);

  /**
   * How the values that the owner of {@code secret} has come to the cluster: the end of a sentence.
   */
  default String ofOwner(Place place, SecretSpec secret) {
    return "from a file "
        + String.join(", ", secret.recipes().keySet())
        + ": "
        + once(place, List.of(secret)).strip();
  }

  /** What the shell has to do after every change. */
  default String always(Place place) {
    return "kubectl apply -k " + place.root();
  }

  /** What to do with Secrets that were just printed, in a few words. */
  String afterPrinting();

  /**
   * Where an environment's secrets come from and go.
   *
   * @param root the folder of its tree: {@code out/homelab}
   * @param command that starts this program
   * @param option that asks for the environment: {@code --env homelab}
   * @param namespace in the cluster
   */
  record Place(String root, String command, String option, String namespace) {

    String folder() {
      return root + "/" + FOLDER;
    }

    /** The command that prints all Secrets of the environment. */
    String print() {
      return command + " secrets " + option;
    }

    /**
     * The command that prints {@code secret} alone: with values that nobody has yet, or with those
     * that its owner has put into files, each called as its key.
     */
    String print(SecretSpec secret) {
      return secret.isKeptByOthers()
          ? create(secret) + " --dry-run=client -o yaml"
          : print() + " --name " + secret.name();
    }

    /** The command that makes {@code secret} of files, each called as its key. */
    String create(SecretSpec secret) {
      StringBuilder command = new StringBuilder("kubectl create secret generic ");
      command.append(secret.name()).append(" -n ").append(namespace);
      for (String key : secret.recipes().keySet()) {
        command.append(" --from-file=").append(key);
      }
      return command.toString();
    }
  }

  /** The folder of whatever a delivery writes. */
  String FOLDER = "secrets";
}
