package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import io.sparkstead.stack.storage.Irsa;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A store outside the cluster is found, is talked to in secret, and knows who comes. */
final class OutsideStores implements RuleFamily {

  private static final String TLS = "spark.hadoop.fs.s3a.connection.ssl.enabled";
  private static final String ROLE_BY_TOKEN = "WebIdentityToken";

  /** Amazon's S3 under its own names; through an interface endpoint it has others. */
  private static final String AMAZON =
      "(?i)(?:\\w+://)?(?!.*\\bvpce\\b)(?:[\\w-]+\\.)*amazonaws\\.com.*";

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Conf conf : stack.confs()) {
      if (Storage.speaksS3(conf)) {
        addressed(findings, conf);
        encrypted(stack, findings, conf);
        roles(stack, findings, conf);
      }
    }
  }

  private static void addressed(Findings findings, Conf conf) {
    findings.checking(Rule.AWS_IS_FOUND_BY_REGION);
    Optional<String> endpoint = conf.get(Storage.ENDPOINT);
    if (endpoint.isPresent() && isAmazon(conf)) {
      findings.about(
          conf,
          Storage.ENDPOINT,
          Storage.ENDPOINT
              + "="
              + endpoint.get()
              + " is Amazon's own; drop it, and set "
              + Storage.ENDPOINT
              + ".region");
    }
    if (isAmazon(conf) && conf.is(Storage.PATH_STYLE, "true")) {
      findings.about(
          conf, Storage.PATH_STYLE, Storage.PATH_STYLE + "=true asks Amazon's S3 by path; drop it");
    }
  }

  private static void encrypted(Evidence stack, Findings findings, Conf conf) {
    String endpoint = conf.get(Storage.ENDPOINT).orElse("");
    boolean isOpen =
        endpoint.startsWith("http://")
            || (!endpoint.startsWith("https://") && conf.is(TLS, "false"));
    if (isOpen && Storage.outsidePort(stack, conf).isPresent()) {
      findings.checking(
          isAmazon(conf) ? Rule.AWS_IS_ASKED_BY_TLS : Rule.STORE_OUTSIDE_IS_ENCRYPTED);
      String where = endpoint.isEmpty() ? "Amazon's S3" : endpoint;
      findings.about(
          conf,
          endpoint.startsWith("http://") ? Storage.ENDPOINT : TLS,
          conf.subject() + " talks to " + where + " in the clear; use https://");
    }
  }

  /** Whether no endpoint, or one of its own, leads to Amazon's S3. */
  private static boolean isAmazon(Conf conf) {
    Optional<String> at = conf.get(Storage.ENDPOINT);
    return at.isEmpty()
        || (at.get().toLowerCase(Locale.ROOT).contains("amazonaws") && at.get().matches(AMAZON));
  }

  private static void roles(Evidence stack, Findings findings, Conf conf) {
    findings.checking(Rule.ROLE_IS_ON_THE_ACCOUNT);
    if (!conf.get(Storage.PROVIDER).orElse("").contains(ROLE_BY_TOKEN)) {
      return;
    }
    for (String account : accounts(stack, conf)) {
      Optional<ServiceAccount> known = stack.named(ServiceAccount.class, account);
      if (known.isPresent()
          && !known.get().getMetadata().getAnnotations().containsKey(Irsa.ANNOTATION)) {
        findings.about(
            conf,
            Storage.PROVIDER,
            "account "
                + account
                + " names no role in "
                + Irsa.ANNOTATION
                + ", and "
                + conf.subject()
                + " has its pods take one; annotate it");
      }
    }
  }

  /** As whom pods run that are made by {@code conf}, or read it. */
  private static Set<String> accounts(Evidence stack, Conf conf) {
    Set<String> accounts = new LinkedHashSet<>();
    Optional<Workload> reader = conf.isCluster() ? Optional.empty() : stack.readerOf(conf);
    if (reader.isPresent()) {
      accounts.add(reader.get().account());
    }
    for (String key : List.of(Agreement.EXECUTOR_ACCOUNT, Agreement.DRIVER_ACCOUNT)) {
      Optional<String> account = conf.get(key);
      if (account.isPresent()) {
        accounts.add(account.get());
      }
    }
    return accounts;
  }
}
