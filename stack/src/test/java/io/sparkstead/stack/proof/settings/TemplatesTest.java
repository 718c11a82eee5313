package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest extends FamilyTest {

  private static final String TEMPLATES = "lab-pod-templates";
  private static final String EXECUTOR = "executor.yaml";

  TemplatesTest() {
    super(Templates::new);
    onPods("which has no colon behind its name", "spec:\n", "spec\n");
    onPods("says volumes a second time", "spec:\n", "spec:\n  volumes:\n");
    onPods("stands further right", "  containers:\n", "    containers:\n");
    onPods(
        "has hostNetwork, which Pod Security refuses", "spec:\n", "spec:\n  hostNetwork: true\n");
    onPods("which Kubernetes has not, as it has volumeMounts", "volumeMounts:", "volumeMount:");
    onPods(
        "mounts a volume tmpp, which it has not",
        "- name: tmp\n      mountPath",
        "- name: tmpp\n      mountPath");
    onPods("which is no path of its own that begins with /", "mountPath: /tmp", "mountPath: tmp");
    onPods(
        "has spec.dnsPolicy Cluster, which is none of", "spec:\n", "spec:\n  dnsPolicy: Cluster\n");
    onPods("which is no number", "spec:\n", "spec:\n  terminationGracePeriodSeconds: 30s\n");
    onPods("has sizeLimit 1GB, which is no amount", "sizeLimit: 1Gi", "sizeLimit: 1GB");
    onPods(
        "limits ephemeral-storage to 1Mi, less than the",
        "limits:\n        ephemeral-storage: ",
        "limits:\n        ephemeral-storage: 1Mi # ");
    onPods(
        "has maxSkew '0'; say 1 or more",
        "spec:\n",
        """
        spec:
          topologySpreadConstraints:
          - maxSkew: 0
            topologyKey: a/b
            whenUnsatisfiable: DoNotSchedule
        """);
    onPods(
        "has expirationSeconds '300'; say 600 or more",
        "  volumes:\n",
        """
          volumes:
          - name: more
            projected:
              sources:
              - serviceAccountToken:
                  path: token
                  expirationSeconds: 300
        """);
    onPods(
        "has no field spec.affinity.podAntiAfinity; did you mean podAntiAffinity?",
        "spec:\n",
        "spec:\n  affinity:\n    podAntiAfinity: {}\n");
    onPods(
        "has a value of another kind than Kubernetes reads at spec.priority",
        "spec:\n",
        "spec:\n  priority: high\n");
    on(
        Templates.SPARK_MAY_WRITE,
        "may not write to /tmp; mount an emptyDir there",
        good -> executors(good, "    - name: tmp\n      mountPath: /tmp\n", ""));
  }

  private void onPods(String word, String from, String to) {
    on(Templates.PODS_COME_OF_IT, word, good -> executors(good, from, to));
  }

  private static Altered executors(Altered good, String from, String to) {
    UnaryOperator<String> change =
        text -> {
          int at = text.indexOf(from);
          return at < 0 ? text : text.substring(0, at) + to + text.substring(at + from.length());
        };
    return good.data(TEMPLATES, EXECUTOR, change);
  }

  @ParameterizedTest
  @CsvSource({
    "'spec:\n', 'spec:\n  nodeSelector: {}\n'",
    "'spec:\n', 'spec:\n  # one of ours\n  priorityClassName: \"high\"\n'",
    "'    env:\n', '    env:\n    - name: TEXT\n      value: |\n        a: b\n        a: b\n'",
    "'spec:\n', 'spec:\n  dnsPolicy: ClusterFirst\n  terminationGracePeriodSeconds: 120\n'",
  })
  void what_kubernetes_takes_passes(String from, String to) {
    assertThat(said(executors(Altered.samples(), from, to))).isEmpty();
  }
}
