package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.component.Monitoring;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.patch.Patch;
import io.sparkstead.stack.patch.Patches.Step;
import io.sparkstead.stack.secret.SlotFile;
import io.sparkstead.stack.spark.SparkApplication;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts together the evidence of a stack. */
final class StackEvidence {

  /** Where parts are that ship: those that people name, and those that a stack adds. */
  private static final List<String> OURS =
      List.of(NetworkPolicies.class.getPackageName(), Stack.class.getPackageName());

  private StackEvidence() {}

  static Evidence of(StackManifests made, List<SlotFile> slots, String environment) {
    Stack stack = made.stack();
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(made.namespace());
    Map<String, String> files = new TreeMap<>();
    for (StackManifests.Part part : made.all()) {
      Component component = part.component();
      manifests.addAll(part.manifests());
      Optional<ConfigFiles> plain = part.plainFiles();
      if (plain.isPresent()) {
        manifests.add(new Manifest(component.folder(), plain.get().resource(component.labels())));
        putIn(files, component.folder(), plain.get().files());
      }
    }
    for (StackManifests.Build build : made.builds()) {
      putIn(files, "images/" + build.image().name(), build.files());
    }
    Evidence evidence =
        new Evidence(
            stack.namespace().name(),
            manifests,
            files,
            secrets(stack),
            made.renames(),
            stack.nodes(),
            slots,
            new Evidence.Folder(environment, apart(stack)),
            declared(made));
    return isByParts(stack) ? evidence.byParts() : evidence.tried(tried(made));
  }

  /** The files of parts that ship and no patch changes, and of images if that is all of them. */
  private static Set<String> tried(StackManifests made) {
    Set<String> tried = new HashSet<>();
    boolean isAll = true;
    for (StackManifests.Part part : made.all()) {
      Component component = part.component();
      if (!isOurs(component) || isPatched(part, made.steps())) {
        isAll = false;
        continue;
      }
      for (Manifest manifest : part.manifests()) {
        tried.add(manifest.path());
      }
      for (String file : part.plainFiles().map(plain -> plain.files().keySet()).orElse(Set.of())) {
        tried.add(component.folder() + "/" + file);
      }
      part.plainFileObject().ifPresent(map -> tried.add(map.path()));
    }
    for (StackManifests.Build build : isAll ? made.builds() : List.<StackManifests.Build>of()) {
      for (String file : build.files().keySet()) {
        tried.add("images/" + build.image().name() + "/" + file);
      }
    }
    return tried;
  }

  private static boolean isPatched(StackManifests.Part part, List<Step> steps) {
    for (Step step : steps) {
      for (Manifest manifest : part.manifests()) {
        if (manifest.object() == step.after()) {
          return true;
        }
      }
    }
    return false;
  }

  /** As parts say, whatever a person makes of their Services. */
  private static List<String> forwarded(Stack stack) {
    List<String> inside = new ArrayList<>();
    for (Endpoint endpoint : stack.endpoints()) {
      if (endpoint.outside().isEmpty()) {
        inside.add(endpoint.inside());
      }
    }
    return inside;
  }

  /** By patches that do not say why, and by components of a person's that hold one that ships. */
  private static List<Declared.Change> changes(StackManifests made) {
    List<Declared.Change> changes = new ArrayList<>();
    IdentityHashMap<HasMetadata, HasMetadata> asMade = new IdentityHashMap<>();
    for (Step step : made.steps()) {
      HasMetadata first = asMade.getOrDefault(step.before(), step.before());
      asMade.put(step.after(), first);
      if (step.patch().reason().isEmpty()) {
        changes.add(
            new Declared.Change(
                called(step.patch()),
                ".because(\"…\") of the patch",
                first,
                step.before(),
                step.after()));
      }
    }
    for (StackManifests.Part part : made.all()) {
      if (!isOurs(part.component()) && part.component() instanceof Record holder) {
        for (HasMetadata before : held(holder)) {
          for (Manifest manifest : part.manifests()) {
            if (manifest.kind().equals(before.getKind())
                && manifest.name().equals(before.getMetadata().getName())) {
              String by = holder.getClass().getSimpleName();
              changes.add(
                  new Declared.Change(by, "a RuleException", before, before, manifest.object()));
            }
          }
        }
      }
    }
    return changes;
  }

  /** Of one that replaces lists all else follows: what stood in them is gone. */
  private static String called(Patch patch) {
    return patch instanceof MergePatch merge && !merge.lists().isEmpty()
        ? "a MergePatch, which puts its "
            + String.join(" and ", merge.lists())
            + " in place of all that was there,"
        : "a patch";
  }

  /** What the parts that ship would make that {@code holder} was given. */
  private static List<HasMetadata> held(Record holder) {
    List<HasMetadata> held = new ArrayList<>();
    for (RecordComponent each : holder.getClass().getRecordComponents()) {
      try {
        each.getAccessor().setAccessible(true);
        if (each.getAccessor().invoke(holder) instanceof Component part && isOurs(part)) {
          held.addAll(part.resources());
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(each + " cannot be read", e);
      }
    }
    return held;
  }

  private static boolean isByParts(Stack stack) {
    boolean isByParts = stack.existing().isEmpty() && stack.patches().given().isEmpty();
    for (Component part : stack.components()) {
      isByParts = isByParts && isInItsOwnWords(part);
    }
    return isByParts;
  }

  /** Whether {@code part} ships, and was told nothing but its arguments. */
  private static boolean isInItsOwnWords(Component part) {
    if (!isOurs(part)) {
      return false;
    }
    for (SparkApplication application : part.started()) {
      if (!application.isToldArgumentsAlone()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOurs(Component part) {
    return OURS.contains(part.getClass().getPackageName()) && !part.runsAPersonsProgram();
  }

  private static void putIn(
      Map<String, String> files, String folder, Map<String, String> inFolder) {
    for (Map.Entry<String, String> file : inFolder.entrySet()) {
      files.put(folder + "/" + file.getKey(), file.getValue());
    }
  }

  private static Map<String, Set<String>> secrets(Stack stack) {
    Map<String, Set<String>> secrets = new LinkedHashMap<>();
    if (stack.delivery().isByHand()) {
      for (SecretSpec secret : stack.secrets().keySet()) {
        secrets.put(secret.name().text(), Set.copyOf(secret.recipes().keySet()));
      }
    }
    return secrets;
  }

  private static Set<String> apart(Stack stack) {
    Set<String> apart = new TreeSet<>();
    for (Component component : stack.components()) {
      if (component.applied() != Component.Applied.WITH_THE_STACK) {
        apart.add(component.folder());
      }
    }
    return apart;
  }

  /** {@code secrets} and those that ExternalSecrets make, with the keys they fetch. */
  static Map<String, Set<String>> withMade(
      Map<String, Set<String>> secrets, List<Manifest> manifests) {
    Map<String, Set<String>> all = new TreeMap<>(secrets);
    for (Manifest manifest : manifests) {
      if (manifest.kind().equals("ExternalSecret")
          && manifest.object() instanceof GenericKubernetesResource made) {
        String name = made.get("spec", "target", "name");
        List<Map<String, Object>> data = made.get("spec", "data");
        Set<String> keys = new TreeSet<>();
        for (Map<String, Object> entry : Given.list(data)) {
          keys.add(String.valueOf(entry.get("secretKey")));
        }
        all.put(name == null ? manifest.name() : name, keys);
      }
    }
    return Collections.unmodifiableMap(all);
  }

  private static Declared declared(StackManifests made) {
    Stack stack = made.stack();
    Optional<Outside> outside = Optional.empty();
    Map<String, String> chosenBy = Map.of();
    for (Component part : stack.parts()) {
      if (part instanceof NetworkPolicies policies) {
        outside = Optional.of(policies.outside());
      } else if (part instanceof Monitoring monitoring) {
        chosenBy = monitoring.prometheus().selects();
      }
    }
    Dns dns = outside.isPresent() ? outside.get().dns() : Dns.kubeDns();
    return new Declared(
        stack.existing(), stack.plugins(), dns, outside, chosenBy, changes(made), forwarded(stack));
  }
}
