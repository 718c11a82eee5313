import io.sparkstead.dsl.kube.Exposure.Route;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.value.*;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.*;
import io.sparkstead.stack.preset.Workbench;
import java.util.List;
import java.util.Map;

/** A project of OpenShift that others made: Routes, and users that the cluster assigns. */
final class OpenShift implements Environment {

  @Override
  public Stack stack(ImageLock lock) {
    List<DnsLabel> router = List.of(DnsLabel.of("openshift-ingress"));
    return new Workbench("registry.example.org/team-a", lock)
        .namespace(new Namespace("team-a").madeByOthers())
        .user(PodUser.assigned())
        .outside(new Outside(List.of(Cidr.only("10.0.0.1")), 6443, List.of(), router))
        .dns(Dns.openShift())
        .historyExposure(new Route(Map.of("http", "history-team-a.apps.example.org")))
        .notebookExposure(new Route(Map.of("http", "jupyter-team-a.apps.example.org")))
        .stack();
  }

  @Override
  public DnsLabel name() {
    return DnsLabel.of("openshift");
  }

  @Override
  public String description() {
    return "a project of OpenShift";
  }
}
