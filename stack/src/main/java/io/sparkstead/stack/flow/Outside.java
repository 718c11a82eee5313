package io.sparkstead.stack.flow;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.List;

/**
 * Where those are who talk with pods and are none: the API server, and people.
 *
 * <p>Only the cluster knows where its API server really is. The address of {@code
 * kubernetes.default.svc} will not do: most network plugins look at a connection when that has been
 * replaced by the server's own.
 *
 * <pre>
 * kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes
 * </pre>
 *
 * @param apiServer its endpoints, one at least
 * @param apiServerPort on which they listen: 6443 in most clusters, 443 in many that are managed
 * @param people from where those come who open what has an address outside; none if nobody does
 * @param gateways the namespaces of the ingress controllers and Gateways through which people come:
 *     what a pod sees there is the proxy, and not who is behind it
 * @param dns who answers pods that ask for names; {@link Dns#kubeDns} unless it is given
 */
public record Outside(
    List<Cidr> apiServer, int apiServerPort, List<Cidr> people, List<DnsLabel> gateways, Dns dns) {

  /** Where names are asked for as in every common cluster. */
  public Outside(
      List<Cidr> apiServer, int apiServerPort, List<Cidr> people, List<DnsLabel> gateways) {
    this(apiServer, apiServerPort, people, gateways, Dns.kubeDns());
  }

  /** Where people come by themselves. */
  public Outside(List<Cidr> apiServer, int apiServerPort, List<Cidr> people) {
    this(apiServer, apiServerPort, people, List.of());
  }

  public Outside {
    apiServer = List.copyOf(apiServer);
    people = List.copyOf(people);
    gateways = List.copyOf(gateways);
    if (apiServer.isEmpty()) {
      throw new IllegalArgumentException(
          "the API server has no endpoint, and no driver would reach it; name the addresses that"
              + " 'kubectl get endpointslices -n default' shows");
    }
    if (apiServerPort < 1 || apiServerPort > 65535) {
      throw new IllegalArgumentException(
          "the API server's port is " + apiServerPort + ": a TCP port is 1-65535");
    }
  }

  /** This, where pods ask {@code dns} for names. */
  public Outside asking(Dns dns) {
    return new Outside(apiServer, apiServerPort, people, gateways, dns);
  }
}
