package io.sparkstead.stack.secret;

import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.text.Blanks;
import java.util.List;

/** The Secrets are in the cluster because a person put them there. */
public record Existing() implements SecretDelivery {

  @Override
  public String title() {
    return "Secrets to create";
  }

  @Override
  public String guide(Place place) {
    return Blanks.fill(
        """
    No secret is in this tree; pods wait until these are in the cluster. `secrets %s` prints
    them with strong random values, for `kubectl create -f -`, `kubeseal` or `sops`, and keeps no
    copy. `create` refuses a Secret that is there, which pods use; how to give it another value is
    in docs/deliver-secrets.md of Sparkstead. To read one back: `kubectl get secret -n %s NAME -o
    yaml`, values in base64.
    """,
        place.option(), place.namespace());
  }

  @Override
  public String once(Place place, List<SecretSpec> secrets) {
    StringBuilder lines = new StringBuilder();
    for (SecretSpec secret : secrets) {
      if (!secret.isKeptByOthers() && lines.isEmpty()) {
        lines.append(place.print()).append(" | kubectl create -f -\n");
      }
    }
    for (SecretSpec secret : secrets) {
      if (secret.isKeptByOthers()) {
        lines.append(place.create(secret)).append('\n');
      }
    }
    return lines.toString();
  }

  @Override
  public String afterPrinting() {
    return "create or seal them";
  }
}
