package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.release.AwsSdk;
import java.util.List;
import java.util.stream.Collectors;

/**
 * EKS Pod Identity: an agent on each node hands out the keys of the role that AWS has associated
 * with the pod's account. Kubernetes knows nothing of the association.
 *
 * <pre>
 * aws eks create-pod-identity-association --cluster-name data --namespace spark \
 *   --service-account spark --role-arn arn:aws:iam::111122223333:role/spark
 * </pre>
 *
 * <p>Refuses the first generation of the SDK at the release that Spark 3.5 has: it reads no token
 * from a file, as the agent demands, and asks no address but its own.
 *
 * @param cluster its name in EKS, for the command above
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html">Pod
 *     Identity</a>
 */
public record PodIdentity(String cluster, IamRole role) implements S3Access {

  /** The agent, on the node of whoever asks. */
  private static final Peer AGENT =
      new Peer.Network(
          "EKS Pod Identity agent",
          List.of(Cidr.only("169.254.170.23"), Cidr.only("fd00:ec2::23")));

  private static final Port HTTP = new Port("http", 80);

  public PodIdentity {
    if (!cluster.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}")) {
      throw new IllegalArgumentException(
          "'"
              + cluster
              + "' is not the name of an EKS cluster; use 1-100 of A-Z a-z 0-9 - _ and begin with a"
              + " letter or digit");
    }
  }

  /** The role of that ARN. */
  public PodIdentity(String cluster, String arn) {
    this(cluster, new IamRole(arn));
  }

  @Override
  public String provider(AwsSdk sdk) {
    return sdk.containerProvider()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "role "
                        + role
                        + " comes by EKS Pod Identity, which the AWS SDK of this Spark release is too"
                        + " old for; use Irsa, or Spark 4"));
  }

  @Override
  public List<Flow> flows(Peer from) {
    return List.of(new Flow(from, AGENT, HTTP, "asks for its role's keys"));
  }

  @Override
  public String guide(List<Labels> accounts) {
    return Blanks.fill(
        """
    Give it to the role `%s`,
    which has to trust `pods.eks.amazonaws.com`, and the role to the accounts:

    ```sh
    %s```
    """,
        role, accounts.stream().map(this::association).collect(Collectors.joining()));
  }

  private String association(Labels account) {
    return Blanks.fill(
        """
    aws eks create-pod-identity-association --cluster-name %s \\
      --namespace %s --service-account %s \\
      --role-arn %s
    """,
        cluster, account.namespace().name(), account.name(), role);
  }
}
