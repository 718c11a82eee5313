package io.sparkstead.stack.patch;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.dsl.value.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Patches in the order they are made, each with where somebody's Java gave it. */
public record Patches(List<Given> given) {

  public static final Patches NONE = new Patches(List.of());

  /** A patch, and the call that gave it. */
  public record Given(Patch patch, Origin origin) {
    public Given {
      Objects.requireNonNull(patch);
    }
  }

  /** What one patch made of an object. */
  public record Step(Patch patch, HasMetadata before, HasMetadata after) {
    public Step {
      Objects.requireNonNull(patch);
    }
  }

  public Patches {
    given = List.copyOf(given);
  }

  /** With {@code more} behind these, all given by one call. */
  public Patches and(List<Patch> more, Origin origin) {
    List<Given> both = new ArrayList<>(given);
    for (Patch patch : more) {
      both.add(new Given(patch, origin));
    }
    return new Patches(both);
  }

  /** Without those that one call gave. */
  public Patches without(Origin call) {
    List<Given> rest = new ArrayList<>();
    for (Given one : given) {
      if (!one.origin().isCall(call)) {
        rest.add(one);
      }
    }
    return new Patches(rest);
  }

  /** The calls that gave them, in their order. */
  public List<Origin> calls() {
    List<Origin> calls = new ArrayList<>();
    for (Given one : given) {
      if (calls.isEmpty() || !calls.get(calls.size() - 1).isCall(one.origin())) {
        calls.add(one.origin());
      }
    }
    return calls;
  }

  public List<Patch> all() {
    List<Patch> all = new ArrayList<>();
    for (Given one : given) {
      all.add(one.patch());
    }
    return all;
  }

  /**
   * {@code object} with those that are for it; itself if none is.
   *
   * @param steps gets what each of them makes of it
   */
  public HasMetadata applyTo(HasMetadata object, List<Step> steps) {
    HasMetadata patched = object;
    for (Given one : given) {
      if (isFor(one.patch(), object)) {
        HasMetadata next = patched(patched, one.patch());
        steps.add(new Step(one.patch(), patched, next));
        patched = next;
      }
    }
    return patched;
  }

  /**
   * Tries all of them on {@code objects}, which are all there are.
   *
   * @param generated ConfigMaps that Kustomize makes, of which no object can be patched
   * @param judge refuses a patched object of which nothing could be made
   * @throws IllegalArgumentException with everything that is wrong with them, told where they were
   *     given; those of other calls are suppressed in it
   */
  public void refuseMisfits(
      Collection<HasMetadata> objects, Set<String> generated, Consumer<HasMetadata> judge) {
    List<Misfit> misfits = new ArrayList<>();
    for (Given one : given) {
      Patch patch = one.patch();
      List<HasMetadata> targets = objects.stream().filter(each -> isFor(patch, each)).toList();
      if (targets.size() != 1) {
        String why = title(patch) + unmatched(patch, targets.size(), objects, generated);
        misfits.add(new Misfit(one.origin(), why));
      }
    }
    for (HasMetadata object : objects) {
      HasMetadata patched = object;
      for (Given one : given) {
        if (isFor(one.patch(), object)) {
          try {
            HasMetadata next = patched(patched, one.patch());
            judge(next, one.patch(), judge);
            patched = next;
          } catch (IllegalArgumentException e) {
            misfits.add(new Misfit(one.origin(), String.valueOf(e.getMessage())));
          }
        }
      }
    }
    if (!misfits.isEmpty()) {
      throw refusal(misfits);
    }
  }

  /** What is wrong with a patch, and where it was given. */
  private record Misfit(Origin origin, String why) {}

  private IllegalArgumentException refusal(List<Misfit> misfits) {
    IdentityHashMap<Origin, Set<String>> told = new IdentityHashMap<>();
    for (Misfit misfit : misfits) {
      told.computeIfAbsent(misfit.origin(), origin -> new LinkedHashSet<>()).add(misfit.why());
    }
    List<IllegalArgumentException> refusals = new ArrayList<>();
    for (Given one : given) {
      Set<String> all = told.remove(one.origin());
      if (all != null) {
        String each = String.join("\n  ", all);
        refusals.add(
            one.origin()
                .refusal(all.size() == 1 ? each : all.size() + " patches do not fit:\n  " + each));
      }
    }
    IllegalArgumentException first = refusals.get(0);
    refusals.subList(1, refusals.size()).forEach(first::addSuppressed);
    return first;
  }

  private static String unmatched(
      Patch patch, int matches, Collection<HasMetadata> objects, Set<String> generated) {
    if (matches > 1) {
      return " matches " + matches + " objects, and a patch is for one; give one another name";
    }
    if (patch.kind().equals("ConfigMap") && generated.contains(patch.name())) {
      return " is for what Kustomize makes of plain files; change the files in Java";
    }
    Set<String> kinds = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    Set<String> namesakes = new TreeSet<>();
    for (HasMetadata object : objects) {
      String name = object.getMetadata().getName();
      kinds.add(object.getKind());
      if (object.getKind().equals(patch.kind())) {
        names.add(name);
      }
      if (name.equals(patch.name())) {
        namesakes.add(object.getKind());
      }
    }
    Optional<String> near = NearName.of(patch.name(), names);
    if (near.isPresent()) {
      return " matches no object; did you mean " + near.get() + "?";
    }
    if (!namesakes.isEmpty()) {
      return " matches no object; " + patch.name() + " is a " + String.join(" and a ", namesakes);
    }
    if (names.isEmpty()) {
      return " matches no object of this kind; kinds here are " + String.join(", ", kinds);
    }
    return " matches no object; of this kind are " + String.join(", ", names);
  }

  private static boolean isFor(Patch patch, HasMetadata object) {
    return patch.kind().equals(object.getKind())
        && patch.name().equals(object.getMetadata().getName());
  }

  /** {@code patch of Deployment jupyter}. */
  private static String title(Patch patch) {
    return "patch of " + patch.kind() + " " + patch.name();
  }

  private static void judge(HasMetadata patched, Patch patch, Consumer<HasMetadata> judge) {
    try {
      judge.accept(patched);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(title(patch) + ": " + e.getMessage(), e);
    }
  }

  private static HasMetadata patched(HasMetadata object, Patch patch) {
    Map<String, Object> before = Documents.of(object);
    HasMetadata patched;
    try {
      patched = Documents.typed(patch.applyTo(before), object.getClass());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(title(patch) + ": " + e.getMessage(), e);
    }
    Map<String, Object> after = Documents.of(patched);
    if (after.equals(before)) {
      throw new IllegalArgumentException(
          title(patch) + " changes nothing; drop it, or correct what it is to change");
    }
    if (!identity(after).equals(identity(before))) {
      throw new IllegalArgumentException(
          title(patch)
              + " makes another object of it; leave apiVersion, kind, name and namespace as they"
              + " are");
    }
    if (object instanceof ConfigMap && !Objects.equals(after.get("data"), before.get("data"))) {
      throw new IllegalArgumentException(
          title(patch)
              + " changes a file, and the pods that read it would keep the old one; change the file"
              + " in Java, which rolls them");
    }
    return patched;
  }

  private static List<Optional<Object>> identity(Map<String, Object> object) {
    Map<?, ?> metadata = object.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
    return List.of(
        Optional.ofNullable(object.get("apiVersion")),
        Optional.ofNullable(object.get("kind")),
        Optional.ofNullable(metadata.get("name")),
        Optional.ofNullable(metadata.get("namespace")));
  }
}
