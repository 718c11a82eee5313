package io.sparkstead.stack.proof.settings;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.conf.SparkVolumes;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether Secrets, claims, hosts and schedulers that properties name are in the cluster. */
public record NamedObjects(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OBJECT_IS_THERE =
      Rule.error(
              "KEY-11", "A Secret or claim that a property names is there, with the key it names")
          .why("Every pod that Spark makes waits for it for ever.")
          .fix("Mount it by mount(…) or name it by env(…), where an ExistingObject is others'.");

  static final Rule OTHERS_KEEP_IT_THERE =
      Rule.warning(
              "KEY-12",
              "What a property or a pod takes for granted in the cluster is known to be there")
          .why("Without that scheduler, class of disks or pull secret, pods wait for ever.")
          .fix("Say it by an argument of the stack, or by an exception that others keep it there.");

  static final Rule HOST_IS_THERE =
      Rule.error("KEY-13", "A host of one word that a property names is a Service of the stack")
          .why("Every access ends with UnknownHostException.")
          .fix("Name a Service of the stack, or the host in full.");

  private static final String KUBERNETES = "spark.kubernetes.";
  private static final List<String> ROLES = List.of("driver.", "executor.");
  // As people call what others may have made.
  private static final String CLAIM = "claim";
  private static final String SECRET = "Secret";

  private static final String PULL_SECRETS = "spark.kubernetes.container.image.pullSecrets";
  private static final Set<String> SCHEDULERS = Set.of("default-scheduler", "yunikorn");

  /** Hosts that other rules look at. */
  private static final Set<String> NO_HOSTS =
      Set.of("spark.master", "spark.hadoop.fs.s3a.endpoint", "spark.driver.host");

  /** Of addresses in which a host stands behind the scheme. */
  private static final Set<String> WITH_HOST =
      Set.of(
          "ftp", "grpc", "grpcs", "hdfs", "http", "https", "swebhdfs", "tcp", "thrift", "webhdfs");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      for (SparkVolumes.Volume volume : SparkVolumes.of(conf.properties())) {
        claim(conf, volume);
        storageClass(conf, volume);
      }
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        String key = property.getKey();
        String value = property.getValue();
        if (value.indexOf('$') < 0) {
          secret(conf, key, value);
          if (value.contains("://") && !NO_HOSTS.contains(key)) {
            host(conf, key, value);
          }
          if (key.startsWith(KUBERNETES) && key.endsWith("scheduler.name")) {
            scheduler(conf, key, value);
          }
        }
      }
    }
    for (Workload workload : stack.workloads()) {
      scheduler(workload, "schedulerName", Given.text(workload.pod().getSchedulerName()));
    }
  }

  private void claim(Conf conf, SparkVolumes.Volume volume) {
    String claim = volume.claim();
    boolean isMade = claim.contains(SparkVolumes.ON_DEMAND) || claim.contains("SPARK_EXECUTOR_ID");
    if (claim.isEmpty() || isMade || claim.contains("$")) {
      return;
    }
    Set<String> known = stack.names(PersistentVolumeClaim.class);
    if (!known.contains(claim) && !stack.isOthers(CLAIM, claim)) {
      isMissing(conf, volume.claimKey(), CLAIM, claim, known);
    }
  }

  private void isMissing(
      Conf conf, String key, String what, String name, Collection<String> known) {
    Optional<String> near = NearName.of(name, known);
    at(OBJECT_IS_THERE, conf, key)
        .say(
            "{} names {} {}, which is not there; {}",
            key,
            what,
            name,
            near.map(meant -> "did you mean " + meant + "?")
                .orElse(
                    "if others made it, leave the property out and give it by mount(…) or env(…), as"
                        + " ExistingObject."
                        + what.toLowerCase(Locale.ROOT)
                        + "(\""
                        + name
                        + "\")"));
  }

  private void secret(Conf conf, String key, String value) {
    if (key.equals(PULL_SECRETS)) {
      for (String name : value.split(",", -1)) {
        pullSecret(conf, key, name.strip());
      }
    }
    for (String role : ROLES) {
      String mounted = KUBERNETES + role + "secrets.";
      String keyRef = KUBERNETES + role + "secretKeyRef.";
      if (key.startsWith(mounted)) {
        secret(conf, key, key.substring(mounted.length()), "");
      } else if (key.startsWith(keyRef)) {
        int colon = value.indexOf(':');
        if (colon < 0) {
          at(OBJECT_IS_THERE, conf, key)
              .say(
                  "{} is {}, which names no key; write the Secret, a colon and its key",
                  key,
                  value);
        } else {
          secret(conf, key, value.substring(0, colon), value.substring(colon + 1));
        }
      }
    }
  }

  private void secret(Conf conf, String key, String name, String part) {
    Set<String> keys = stack.secrets().get(name);
    if (keys == null && !stack.isOthers(SECRET, name)) {
      isMissing(conf, key, SECRET, name, stack.secrets().keySet());
    } else if (keys != null && !part.isEmpty() && !keys.contains(part)) {
      at(OBJECT_IS_THERE, conf, key)
          .say("{} names key {} of Secret {}, which has {}", key, part, name, keys);
    }
  }

  private void pullSecret(Conf conf, String key, String name) {
    if (!stack.secrets().containsKey(name) && !stack.isOthers(SECRET, name)) {
      at(OTHERS_KEEP_IT_THERE, conf, key)
          .say(
              "{} names {}, which the stack does not make: pods pull nothing until others have;"
                  + " say by an exception that they do",
              key,
              name);
    }
  }

  private void storageClass(Conf conf, SparkVolumes.Volume volume) {
    String named = volume.storageClass();
    Set<String> known = new TreeSet<>();
    for (Found<PersistentVolumeClaim> claim : stack.all(PersistentVolumeClaim.class)) {
      if (claim.object().getSpec() != null) {
        known.add(Given.text(claim.object().getSpec().getStorageClassName()));
      }
    }
    known.remove("");
    Optional<String> near = named.isEmpty() ? Optional.empty() : NearName.within(2, named, known);
    if (near.isPresent() && !near.get().equals(named)) {
      at(OTHERS_KEEP_IT_THERE, conf, volume.classKey())
          .say(
              "{} is {}, and the stack's own claims are of class {}; did you mean that?",
              volume.classKey(),
              named,
              near.get());
    }
  }

  private void scheduler(Written what, String key, String name) {
    if (!name.isEmpty() && !SCHEDULERS.contains(name)) {
      at(OTHERS_KEEP_IT_THERE, what, key)
          .say(
              "pods of {it} wait for a scheduler called {}, by {}; leave it out, or say by an"
                  + " exception that the cluster runs it",
              name,
              key);
    }
  }

  private void host(Conf conf, String key, String value) {
    int end = value.indexOf("://");
    int start = end;
    while (start > 0 && Character.isLetterOrDigit(value.charAt(start - 1))) {
      start--;
    }
    if (!WITH_HOST.contains(value.substring(start, end))) {
      return;
    }
    String rest = value.substring(end + 3);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String server = authority.substring(authority.indexOf('@') + 1);
    int colon = server.indexOf(':');
    String host = colon < 0 ? server : server.substring(0, colon);
    if (host.isEmpty() || host.indexOf('.') >= 0 || host.equals("localhost")) {
      return;
    }
    Optional<ClusterName> name = ClusterName.of(host, -1, stack);
    if (name.isPresent() && name.get().leadsNowhere(stack)) {
      Set<String> services = new TreeSet<>();
      stack.services().forEach(service -> services.add(service.name()));
      at(HOST_IS_THERE, conf, key)
          .say(
              "{} names the host {}, which is no Service of the stack{}, or the host in full",
              key,
              host,
              Near.remedy(host, services));
    }
  }
}
