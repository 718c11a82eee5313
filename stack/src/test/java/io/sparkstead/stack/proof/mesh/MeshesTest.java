package io.sparkstead.stack.proof.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeshesTest extends FamilyTest {

  private static final String INJECT = "sidecar.istio.io/inject";

  MeshesTest() {
    super(Meshes::new);
    on(
        Meshes.MESH_IS_OPEN,
        "pods of Deployment history are in an ambient mesh, and no policy lets anybody in at 15008",
        good -> labelled(good, "istio.io/dataplane-mode", "ambient"));
    on(
        Meshes.MESH_IS_OPEN,
        "pods of StatefulSet store get a proxy of a mesh, and no policy opens the way to istiod",
        good -> labelled(good, "istio-injection", "enabled"));
    on(
        Meshes.JOBS_END,
        "a proxy is put into the pods of Job store-bootstrap",
        good -> pods(good, "store-bootstrap", INJECT, "true"));
  }

  private static Altered labelled(Altered good, String key, String value) {
    return good.edit(
        Namespace.class,
        "data",
        made -> {
          Map<String, String> labels = new HashMap<>(made.getMetadata().getLabels());
          labels.put(key, value);
          made.getMetadata().setLabels(labels);
        });
  }

  private static Altered pods(Altered good, String name, String key, String value) {
    return good.template(
        name,
        template -> {
          Map<String, String> labels = new HashMap<>(template.getMetadata().getLabels());
          labels.put(key, value);
          template.getMetadata().setLabels(labels);
        });
  }

  /** For all pods of the namespace, both ways. */
  private static NetworkPolicy open(int in, int out) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName("mesh")
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .addNewPort()
        .withNewPort(in)
        .endPort()
        .endIngress()
        .addNewEgress()
        .addNewTo()
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", "istio-system")
        .endNamespaceSelector()
        .endTo()
        .addNewPort()
        .withNewPort(out)
        .endPort()
        .endEgress()
        .endSpec()
        .build();
  }

  @Test
  void a_mesh_whose_ports_are_open_passes() {
    Altered ambient = labelled(Altered.samples(), "istio.io/dataplane-mode", "ambient");
    Altered injected = labelled(Altered.samples(), "istio-injection", "enabled");

    assertThat(said(Meshes.MESH_IS_OPEN, ambient.add(open(15008, 15012)))).isEmpty();
    assertThat(said(Meshes.MESH_IS_OPEN, injected.add(open(15020, 15012)))).isEmpty();
  }

  @Test
  void pods_that_are_kept_out_pass() {
    Altered injected = labelled(Altered.samples(), "istio-injection", "disabled");
    Altered out = labelled(Altered.samples(), "istio-injection", "enabled");
    out.evidence().workloads().forEach(one -> pods(out, one.manifest().name(), INJECT, "false"));

    assertThat(said(injected)).isEmpty();
    assertThat(said(out)).isEmpty();
  }

  @Test
  void a_native_sidecar_ends_with_its_job() {
    Altered altered = pods(Altered.samples(), "store-bootstrap", INJECT, "true");
    altered.template(
        "store-bootstrap",
        template ->
            template
                .getMetadata()
                .setAnnotations(Map.of("sidecar.istio.io/nativeSidecar", "true")));

    assertThat(said(Meshes.JOBS_END, altered)).isEmpty();
  }
}
