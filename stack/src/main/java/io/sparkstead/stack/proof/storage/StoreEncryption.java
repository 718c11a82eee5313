package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a store of the cluster can encrypt as S3A asks it to. */
public record StoreEncryption(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule STORE_HAS_THE_KEYS =
      Rule.error(
              "AGR-37", "A store of the cluster is asked for the encryption that it has keys for")
          .why("It refuses every file that is written: the application ends at its start.")
          .fix("Leave the algorithm out, or give the store a KMS.");

  /** Words of Hadoop's for what the store encrypts by keys of its own, or of its KMS. */
  private static final List<String> BY_KMS = List.of("SSE-KMS", "DSSE-KMS");

  private static final String BY_MASTER_KEY = "AES256";

  private static final Pattern OF_A_BUCKET =
      Pattern.compile("spark\\.hadoop\\.fs\\.s3a\\.bucket\\..+?\\.(?=encryption|server-side)");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        String key = property.getKey();
        boolean isAlgorithm =
            key.startsWith("spark.hadoop.fs.s3a.")
                && (key.endsWith(".encryption.algorithm")
                    || key.endsWith(".server-side-encryption-algorithm"));
        String algorithm = property.getValue().toUpperCase(Locale.ROOT);
        if (isAlgorithm && (BY_KMS.contains(algorithm) || algorithm.equals(BY_MASTER_KEY))) {
          for (Workload store : stores(conf, key)) {
            storeHasTheKeys(conf, store, key, algorithm);
          }
        }
      }
    }
  }

  /**
   * Those of this cluster that {@code conf} writes to; a bucket may have an endpoint of its own.
   */
  private List<Workload> stores(Conf conf, String key) {
    Matcher bucket = OF_A_BUCKET.matcher(key);
    Optional<String> own =
        bucket.lookingAt() ? conf.get(bucket.group() + "endpoint") : Optional.empty();
    Optional<String> endpoint =
        own.or(() -> conf.get(S3.ENDPOINT)).or(() -> stack.firstSet(S3.ENDPOINT));
    Optional<ServiceView> service =
        S3.inside(stack, endpoint.orElse(""))
            .map(ClusterName::service)
            .flatMap(name -> stack.service(name));
    return service.isEmpty() ? List.of() : stack.selectedBy(service.get());
  }

  /** MinIO encrypts by a KMS alone; SeaweedFS has a master key of its own. */
  private void storeHasTheKeys(Conf conf, Workload store, String key, String algorithm) {
    boolean isMinio = store.mainContainers().stream().anyMatch(StorePrograms::runMinio);
    boolean isWeed = !StorePrograms.weedServers(stack, store).isEmpty();
    boolean lacksKeys = (isMinio || (isWeed && BY_KMS.contains(algorithm))) && !hasKms(store);
    if (lacksKeys) {
      at(STORE_HAS_THE_KEYS, conf, key)
          .say(
              "{it} has {}={}, and {} has no KMS to encrypt by; leave it out",
              key,
              algorithm,
              store);
    }
  }

  private boolean hasKms(Workload store) {
    for (ContainerView container : store.mainContainers()) {
      for (Variable variable : container.variables()) {
        if (variable.name().contains("KMS") || variable.name().equals("MINIO_CONFIG_ENV_FILE")) {
          return true;
        }
      }
      if (!container.variableSources().isEmpty()) {
        return true;
      }
    }
    return stack.allTold(store).toLowerCase(Locale.ROOT).contains("kms");
  }
}
