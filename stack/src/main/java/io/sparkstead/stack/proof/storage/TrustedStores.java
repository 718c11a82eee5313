package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether pods trust the certificate of a store that they ask by a name of the cluster. */
public record TrustedStores(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule AUTHORITY_IS_GIVEN =
      Rule.error(
              "AGR-38",
              "A store of the cluster that is asked by https has an authority that pods trust")
          .why(
              "No public authority signs a name of the cluster: PKIX path building failed, and nothing"
                  + " is read or written.")
          .fix("Give the authority to the Workbench by trusting(…), or say http://.");

  /** Of which one stands wherever Java is given an authority. */
  private static final List<String> WAYS =
      List.of("truststore", "cacerts", "keytool", "ca-trust", "update-ca-certificates", "/etc/pki");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      String endpoint = conf.get(S3.ENDPOINT).orElse("");
      Optional<ClusterName> inside =
          endpoint.startsWith("https://") ? S3.inside(stack, endpoint) : Optional.empty();
      if (inside.isPresent() && !isOurs(inside.get()) && !isTrusted(conf)) {
        at(AUTHORITY_IS_GIVEN, conf, S3.ENDPOINT)
            .say(
                "{} of {it} is {}, whose certificate nobody but an authority of the cluster's signs,"
                    + " and no pod is given that; say trusting(…), or http://",
                S3.ENDPOINT,
                endpoint);
      }
    }
  }

  /** Of a store in the tree, another rule knows whether it has a certificate. */
  private boolean isOurs(ClusterName name) {
    return name.namespace().equals(stack.namespace()) && stack.service(name.service()).isPresent();
  }

  private boolean isTrusted(Conf conf) {
    StringBuilder said = new StringBuilder(String.join("\n", conf.properties().values()));
    Optional<Workload> reader = stack.readerOf(conf);
    if (reader.isPresent()) {
      said.append(stack.allTold(reader.get()));
      for (ContainerView container : reader.get().containers()) {
        container.mounts().forEach(mount -> said.append('\n').append(mount.path()));
      }
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      said.append(stack.files().getOrDefault(dockerfile.path(), ""));
    }
    String all = said.toString().toLowerCase(Locale.ROOT);
    return WAYS.stream().anyMatch(all::contains);
  }
}
