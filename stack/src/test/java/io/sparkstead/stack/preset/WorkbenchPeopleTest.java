package io.sparkstead.stack.preset;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several people on one {@link Workbench}. */
class WorkbenchPeopleTest {

  private static final Workbench BENCH = new Workbench("registry.example.org/team", ImageLock.NONE);
  private static final Workbench CLOSED = BENCH.outside(Samples.OUTSIDE);

  private static List<String> folders(Stack stack) {
    return stack.parts().stream().map(Component::folder).toList();
  }

  @Test
  void each_of_several_people_has_a_notebook_and_all_that_goes_with_it() {
    Stack stack = CLOSED.people("ann", "bob").stack();

    assertThat(folders(stack)).contains("jupyter-ann", "jupyter-bob").doesNotContain("jupyter");
    assertThat(stack.secrets().keySet())
        .extracting(secret -> secret.name().text())
        .contains("jupyter-ann-token", "jupyter-bob-token");
    assertThat(named(stack, "PersistentVolumeClaim"))
        .contains("jupyter-ann-pvc", "jupyter-bob-pvc")
        .doesNotContain("jupyter-pvc");
    assertThat(named(stack, "Service")).contains("jupyter-ann-headless", "jupyter-bob-headless");
    assertThat(named(stack, "NetworkPolicy")).contains("jupyter-ann", "jupyter-bob");
    assertThat(stack.applications())
        .extracting(SparkApplication::name)
        .containsExactly("Demo of ann", "Demo of bob");
    assertThat(stack.endpoints())
        .extracting(Endpoint::title)
        .contains("JupyterLab, jupyter-ann", "JupyterLab, jupyter-bob");
    assertThat(Proof.of(stack, List.of())).isEmpty();
  }

  private static List<String> named(Stack stack, String kind) {
    StackManifests made = StackManifests.of(stack);
    return stack.components().stream()
        .flatMap(component -> made.manifests(component).stream())
        .filter(manifest -> manifest.kind().equals(kind))
        .map(manifest -> manifest.object().getMetadata().getName())
        .toList();
  }

  @Test
  void each_person_more_has_a_share_of_the_quota() {
    assertThat(pods(BENCH.people("ann", "bob")) - pods(BENCH.people("ann")))
        .as("a notebook, two executors, and one that ends")
        .isEqualTo(4);
    assertThat(pods(BENCH.people("ann"))).isEqualTo(pods(BENCH));
  }

  private static int pods(Workbench bench) {
    StackManifests made = StackManifests.of(bench.stack());
    return bench.stack().components().stream()
        .flatMap(component -> made.manifests(component).stream())
        .map(Manifest::object)
        .filter(ResourceQuota.class::isInstance)
        .map(ResourceQuota.class::cast)
        .mapToInt(quota -> Integer.parseInt(quota.getSpec().getHard().get("pods").getAmount()))
        .sum();
  }

  @Test
  void each_of_several_people_is_reached_alone() {
    Exposure hosts =
        new Exposure.Ingress(
            DnsLabel.of("nginx"), Map.of("http", "jupyter.example.org"), Optional.empty());
    Exposure address = new Exposure.MetalLb("192.168.1.7");

    assertThat(outside(BENCH.notebookExposure(hosts).people("ann", "bob")))
        .containsExactly("http://jupyter-ann.example.org", "http://jupyter-bob.example.org");
    assertThat(
            outside(
                BENCH.people(
                    Person.named("ann").exposure(address),
                    Person.named("bob").exposure(new Exposure.MetalLb("192.168.1.8")))))
        .contains("http://192.168.1.7:8888", "http://192.168.1.8:8888");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.notebookExposure(address).people("ann", "bob").stack())
        .withMessageContaining(
            "MetalLb[address=192.168.1.7] is one address, and each of several notebooks needs its"
                + " own; give people(…) a Person.named(\"ann\").exposure(…) each");
  }

  private static List<String> outside(Workbench bench) {
    return bench.stack().endpoints().stream()
        .flatMap(endpoint -> endpoint.outside().stream())
        .toList();
  }

  @Test
  void a_notebook_more_stands_beside_the_one() {
    Stack stack = CLOSED.stack().with(CLOSED.notebook(Person.named("bob").disk(gibibytes(50))));

    assertThat(folders(stack)).contains("jupyter", "jupyter-bob");
    assertThat(Proof.of(stack, List.of())).isEmpty();
  }

  @Test
  void two_lists_of_people_are_refused_at_the_second() {
    Workbench one = BENCH.people("ann");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.people("bob"))
        .withMessageMatching(
            "the list of people is given twice, by people\\(…\\) in line \\d+ and by people\\(…\\)"
                + " here; keep one of them");
    assertThat(one.people(Person.named("ann"))).isEqualTo(one);
    assertThat(one.notebook(Person.named("bob")).labels().name()).hasToString("jupyter-bob");
  }

  @Test
  void people_are_named_once_and_so_that_a_notebook_can_be() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.people("ann", "ann"))
        .withMessageContaining("person 'ann' is named twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.people("Ann Lee"))
        .withMessageContaining("person 'Ann Lee' cannot be in the name of a notebook");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.people(new String[0]))
        .withMessageContaining("people() names nobody");
  }

  @Test
  void one_person_alone_is_reached_as_all_would_be() {
    Exposure address = new Exposure.MetalLb("192.168.1.7");

    assertThat(BENCH.people("ann").notebookExposure(address).stack().endpoints())
        .anySatisfy(endpoint -> assertThat(endpoint.outside().orElse("")).contains("192.168.1.7"));
  }
}
