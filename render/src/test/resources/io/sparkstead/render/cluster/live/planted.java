import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Exposure.Gateway;
import io.sparkstead.dsl.kube.Exposure.Ingress;
import io.sparkstead.dsl.kube.Exposure.MetalLb;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts on all that a cluster may lack. */
final class Planted implements Environment {

  @Override
  public DnsLabel name() {
    return DnsLabel.of("planted");
  }

  @Override
  public String description() {
    return "counts on all that a cluster may lack";
  }

  @Override
  public Stack stack(ImageLock lock) {
    return new Workbench("registry.example.org/spark", lock)
        .namespace(new Namespace("planted", List.of("registry"), Namespace.Maker.OTHERS))
        .nodes(new Node(Cpu.cores(16), gibibytes(64)))
        .storageClass("planted")
        .outside(
            new Outside(
                List.of(Cidr.only("10.0.0.1")), 6443, List.of(), List.of(DnsLabel.of("edge"))))
        .historyExposure(
            new Gateway(
                DnsLabel.of("edge"),
                DnsLabel.of("public"),
                Map.of("http", "history.spark.example.org")))
        .notebookExposure(
            new Ingress(
                DnsLabel.of("planted"),
                Map.of("http", "jupyter.example.org", "spark-ui", "spark.example.org"),
                Optional.of(DnsLabel.of("lab-tls"))))
        .storeExposure(new MetalLb("192.168.1.6"))
        .mount("/data", ExistingObject.claim("datasets").readOnly())
        .placed(Placement.by(new Scheduler.Kueue(DnsLabel.of("data"))))
        .stack()
        .patchedBy(
            MergePatch.ofYaml(
                "Deployment",
                "spark-history-server",
                "spec: {template: {spec: {serviceAccountName: historian}}}"));
  }
}
