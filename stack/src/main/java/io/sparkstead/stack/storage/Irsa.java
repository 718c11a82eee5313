package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.release.AwsSdk;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * IAM roles for service accounts: EKS mounts a token of the pod's account, and AWS takes it for the
 * role.
 *
 * <pre>
 * kind: ServiceAccount
 * metadata:
 *   annotations:
 *     eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/spark
 * </pre>
 *
 * <p>A webhook of EKS adds token, mount and variables to the pods of an account that is annotated
 * so; also to pods that mount no token of their own, as executors.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html">
 *     IAM roles for service accounts</a>
 */
public record Irsa(IamRole role) implements S3Access {

  /** What the webhook looks for. */
  public static final String ANNOTATION = "eks.amazonaws.com/role-arn";

  private static final Port HTTPS = new Port("https", 443);

  /** The role of that ARN. */
  public Irsa(String arn) {
    this(new IamRole(arn));
  }

  @Override
  public String provider(AwsSdk sdk) {
    return sdk.webIdentityProvider();
  }

  @Override
  public Map<String, String> accountAnnotations() {
    return Map.of(ANNOTATION, role.arn());
  }

  @Override
  public List<Flow> flows(Peer from) {
    return List.of(new Flow(from, new Peer.Internet("AWS STS"), HTTPS, "takes its role"));
  }

  @Override
  public String guide(List<Labels> accounts) {
    return Blanks.fill(
        """
    Give it to the role `%s`,
    which has to trust the cluster's OIDC provider for the audience `sts.amazonaws.com` and these
    subjects alone:

    %s""",
        role,
        accounts.stream()
            .map(
                account ->
                    Blanks.fill(
                        "- `system:serviceaccount:%s:%s`\n",
                        account.namespace().name(), account.name()))
            .collect(Collectors.joining()));
  }
}
