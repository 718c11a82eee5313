package io.sparkstead.stack.proof.store;

import io.sparkstead.dsl.value.NearName;
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
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether MinIO reads the variables that it is given, and is given its root's name and password.
 */
public record MinioVariables(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule VARIABLE_IS_READ =
      Rule.error("STO-01", "A variable of MinIO's is one that MinIO reads")
          .why("MinIO passes over it without a word, and does what it does by default.")
          .fix("Write the variable as the finding names it.");

  static final Rule ROOT_HAS_NAME_AND_PASSWORD =
      Rule.error("STO-02", "MinIO is told its root's name and its password")
          .why(
              "With one of them alone it does not start; with neither it lets in whoever says"
                  + " minioadmin.")
          .fix("Set MINIO_ROOT_USER_FILE and MINIO_ROOT_PASSWORD_FILE.");

  static final Rule REGION_IS_SPARKS =
      Rule.error("STO-17", "A MinIO that is told its region is signed to for that region")
          .why("It refuses every request that is signed for another: AuthorizationHeaderMalformed.")
          .fix("Leave its region out, or let fs.s3a.endpoint.region say the same.");

  static final Rule CONSOLE_IS_STARTED =
      Rule.error("STO-18", "A MinIO whose console a Service leads to starts it")
          .why("Nothing listens at the port: connection refused.")
          .fix("Leave MINIO_BROWSER out, or the port of the Service.");

  private static final String PREFIX = "MINIO_";
  private static final String BROWSER = "MINIO_BROWSER";

  private static final List<String> OFF = List.of("off", "false", "disabled", "0");

  /** The first that is set holds. */
  private static final List<String> REGIONS =
      List.of("MINIO_SITE_REGION", "MINIO_REGION_NAME", "MINIO_REGION");

  private static final String CONFIG = "MINIO_CONFIG_ENV_FILE";

  /** Each by one of its names. */
  private static final List<String> NAME =
      List.of(
          "MINIO_ROOT_USER", "MINIO_ROOT_USER_FILE", "MINIO_ACCESS_KEY", "MINIO_ACCESS_KEY_FILE");

  private static final List<String> PASSWORD =
      List.of(
          "MINIO_ROOT_PASSWORD",
          "MINIO_ROOT_PASSWORD_FILE",
          "MINIO_SECRET_KEY",
          "MINIO_SECRET_KEY_FILE");

  /** What else a slip of the finger may have meant. */
  private static final List<String> OTHERS =
      List.of(
          CONFIG,
          "MINIO_ADDRESS",
          "MINIO_API_CORS_ALLOW_ORIGIN",
          "MINIO_API_REQUESTS_MAX",
          "MINIO_API_ROOT_ACCESS",
          "MINIO_ARGS",
          BROWSER,
          "MINIO_BROWSER_REDIRECT",
          "MINIO_BROWSER_REDIRECT_URL",
          "MINIO_COMPRESSION_ENABLE",
          "MINIO_CONSOLE_ADDRESS",
          "MINIO_DOMAIN",
          "MINIO_ENDPOINTS",
          "MINIO_OPTS",
          "MINIO_PROMETHEUS_AUTH_TYPE",
          "MINIO_PROMETHEUS_JOB_ID",
          "MINIO_PROMETHEUS_URL",
          "MINIO_REGION",
          "MINIO_REGION_NAME",
          "MINIO_SCANNER_SPEED",
          "MINIO_SERVER_URL",
          "MINIO_SITE_NAME",
          "MINIO_SITE_REGION",
          "MINIO_STORAGE_CLASS_RRS",
          "MINIO_STORAGE_CLASS_STANDARD",
          "MINIO_UPDATE",
          "MINIO_VOLUMES");

  /** How variables begin of which there are more than are listed here. */
  private static final List<String> GROUPS =
      List.of(
          "API",
          "AUDIT",
          "BATCH",
          "BROWSER",
          "CACHE",
          "COMPRESSION",
          "DRIVE",
          "ETCD",
          "HEAL",
          "IDENTITY",
          "ILM",
          "KMS",
          "LAMBDA",
          "LOGGER",
          "NOTIFY",
          "POLICY",
          "PROMETHEUS",
          "SCANNER",
          "STORAGE_CLASS",
          "SUBNET");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.mainContainers()) {
        if (StorePrograms.runMinio(container)) {
          variablesAreRead(workload, container);
          rootHasNameAndPassword(workload, container);
          regionIsSparks(workload, container);
          consoleIsStarted(workload, container);
        }
      }
    }
  }

  private void variablesAreRead(Workload workload, ContainerView container) {
    for (Variable variable : container.variables()) {
      Optional<String> meant = meant(variable.name());
      if (meant.isPresent()) {
        at(VARIABLE_IS_READ, workload, variable.name())
            .say(
                "{it} sets {}, which MinIO does not read; did you mean {}?",
                variable.name(),
                meant.get());
      }
    }
  }

  private static Optional<String> meant(String name) {
    Set<String> known = new TreeSet<>(OTHERS);
    known.addAll(NAME);
    known.addAll(PASSWORD);
    boolean isMinios = name.toUpperCase(Locale.ROOT).startsWith(PREFIX);
    if (known.contains(name) || isOfGroup(name)) {
      return Optional.empty();
    }
    Optional<String> near = NearName.within(isMinios ? 6 : 2, name, known);
    // One that belongs to root and is none of the four.
    return near.isEmpty() && name.startsWith("MINIO_ROOT_") ? Optional.of(NAME.get(1)) : near;
  }

  private static boolean isOfGroup(String name) {
    for (String group : GROUPS) {
      if (name.startsWith(PREFIX + group + "_")) {
        return true;
      }
    }
    return false;
  }

  /** Where all of them may come from elsewhere, nobody here knows. */
  private void rootHasNameAndPassword(Workload workload, ContainerView container) {
    if (!container.variableSources().isEmpty() || isSet(container, List.of(CONFIG))) {
      return;
    }
    boolean hasName = isSet(container, NAME);
    boolean hasPassword = isSet(container, PASSWORD);
    if (!hasName || !hasPassword) {
      at(ROOT_HAS_NAME_AND_PASSWORD, workload, PREFIX)
          .say(
              "{it} tells MinIO {}; set {} from files of a Secret",
              hasName ? "no password of root" : hasPassword ? "no name of root" : "no root",
              (hasName ? "" : NAME.get(1))
                  + (hasName || hasPassword ? "" : " and ")
                  + (hasPassword ? "" : PASSWORD.get(1)));
    }
  }

  private void regionIsSparks(Workload workload, ContainerView container) {
    for (String variable : REGIONS) {
      String region = container.variable(variable).orElse("");
      if (!region.isEmpty()) {
        for (Conf conf : stack.confs()) {
          String signed = conf.get(S3.REGION).orElse(region);
          if (!signed.equals(region) && isStoreOf(workload, conf)) {
            at(REGION_IS_SPARKS, workload, variable)
                .say(
                    "{it} sets {} to {}, and {} signs for {}; leave the variable out, or say the"
                        + " same in {}",
                    variable,
                    region,
                    conf,
                    signed,
                    S3.REGION);
            return;
          }
        }
        return;
      }
    }
  }

  private boolean isStoreOf(Workload workload, Conf conf) {
    Optional<ClusterName> store = S3.inside(stack, conf.get(S3.ENDPOINT).orElse(""));
    Optional<ServiceView> service =
        store.isPresent() ? stack.service(store.get().service()) : Optional.empty();
    return service.isPresent() && service.get().selects(workload);
  }

  private void consoleIsStarted(Workload workload, ContainerView container) {
    String browser = container.variable(BROWSER).orElse("").toLowerCase(Locale.ROOT);
    List<String> addresses =
        new ArrayList<>(Words.allAfter(container.commandLine(), "--console-address"));
    addresses.add(container.variable("MINIO_CONSOLE_ADDRESS").orElse(""));
    String port = addresses.get(0).substring(addresses.get(0).lastIndexOf(':') + 1);
    for (ServiceView service : OFF.contains(browser) ? stack.services() : List.<ServiceView>of()) {
      for (ServiceView.Port served : service.ports()) {
        if (service.selects(workload)
            && !service.isHeadless()
            && String.valueOf(workload.portBehind(served)).equals(port)) {
          at(CONSOLE_IS_STARTED, workload, BROWSER)
              .say(
                  "{it} sets {} to {}, and port {} of {} leads to its console; leave the variable"
                      + " out, or the port",
                  BROWSER,
                  browser,
                  served.number(),
                  service);
        }
      }
    }
  }

  private static boolean isSet(ContainerView container, List<String> names) {
    for (Variable variable : container.variables()) {
      if (names.contains(variable.name())) {
        return true;
      }
    }
    for (String name : names) {
      if (container.commandLine().contains(name)) {
        return true;
      }
    }
    return false;
  }
}
