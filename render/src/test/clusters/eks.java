import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.storage.AwsS3;
import io.sparkstead.stack.storage.Irsa;
import java.util.List;

/** EKS: S3 by a role that accounts carry, disks of EBS. */
final class Eks implements Environment {

  @Override
  public Stack stack(ImageLock lock) {
    Irsa role = new Irsa("arn:aws:iam::111122223333:role/spark");
    return new Workbench("111122223333.dkr.ecr.eu-central-1.amazonaws.com/spark", lock)
        .storedIn(new AwsS3("eu-central-1", "acme-spark", role))
        .storageClass("gp3")
        .outside(new Outside(List.of(new Cidr("10.0.0.0/16")), 443, List.of()))
        .stack();
  }

  @Override
  public DnsLabel name() {
    return DnsLabel.of("eks");
  }

  @Override
  public String description() {
    return "EKS with S3 by IRSA";
  }
}
