package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRangeSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountRefusalsTest {

  private static List<String> told(String fields) {
    return Told.of(
        "{" + fields + "}",
        PersistentVolumeClaimSpec.class,
        (refusals, claim) -> new AmountRefusals(refusals).ofClaim(claim));
  }

  private static List<String> toldOfQuota(String fields) {
    return Told.of(
        "{" + fields + "}",
        ResourceQuotaSpec.class,
        (refusals, quota) -> new AmountRefusals(refusals).ofQuota(quota));
  }

  private static List<String> toldOfLimits(String item) {
    return Told.of(
        "{limits: [{" + item + "}]}",
        LimitRangeSpec.class,
        (refusals, range) -> new AmountRefusals(refusals).ofLimits(range));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accessModes: [ReadWriteOnce] | resources '': say how much storage",
        "accessModes: [ReadWriteOnce], resources: {limits: {storage: 1Gi}} | resources"
            + " '': say how much storage",
        "accessModes: [ReadWriteOnce], resources: {requests: {storage: 0}} | storage"
            + " '0': say more than nothing",
        "resources: {requests: {storage: 1Gi}} | accessModes '': say ReadWriteOnce",
        "accessModes: [RWO], resources: {requests: {storage: 1Gi}} | accessModes 'RWO':"
            + " say ReadWriteOnce, ReadWriteOncePod, ReadOnlyMany or ReadWriteMany",
        "accessModes: [ReadWriteOnce, ReadWriteOncePod], resources: {requests: {storage:"
            + " 1Gi}} | accessModes 'ReadWriteOncePod': say it alone",
        "accessModes: [ReadWriteOnce], storageClassName: Fast, resources: {requests:"
            + " {storage: 1Gi}} | storageClassName 'Fast': use 1-253 of a-z 0-9 - .",
        "accessModes: [ReadWriteOnce], volumeMode: Block, resources: {requests:"
            + " {storage: 1Gi}} | volumeMode 'Block': drop it: pods mount folders",
        "accessModes: [ReadWriteOnce], volumeMode: Disk, resources: {requests: {storage:"
            + " 1Gi}} | volumeMode 'Disk': say Filesystem or Block",
      })
  void a_claim_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1}}",
        "accessModes: [ReadWriteMany, ReadOnlyMany], storageClassName: '', resources:"
            + " {requests: {storage: '1.5Ti '}}",
      })
  void a_claim_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hard: {requests.gpu: 1} | hard 'requests.gpu': say one such as requests.cpu, or"
            + " count/jobs.batch",
        "hard: {pods: 500m} | pods '500m': say a whole number",
        "scopes: [Best] | scopes 'Best': say Terminating, NotTerminating, BestEffort,"
            + " NotBestEffort, PriorityClass, CrossNamespacePodAffinity or"
            + " VolumeAttributesClass",
      })
  void a_quota_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfQuota(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hard: {requests.nvidia.com/gpu: 1, count/jobs.batch: 1,"
            + " gold.storageclass.storage.k8s.io/requests.storage: 1, limits.cpu: 1,"
            + " requests.hugepages-2Mi: 2Mi}",
      })
  void a_quota_is_taken_with_another(String yaml) {
    assertThat(toldOfQuota(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: Node | type 'Node': say Container, Pod or PersistentVolumeClaim",
        "type: Container, max: {gpu: 1} | resource 'gpu': say cpu, memory or"
            + " ephemeral-storage",
        "type: Container, max: {cpu: 1}, min: {cpu: 2} | cpu '2': say no more in min"
            + " than in max, which has 1",
        "type: Container, max: {memory: 1Gi}, default: {memory: 2Gi} | memory '2Gi': say"
            + " no more in default than in max, which has 1Gi",
        "type: Pod, default: {cpu: 1} | default '{cpu=1}': drop it: a Pod has none",
        "type: PersistentVolumeClaim | max '': say the storage of a PersistentVolumeClaim",
      })
  void a_limit_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfLimits(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type: Container, max: {cpu: 2, example.org/gpu: 1}, min: {cpu: 100m}, default:"
            + " {cpu: 1}, defaultRequest: {cpu: 500m}",
        "type: PersistentVolumeClaim, min: {storage: 1Gi}",
        "type: openshift.io/Image, max: {storage: 1Gi}",
      })
  void a_limit_is_taken_with_another(String yaml) {
    assertThat(toldOfLimits(yaml)).isEmpty();
  }
}
