package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What has been recognised so far: roles, arguments, jobs, and what becomes of values. */
public final class Found {

  /** The object of the environment that does what one that was read did. */
  public record Counterpart(String kind, String name) {}

  private final Inputs inputs;
  private final Confidential confidential;
  private final IdentityHashMap<Given, Role> roles = new IdentityHashMap<>();
  private final IdentityHashMap<Given, Map<String, Fate>> fates = new IdentityHashMap<>();
  private final IdentityHashMap<Given, Counterpart> counterparts = new IdentityHashMap<>();
  private final Map<String, Step> arguments = new LinkedHashMap<>();
  private final Map<String, Step> properties = new TreeMap<>();
  private final Map<String, List<Step>> jobs = new LinkedHashMap<>();
  private final List<String> holds = new ArrayList<>();
  private final List<Step> patches = new ArrayList<>();
  private final List<Given> own = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private final Map<String, String> renames = new TreeMap<>();

  Found(Inputs inputs) {
    this.confidential = Confidential.of(inputs);
    this.inputs = confidential.inputs();
  }

  /** What was read, without what is confidential. */
  public Inputs inputs() {
    return inputs;
  }

  public Confidential confidential() {
    return confidential;
  }

  /** What {@code one} is there for. */
  public Role role(Given one) {
    return roles.getOrDefault(one, Role.NONE);
  }

  boolean isTaken(Given one) {
    return roles.containsKey(one);
  }

  void play(Given one, Role role) {
    roles.put(one, role);
  }

  void play(Given one, Role role, String kind, String name) {
    play(one, role);
    counterparts.put(one, new Counterpart(kind, name));
  }

  /** The object that takes the place of {@code one}, if there is one. */
  public Optional<Counterpart> counterpart(Given one) {
    return Optional.ofNullable(counterparts.get(one));
  }

  /** All that is at {@code pointer} of {@code one} and below it comes to {@code fate}. */
  void say(Given one, String pointer, Fate fate) {
    for (Leaf leaf : one.under(pointer)) {
      fates.computeIfAbsent(one, each -> new TreeMap<>()).put(leaf.pointer(), fate);
    }
  }

  /** What was said of {@code leaf}. */
  public Optional<Fate> fate(Given one, Leaf leaf) {
    return Optional.ofNullable(fates.getOrDefault(one, Map.of()).get(leaf.pointer()));
  }

  void argue(Step step) {
    arguments.put(step.method(), step);
  }

  boolean argues(String method) {
    return arguments.containsKey(method);
  }

  void property(String key, Step step) {
    properties.put(key, step);
  }

  void job(String variable, List<Step> chain) {
    jobs.put(variable, chain);
  }

  void patch(Step step) {
    patches.add(step);
  }

  /** What single fields are patched, a call each. */
  public List<Step> patches() {
    return List.copyOf(patches);
  }

  void hold(String what) {
    if (!holds.contains(what)) {
      holds.add(what);
    }
  }

  void keep(Given one) {
    own.add(one);
    play(one, Role.OWN);
  }

  void leaveOpen(String what) {
    open.add(what);
  }

  void rename(String from, String to) {
    renames.put(from, to);
  }

  /** The image that Kustomize puts in the place of {@code image}, or itself. */
  String pulled(String image) {
    ImageName name = ImageName.of(image);
    String key = name.folder().isEmpty() ? name.last() : name.folder() + "/" + name.last();
    return renames.getOrDefault(key, image);
  }

  public Map<String, Step> arguments() {
    return arguments;
  }

  public List<Step> properties() {
    return List.copyOf(properties.values());
  }

  public Map<String, List<Step>> jobs() {
    return jobs;
  }

  public List<String> holds() {
    List<String> sorted = new ArrayList<>(holds);
    sorted.sort(Comparator.comparingInt(Found::rank));
    return sorted;
  }

  /** Stores come first, then who reads them, then what people work with, then their jobs. */
  private static int rank(String what) {
    int at =
        List.of(
                "MinIO",
                "SeaweedFS",
                "a store outside",
                "a bucket of Amazon's",
                "the History Server",
                "JupyterLab")
            .indexOf(what);
    return at < 0 ? Integer.MAX_VALUE : at;
  }

  /** The objects that no part of ours takes the place of, and that come along as they are. */
  public List<Given> own() {
    return List.copyOf(own);
  }

  public List<String> open() {
    return List.copyOf(open);
  }
}
