package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeRefusalsTest {

  private static List<String> told(String fields) {
    return Told.of(
        "{name: a, " + fields + "}",
        Volume.class,
        (refusals, volume) -> new VolumeRefusals(refusals).of(List.of(volume)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csi: {driver: d}, emptyDir: {} | volumes 'a': keep one of the things that it is",
        "configMap: {defaultMode: 420} | name '': say one",
        "configMap: {name: c, defaultMode: 777} | defaultMode '777': say 0 to 511",
        "configMap: {name: c, items: [{path: p}]} | key '': say one",
        "configMap: {name: c, items: [{key: k, path: /p}]} | path '/p': say a path"
            + " without / before and .. in it",
        "configMap: {name: c, items: [{key: k, path: ..p}]} | path '..p': begin it with"
            + " another than ..",
        "configMap: {name: c, items: [{key: k, path: p, mode: -1}]} | mode '-1': say 0 to 511",
        "secret: {} | secretName '': say one",
        "persistentVolumeClaim: {} | claimName '': say one",
        "hostPath: {path: /a/../b} | path '/a/../b': say a path without .. in it",
        "hostPath: {path: /a, type: Folder} | type 'Folder': say Socket, File,"
            + " FileOrCreate, CharDevice, BlockDevice, Directory or DirectoryOrCreate",
        "ephemeral: {} | ephemeral '': say its volumeClaimTemplate",
        "downwardAPI: {items: [{path: p}]} | items '0 sources': say fieldRef or"
            + " resourceFieldRef",
        "projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds:"
            + " 599}}]} | expirationSeconds '599': say 600 or more",
        "projected: {sources: [{serviceAccountToken: {path: ''}}]} | path '': say a path"
            + " without / before and .. in it",
        "projected: {sources: [{configMap: {name: c}, secret: {name: s}}]} | sources '2"
            + " at once': say each in an item",
        "projected: {sources: [{secret: {items: []}}]} | name '': say one",
        "projected: {sources: [{configMap: {name: c, items: [{key: k, path: p}]}},"
            + " {secret: {name: s, items: [{key: k, path: p}]}}]} | path 'p': put one file"
            + " there",
      })
  void a_volume_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "persistentVolumeClaim: ",
        "emptyDir: {medium: Memory}",
        "nfs: {server: s, path: /p}",
        "image: {reference: r}",
        "configMap: {name: c, defaultMode: 511, items: [{key: k, path: a/b}, {key: l,"
            + " path: a/b}]}",
        "secret: {secretName: s, defaultMode: 0}",
        "somethingNew: {name: n}",
        "hostPath: {path: /a/..b, type: ''}",
        "ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce],"
            + " resources: {requests: {storage: 1Gi}}}}}",
        "projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 600}},"
            + " {configMap: {name: c}}]}",
        "projected: {sources: [{downwardAPI: {items: [{path: p, fieldRef: {fieldPath:"
            + " metadata.namespace}}]}}]}",
      })
  void a_volume_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }
}
