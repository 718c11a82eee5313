package io.sparkstead.render.adopt.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.own.Taken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an application of the operator says beside its program and its size. */
final class JobSettings {

  /** What a job does anyway, and what is better otherwise. */
  private record Known(Pattern pointer, Fate fate) {}

  private static final String BOTH = "/(driver|executor)";

  private static final List<Known> KNOWN =
      List.of(
          known(
              "/mainApplicationFile|/mainClass|/arguments(/\\d+)?|/type|/mode|/pythonVersion",
              new Fate.Carried(".submission(…)")),
          known("/restartPolicy/type|/restartPolicy", new Fate.Carried("a run is tried once")),
          known(
              "/imagePullPolicy",
              new Fate.Fixed("PIN-01: a tag that stays is asked for as often as it needs")),
          known("/sparkVersion", new Fate.Carried(".release(…)")),
          known(
              BOTH
                  + "/serviceAccount|/serviceAccount|"
                  + BOTH
                  + "/template/spec/serviceAccountName",
              new Fate.Fixed("AGR-10: driver and executors have an account each")),
          known(
              BOTH + "(/template/spec)?/(podS|s)ecurityContext.*",
              new Fate.Fixed("POD-01 to POD-05: one user, in every pod")),
          known(
              BOTH + "/coreLimit",
              new Fate.Fixed("DYN-07: the limit is the cores that are asked for")),
          known(
              BOTH + "/template/spec/containers/\\d+/name",
              new Fate.Carried("pod templates of its own")),
          known(
              "/batchScheduler.*",
              new Fate.Left("say `.placed(…)` with its queue, see docs/tune.md")),
          known(
              BOTH + "(/template/spec)?/(nodeSelector|tolerations|affinity).*|/nodeSelector.*",
              new Fate.Left("say `.placed(…)`, see docs/tune.md")),
          known("/monitoring.*", new Fate.Left("say `.observedBy(…)`, see docs/observe.md")),
          known("/timeToLiveSeconds", new Fate.Left("a job is kept for a week")),
          known(
              "/deps/(pyFiles|files|jars|repositories|archives)/\\d+",
              new Fate.Left("put it into the image, or name it by `.conf(…)`")),
          known("/sparkUIOptions.*", new Fate.Left("no driver of a job has a page from outside")),
          known("/.*[eE]nvFrom.*", new Fate.Left("name each variable by `.env(…)`")));

  private final Found found;
  private final Given one;
  private final String spec;
  private final SaidByStack stack;

  JobSettings(Found found, Given one, String spec, SaidByStack stack) {
    this.found = found;
    this.one = one;
    this.spec = spec;
    this.stack = stack;
  }

  private static Known known(String pointer, Fate fate) {
    return new Known(Pattern.compile(pointer), fate);
  }

  void look(List<Step> chain) {
    properties(chain, "/sparkConf", "");
    properties(chain, "/hadoopConf", "spark.hadoop.");
    overhead(chain);
    packages();
    labels(chain);
    variables(chain);
    volumes(chain);
    for (Leaf leaf : one.under(spec)) {
      if (found.fate(one, leaf).isEmpty()) {
        String pointer = leaf.pointer().substring(spec.length());
        KNOWN.stream()
            .filter(known -> known.pointer().matcher(pointer).matches())
            .findFirst()
            .ifPresent(known -> found.say(one, leaf.pointer(), fate(known, leaf)));
      }
    }
    found.say(one, "/apiVersion", new Fate.Fixed("a Job of Kubernetes: no operator is needed"));
    found.say(one, "/kind", new Fate.Fixed("a Job of Kubernetes: no operator is needed"));
  }

  private static Fate fate(Known known, Leaf leaf) {
    boolean isTriedAgain =
        leaf.pointer().contains("/restartPolicy") && !leaf.text().equals("Never");
    boolean isClient = leaf.pointer().endsWith("/mode") && !leaf.text().equals("cluster");
    if (isTriedAgain) {
      return new Fate.Left("a run is tried once; the next one comes by its schedule");
    }
    return isClient ? new Fate.Left("a Submission runs in cluster mode") : known.fate();
  }

  private void properties(List<Step> chain, String field, String prefix) {
    for (Leaf leaf : one.under(spec + field)) {
      if (leaf.value().isContainerNode()) {
        found.say(one, leaf.pointer(), new Fate.Carried("none"));
        continue;
      }
      String key = prefix + leaf.key();
      Optional<SparkKey> known = stack.known(key);
      Optional<Fate> fixed = Fixes.ofProperty(key, leaf.text());
      Fate fate;
      if (fixed.isPresent()) {
        fate = fixed.get();
      } else if (Confidential.isOne(leaf)) {
        fate = new Fate.Left("it may be a secret, which no file holds: `secrets` makes Secrets");
      } else if (stack.has(key)) {
        fate = new Fate.Left("the stack says " + key + " itself, by an argument");
      } else if (known.isEmpty()) {
        fate = new Fate.Fixed("UPD-15: no release reads it");
      } else if (known.get().isDefault(leaf.text())) {
        fate = new Fate.Carried("Spark's default");
      } else {
        chain.add(Step.said("conf", Code.text(key), Code.text(leaf.text())));
        fate = new Fate.Carried(".conf(…)");
      }
      found.say(one, leaf.pointer(), fate);
    }
  }

  private void overhead(List<Step> chain) {
    for (String part : List.of("driver", "executor")) {
      String pointer = spec + "/" + part + "/memoryOverhead";
      one.text(pointer)
          .ifPresent(
              amount -> {
                chain.add(
                    Step.said(
                        "conf", Code.text("spark." + part + ".memoryOverhead"), Code.text(amount)));
                found.say(one, pointer, new Fate.Carried(".conf(…)"));
              });
    }
  }

  private void packages() {
    for (Leaf leaf : one.under(spec + "/deps/packages")) {
      found.say(
          one,
          leaf.pointer(),
          new Fate.Left(
              "say `.jars(MavenJar.of(\""
                  + leaf.text()
                  + "\"))` of the Workbench: jars are in the image"));
    }
  }

  /** Labels and annotations of the driver that its executors have too. */
  private void labels(List<Step> chain) {
    for (String part : List.of("label", "annotation")) {
      for (Leaf leaf : one.under(spec + "/driver/" + part + "s")) {
        String other = leaf.pointer().replace("/driver/", "/executor/");
        boolean isBoth = one.text(other).filter(leaf.text()::equals).isPresent();
        if (isBoth && !Confidential.isOne(leaf) && Taken.label(leaf.key()).isEmpty()) {
          chain.add(Step.said(part, Code.text(leaf.key()), Code.text(leaf.text())));
          found.say(one, leaf.pointer(), new Fate.Carried("." + part + "(…)"));
          found.say(one, other, new Fate.Carried("." + part + "(…)"));
        }
      }
    }
  }

  private void variables(List<Step> chain) {
    Set<String> said = new HashSet<>();
    for (String part : List.of("driver", "executor")) {
      String env = spec + "/" + part + "/env";
      for (int i = 0; i < one.at(env).size(); i++) {
        variable(chain, env + "/" + i, said);
      }
    }
  }

  private void variable(List<Step> chain, String pointer, Set<String> said) {
    String name = one.text(pointer + "/name").orElse("");
    Optional<String> value = one.text(pointer + "/value");
    Optional<String> secret = one.text(pointer + "/valueFrom/secretKeyRef/name");
    boolean isHidden = one.under(pointer).stream().anyMatch(Confidential::isOne);
    if (isHidden) {
      found.say(
          one,
          pointer,
          new Fate.Left("it may be a secret, which no file holds: read it from a Secret"));
    } else if (stack.sets(name)) {
      found.say(one, pointer, new Fate.Fixed("the stack sets it itself"));
    } else if (!Taken.isVariable(name)
        || Taken.variable(name).isPresent()
        || (value.isEmpty() && secret.isEmpty())) {
      found.say(one, pointer, new Fate.Left("say it by `.env(…)`, as a text or a key of a Secret"));
    } else {
      if (said.add(name)) {
        chain.add(
            Step.said(
                "env",
                Code.text(name),
                value.map(Code::text).orElseGet(() -> key(secret.orElse(""), pointer))));
      }
      found.say(one, pointer, new Fate.Carried(".env(…), of driver and executors"));
    }
  }

  private Code key(String secret, String pointer) {
    String key = one.text(pointer + "/valueFrom/secretKeyRef/key").orElse("");
    return Code.name(
        "ExistingObject.secret("
            + Code.text(secret).flat()
            + ").key("
            + Code.text(key).flat()
            + ")",
        "io.sparkstead.stack.own.ExistingObject");
  }

  private void volumes(List<Step> chain) {
    for (int i = 0; i < one.at(spec + "/volumes").size(); i++) {
      JsonNode volume = one.at(spec + "/volumes/" + i);
      Optional<Code> source = source(volume);
      String mount = mount(volume.path("name").asText(), source.isPresent());
      if (!mount.isEmpty() && source.isPresent() && Taken.folder(mount).isEmpty()) {
        chain.add(Step.said("mount", Code.text(mount), readOnly(volume, source.get())));
        found.say(one, spec + "/volumes/" + i, new Fate.Carried(".mount(…)"));
      } else {
        found.say(
            one,
            spec + "/volumes/" + i,
            new Fate.Left("no volume of that kind, or at that place, is mounted by `.mount(…)`"));
      }
    }
  }

  private String mount(String volume, boolean isKnown) {
    String path = "";
    for (String part : List.of("driver", "executor")) {
      for (int i = 0; i < one.at(spec + "/" + part + "/volumeMounts").size(); i++) {
        String pointer = spec + "/" + part + "/volumeMounts/" + i;
        boolean isIt = one.text(pointer + "/name").orElse("").equals(volume);
        if (isIt) {
          String at = one.text(pointer + "/mountPath").orElse("");
          boolean isPlain = !one.has(pointer + "/subPath");
          path = path.isEmpty() && isPlain ? at : path;
          found.say(one, pointer, mounted(at, isKnown && isPlain && at.equals(path)));
        }
      }
    }
    return path;
  }

  /** Of a claim that every mount of it reads alone. */
  private Code readOnly(JsonNode volume, Code source) {
    String name = volume.path("name").asText();
    boolean isClaim = volume.has("persistentVolumeClaim");
    boolean isAlone = isClaim;
    List<String> said = new ArrayList<>();
    for (String part : List.of("driver", "executor")) {
      for (int i = 0; i < one.at(spec + "/" + part + "/volumeMounts").size(); i++) {
        String pointer = spec + "/" + part + "/volumeMounts/" + i;
        if (one.text(pointer + "/name").orElse("").equals(name)) {
          said.add(pointer + "/readOnly");
          isAlone &= one.at(pointer + "/readOnly").asBoolean();
        }
      }
    }
    if (isAlone) {
      return Code.name(source.flat() + ".readOnly()", "io.sparkstead.stack.own.ExistingObject");
    }
    if (isClaim) {
      said.stream()
          .filter(pointer -> one.at(pointer).asBoolean())
          .forEach(
              pointer ->
                  found.say(
                      one, pointer, new Fate.Left("others write there, and it is mounted once")));
    }
    return source;
  }

  private static Fate mounted(String path, boolean isWritten) {
    if (!Taken.folder(path).isEmpty()) {
      return new Fate.Left(
          "at " + path + " it would hide what the image has there; mount it elsewhere");
    }
    return isWritten
        ? new Fate.Carried(".mount(…)")
        : new Fate.Left(
            "a volume of that kind, a part of it, or at a second place, is not mounted by"
                + " `.mount(…)`");
  }

  private static Optional<Code> source(JsonNode volume) {
    String claim = volume.at("/persistentVolumeClaim/claimName").asText();
    String map = volume.at("/configMap/name").asText();
    String secret = volume.at("/secret/secretName").asText();
    String method = !claim.isEmpty() ? "claim" : !map.isEmpty() ? "configMap" : "secret";
    String name = claim + map + secret;
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Code.call(
                "ExistingObject." + method,
                List.of("io.sparkstead.stack.own.ExistingObject"),
                Code.text(name)));
  }
}
