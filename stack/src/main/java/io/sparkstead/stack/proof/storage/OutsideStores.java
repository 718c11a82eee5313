package io.sparkstead.stack.proof.storage;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.sparkstead.stack.image.Authorities;
import io.sparkstead.stack.image.BaseImages;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.PrivateHost;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.storage.AzureStorage;
import io.sparkstead.stack.storage.Irsa;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a store outside the cluster is found, asked in secret, and knows who comes. */
public record OutsideStores(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ROLE_IS_ON_THE_ACCOUNT =
      Rule.error(
              "AGR-27",
              "Pods that take a role in AWS by their token run as an account that names it")
          .why(
              "EKS mounts no token, and every access to S3 fails: AWS_WEB_IDENTITY_TOKEN_FILE must be set.")
          .fix("Give the accounts what the store's access says: accountAnnotations().");

  static final Rule AWS_IS_FOUND_BY_REGION =
      Rule.warning("AGR-28", "Amazon's S3 is found by its region, without endpoint and path")
          .why("An endpoint of another region only redirects, and AWS wants to take paths no more.")
          .fix("Use AwsS3, which sets spark.hadoop.fs.s3a.endpoint.region alone.");

  static final Rule AWS_IS_ASKED_BY_TLS =
      Rule.error("SEC-06", "Amazon's S3 is asked with TLS")
          .why(
              "Whoever is between reads the data and the token of a role, and sends signed requests again.")
          .fix("Use AwsS3, which leaves TLS on.");

  static final Rule STORE_OUTSIDE_IS_ENCRYPTED =
      Rule.warning("SEC-07", "A store outside the cluster is asked with TLS")
          .why("Whoever is between reads all data, and can send what was signed again.")
          .fix("Give the store a certificate and name its endpoint by https://.");

  static final Rule PRIVATE_STORE_IS_TRUSTED =
      Rule.warning("SEC-08", "Who signed the certificate of a store with a private name is trusted")
          .why(
              "No public authority signs for such a name, and to the images it is a stranger:"
                  + " pods wait for the store for ever.")
          .fix("Give its certificate: trusting(Authorities.beside(getClass(), \"ca.pem\")).");

  static final Rule IDENTITY_IS_ON_THE_PODS =
      Rule.error("UPD-25", "Pods that take an identity of Azure carry what its webhook looks for")
          .why("It mounts no token, and every access stops at a file that is not there.")
          .fix(
              "Give accounts and pods what the store's access says: accountAnnotations() and"
                  + " podLabels().");

  private static final String IDENTITY_BY_TOKEN = "WorkloadIdentityTokenProvider";

  private static final String ROLE_BY_TOKEN = "WebIdentityToken";

  /** Amazon's S3 under its own names; through an interface endpoint it has others. */
  private static final String AMAZON =
      "(?i)(?:\\w+://)?(?!.*\\bvpce\\b)(?:[\\w-]+\\.)*amazonaws\\.com.*";

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      identityIsOnThePods(conf);
      if (S3.isUsedBy(conf)) {
        if (isAmazon(conf)) {
          awsIsFoundByRegion(conf);
        }
        isEncrypted(conf);
        isTrusted(conf);
        if (conf.get(S3.PROVIDER).orElse("").contains(ROLE_BY_TOKEN)) {
          roleIsOnTheAccount(conf);
        }
      }
    }
  }

  /** Whether no endpoint, or one of its own, leads to Amazon's S3. */
  private static boolean isAmazon(Conf conf) {
    Optional<String> at = conf.get(S3.ENDPOINT);
    return at.isEmpty()
        || (at.get().toLowerCase(Locale.ROOT).contains("amazonaws") && at.get().matches(AMAZON));
  }

  private void awsIsFoundByRegion(Conf conf) {
    if (conf.get(S3.ENDPOINT).isPresent()) {
      at(AWS_IS_FOUND_BY_REGION, conf, S3.ENDPOINT)
          .say("{} is Amazon's own; drop it, and set {}", conf.setting(S3.ENDPOINT), S3.REGION);
    }
    if (conf.is(S3.PATH_STYLE, "true") && !S3.hasBucketWithDots(conf)) {
      at(AWS_IS_FOUND_BY_REGION, conf, S3.PATH_STYLE)
          .say("{} asks Amazon's S3 by path; drop it", conf.setting(S3.PATH_STYLE));
    }
  }

  private void isEncrypted(Conf conf) {
    String endpoint = conf.get(S3.ENDPOINT).orElse("");
    boolean isHttp = endpoint.startsWith("http://");
    boolean isOpen = isHttp || (!endpoint.startsWith("https://") && conf.is(S3.TLS, "false"));
    if (isOpen && S3.outsidePort(stack, conf).isPresent()) {
      Rule rule = isAmazon(conf) ? AWS_IS_ASKED_BY_TLS : STORE_OUTSIDE_IS_ENCRYPTED;
      at(rule, conf, isHttp ? S3.ENDPOINT : S3.TLS)
          .say(
              "{it} talks to {} in the clear; use https://",
              endpoint.isEmpty() ? "Amazon's S3" : endpoint);
    }
  }

  /** Where an image is built on one of somebody's own, that may know the authority. */
  private void isTrusted(Conf conf) {
    String endpoint = conf.get(S3.ENDPOINT).orElse("");
    if (endpoint.startsWith("https://")
        && S3.outsidePort(stack, conf).isPresent()
        && PrivateHost.isOne(S3.host(endpoint))
        && knowsPublicAuthoritiesAlone()) {
      at(PRIVATE_STORE_IS_TRUSTED, conf, S3.ENDPOINT)
          .say(
              "{it} talks to {}, for which no public authority signs; give the certificate of who did"
                  + " by .trusting(Authorities.beside(getClass(), \"ca.pem\"))",
              endpoint);
    }
  }

  private boolean knowsPublicAuthoritiesAlone() {
    boolean isPublic = false;
    for (DockerfileText image : stack.dockerfiles()) {
      if (image.text().contains(Authorities.ANCHORS)) {
        return false;
      }
      isPublic = isPublic || image.text().contains(BaseImages.UBI9.run().repository());
    }
    return isPublic;
  }

  private void roleIsOnTheAccount(Conf conf) {
    for (String account : accounts(conf)) {
      Optional<Found<ServiceAccount>> known = stack.named(ServiceAccount.class, account);
      if (!account.isEmpty()
          && known.isPresent()
          && !known.get().manifest().annotations().containsKey(Irsa.ANNOTATION)) {
        at(ROLE_IS_ON_THE_ACCOUNT, conf, S3.PROVIDER)
            .say(
                "account {} names no role in {}, and {it} has its pods take one; annotate it",
                account,
                Irsa.ANNOTATION);
      }
    }
  }

  private void identityIsOnThePods(Conf conf) {
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (property.getValue().endsWith(IDENTITY_BY_TOKEN)) {
        identityIsOnThePods(conf, property.getKey());
      }
    }
  }

  private void identityIsOnThePods(Conf conf, String key) {
    for (String account : accounts(conf)) {
      Optional<Found<ServiceAccount>> known = stack.named(ServiceAccount.class, account);
      if (!account.isEmpty()
          && known.isPresent()
          && !known.get().manifest().annotations().containsKey(AzureStorage.Identity.ANNOTATION)) {
        at(IDENTITY_IS_ON_THE_PODS, conf, key)
            .say(
                "account {} names no identity in {}, and {it} has its pods take one; annotate it",
                account,
                AzureStorage.Identity.ANNOTATION);
      }
    }
    Optional<Workload> runner = stack.runnerOf(conf);
    boolean isLabelled =
        runner.isEmpty() || runner.get().labels().containsKey(AzureStorage.Identity.LABEL);
    Optional<String> executors = stack.podTemplate(conf, "executor");
    if (!isLabelled
        || (executors.isPresent() && !executors.get().contains(AzureStorage.Identity.LABEL))) {
      at(IDENTITY_IS_ON_THE_PODS, conf, key)
          .say(
              "pods of {it} take an identity of Azure, and lack the label {}=true; give it to them",
              AzureStorage.Identity.LABEL);
    }
  }

  /** As whom pods run that are made by {@code conf}, or run its program; empty if nobody says. */
  private List<String> accounts(Conf conf) {
    Optional<Workload> runner = stack.runnerOf(conf);
    return List.of(
        runner.isPresent() ? runner.get().account() : "",
        conf.get(Keys.EXECUTOR_ACCOUNT).orElse(""),
        conf.get(Keys.DRIVER_ACCOUNT).orElse(""));
  }
}
