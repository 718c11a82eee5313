import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Exposure.Ingress;
import io.sparkstead.dsl.kube.PathRewrite;
import io.sparkstead.dsl.value.*;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.*;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.preset.Workbench;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** k3s on one arm64 board with its own Traefik; images are built there: there is no registry. */
final class K3s implements Environment {

  private static Ingress traefik(Map<String, String> hosts) {
    return new Ingress(DnsLabel.of("traefik"), hosts, Optional.empty(), PathRewrite.TRAEFIK);
  }

  @Override
  public Stack stack(ImageLock lock) {
    List<DnsLabel> proxies = List.of(DnsLabel.of("kube-system"));
    return new Workbench("localhost", lock)
        .namespace("lab")
        .nodes(new Node(Cpu.cores(8), gibibytes(16)))
        .outside(new Outside(List.of(Cidr.only("192.168.1.2")), 6443, List.of(), proxies))
        .historyExposure(traefik(Map.of("http", "lab.example.org/spark-history")))
        .notebookExposure(traefik(Map.of("http", "lab.example.org/jupyter")))
        .stack();
  }

  @Override
  public DnsLabel name() { return DnsLabel.of("k3s"); }

  @Override
  public String description() { return "one arm64 node of k3s, Traefik, no registry"; }
}
