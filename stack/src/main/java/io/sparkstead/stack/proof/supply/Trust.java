package io.sparkstead.stack.proof.supply;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether clients look at whose certificate they are shown. */
public record Trust(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CERTIFICATES_ARE_LOOKED_AT =
      Rule.warning("SEC-17", "No client takes whatever certificate it is shown")
          .why("Whoever stands between it and its server gets tokens, keys and data.")
          .fix("Drop the variable or option, and mount the authority's certificate.");

  /** Variables, and the values by which they turn it off. */
  private static final Map<String, List<String>> OFF =
      Map.ofEntries(
          Map.entry("KUBERNETES_TRUST_CERTIFICATES", List.of("true")),
          Map.entry("KUBERNETES_DISABLE_HOSTNAME_VERIFICATION", List.of("true")),
          Map.entry("KUBERNETES_DISABLEHOSTNAMEVERIFICATION", List.of("true")),
          Map.entry("PYTHONHTTPSVERIFY", List.of("0")),
          Map.entry("NODE_TLS_REJECT_UNAUTHORIZED", List.of("0")),
          Map.entry("MC_INSECURE", List.of("true", "1", "on", "enable")),
          Map.entry("GIT_SSL_NO_VERIFY", List.of("true", "1")),
          Map.entry("AWS_NO_VERIFY_SSL", List.of("true", "1")),
          Map.entry("CURL_INSECURE", List.of("true", "1")));

  /** How Java is told to check no certificate. */
  private static final List<String> OPTIONS =
      List.of(
          "-Dcom.amazonaws.sdk.disableCertChecking",
          "-Dkubernetes.trust.certificates=true",
          "-Dkubernetes.disable.hostname.verification=true",
          "-Djdk.internal.httpclient.disableHostnameVerification");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (Variable variable : container.variables()) {
          String said = variable.value().orElse("").strip().toLowerCase(Locale.ROOT);
          if (OFF.getOrDefault(variable.name(), List.of()).contains(said)) {
            at(CERTIFICATES_ARE_LOOKED_AT, workload, variable.name())
                .say(
                    "container {} of {it} takes any certificate, by {}={}; drop it, and mount the"
                        + " authority's certificate",
                    container.name(),
                    variable.name(),
                    said);
          }
          for (String option : OPTIONS) {
            if (variable.value().orElse("").contains(option)) {
              at(CERTIFICATES_ARE_LOOKED_AT, workload, variable.name())
                  .say(
                      "container {} of {it} takes any certificate, by {} in {}; drop it",
                      container.name(),
                      option,
                      variable.name());
            }
          }
        }
      }
    }
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        for (String option : OPTIONS) {
          if (property.getValue().contains(option)) {
            at(CERTIFICATES_ARE_LOOKED_AT, conf, property.getKey())
                .say(
                    "{} of {it} has {}, by which Java takes any certificate; drop it",
                    property.getKey(),
                    option);
          }
        }
      }
    }
  }
}
