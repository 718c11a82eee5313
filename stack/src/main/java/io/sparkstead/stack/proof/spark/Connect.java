package io.sparkstead.stack.proof.spark;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Set;

/** Whether whoever runs code by Spark Connect has its token, and nobody overhears it. */
public record Connect(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CONNECT_ASKS_FOR_A_TOKEN =
      Rule.error("CON-01", "A Spark Connect server has a token, from a Secret")
          .why("Whoever reaches its port runs code with the rights of the driver's account.")
          .fix(
              "Set SPARK_CONNECT_AUTHENTICATE_TOKEN from a Secret; releases before 4.0 know none.");

  static final Rule CONNECT_IS_REACHED_BY_TLS =
      Rule.error("CON-02", "Spark Connect is offered outside by what ends TLS")
          .why(
              "Clients send a token over TLS alone and get no session; others send their code in the clear.")
          .fix("Expose it by a Gateway, or use port-forward.sh.");

  private static final String TOKEN = "SPARK_CONNECT_AUTHENTICATE_TOKEN";
  private static final Set<String> IN_THE_CLEAR = Set.of("LoadBalancer", "NodePort");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      if (stack.runsClass(workload, Keys.CONNECT_SERVER)) {
        if (!hasToken(workload)) {
          at(CONNECT_ASKS_FOR_A_TOKEN, workload, Keys.CONNECT_SERVER)
              .say("{it} runs code for whoever reaches it; set {} from a Secret", TOKEN);
        }
        isReachedByTls(workload);
      }
    }
  }

  private static boolean hasToken(Workload workload) {
    for (ContainerView container : workload.mainContainers()) {
      for (Variable variable : container.variables()) {
        if (variable.name().equals(TOKEN)
            && variable.source().isPresent()
            && variable.source().get().getSecretKeyRef() != null) {
          return true;
        }
      }
    }
    return false;
  }

  private void isReachedByTls(Workload workload) {
    for (ServiceView service : stack.services()) {
      if (IN_THE_CLEAR.contains(service.type()) && workload.isSelectedBy(service.selector())) {
        at(CONNECT_IS_REACHED_BY_TLS, service, "type: " + service.type())
            .say(
                "{it} offers Spark Connect by a {}, in the clear; make it a ClusterIP, and lead a"
                    + " Gateway that ends TLS to it",
                service.type());
      }
    }
  }
}
