package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What lets people in, for each choice of an environment: here to the History Server. */
class ExposureOfAComponentTest {

  private static final String HOST = "history.example.org";

  @Test
  void to_nobody_outside() {
    approve(new Exposure.ClusterIp());
  }

  @Test
  void at_an_address_of_metallb() {
    approve(new Exposure.MetalLb("192.168.1.6"));
  }

  @Test
  void at_a_port_of_each_node() {
    approve(new Exposure.NodePort("192.168.1.9", Map.of("http", 30080)));
  }

  @Test
  void at_a_load_balancer_of_the_cloud() {
    approve(
        new Exposure.LoadBalancer(
            HOST,
            Map.of("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"),
            List.of(new Cidr("10.0.0.0/8"))));
  }

  @Test
  void through_an_ingress_with_a_certificate() {
    approve(
        new Exposure.Ingress(
            DnsLabel.of("nginx"), Map.of("http", HOST), Optional.of(DnsLabel.of("tls"))));
  }

  @Test
  void through_a_gateway() {
    approve(new Exposure.Gateway(DnsLabel.of("edge"), DnsLabel.of("public"), Map.of("http", HOST)));
  }

  private static void approve(Exposure exposure) {
    Manifests.approve(
        Samples.spark35().exposed(exposure).historyServer().resources().stream()
            .filter(ExposureOfAComponentTest::letsIn)
            .toList());
  }

  private static boolean letsIn(HasMetadata object) {
    return object instanceof Service
        || object instanceof Ingress
        || object instanceof GenericKubernetesResource;
  }
}
