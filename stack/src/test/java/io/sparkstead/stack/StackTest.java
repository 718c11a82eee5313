package io.sparkstead.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.component.SparkRbac;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.secret.ExternalSecrets;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackTest {

  private final Samples samples = Samples.spark35();
  private final Stack stack = samples.stack();

  @Test
  void builds_each_image_once_and_after_the_one_it_is_built_on() {
    assertThat(stack.builds()).containsExactly(samples.sparkImage(), samples.jupyterImage());
  }

  @Test
  void asks_for_each_secret_once_and_says_what_it_opens() {
    assertThat(stack.secrets().keySet())
        .extracting(secret -> secret.name() + " " + secret.recipes().keySet())
        .containsExactly(
            "store-root [username, password]",
            "lake-keys [credentials]",
            "lab-token [token]",
            "driver-secret [secret]");
    assertThat(stack.secrets().keySet()).noneMatch(secret -> secret.purpose().isBlank());
  }

  @Test
  void names_each_connection_once() {
    assertThat(stack.flows())
        .extracting(flow -> flow.from().title() + " " + flow.purpose() + ": " + flow.to().title())
        .doesNotHaveDuplicates()
        .contains("history reads event logs: store", "etl-executor ask for tasks and data: lab");
  }

  @Test
  void opens_what_its_components_open() {
    assertThat(stack.endpoints())
        .extracting(Endpoint::inside)
        .containsExactly(
            "http://store.data.svc:9090",
            "http://store.data.svc:9000",
            "http://history.data.svc:18080",
            "http://lab.data.svc:8888",
            "http://lab.data.svc:4040");
    assertThat(stack.endpoints()).extracting(Endpoint::outside).containsOnly(Optional.empty());
  }

  /** 250m + 250m + 500m and 2Gi + 2Gi + 3Gi, and ten executors of 4 cores and 11468Mi. */
  @Test
  void adds_up_what_it_asks_of_the_nodes() {
    StackManifests manifests = StackManifests.of(stack);
    assertThat(manifests.atRest()).isEqualTo(new Capacity(3, 1000, 4000, 7L << 30, Map.of()));
    assertThat(manifests.atMost())
        .isEqualTo(new Capacity(13, 41_000, 44_000, (7L << 30) + 10 * (11_468L << 20), Map.of()));
    assertThat(manifests.atRest().memory()).hasToString("7Gi");
  }

  @Test
  void is_the_same_each_time_it_is_asked() {
    assertThat(Yaml.documents(Inventory.of(samples.stack()).objects()))
        .isEqualTo(Yaml.documents(Inventory.of(stack).objects()))
        .isEqualTo(Yaml.documents(Inventory.of(stack).objects()));
  }

  @Test
  void loads_all_images_or_none() {
    HistoryServer history = samples.historyServer();
    SparkImage spark = samples.sparkImage();
    SparkImage local =
        new SparkImage(
            spark.name(), "localhost/spark", spark.release(), spark.user(), spark.bases());
    HistoryServer other =
        new HistoryServer(
            Samples.DATA,
            DnsLabel.of("other"),
            local,
            samples.eventLog(),
            new Exposure.ClusterIp());

    assertThat(new Stack(Samples.DATA, List.of(other)).builds()).containsExactly(local);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stack(Samples.DATA, List.of(history, other)))
        .withMessage(
            "of the images [registry.example.org/team/spark:3.5.4, localhost/spark:3.5.4] some are"
                + " in a registry and some are not, and one script brings them all; name them all"
                + " under a registry, or all under localhost/");
  }

  @Test
  void refuses_a_folder_that_windows_cannot_have() {
    Namespace namespace = new Namespace("data");
    SparkRbac rbac = samples.rbac();
    Component kept =
        new SmokeTest(
            namespace, DnsLabel.of("con"), samples.application(), samples.historyServer());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stack(Samples.DATA, List.of(rbac, kept)))
        .withMessageStartingWith("component 'con' would be a folder that Windows keeps for itself");
  }

  @Test
  void refuses_two_components_of_one_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Stack(Samples.DATA, List.of(samples.minio(), samples.rbac(), samples.minio())))
        .withMessage(
            "two components are named 'store', and one's files would replace the other's; rename"
                + " one");
  }

  @Test
  void refuses_a_component_of_another_namespace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stack(new Namespace("prod"), List.of(samples.minio())))
        .withMessage(
            "component store is made for namespace data, the stack for prod; give both the same");
  }

  /** Whatever is said first: a part that came behind was once left out of policies and limits. */
  @Test
  void is_the_same_in_whatever_order_it_is_said() {
    ExternalSecrets vault =
        new ExternalSecrets(ExternalSecrets.Store.ofCluster("vault"), "team/spark");
    ArgoCd argo = ArgoCd.from(GitSource.of("https://git.example.org/data/spark.git"));
    MergePatch patch =
        MergePatch.ofYaml("CronJob", "nightly", "spec: {startingDeadlineSeconds: 60}");
    DnsLabel team = DnsLabel.of("team-a");
    Stack usual =
        stack.with(samples.nightly()).deliveredBy(vault).syncedBy(team, argo).patchedBy(patch);
    Stack unusual =
        stack.patchedBy(patch).syncedBy(team, argo).deliveredBy(vault).with(samples.nightly());

    assertThat(text(unusual))
        .isEqualTo(text(usual))
        .contains("kind: CronJob", "startingDeadlineSeconds: 60", "name: sparkstead-team-a");
    assertThat(text(usual)).isNotEqualTo(text(stack.deliveredBy(vault).syncedBy(team, argo)));
  }

  private static String text(Stack stack) {
    StringBuilder text = new StringBuilder();
    for (StackManifests.Part part : StackManifests.of(stack).all()) {
      for (Manifest manifest : part.manifests()) {
        text.append(manifest.path()).append('\n').append(Yaml.document(manifest.object()));
      }
    }
    return text.toString();
  }

  /** What people reckon from the rest of a stack, as policies and limits are. */
  private record Bookmarks() implements Derived {

    @Override
    public Labels labels() {
      return Samples.DATA.labels(DnsLabel.of("bookmarks"), "bookmarks");
    }

    @Override
    public List<HasMetadata> resources(Siblings siblings) {
      List<String> pages = new ArrayList<>();
      for (Component other : siblings.others()) {
        other.endpoints().forEach(endpoint -> pages.add(endpoint.title()));
      }
      ConfigMap map = new ConfigMap();
      map.setMetadata(labels().metadata());
      map.setData(Map.of("pages", String.join(", ", pages)));
      return List.of(map);
    }
  }

  @Test
  void a_component_of_ones_own_may_be_made_of_all_others() {
    Stack marked = new Stack(Samples.DATA, List.of(new Bookmarks())).with(samples.historyServer());

    assertThat(text(marked)).contains("pages: Spark History Server");
    assertThat(marked.parts()).endsWith(new Bookmarks());
  }

  /** Of all objects, those of the other one included. */
  private record Count(String name) implements Derived {

    @Override
    public Labels labels() {
      return Samples.DATA.labels(DnsLabel.of(name), "count");
    }

    @Override
    public List<HasMetadata> resources(Siblings siblings) {
      siblings.others().forEach(siblings::of);
      return List.of();
    }
  }

  @Test
  void two_components_that_are_made_of_each_other_are_refused() {
    Stack one = new Stack(Samples.DATA, List.of(samples.minio(), new Count("one")));
    assertThat(StackManifests.of(one).all()).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StackManifests.of(one.with(new Count("two"))))
        .withMessageContaining("is reckoned from the objects of one that is reckoned from its own");
  }

  @Test
  void a_part_is_replaced_or_taken_away_by_its_name() {
    Component other = new Count("store");

    assertThat(stack.replacing(other).parts()).contains(other).hasSameSizeAs(stack.parts());
    assertThat(stack.without(DnsLabel.of("store")).parts())
        .extracting(Component::folder)
        .doesNotContain("store")
        .hasSize(stack.parts().size() - 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stack.without(DnsLabel.of("stores")))
        .withMessage(
            "no part of the stack is named 'stores'; there is etl-rbac, store, history, lab,"
                + " examples, check, network, limits");
  }

  @Test
  void says_as_which_accounts_its_pods_come_to_the_store() {
    assertThat(Samples.spark41().storedIn(Samples.AWS).stack().stores())
        .containsOnlyKeys(Samples.AWS)
        .satisfies(
            stores ->
                assertThat(stores.get(Samples.AWS))
                    .extracting(account -> account.name().text())
                    .containsExactly("history", "etl", "etl-executor"));
  }

  @Test
  void whatever_makes_pods_says_what_runs_in_them() {
    assertThat(containers(samples.minio(), "StatefulSet")).containsExactly("minio");
    assertThat(containers(samples.jupyter(), "StatefulSet"))
        .containsExactly("event-log-ready", "jupyter");
    assertThat(containers(samples.submission(), "Job")).isNotEmpty();
    assertThat(containers(samples.nightly(), "CronJob")).isNotEmpty();
    assertThat(containers(samples.minio(), "Service")).isEmpty();
  }

  @Test
  void what_has_no_template_yet_runs_nothing() {
    CronJob job = new CronJob();
    job.setMetadata(new ObjectMeta());
    assertThat(new Manifest("nightly", job).containers()).isEmpty();
    job.setSpec(new CronJobSpec());
    assertThat(new Manifest("nightly", job).containers()).isEmpty();
    job.getSpec().setJobTemplate(new JobTemplateSpec());
    assertThat(new Manifest("nightly", job).containers()).isEmpty();
  }

  /** The names of the containers of {@code component}'s objects of one kind. */
  private static List<String> containers(Component component, String kind) {
    return component.resources().stream()
        .filter(object -> object.getKind().equals(kind))
        .flatMap(object -> new Manifest("any", object).containers().stream())
        .map(Container::getName)
        .toList();
  }
}
