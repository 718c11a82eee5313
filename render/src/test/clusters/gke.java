import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.storage.GoogleStorage;
import java.util.List;

/** GKE: everything at gs://acme-spark, by workload identity. */
final class Gke implements Environment {

  @Override
  public Stack stack(ImageLock lock) {
    GoogleStorage.Identity spark =
        new GoogleStorage.Identity("spark-jobs@acme-data.iam.gserviceaccount.com");
    return new Workbench("europe-docker.pkg.dev/acme/spark", lock)
        .namespace("analytics")
        .storedIn(new GoogleStorage("acme-spark", spark))
        .storageClass("standard-rwo")
        .outside(new Outside(List.of(Cidr.only("10.132.0.2")), 443, List.of()))
        .stack();
  }

  @Override
  public DnsLabel name() {
    return DnsLabel.of("gke");
  }

  @Override
  public String description() {
    return "GKE with Google Cloud Storage";
  }
}
