package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.Set;

/** Whoever runs code by Spark Connect has its token, and nobody overhears it. */
final class Connect implements RuleFamily {

  static final String PORT = "spark.connect.grpc.binding.port";
  private static final String SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer";
  private static final String TOKEN = "SPARK_CONNECT_AUTHENTICATE_TOKEN";
  private static final Set<String> IN_THE_CLEAR = Set.of("LoadBalancer", "NodePort");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Workload workload : stack.workloads()) {
      if (isServer(stack, workload)) {
        token(findings, workload);
        clear(stack, findings, workload);
      }
    }
  }

  static boolean isServer(Evidence stack, Workload workload) {
    return stack
        .told(workload)
        .getOrDefault(workload.manifest().path(), "")
        .lines()
        .anyMatch(SERVER::equals);
  }

  private static void token(Findings findings, Workload workload) {
    findings.checking(Rule.CONNECT_ASKS_FOR_A_TOKEN);
    boolean asks =
        workload.template().getSpec().getContainers().stream()
            .flatMap(container -> container.getEnv().stream())
            .filter(variable -> variable.getName().equals(TOKEN))
            .anyMatch(
                variable ->
                    variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null);
    if (!asks) {
      findings.about(
          workload.manifest(),
          SERVER,
          workload + " runs code for whoever reaches it; set " + TOKEN + " from a Secret");
    }
  }

  private static void clear(Evidence stack, Findings findings, Workload workload) {
    findings.checking(Rule.CONNECT_IS_REACHED_BY_TLS);
    stack
        .all(Service.class)
        .forEach(
            (manifest, service) -> {
              String type = String.valueOf(service.getSpec().getType());
              if (IN_THE_CLEAR.contains(type)
                  && workload.isSelectedBy(service.getSpec().getSelector())) {
                findings.about(
                    manifest,
                    "type: " + type,
                    manifest
                        + " offers Spark Connect by a "
                        + type
                        + ", in the clear; make it a ClusterIP, and lead a Gateway that ends TLS to"
                        + " it");
              }
            });
  }
}
