package io.sparkstead.stack.secret;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.text.Blanks;
import java.util.List;
import java.util.stream.Collectors;

/**
 * They are in Git, each sealed by {@code kubeseal} for one controller in one cluster; the tree
 * lists {@code secrets/NAME.yaml}, and a person makes it.
 *
 * @see <a href="https://github.com/bitnami-labs/sealed-secrets">Sealed Secrets</a>
 */
public record SealedSecrets() implements SecretDelivery {

  @Override
  public List<Slot> slots(Labels labels, List<SecretSpec> secrets) {
    return secrets.stream()
        .map(secret -> (Slot) new SealedSlot(secret, labels.namespace()))
        .toList();
  }

  @Override
  public String title() {
    return "Secrets to seal";
  }

  @Override
  public String guide(Place place) {
    return Blanks.fill(
        """
    No secret is in this tree in the clear. `%s/NAME.yaml` of each is made by `kubeseal`, as above,
    with strong random values of which no copy is kept; commit it. Until all are there, Kustomize
    builds nothing. Rendering never writes these files, and refuses one that is not sealed.
    """,
        place.folder());
  }

  @Override
  public String once(Place place, List<SecretSpec> secrets) {
    return secrets.stream()
        .map(
            secret ->
                Blanks.fill(
                    "%s |\n  kubeseal --format yaml > %s/%s.yaml\n",
                    place.print(secret), place.folder(), secret.name()))
        .collect(Collectors.joining());
  }

  @Override
  public String afterPrinting() {
    return "seal them";
  }
}
