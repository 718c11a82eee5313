package io.sparkstead.stack.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.dsl.value.Port;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@code equals} that the build writes into records: a part forgotten would go unseen. */
class SamenessTest {

  private static final Namespace SPARK = new Namespace("spark");
  private static final Namespace LAB = new Namespace("lab").pullingWith("regcred").madeByOthers();
  private static final DnsLabel ONE = DnsLabel.of("one");
  private static final DnsLabel TWO = DnsLabel.of("two");
  private static final Labels PODS = new Labels(SPARK, ONE, "role");
  private static final Labels OTHERS =
      new Labels(LAB, TWO, "part", Map.of("team", "data"), Map.of("owner", "us"));
  private static final Port HTTP = new Port("http", 80);
  private static final Port ADMIN = new Port("admin", 81);

  /** Two of each type, without a part in common. */
  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of(ONE, TWO),
        Arguments.of(HTTP, ADMIN),
        Arguments.of(ImageReference.of("a/one:1"), ImageReference.of("a/two:2")),
        Arguments.of(SPARK, LAB),
        Arguments.of(PODS, OTHERS),
        Arguments.of(
            new SecretSpec(ONE, "this", Map.of("key", Recipe.random(20))),
            new SecretSpec(TWO, "that", Map.of("key", Recipe.random(21)))),
        Arguments.of(new Peer.Pods(PODS), new Peer.Pods(OTHERS)),
        Arguments.of(new Peer.OfNamespace(ONE), new Peer.OfNamespace(TWO)),
        Arguments.of(new Peer.Internet("stores"), new Peer.Internet("mail")),
        Arguments.of(
            new Peer.Elsewhere("a", ONE, Map.of("app", "a")),
            new Peer.Elsewhere("b", TWO, Map.of())),
        Arguments.of(Reach.internet(443).byDrivers(), Reach.inCluster("hive", 9083).byExecutors()),
        Arguments.of(Dns.kubeDns(), Dns.openShift()),
        Arguments.of(
            new Peer.Network("disks", List.of(Cidr.only("10.0.0.1"))),
            new Peer.Network("tapes", List.of(Cidr.only("10.0.0.2")))),
        Arguments.of(
            new Flow(new Peer.People(), new Peer.Pods(PODS), HTTP, 90, "look"),
            new Flow(new Peer.ApiServer(), new Peer.Pods(OTHERS), ADMIN, 91, "ask")),
        Arguments.of(
            new Endpoint("UI", "http://in", Optional.empty()),
            new Endpoint("API", "http://within", Optional.of("http://out"))));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void what_has_the_same_parts_is_the_same(Record one, Record other) throws Exception {
    Record again = made(one, parts(one));

    assertThat(again).isNotSameAs(one).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(one).isNotEqualTo(other).isNotEqualTo(null).isNotEqualTo("text");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void one_other_part_makes_it_another(Record one, Record other) throws Exception {
    for (int part = 0; part < parts(one).length; part++) {
      Object[] parts = parts(one);
      parts[part] = parts(other)[part];

      assertThat(made(one, parts)).isNotEqualTo(one);
    }
  }

  @ParameterizedTest
  @MethodSource("partless")
  void a_peer_without_parts_is_the_same_everywhere(Peer one, Peer again, Peer other) {
    assertThat(again).isNotSameAs(one).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(one).isNotEqualTo(other);
  }

  static Stream<Arguments> partless() {
    return Stream.of(
        Arguments.of(new Peer.People(), new Peer.People(), new Peer.ApiServer()),
        Arguments.of(new Peer.ApiServer(), new Peer.ApiServer(), new Peer.People()));
  }

  private static Object[] parts(Record record) throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] parts = new Object[components.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = components[i].getAccessor().invoke(record);
    }
    return parts;
  }

  private static Record made(Record like, Object[] parts) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(like.getClass().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return like.getClass().getConstructor(types).newInstance(parts);
  }
}
