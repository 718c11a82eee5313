package io.sparkstead.render.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.render.cluster.control.Answer;
import io.sparkstead.render.cluster.control.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clusters that people have, each an environment in {@code src/test/clusters}, in one of a family
 * of addresses. They are brought up before the tests, which look at what was said.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class ClustersIT {

  private static final Path FILES = Path.of("src/test/clusters");
  private static final String JAVA = ".java";
  private static final int LINES = 40;

  /** What others keep beside an environment, or make a Secret of. */
  private static final Map<String, String> CREDENTIALS =
      Map.of("credentials", "[default]\naws_access_key_id = a\naws_secret_access_key = b\n");

  private static final Map<String, Installed> INSTALLED = new LinkedHashMap<>();
  private static final Map<String, Answer> DELETED = new LinkedHashMap<>();

  private final Family family;

  ClustersIT(Family family) {
    this.family = family;
  }

  static List<String> clusters() throws IOException {
    return files(JAVA).map(name -> name.substring(0, name.length() - JAVA.length())).toList();
  }

  private static Stream<String> files(String end) throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end))
          .sorted()
          .toList()
          .stream();
    }
  }

  @BeforeParameterizedClassInvocation
  static void live(Family family) throws IOException {
    Path folder = ControlPlane.TARGET.resolve("clusters-" + family);
    Files.createDirectories(folder);
    for (String file : files(".pem").toList()) {
      Files.copy(FILES.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    for (Map.Entry<String, String> file : CREDENTIALS.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    long begun = System.nanoTime();
    ControlPlane plane = family.cluster();
    try {
      List<Callable<Installed>> all = new ArrayList<>();
      for (String cluster : clusters()) {
        Tree tree = Tree.ofPerson(cluster, family.written(java(cluster)), folder);
        all.add(() -> new Installed(tree, plane, folder));
      }
      for (Installed installed : together(all)) {
        INSTALLED.put(installed.tree.name(), installed);
      }
      INSTALLED.forEach((cluster, installed) -> DELETED.put(cluster, installed.delete()));
      INSTALLED.values().forEach(Installed::isGone);
    } finally {
      if (family.isAlone()) {
        plane.close();
      }
    }
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    System.out.println("cluster: of " + family + ", five were brought up in " + seconds + " s");
  }

  /** At once, as each spends its time waiting for answers. */
  private static <T> List<T> together(List<Callable<T>> all) {
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    try {
      List<T> done = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(all)) {
        done.add(each.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static String java(String cluster) throws IOException {
    return Files.readString(FILES.resolve(cluster + JAVA));
  }

  private static Installed installed(String cluster) {
    return Objects.requireNonNull(INSTALLED.get(cluster));
  }

  private static void takenWithoutWarning(Answer answer) {
    assertThat(answer.succeeded().messages()).isEmpty();
  }

  @Test
  void there_are_those_that_people_have() throws IOException {
    assertThat(clusters()).containsExactly("eks", "gke", "k3s", "openshift", "rke2");
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void an_environment_is_short_and_names_addresses(String cluster) throws IOException {
    String java = java(cluster);
    assertThat(java.lines()).hasSizeLessThan(LINES);
    assertThat(family.written(java).equals(java)).isEqualTo(family == Family.IPV4);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void it_keeps_every_rule(String cluster) {
    assertThat(installed(cluster).tree.verified().strip())
        .isEqualTo(cluster + ": 0 errors, 0 warnings, 0 notes");
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void its_page_makes_every_secret_that_pods_name(String cluster) {
    List<String> named = new ArrayList<>();
    for (JsonNode pod : installed(cluster).pods) {
      named.addAll(pod.findValuesAsText("secretName"));
      pod.findValues("secretKeyRef").forEach(key -> named.add(key.get("name").asText()));
      pod.at("/spec/imagePullSecrets").forEach(pulled -> named.add(pulled.get("name").asText()));
    }
    assertThat(named).isNotEmpty();
    assertThat(installed(cluster).secrets).containsAll(named);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void it_is_taken_without_a_warning(String cluster) {
    takenWithoutWarning(installed(cluster).first.answer());
    assertThat(installed(cluster).onRequest)
        .isNotEmpty()
        .allSatisfy((folder, answer) -> takenWithoutWarning(answer));
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void applied_again_it_changes_nothing(String cluster) {
    Round again = installed(cluster).again;
    takenWithoutWarning(again.answer());
    assertThat(again.answer().changes()).isEmpty();
    assertThat(again.written()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void it_gets_every_pod(String cluster) {
    assertThat(installed(cluster).failures).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void services_are_of_the_family(String cluster) {
    assertThat(installed(cluster).services)
        .isNotEmpty()
        .allSatisfy(
            service ->
                assertThat(texts(service.at("/spec/ipFamilies")))
                    .as(Tenant.name(service))
                    .isEqualTo(wanted(service)));
  }

  /** One that asks for nothing is of the first; MetalLB gives an address of each. */
  private List<String> wanted(JsonNode service) {
    boolean isAsked = service.at("/metadata/annotations").has("metallb.io/loadBalancerIPs");
    return isAsked ? family.names : family.names.subList(0, 1);
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void services_have_addresses_of_the_range(String cluster) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode service : installed(cluster).services) {
      List<String> own = texts(service.at("/spec/clusterIPs"));
      if (!own.equals(List.of("None"))) {
        assertThat(own).as(Tenant.name(service)).hasSameSizeAs(wanted(service));
        for (int i = 0; i < own.size(); i++) {
          assertThat(Cidr.holds(family.ranges.get(i), own.get(i))).as(own.get(i)).isTrue();
        }
        addresses.addAll(own);
      }
    }
    assertThat(addresses).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void deletion_ends_and_leaves_nothing(String cluster) {
    takenWithoutWarning(Objects.requireNonNull(DELETED.get(cluster)));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
