package io.sparkstead.render.adopt.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.adopt.found.Confidential;
import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.adopt.found.Fixes;
import io.sparkstead.render.adopt.found.Found;
import io.sparkstead.render.adopt.found.Found.Counterpart;
import io.sparkstead.render.adopt.found.Role;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.object.ObjectName;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was read, beside what is rendered: nothing of the first is left without a word. */
public final class Comparison {

  private static final List<String> KEYS =
      List.of("name", "mountPath", "containerPort", "port", "key", "host");

  private final Found found;
  private final TreeObjects rendered;
  private final String namespace;

  /**
   * Of what was found with what came out of it.
   *
   * @param rendered the tree of the environment that was written; empty if it could not be made
   */
  public Comparison(Found found, TreeObjects rendered, String namespace) {
    this.found = found;
    this.rendered = rendered;
    this.namespace = namespace;
  }

  /** Each value that was read, in the order of the files. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Given one : found.inputs().given()) {
      Optional<TreeObject> other = counterpart(one);
      for (Leaf leaf : one.leaves()) {
        rows.add(new Row(one, leaf, fate(one, leaf, other)));
      }
    }
    return rows;
  }

  private Fate fate(Given one, Leaf leaf, Optional<TreeObject> other) {
    Optional<Fate> stale = new References(found, this::counterpart).stale(one, leaf);
    if (Confidential.isCopy(leaf)) {
      return new Fate.Fixed("what the cluster adds");
    }
    if (stale.isPresent()) {
      return stale.get();
    }
    if (other.isPresent() && stands(one, leaf, other.get())) {
      return new Fate.Carried("as it was");
    }
    Optional<Fate> said = found.fate(one, leaf);
    if (said.isPresent()) {
      return said.get();
    }
    if (other.isPresent() && refersTo(leaf)) {
      return new Fate.Carried("by the name that it has here");
    }
    Optional<Fate> fixed = Fixes.of(found.role(one), one, leaf);
    return fixed.orElseGet(() -> left(one, leaf, other));
  }

  private Fate left(Given one, Leaf leaf, Optional<TreeObject> other) {
    if (rendered.objects().isEmpty()) {
      return new Fate.Left("nothing could be rendered to look for it in");
    }
    if (Confidential.isOne(leaf)) {
      return new Fate.Left("it may be a secret, which no file holds: `secrets` makes Secrets");
    }
    Role role = found.role(one);
    if (other.isPresent() && leaf.pointer().equals("/metadata/name")) {
      boolean isDisk = role == Role.STORE_DISK || role == Role.NOTEBOOK_DISK;
      return new Fate.Left(
          "it is called "
              + other.get().name().name()
              + " here"
              + (isDisk ? ", and another claim is another disk: copy the data" : ""));
    }
    if (other.isPresent() && leaf.pointer().equals("/spec/replicas")) {
      return new Fate.Left("it is one pod here, which alone writes its disk or reads its logs");
    }
    if (other.isPresent() && one.properties().containsValue(leaf)) {
      String there = property(other.get(), leaf.key()).map(value -> ", as " + value).orElse("");
      return new Fate.Left(
          "the stack says it itself" + there + "; where an argument does, .conf(…) names it");
    }
    if (role == Role.OURS) {
      return new Fate.Left("the stack makes it anew, by its arguments");
    }
    return new Fate.Left(
        role == Role.NONE
            ? "no part of Sparkstead does this"
            : "no argument of " + role.words() + " is that; `.patchedBy(…)` can say it");
  }

  /** Whether a value is the name of something that stands in the environment under another name. */
  private boolean refersTo(Leaf leaf) {
    for (Given one : found.inputs().objects()) {
      boolean isNamed = one.name().equals(leaf.text()) && found.counterpart(one).isPresent();
      if (isNamed
          && leaf.pointer().matches(".*/(name|claimName|serviceAccountName|serviceName|secretName)")
          && !leaf.pointer().equals("/metadata/name")
          && !References.isOfItsOwn(leaf)) {
        return true;
      }
    }
    return false;
  }

  private Optional<TreeObject> counterpart(Given one) {
    Optional<Counterpart> name = found.counterpart(one);
    if (found.own().contains(one)) {
      name = Optional.of(new Counterpart(one.kind(), one.name()));
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    for (TreeObject object : rendered.objects().values()) {
      if (object.name().kind().equals(name.get().kind())
          && ObjectName.stable(object.name().kind(), object.name().name())
              .equals(name.get().name())) {
        return Optional.of(object);
      }
    }
    return Optional.empty();
  }

  private static boolean stands(Given one, Leaf leaf, TreeObject other) {
    if (one.properties().containsValue(leaf)) {
      return property(other, leaf.key()).filter(value -> value.equals(leaf.text())).isPresent();
    }
    if (leaf.pointer().equals("/metadata/name")) {
      return ObjectName.stable(other.name().kind(), other.name().name()).equals(leaf.text());
    }
    JsonNode there = other.document();
    JsonNode here = one.document();
    for (String step : leaf.pointer().substring(1).split("/", -1)) {
      String key = step.replace("~1", "/").replace("~0", "~");
      if (here.isArray()) {
        here = here.path(Integer.parseInt(key));
        there = twin(here, there, Integer.parseInt(key));
      } else {
        here = here.path(key);
        there = there.path(key);
      }
    }
    boolean areValues = there.isValueNode() && leaf.value().isValueNode();
    return areValues
        ? there.asText().equals(leaf.text())
        : !there.isMissingNode() && there.equals(leaf.value());
  }

  /** The item of {@code list} that is {@code item} by its name, or the same value, or its place. */
  private static JsonNode twin(JsonNode item, JsonNode list, int place) {
    if (item.isValueNode()) {
      for (JsonNode each : list) {
        if (each.asText().equals(item.asText())) {
          return each;
        }
      }
      return list.path(-1);
    }
    for (String key : KEYS) {
      for (JsonNode each : list) {
        if (item.has(key) && each.path(key).asText().equals(item.path(key).asText())) {
          return each;
        }
      }
    }
    return list.size() == 1 ? list.path(0) : item.has("image") ? list.path(place) : list.path(-1);
  }

  private static Optional<String> property(TreeObject map, String key) {
    for (JsonNode file : map.at("/data")) {
      for (String line : file.asText().split("\n", -1)) {
        if (line.startsWith(key + "=")) {
          return Optional.of(line.substring(key.length() + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** All that differs, object by object, what was read being called as it is here. */
  public TreeChange change() {
    Map<String, TreeObject> before = new LinkedHashMap<>();
    for (Given one : found.inputs().objects()) {
      if (found.role(one) == Role.KUSTOMIZATION) {
        continue;
      }
      String in = one.kind().equals("Namespace") ? "" : namespace;
      ObjectName own = new ObjectName(one.at("/apiVersion").asText(), one.kind(), in, one.name());
      ObjectName name = counterpart(one).map(TreeObject::name).orElse(own);
      before.put(
          name.identity(), new TreeObject(name, one.file(), Confidential.printed(one.document())));
    }
    return TreeChange.between(new TreeObjects(before, Map.of(), Set.of()), rendered);
  }
}
