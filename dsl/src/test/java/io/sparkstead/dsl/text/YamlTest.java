package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

  /** What a YAML parser takes as a key: 1024 characters, the quotes among them. */
  private static final int LONGEST_KEY = 1024;

  /** Where a string can stand. */
  private enum Place {
    DOCUMENT,
    VALUE,
    KEY,
    ITEM,
    ITEM_OF_ITEM,
    IN_LIST_OF_MAPS,
    CONFIG_MAP;

    Object written(String text) {
      return switch (this) {
        case DOCUMENT -> text;
        case VALUE -> Map.of("key", text);
        case KEY -> Map.of(text, "value");
        case ITEM -> List.of(text, "next");
        case ITEM_OF_ITEM -> List.of(List.of(text, "next"), "next");
        case IN_LIST_OF_MAPS -> List.of(Map.of("outer", List.of(Map.of("inner", text))), "next");
        case CONFIG_MAP -> new ConfigMapBuilder().addToData("key", text).build();
      };
    }

    Object read(String text) {
      return this == CONFIG_MAP
          ? Map.of("apiVersion", "v1", "kind", "ConfigMap", "data", Map.of("key", text))
          : written(text);
    }

    boolean takes(String text) {
      return HostileStrings.comesThroughKustomize(text)
          && (this != KEY || Quoted.of(text).length() <= LONGEST_KEY);
    }

    boolean survives(String text, YamlParser parser) {
      try {
        return parser.parse(Yaml.document(written(text))).equals(read(text));
      } catch (RuntimeException e) {
        return false;
      }
    }
  }

  static Stream<Arguments> places_and_parsers() {
    return Stream.of(Place.values())
        .flatMap(
            place -> Stream.of(YamlParser.values()).map(parser -> Arguments.of(place, parser)));
  }

  @ParameterizedTest
  @MethodSource("places_and_parsers")
  void hostile_strings_come_back_as_they_were(Place place, YamlParser parser) {
    assertThat(HostileStrings.all())
        .filteredOn(place::takes)
        .filteredOn(text -> !place.survives(text, parser))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(YamlParser.class)
  void random_strings_come_back_as_they_were(YamlParser parser) {
    for (HostileStrings.Batch batch : HostileStrings.batches(20_000, 100_000).toList()) {
      Object tree = StringTree.of(batch.throughKustomize());

      StringTree.assertSame(parser.parse(Yaml.document(tree)), tree, batch.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(YamlParser.class)
  void the_longest_key_can_still_be_read(YamlParser parser) {
    Map<String, String> map = Map.of("\u200b".repeat(170), "value");

    assertThat(parser.parse(Yaml.document(map))).isEqualTo(map);
  }

  @Test
  void a_key_that_no_parser_would_read_is_refused() {
    assertThatThrownBy(() -> Yaml.document(Map.of("\u200b".repeat(171), "value")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key of 1028 characters, quotes and escapes included: YAML parsers read at most 1024");
  }

  @Test
  void a_deployment_is_written_for_readers() {
    assertThat(
            Yaml.document(
                new DeploymentBuilder()
                    .withNewMetadata()
                    .withNamespace("spark")
                    .withName("minio")
                    .addToLabels("b", "yes")
                    .addToLabels("a", "minio")
                    .endMetadata()
                    .withNewSpec()
                    .withNewTemplate()
                    .withNewSpec()
                    .addNewVolume()
                    .withName("tmp")
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .endVolume()
                    .addToContainers(
                        new ContainerBuilder()
                            .withArgs("--port", "9000")
                            .addNewPort()
                            .withContainerPort(9000)
                            .withName("api")
                            .endPort()
                            .withImage("quay.io/minio/minio:1.0")
                            .withName("minio")
                            .build())
                    .endSpec()
                    .endTemplate()
                    .withReplicas(1)
                    .endSpec()
                    .build()))
        .isEqualTo(
            """
            # Code generated by sparkstead. DO NOT EDIT.
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: minio
              namespace: spark
              labels:
                a: minio
                b: "yes"
            spec:
              replicas: 1
              template:
                spec:
                  containers:
                  - name: minio
                    image: quay.io/minio/minio:1.0
                    args:
                    - --port
                    - "9000"
                    ports:
                    - name: api
                      containerPort: 9000
                  volumes:
                  - name: tmp
                    emptyDir: {}
            """);
  }

  @Test
  void text_of_several_lines_stands_as_it_is() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("closed", "a=1\n\n  b: 2\n");
    map.put("open", "a\nb");
    map.put("spaced", "a\n\n\n");
    map.put("list", List.of("a\nb\n", List.of("c\nd")));

    assertThat(Yaml.document(map))
        .isEqualTo(
            """
            # Code generated by sparkstead. DO NOT EDIT.
            closed: |
              a=1

                b: 2
            open: |-
              a
              b
            spaced: |+
              a


            list:
            - |
              a
              b
            - - |-
                c
                d
            """);
  }

  @Test
  void text_whose_lines_a_reader_could_not_see_is_quoted() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("blank start", " a\nb");
    map.put("blank end", "a\n ");
    map.put("tab", "a\n\tb");
    map.put("carriage return", "a\r\nb");
    map.put("escape", "\u001b[31m\nb");

    assertThat(Yaml.document(map))
        .isEqualTo(
            """
            # Code generated by sparkstead. DO NOT EDIT.
            blank start: " a\\nb"
            blank end: "a\\n "
            tab: "a\\n\\tb"
            carriage return: "a\\r\\nb"
            escape: "\\u001b[31m\\nb"
            """);
  }

  /** Else a change could look harmless in review: text turned round, a word that only seems one. */
  @ParameterizedTest
  @ValueSource(chars = {'\0', '\u001b', '\u200b', '\u2028', '\u202e', '\u2066', '\ufeff'})
  void characters_that_a_reader_cannot_see_are_escaped(char c) {
    String escaped = "\\u%04x".formatted((int) c);

    assertThat(Yaml.document(List.of("a" + c))).endsWith("\n- \"a" + escaped + "\"\n");
    assertThat(Yaml.document(List.of("a" + c + "\nb"))).endsWith("\n- \"a" + escaped + "\\nb\"\n");
  }

  @Test
  void letters_of_every_script_stand_as_they_are() {
    assertThat(Yaml.document(List.of("naïve 日本語 👨\u200d👩 😀")))
        .endsWith("\n- \"naïve 日本語 👨\u200d👩 😀\"\n");
  }

  @Test
  void numbers_and_booleans_stand_bare_and_strings_like_them_are_quoted() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("int", 288);
    map.put("long", 3_000_000_000L);
    map.put("bool", true);
    map.put("on", "on");
    map.put("version", "3.5");
    map.put("mode", "0440");

    assertThat(Yaml.document(map))
        .isEqualTo(
            """
            # Code generated by sparkstead. DO NOT EDIT.
            int: 288
            long: 3000000000
            bool: true
            "on": "on"
            version: "3.5"
            mode: "0440"
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minio",
        "spark-history-server",
        "s3a://spark-on-kube/event-logs/",
        "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z",
        "/opt/spark/conf",
        "--port=8888",
        "50Gi",
        "500m",
        "$(HOME)/work",
        "it's a sentence, with (some) marks"
      })
  void what_every_parser_takes_for_a_string_stands_bare(String text) {
    assertThat(PlainScalar.isSafe(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "~", "Yes", "-inf", "3.5", "0o17", "12:30", "2025-01-01", "1.5Gi", "<<"})
  void strings_that_look_like_something_else_are_quoted(String text) {
    assertThat(Yaml.document(List.of(text))).endsWith("\n- \"" + text + "\"\n");
  }

  @Test
  void quantities_and_either_types_are_scalars() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("memory", new Quantity("2", "Gi"));
    map.put("cpu", new Quantity("2"));
    map.put("number", new IntOrString(9000));
    map.put("name", new IntOrString("api"));

    assertThat(Yaml.document(map))
        .isEqualTo(
            """
            # Code generated by sparkstead. DO NOT EDIT.
            memory: 2Gi
            cpu: "2"
            number: 9000
            name: api
            """);
  }

  @Test
  void what_is_not_set_is_left_out_and_what_is_set_to_nothing_is_shown() {
    assertThat(
            Yaml.document(
                new ServiceBuilder()
                    .withNewMetadata()
                    .endMetadata()
                    .withNewSpec()
                    .withClusterIP("")
                    .withPublishNotReadyAddresses(false)
                    .withSelector(Map.of())
                    .withPorts(List.of())
                    .endSpec()
                    .build()))
        .isEqualTo(
            """
            # Code generated by sparkstead. DO NOT EDIT.
            apiVersion: v1
            kind: Service
            metadata: {}
            spec:
              clusterIP: ""
              publishNotReadyAddresses: false
            """);
  }

  @Test
  void plain_maps_and_lists_keep_their_order_and_show_when_they_are_empty() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", Map.of());
    map.put("a", List.of());
    map.put("list", List.of(Map.of(), List.of(), ""));

    assertThat(Yaml.document(map))
        .isEqualTo(
            """
            # Code generated by sparkstead. DO NOT EDIT.
            z: {}
            a: []
            list:
            - {}
            - []
            - ""
            """);
  }

  @Test
  void a_stream_has_a_line_between_its_documents() {
    assertThat(Yaml.documents(List.of(Map.of("a", 1), Map.of("b", 2))))
        .isEqualTo(
            """
            # Code generated by sparkstead. DO NOT EDIT.
            a: 1
            ---
            # Code generated by sparkstead. DO NOT EDIT.
            b: 2
            """);
  }

  @Test
  void a_stream_is_written_document_by_document() throws IOException {
    StringBuilder target = new StringBuilder();
    List<Integer> lengths = new ArrayList<>();
    Iterable<Map<String, Integer>> documents =
        () ->
            Stream.of(1, 2, 3)
                .map(
                    number -> {
                      lengths.add(target.length());
                      return Map.of("a", number);
                    })
                .iterator();

    Yaml.documents(documents, target);

    List<Map<String, Integer>> same = List.of(Map.of("a", 1), Map.of("a", 2), Map.of("a", 3));
    assertThat(target).hasToString(Yaml.documents(same));
    assertThat(lengths)
        .containsExactly(
            0,
            Yaml.documents(same.subList(0, 1)).length(),
            Yaml.documents(same.subList(0, 2)).length());
  }

  @Test
  void the_same_object_is_the_same_text_however_its_maps_were_made() {
    Map<String, String> one = new LinkedHashMap<>();
    Map<String, String> other = new LinkedHashMap<>();
    List<String> keys =
        HostileStrings.random(1, 50).stream()
            .filter(HostileStrings::comesThroughKustomize)
            .distinct()
            .toList();
    keys.forEach(key -> one.put(key, "value"));
    for (int i = keys.size() - 1; i >= 0; i--) {
      other.put(keys.get(i), "value");
    }

    assertThat(Yaml.document(new ConfigMapBuilder().withData(one).build()))
        .isEqualTo(Yaml.document(new ConfigMapBuilder().withData(other).build()));
  }

  @Test
  void a_type_without_a_form_is_refused() {
    assertThatThrownBy(() -> Yaml.document(Map.of("share", 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("YAML has no form for a java.lang.Double; give a string or an integer");
  }

  @ParameterizedTest
  @ValueSource(chars = {'\u007f', '\u0080', '\u0085', '\u009f', '\ufffe', '\uffff'})
  void a_character_that_kustomize_would_lose_is_refused(char c) {
    for (Object value : List.of("a" + c, Map.of("a" + c, 1), "a\n" + c + "b", "\ud83d\ude00" + c)) {
      assertThatThrownBy(() -> Yaml.document(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "text with \"\\u%04x\" does not get through Kustomize, even escaped; leave the character out",
              (int) c);
    }
  }

  @Test
  void its_neighbours_are_not() {
    assertThat(Yaml.document(List.of("~\u00a0\ufffd"))).endsWith("- \"~\u00a0\ufffd\"\n");
  }

  @Test
  void a_key_that_kustomize_would_take_for_a_merge_is_refused() {
    assertThatThrownBy(() -> Yaml.document(Map.of("<<", "value")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key << does not get through Kustomize, even in quotes; give it another name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", "line\n\ud83d\nline"})
  void half_a_character_is_refused(String text) {
    for (Object value : List.of(text, Map.of(text, "value"), Set.of(text))) {
      assertThatThrownBy(() -> Yaml.document(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("lone surrogate");
    }
  }

  @Test
  void half_a_character_anywhere_is_refused() {
    Random random = new Random(1);
    for (String text :
        new HostileStrings.Batch(1, HostileStrings.random(1, 1000)).throughKustomize().strings()) {
      int before = random.nextInt(text.codePointCount(0, text.length()) + 1);
      int at = text.offsetByCodePoints(0, before);
      String half = text.substring(0, at) + "\ude00" + text.substring(at);

      for (Object value : List.of(half, Map.of(half, "value"))) {
        assertThatThrownBy(() -> Yaml.document(value)).hasMessageContaining("lone surrogate");
      }
    }
  }

  @Test
  void a_key_of_as_many_characters_as_parsers_read_is_written() {
    String longest = "k".repeat(LONGEST_KEY);

    assertThat(Yaml.document(Map.of(longest, 1))).endsWith(longest + ": 1\n");
    assertThatThrownBy(() -> Yaml.document(Map.of(longest + "k", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fields_that_kubernetes_does_not_know_are_told_by_path() {
    Container container = new Container();
    container.setAdditionalProperty("imagePullPolice", "Always");
    PodSpec spec = new PodSpec();
    spec.setContainers(List.of(new Container(), container));
    spec.setAdditionalProperty("zebra", true);
    Pod pod = new Pod();
    pod.setSpec(spec);
    pod.setAdditionalProperty("kindd", "Pod");

    assertThat(Yaml.unknownFields(pod))
        .containsExactly(
            Map.entry("kindd", Optional.of("kind")),
            Map.entry("spec.containers[1].imagePullPolice", Optional.of("imagePullPolicy")),
            Map.entry("spec.zebra", Optional.empty()));
  }

  @Test
  void one_field_is_told_wherever_it_is_and_none_where_none_is() {
    PodSpec spec = new PodSpec();
    spec.setContainers(List.of(new Container(), new Container()));
    Pod pod = new Pod();
    pod.setSpec(spec);
    assertThat(Yaml.unknownFields(pod)).isEmpty();

    spec.getContainers().get(1).setAdditionalProperty("zebra", true);
    assertThat(Yaml.unknownFields(pod)).containsOnlyKeys("spec.containers[1].zebra");

    spec.setContainers(List.of(new Container()));
    spec.setAdditionalProperty("zebra", true);
    assertThat(Yaml.unknownFields(pod)).containsOnlyKeys("spec.zebra");
  }

  @Test
  void an_object_of_eight_fields_has_no_ninth() {
    Container container = new Container();
    container.setName("a");
    container.setImage("a");
    container.setImagePullPolicy("Always");
    container.setCommand(List.of("a"));
    container.setArgs(List.of("a"));
    container.setWorkingDir("/a");
    container.setTty(true);
    container.setStdin(true);
    PodSpec spec = new PodSpec();
    spec.setContainers(List.of(container));
    Pod pod = new Pod();
    pod.setSpec(spec);

    assertThat(Yaml.unknownFields(pod)).isEmpty();
    assertThat(Yaml.document(pod).lines().filter(line -> line.matches("  [- ] \\w+:.*")))
        .hasSize(8);
  }

  @Test
  void each_level_stands_two_columns_further_however_deep_it_is() {
    Object nested = 1;
    for (int level = 40; level >= 0; level--) {
      nested = Map.of("level" + level, nested);
    }

    List<String> lines = Yaml.document(nested).lines().toList();
    for (int level = 0; level <= 40; level++) {
      assertThat(lines.get(level + 1)).startsWith(" ".repeat(2 * level) + "level" + level + ":");
    }
  }

  @Test
  void the_first_character_that_is_lost_is_named() {
    for (String text : List.of("\u0085 b", "a\u0085", "\u0085\u0086")) {
      assertThatThrownBy(() -> Yaml.document(text)).hasMessageContaining("\"\\u0085\"");
    }
  }

  @Test
  void the_fields_of_a_custom_object_are_its_own() {
    GenericKubernetesResource custom = new GenericKubernetesResource();
    custom.setAdditionalProperty("zebra", true);

    assertThat(Yaml.unknownFields(custom)).isEmpty();
  }
}
