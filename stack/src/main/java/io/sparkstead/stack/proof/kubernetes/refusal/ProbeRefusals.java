package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.GRPCAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is refused of probes, and of what is done when a container starts and stops. */
record ProbeRefusals(Refusals refusals) {

  private static final List<String> SCHEMES = List.of("HTTP", "HTTPS");

  void of(Container container) {
    probe("startupProbe", container.getStartupProbe(), 1);
    probe("livenessProbe", container.getLivenessProbe(), 1);
    probe("readinessProbe", container.getReadinessProbe(), Integer.MAX_VALUE);
    if (container.getLifecycle() != null) {
      moment("postStart", container.getLifecycle().getPostStart());
      moment("preStop", container.getLifecycle().getPreStop());
    }
  }

  private void probe(String name, @Nullable Probe probe, int most) {
    if (probe == null) {
      return;
    }
    handler(name, probe.getExec(), probe.getHttpGet(), probe.getTcpSocket(), probe.getGrpc(), 0);
    counts("successThreshold", probe.getSuccessThreshold(), most);
    counts("failureThreshold", probe.getFailureThreshold(), Integer.MAX_VALUE);
    counts("periodSeconds", probe.getPeriodSeconds(), Integer.MAX_VALUE);
    counts("timeoutSeconds", probe.getTimeoutSeconds(), Integer.MAX_VALUE);
    counts("initialDelaySeconds", probe.getInitialDelaySeconds(), Integer.MAX_VALUE);
    Long grace = probe.getTerminationGracePeriodSeconds();
    refusals.unless(
        grace == null || (grace > 0 && !name.equals("readinessProbe")),
        "terminationGracePeriodSeconds",
        grace,
        "say 1 or more, and not in a readinessProbe");
  }

  private void moment(String name, @Nullable LifecycleHandler moment) {
    if (moment == null) {
      return;
    }
    int others = moment.getSleep() == null ? 0 : 1;
    handler(name, moment.getExec(), moment.getHttpGet(), moment.getTcpSocket(), null, others);
    if (moment.getSleep() != null) {
      refusals.notNegative("seconds", moment.getSleep().getSeconds());
    }
  }

  private void handler(
      String name,
      @Nullable ExecAction exec,
      @Nullable HTTPGetAction get,
      @Nullable TCPSocketAction socket,
      @Nullable GRPCAction grpc,
      int others) {
    int handlers = others;
    handlers += exec == null ? 0 : 1;
    handlers += grpc == null ? 0 : 1;
    handlers += get == null ? 0 : 1;
    handlers += socket == null ? 0 : 1;
    refusals.unless(handlers == 1, name, handlers + " handlers", "keep one");
    if (exec != null) {
      refusals.unless(!Given.list(exec.getCommand()).isEmpty(), "command", "", "say one");
    }
    if (get != null) {
      refusals.portOrName("port", get.getPort());
      refusals.oneOf(SCHEMES, "scheme", get.getScheme());
      for (HTTPHeader header : Given.list(get.getHttpHeaders())) {
        String field = Given.text(header.getName());
        boolean isName = !field.isEmpty();
        for (int i = 0; i < field.length(); i++) {
          isName &= Ascii.isLetterOrDigit(field.charAt(i)) || field.charAt(i) == '-';
        }
        refusals.unless(isName, "name", field, "use A-Z a-z 0-9 -");
      }
    }
    if (socket != null) {
      refusals.portOrName("port", socket.getPort());
    }
    if (grpc != null) {
      refusals.port("port", grpc.getPort());
    }
  }

  /** A 0 means the default. */
  private void counts(String field, @Nullable Integer number, int most) {
    boolean isTaken = number == null || (number >= 0 && number <= most);
    refusals.unless(isTaken, field, number, most == 1 ? "say 1" : "say 1 or more");
  }
}
