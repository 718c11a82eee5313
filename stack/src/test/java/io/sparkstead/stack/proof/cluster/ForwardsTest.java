package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardsTest extends FamilyTest {

  private static final String OURS =
      "forward() {\n  kubectl port-forward --namespace 'data' \"service/$1\" \"$2\" &\n}\n";

  ForwardsTest() {
    super(Forwards::new);
    on(
        Forwards.PORT_IS_SERVED,
        "port-forward.sh forwards to port 8889 of Service lab, which has [8888, 4040]",
        good -> script(good, OURS + "forward 'lab' 8888:8889 &"));
    on(
        Forwards.PORT_IS_SERVED,
        "forwards to Service labb, which is not there; did you mean lab?",
        good -> script(good, OURS + "forward 'labb' 8888:8888 &"));
    on(
        Forwards.PORT_IS_SERVED,
        "forwards to port 81 of Service lab",
        good -> script(good, "kubectl -n data port-forward svc/lab 8080:81"));
    on(
        Forwards.PORT_IS_SERVED,
        "port-forward.sh looks for a page at lab.data.svc:8888, which is no Service and port",
        good -> good.service(JUPYTER, spec -> spec.getPorts().get(0).setPort(80)));
    on(
        Forwards.PORT_IS_SERVED,
        "forwards to port https of Service lab",
        good -> script(good, "kubectl port-forward svc/lab 8080:https"));
  }

  private static Altered script(Altered good, String lines) {
    return good.newFile("port-forward.sh", "#!/usr/bin/env bash\n" + lines + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OURS + "forward 'lab' 8888:8888 &",
        "kubectl port-forward service/lab 8888 4040:spark-ui --address 0.0.0.0",
        "kubectl port-forward --namespace other svc/lab 1:2",
        "kubectl port-forward pod/lab-0 8000:8001",
        "kubectl port-forward svc/$name 8000:8001",
      })
  void what_is_served_passes(String lines) {
    assertThat(said(script(Altered.samples(), lines))).isEmpty();
  }
}
