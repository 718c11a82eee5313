package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.Map;
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
    String told = stack.told(workload).getOrDefault(workload.manifest().path(), "");
    return ("\n" + told).contains("\n" + SERVER + "\n");
  }

  private static void token(Findings findings, Workload workload) {
    findings.checking(Rule.CONNECT_ASKS_FOR_A_TOKEN);
    if (!asks(workload)) {
      findings.about(
          workload.manifest(),
          SERVER,
          workload + " runs code for whoever reaches it; set " + TOKEN + " from a Secret");
    }
  }

  private static boolean asks(Workload workload) {
    for (Container container : workload.template().getSpec().getContainers()) {
      for (EnvVar variable : container.getEnv()) {
        if (variable.getName().equals(TOKEN)
            && variable.getValueFrom() != null
            && variable.getValueFrom().getSecretKeyRef() != null) {
          return true;
        }
      }
    }
    return false;
  }

  private static void clear(Evidence stack, Findings findings, Workload workload) {
    findings.checking(Rule.CONNECT_IS_REACHED_BY_TLS);
    for (Map.Entry<Manifest, Service> entry : stack.all(Service.class).entrySet()) {
      ServiceSpec service = entry.getValue().getSpec();
      String type = String.valueOf(service.getType());
      if (IN_THE_CLEAR.contains(type) && workload.isSelectedBy(service.getSelector())) {
        findings.about(
            entry.getKey(),
            "type: " + type,
            entry.getKey()
                + " offers Spark Connect by a "
                + type
                + ", in the clear; make it a ClusterIP, and lead a Gateway that ends TLS to it");
      }
    }
  }
}
