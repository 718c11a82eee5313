package io.sparkstead.stack.proof.cluster;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ServiceWordsTest extends FamilyTest {

  private static final String ADDRESSES = "metallb.io/loadBalancerIPs";
  private static final String POOL = "metallb.io/address-pool";
  private static final String NLB = "service.k8s.aws/nlb";
  private static final String ADDRESS = "10.1.0.7";

  ServiceWordsTest() {
    super(ServiceWords::new);
    on(
        ServiceWords.PODS_ARE_REACHED,
        "Service store leads pods of other nodes than that of StatefulSet store nowhere",
        good -> good.service(STORE, spec -> spec.setInternalTrafficPolicy("Local")));
    on(
        ServiceWords.FAMILY_IS_THERE,
        "Service history asks for addresses of IPv6, and all addresses of the stack are of IPv4",
        good -> good.service(HISTORY, spec -> spec.setIpFamilies(List.of("IPv6"))));
    on(
        ServiceWords.NODE_PORT_IS_IN_RANGE,
        "Service store asks for port 9000 of the nodes; say one of 30000 to 32767",
        good -> good.service(STORE, spec -> spec.getPorts().get(0).setNodePort(9000)));
    on(
        ServiceWords.BALANCER_IS_ONE,
        "is of loadBalancerClass service.k8s.aws/nlb, and metallb.io/loadBalancerIPs is for another",
        good -> balanced(annotated(good, STORE, Map.of(ADDRESSES, ADDRESS)), STORE, NLB));
    on(
        ServiceWords.BALANCERS_AGREE,
        "is of loadBalancerClass service.k8s.aws/nlb, and other Services are of none",
        good -> balanced(balanced(good, STORE, NLB), JUPYTER, null));
    on(
        ServiceWords.METALLB_READS_IT,
        "has metallb.io/loadBalancerIP, which MetalLB does not read; say"
            + " metallb.io/loadBalancerIPs",
        good -> annotated(good, STORE, Map.of("metallb.io/loadBalancerIP", ADDRESS)));
    on(
        ServiceWords.METALLB_READS_IT,
        "has both loadBalancerIP and metallb.io/loadBalancerIPs",
        good ->
            annotated(good, STORE, Map.of(ADDRESSES, ADDRESS))
                .service(STORE, spec -> spec.setLoadBalancerIP(ADDRESS)));
    on(
        ServiceWords.POOL_IS_THERE,
        "asks for an address of pool notebooks, which the stack does not make, and for 10.1.0.7"
            + " besides",
        good ->
            annotated(
                annotated(good, HISTORY, Map.of(ADDRESSES, ADDRESS)),
                STORE,
                Map.of(ADDRESSES, ADDRESS, POOL, "notebooks")));
  }

  private static Altered annotated(Altered good, String service, Map<String, String> more) {
    return good.edit(
        Service.class, service, object -> object.getMetadata().setAnnotations(new TreeMap<>(more)));
  }

  private static Altered balanced(Altered good, String service, String balancer) {
    return good.service(
        service,
        spec -> {
          spec.setType("LoadBalancer");
          spec.setLoadBalancerClass(balancer);
        });
  }

  @Test
  void on_one_node_all_pods_are_near() {
    Altered altered =
        Altered.samples()
            .service(STORE, spec -> spec.setInternalTrafficPolicy("Local"))
            .on(new Node(Cpu.cores(64), gibibytes(512)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void both_families_where_there_are_both_pass() {
    Altered altered =
        Altered.samples()
            .service(HISTORY, spec -> spec.setIpFamilies(List.of("IPv6")))
            .service(STORE, spec -> spec.setLoadBalancerSourceRanges(List.of("2001:db8::/32")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void ports_of_nodes_within_their_range_pass() {
    Altered altered =
        Altered.samples().service(STORE, spec -> spec.getPorts().get(0).setNodePort(32767));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_class_of_metallbs_own_passes() {
    Altered altered =
        balanced(annotated(Altered.samples(), STORE, Map.of(ADDRESSES, ADDRESS)), STORE, "metallb");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_pool_that_the_stack_makes_passes() {
    GenericKubernetesResource pool = new GenericKubernetesResource();
    pool.setKind("IPAddressPool");
    pool.setApiVersion("metallb.io/v1beta1");
    pool.setMetadata(new ObjectMeta());
    pool.getMetadata().setName("notebooks");
    Altered altered =
        annotated(Altered.samples(), STORE, Map.of(ADDRESSES, ADDRESS, POOL, "notebooks"))
            .add(pool);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void one_pool_for_all_passes() {
    assertThat(said(annotated(Altered.samples(), STORE, Map.of(POOL, "house")))).isEmpty();
  }

  @Test
  void a_pool_and_an_address_on_every_service_pass_unless_one_is_spelt_otherwise() {
    Altered pools = Altered.samples();
    for (String name : List.of(STORE, HISTORY, JUPYTER)) {
      annotated(pools, name, Map.of(ADDRESSES, ADDRESS, POOL, "production"));
    }
    assertThat(said(pools)).isEmpty();

    annotated(pools, STORE, Map.of(ADDRESSES, ADDRESS, POOL, "producton"));
    assertThat(said(ServiceWords.POOL_IS_THERE, pools)).isNotEmpty();
  }
}
