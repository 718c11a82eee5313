package io.sparkstead.render.cluster.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobTemplateSpec;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.cluster.control.Kubectl;
import io.sparkstead.render.cluster.field.ApiServer.Said;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.BrokenFamily;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the API server refuses of field mutants, the proof refuses too; what it takes is not refused
 * by the rules of objects.
 *
 * <p>A mutant is drawn from every slip in every field of the objects of the environments that ship,
 * as a patch would make it. The gate draws {@value #COUNT}, the same each time, of 13,488; {@code
 * -Dmutants=1000 -Dseed=7} draws others, and {@code -Dmutants=100000} takes all there are. Besides
 * there are fields that our objects do not have, in {@code additions.yaml}.
 *
 * <p>Refused is also what the server refuses of the pods and Jobs that are made of an object, and
 * an object without a name, which {@code kubectl apply} refuses. Not asked is about objects of
 * other people's definitions, which are stand-ins here.
 */
class FieldMutantsIT {

  private static final int COUNT = 500;
  private static final long SEED = 20261201;

  /** Of what is refused, how much may pass, in percent. */
  private static final int MOST = 2;

  private static final String SPARK = "spark";
  private static final Kubectl KUBECTL = ControlPlane.shared().kubectl();

  private static final String PODS = "/api/v1/namespaces/" + SPARK + "/pods";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Evidence, Set<String>> BEFORE = new LinkedHashMap<>();

  private final List<String> misses = new ArrayList<>();
  private final List<String> falseAlarms = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final Map<String, Integer> refusedOf = new TreeMap<>();
  private final Map<String, Integer> passingOf = new TreeMap<>();
  private int taken;
  private int refused;

  @BeforeAll
  static void the_namespace_is_there() {
    KUBECTL.run("delete", "namespace", SPARK, "--ignore-not-found").succeeded();
    KUBECTL.run("create", "namespace", SPARK).succeeded();
    for (Environment environment : Environments.all()) {
      Evidence good = Evidence.of(environment.stack(ImageLock.NONE));
      BEFORE.put(good, said(byAPerson(good, good.manifests())));
    }
  }

  @AfterAll
  static void clear() {
    KUBECTL.run("delete", "namespace", SPARK).succeeded();
  }

  @Test
  void a_slip_in_a_field_is_refused_where_the_api_server_refuses_it() {
    int count = Integer.getInteger("mutants", COUNT);
    judge("slips", "", FieldMutant.some(BEFORE.keySet(), count, Long.getLong("seed", SEED)));
  }

  @Test
  void a_field_that_is_added_is_refused_where_the_api_server_refuses_it() {
    judge("additions", "OBJ-", Additions.of(BEFORE.keySet()));
  }

  /**
   * Asks the server and the proof.
   *
   * @param rules how the rules begin whose word counts
   */
  private void judge(String what, String rules, List<FieldMutant> mutants) {
    try (ApiServer server = new ApiServer(ControlPlane.shared())) {
      for (FieldMutant mutant : mutants) {
        judge(server, rules, mutant);
      }
    }
    System.out.printf(
        "field mutants, %s: %d, of which the API server takes %d and refuses %d; %d of those pass"
            + " here%n",
        what, mutants.size(), taken, refused, misses.size());
    refusedOf.forEach(
        (kind, all) ->
            System.out.printf("  %s: %d refused, %d pass%n", kind, all, passingOf.get(kind)));
    misses.stream().sorted().forEach(miss -> System.out.println("  passes: " + miss));
    falseAlarms.stream().sorted().forEach(alarm -> System.out.println("  taken:  " + alarm));
    assertThat(refused).isPositive();
    assertThat(broken).as("judged by nobody").isEmpty();
    assertThat(falseAlarms).as("taken by the API server and refused here").isEmpty();
    assertThat(misses.size() * 100)
        .as("refused by the API server and not here: %s", misses)
        .isLessThanOrEqualTo(refused * MOST);
  }

  private void judge(ApiServer server, String rules, FieldMutant mutant) {
    HasMetadata object;
    String yaml;
    try {
      object = mutant.object();
      yaml = Yaml.document(object);
    } catch (IllegalArgumentException e) {
      // The patch is refused, or the text: such a thing is never written.
      return;
    }
    Optional<String> refusal = refusal(server, mutant, object, yaml);
    Set<String> ours;
    try {
      ours = new HashSet<>(said(mutant, object));
    } catch (BrokenFamily e) {
      broken.add(mutant + ": " + e.getMessage());
      return;
    }
    ours.removeAll(BEFORE.get(mutant.evidence()));
    ours.removeIf(finding -> !finding.startsWith(rules));
    if (refusal.isPresent()) {
      refused++;
      String kind = mutant.manifest().kind();
      refusedOf.merge(kind, 1, Integer::sum);
      passingOf.merge(kind, ours.isEmpty() ? 1 : 0, Integer::sum);
      if (ours.isEmpty()) {
        misses.add(mutant + ": " + refusal.get());
      }
    } else {
      taken++;
      ours.stream()
          .filter(finding -> finding.startsWith("OBJ-"))
          .forEach(finding -> falseAlarms.add(mutant + ": " + finding));
    }
  }

  /** Why the server refuses it, or what would be made of it, or why {@code kubectl apply} does. */
  private static Optional<String> refusal(
      ApiServer server, FieldMutant mutant, HasMetadata object, String yaml) {
    Said said = server.wouldCreate(path(mutant.manifest(), object), yaml);
    if (said.isRefusal()) {
      return Optional.of(said.message());
    }
    if (mutant.isBelowNothing()) {
      return Optional.of("each pod would be refused for less than nothing");
    }
    if (object.getMetadata() == null || isEmpty(object.getMetadata().getName())) {
      return Optional.of("kubectl apply wants a name");
    }
    Optional<Said> ofPod = podOf(object).map(pod -> server.wouldCreate(PODS, Yaml.document(pod)));
    if (ofPod.isPresent() && ofPod.get().isRefusal()) {
      return Optional.of("each pod: " + ofPod.get().message());
    }
    if (object instanceof CronJob made && made.getSpec().getJobTemplate() != null) {
      String job = Yaml.document(jobOf(made));
      Said ofJob = server.wouldCreate("/apis/batch/v1/namespaces/" + SPARK + "/jobs", job);
      return ofJob.isRefusal() ? Optional.of(ofJob.message()) : Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean isEmpty(@Nullable String name) {
    return name == null || name.isEmpty();
  }

  /** As its maker makes it; of an account that is there. */
  private static Optional<Pod> podOf(HasMetadata object) {
    Optional<PodTemplateSpec> template = Manifest.podTemplate(object);
    if (template.isEmpty() || template.get().getSpec() == null) {
      return Optional.empty();
    }
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName("made");
    metadata.setNamespace(SPARK);
    if (template.get().getMetadata() != null) {
      metadata.setLabels(template.get().getMetadata().getLabels());
      metadata.setAnnotations(template.get().getMetadata().getAnnotations());
    }
    PodSpec spec = JSON.convertValue(template.get().getSpec(), PodSpec.class);
    spec.setServiceAccountName(null);
    if (object instanceof StatefulSet set) {
      spec.setHostname("made");
      spec.setSubdomain(null);
      for (PersistentVolumeClaim claim : set.getSpec().getVolumeClaimTemplates()) {
        Volume volume = new Volume();
        volume.setName(claim.getMetadata().getName());
        spec.getVolumes().add(volume);
      }
    }
    Pod pod = new Pod();
    pod.setMetadata(metadata);
    pod.setSpec(spec);
    return Optional.of(pod);
  }

  private static Job jobOf(CronJob made) {
    JobTemplateSpec template = made.getSpec().getJobTemplate();
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName("made");
    metadata.setNamespace(SPARK);
    if (template.getMetadata() != null) {
      metadata.setLabels(template.getMetadata().getLabels());
      metadata.setAnnotations(template.getMetadata().getAnnotations());
    }
    Job job = new Job();
    job.setMetadata(metadata);
    job.setSpec(template.getSpec());
    return job;
  }

  /** Where the server has objects of its kind; nowhere for a kind that it does not know. */
  private static String path(Manifest before, HasMetadata object) {
    String version = String.valueOf(object.getApiVersion());
    String kind = String.valueOf(object.getKind());
    String plural =
        kind.equals(before.kind())
            ? HasMetadata.getPlural(before.object().getClass())
            : kind.toLowerCase(Locale.ROOT);
    return (version.contains("/") ? "/apis/" : "/api/")
        + segment(version)
        + (object instanceof Namespaced ? "/namespaces/" + SPARK : "")
        + "/"
        + segment(plural);
  }

  /** Nobody has such a kind either. */
  private static String segment(String text) {
    return text.isEmpty() ? "_" : text.replaceAll("[^A-Za-z0-9./-]", "_");
  }

  private static Set<String> said(FieldMutant mutant, HasMetadata object) {
    List<Manifest> manifests = new ArrayList<>(mutant.evidence().manifests());
    manifests.set(
        manifests.indexOf(mutant.manifest()), new Manifest(mutant.manifest().folder(), object));
    return said(byAPerson(mutant.evidence(), manifests));
  }

  private static Set<String> said(Evidence evidence) {
    Set<String> said = new HashSet<>();
    for (Finding finding : Proof.of(evidence, List.of())) {
      if (finding.rule().severity() == Severity.ERROR) {
        said.add(finding.rule().id() + " " + finding.message());
      }
    }
    return said;
  }

  private static Evidence byAPerson(Evidence good, List<Manifest> manifests) {
    return new Evidence(
        good.namespace(),
        manifests,
        good.files(),
        good.secrets(),
        good.images().names(),
        good.nodes(),
        good.slots(),
        good.folder(),
        good.declared());
  }
}
