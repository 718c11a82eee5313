import io.sparkstead.dsl.kube.Exposure.MetalLb;
import io.sparkstead.dsl.value.*;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.image.Authorities;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.storage.*;
import java.net.URI;
import java.util.List;

/** RKE2 in a company: Ceph behind the company's authority, a registry with a login, MetalLB. */
final class Rke2 implements Environment {

  @Override
  public Stack stack(ImageLock lock) {
    S3Bucket lake = new S3Bucket("lake", S3Login.in("lake-keys", "the lake in Ceph"));
    URI ceph = URI.create("https://ceph.corp.example.org");
    List<Cidr> people = List.of(new Cidr("10.1.0.0/16"));
    return new Workbench("registry.corp.example.org/risk", lock)
        .namespace("risk")
        .pullSecrets("regcred")
        .trusting(Authorities.beside(getClass(), "corporate-ca.pem"))
        .storedIn(new ExternalStore(ceph, List.of(new Cidr("10.20.0.0/24")), lake))
        .outside(new Outside(List.of(Cidr.only("10.0.0.11")), 6443, people))
        .historyExposure(new MetalLb("10.0.0.50"))
        .stack();
  }

  @Override
  public DnsLabel name() {
    return DnsLabel.of("rke2");
  }

  @Override
  public String description() {
    return "RKE2, Ceph and a registry of the company";
  }
}
