package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceRefusalsTest {

  private static List<String> told(String fields) {
    return Told.of(
        "{" + fields + "}",
        ServiceSpec.class,
        (refusals, service) -> new ServiceRefusals(refusals).of(service));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: Loadbalancer, ports: [{port: 1}] | type 'Loadbalancer': say ClusterIP,"
            + " NodePort, LoadBalancer or ExternalName",
        "type: ExternalName | type 'ExternalName': say the externalName too",
        "type: ExternalName, externalName: 'a b' | externalName 'a b': use 1-253 of a-z"
            + " 0-9 - .",
        "type: LoadBalancer, clusterIP: None, ports: [{port: 1}] | clusterIP 'None':"
            + " drop it: a LoadBalancer has an address",
        "clusterIP: nowhere, ports: [{port: 1}] | clusterIP 'nowhere': say None or an"
            + " address, or drop it",
        "selector: {a: b} | ports '': say one port",
        "selector: {a: 'b c'}, ports: [{port: 1}] | a 'b c': use 1-63 of A-Z a-z 0-9 - _ .",
        "ports: [{port: 90900}] | port '90900': say 1 to 65535",
        "ports: [{port: 1, name: a}, {port: 2, name: a}] | name 'a': name each port",
        "ports: [{port: 1, name: A}] | name 'A': use 1-63 of a-z 0-9 -",
        "ports: [{port: 1, name: a}, {port: 1, name: b}] | port '1': say it once",
        "ports: [{port: 1, protocol: http}] | protocol 'http': say SCTP, UDP or TCP",
        "ports: [{port: 1, targetPort: 70000}] | targetPort '70000': say 1 to 65535",
        "ports: [{port: 1, targetPort: a_b}] | targetPort 'a_b': say 1 to 65535 or 1-15"
            + " of a-z 0-9 -",
        "ports: [{port: 1, nodePort: 30000}] | nodePort '30000': drop it, or say type:"
            + " NodePort",
        "ports: [{port: 1, appProtocol: 'a b'}] | appProtocol 'a b': use 1-63 of A-Z a-z"
            + " 0-9 - _ ., or example.org/ before",
        "sessionAffinity: Sticky, ports: [{port: 1}] | sessionAffinity 'Sticky': say"
            + " None or ClientIP",
        "externalTrafficPolicy: Local, ports: [{port: 1}] | externalTrafficPolicy"
            + " 'Local': drop it: nobody comes from outside",
        "internalTrafficPolicy: '', ports: [{port: 1}] | internalTrafficPolicy '': say"
            + " Cluster or Local",
        "ipFamilyPolicy: Dual, ports: [{port: 1}] | ipFamilyPolicy 'Dual': say"
            + " SingleStack, PreferDualStack or RequireDualStack",
        "ipFamilies: [IPv5], ports: [{port: 1}] | ipFamilies 'IPv5': say IPv4 or IPv6",
        "loadBalancerClass: a.org/b, ports: [{port: 1}] | loadBalancerClass 'a.org/b':"
            + " drop it, or say type: LoadBalancer",
        "type: ExternalName, externalName: a, clusterIP: 10.0.0.1 | clusterIP"
            + " '10.0.0.1': drop it: an ExternalName has no address",
        "allocateLoadBalancerNodePorts: true, ports: [{port: 1}] |"
            + " allocateLoadBalancerNodePorts 'true': drop it, or say type: LoadBalancer",
        "loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 1}] |"
            + " loadBalancerSourceRanges '[10.0.0.0/8]': drop it, or say type: LoadBalancer",
        "type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.1], ports: [{port: 1}] |"
            + " loadBalancerSourceRanges '10.0.0.1': write it as 10.0.0.0/8",
        "healthCheckNodePort: 30000, ports: [{port: 1}] | healthCheckNodePort '30000':"
            + " drop it, or say type: LoadBalancer and externalTrafficPolicy: Local",
        "sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}, ports: [{port: 1}] |"
            + " timeoutSeconds '0': say 1 to 86400",
      })
  void a_service_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusterIP: None, ports: [{port: 1}]",
        "clusterIP: None",
        "type: ClusterIP, clusterIP: None",
        "type: NodePort, ports: [{port: 1, name: a, nodePort: 30001}, {port: 2, name: b}]",
        "type: ExternalName, externalName: a.example.org.",
        "type: LoadBalancer, loadBalancerClass: a.org/b, externalTrafficPolicy: Local,"
            + " ports: [{port: 1}]",
        "ports: [{port: 53, name: a}, {port: 53, name: b, protocol: UDP, targetPort:"
            + " dns-udp, appProtocol: kubernetes.io/h2c}]",
        "ports: [{port: 1, targetPort: 0}]",
        "clusterIP: 10.0.0.1, internalTrafficPolicy: Local, ports: [{port: 1}]",
      })
  void a_service_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }
}
