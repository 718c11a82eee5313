package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.found.Found.Counterpart;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Single fields that no argument reaches, and that a patch says without harm. */
final class Patched {

  private static final Pattern SAFE =
      Pattern.compile(
          "(/spec/template)?/metadata/(labels|annotations)/.+|/spec/minReadySeconds"
              + "|/spec/template/spec/(priorityClassName|terminationGracePeriodSeconds|nodeSelector/.+)");

  private static final Set<Role> PATCHED =
      Set.of(
          Role.NAMESPACE,
          Role.STORE,
          Role.STORE_DISK,
          Role.STORE_SERVICE,
          Role.HISTORY,
          Role.HISTORY_SERVICE,
          Role.NOTEBOOK,
          Role.NOTEBOOK_DISK,
          Role.NOTEBOOK_SERVICE,
          Role.DRIVER_SERVICE,
          Role.ACCOUNT);

  private final Found found;

  Patched(Found found) {
    this.found = found;
  }

  void look() {
    for (Given one : found.inputs().objects()) {
      Optional<Counterpart> other = found.counterpart(one);
      if (other.isPresent() && PATCHED.contains(found.role(one))) {
        patch(one, other.get());
      }
    }
  }

  private void patch(Given one, Counterpart other) {
    Fields fields = new Fields(new TreeMap<>());
    for (Leaf leaf : one.leaves()) {
      boolean isFree =
          found.fate(one, leaf).isEmpty() && Fixes.of(found.role(one), one, leaf).isEmpty();
      boolean isTold = !Confidential.isOne(leaf) && !leaf.value().isNull();
      if (isFree
          && isTold
          && SAFE.matcher(leaf.pointer()).matches()
          && !leaf.value().isContainerNode()) {
        fields.put(leaf);
        found.say(one, leaf.pointer(), new Fate.Carried(".patchedBy(…)"));
      }
    }
    if (!fields.steps().isEmpty()) {
      Code patch =
          Code.call(
              "new MergePatch",
              List.of("io.sparkstead.stack.patch.MergePatch"),
              Code.text(other.kind()),
              Code.text(other.name()),
              fields.code());
      found.patch(Step.said("patchedBy", patch));
    }
  }

  /** Values by their names, in levels. */
  private record Fields(Map<String, Object> steps) {

    void put(Leaf leaf) {
      Map<String, Object> at = steps;
      String[] path = leaf.pointer().substring(1).split("/", -1);
      for (int i = 0; i < path.length - 1; i++) {
        String key = path[i].replace("~1", "/").replace("~0", "~");
        if (!(at.get(key) instanceof Fields)) {
          at.put(key, new Fields(new TreeMap<>()));
        }
        at = at.get(key) instanceof Fields deeper ? deeper.steps() : at;
      }
      at.put(leaf.key(), leaf);
    }

    Code code() {
      List<Code> all = new ArrayList<>();
      steps.forEach(
          (key, value) -> {
            all.add(Code.text(key));
            all.add(value instanceof Fields deeper ? deeper.code() : value((Leaf) value));
          });
      return new Code.Apply("Map.of", all, Set.of("java.util.Map"));
    }

    private static Code value(Leaf leaf) {
      return leaf.value().isTextual() ? Code.text(leaf.text()) : Code.name(leaf.text());
    }
  }
}
