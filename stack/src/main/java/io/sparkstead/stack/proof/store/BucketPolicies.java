package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether Spark's user may do in a bucket of a store of the cluster what Spark does there. */
public record BucketPolicies(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule USER_MAY_WORK =
      Rule.error("STO-07", "Spark's user may list, read, write and delete where properties lead")
          .why("The store answers 403, and the job stops at the first file.")
          .fix("Allow in the policy what the finding names, and deny nothing of it.");

  static final Rule USER_MAY_CLEAN_UP =
      Rule.warning("STO-08", "Spark's user may list what was uploaded in part")
          .why("S3A's committers leave what a broken job uploaded: nobody sees it, and it is kept.")
          .fix("Allow s3:ListBucketMultipartUploads, s3:ListMultipartUploadParts.");

  private static final String ARN = "arn:aws:s3:::";
  private static final String LIST = "s3:ListBucket";
  private static final String ASK = "s3:GetObject";
  private static final List<String> OF_FILES =
      List.of(ASK, "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload");
  private static final String PARTS = "s3:ListMultipartUploadParts";
  private static final String UPLOADS = "s3:ListBucketMultipartUploads";

  /** What MinIO allows by policies of its own. */
  private static final Map<String, String> BUILT_IN =
      Map.of(
          "readonly", "\"s3:GetBucketLocation\", \"s3:GetObject\"",
          "writeonly", "\"s3:PutObject\"",
          "diagnostics", "\"admin:ServerInfo\"",
          "readwrite", "\"s3:*\"",
          "consoleAdmin", "\"s3:*\"");

  /** What SeaweedFS calls it. */
  private static final List<String> OF_WEED = List.of("Read", "Write", "List");

  private static final Hinted IDENTITY =
      Hinted.anywhere("\"actions\"\\s*:\\s*(\\[[^\\]]*\\])", "\"actions\"");

  /** A policy, and where it stands. */
  private record Given(Written where, IamPolicy policy) {}

  @Override
  public void check() {
    Set<String> folders = folders();
    if (folders.isEmpty()) {
      return;
    }
    for (Workload workload : stack.workloads()) {
      Optional<Given> given = given(workload);
      if (given.isPresent()) {
        for (String folder : folders) {
          userMayWork(given.get(), folder);
        }
      }
      identitiesMayWork(workload, folders);
    }
  }

  /** What properties name in a store of the stack: {@code lake/event-logs/}. */
  private Set<String> folders() {
    Set<String> folders = new TreeSet<>();
    for (Conf conf : stack.confs()) {
      Optional<ClusterName> store = S3.inside(stack, conf.get(S3.ENDPOINT).orElse(""));
      if (store.isPresent() && stack.service(store.get().service()).isPresent()) {
        for (String value : conf.properties().values()) {
          String folder = value.startsWith(S3.SCHEME) ? value.substring(S3.SCHEME.length()) : "";
          if (!folder.isEmpty() && S3.isMade(stack, conf, S3.host(value))) {
            folders.add(folder);
          }
        }
      }
    }
    return folders;
  }

  /** What mc attaches to users, if all of it is known. */
  private Optional<Given> given(Workload workload) {
    Map<String, String> files = new LinkedHashMap<>();
    Set<String> attached = new TreeSet<>();
    for (McCommand command : McCommand.allOf(stack, workload)) {
      if (!command.createsPolicy().isEmpty() && command.targets().size() > 2) {
        files.put(command.createsPolicy().get(0), command.targets().get(2));
      }
      if (!command.users().isEmpty()) {
        attached.addAll(command.attaches());
      }
    }
    Optional<Given> all = Optional.empty();
    for (String name : attached) {
      Optional<Given> one =
          files.containsKey(name) ? read(workload, files.get(name)) : builtIn(workload, name);
      if (one.isEmpty()) {
        return one;
      }
      all =
          Optional.of(
              all.isEmpty()
                  ? one.get()
                  : new Given(all.get().where(), all.get().policy().and(one.get().policy())));
    }
    return all;
  }

  private static Optional<Given> builtIn(Workload workload, String name) {
    String actions = BUILT_IN.getOrDefault(name, "");
    String policy =
        "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": [%s], \"Resource\": \"*\"}}";
    return actions.isEmpty()
        ? Optional.empty()
        : IamPolicy.of(policy.formatted(actions)).map(known -> new Given(workload, known));
  }

  private Optional<Given> read(Workload workload, String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    for (ConfigMapView map : stack.configMaps()) {
      if (workload.mounts(map.name()) && map.data().containsKey(file)) {
        return IamPolicy.of(map.data().get(file))
            .map(policy -> new Given(new Evidence.Embedded(map.manifest(), file, ""), policy));
      }
    }
    return Optional.empty();
  }

  private void userMayWork(Given given, String folder) {
    String bucket = folder.replaceAll("/.*", "");
    String file = ARN + folder + (folder.endsWith("/") ? "" : "/") + "part-00000";
    may(given, LIST, ARN + bucket, folder);
    for (String action : OF_FILES) {
      may(given, action, file, folder);
    }
    ownKeyMayBeAsked(given, folder);
    List<String> missing = new ArrayList<>();
    if (!isAllowed(given, UPLOADS, ARN + bucket)) {
      missing.add(UPLOADS);
    }
    if (!isAllowed(given, PARTS, file)) {
      missing.add(PARTS);
    }
    if (!missing.isEmpty()) {
      at(USER_MAY_CLEAN_UP, given.where(), "Action")
          .say("{it} does not allow {} in {}; allow it", String.join(" and ", missing), bucket);
    }
  }

  /** S3A asks whether a folder is a file before it looks into it, by its name without a slash. */
  private void ownKeyMayBeAsked(Given given, String folder) {
    String own = ARN + folder.replaceAll("/+$", "");
    boolean isFolder = own.indexOf('/') > 0;
    String in = own + "/";
    if (isFolder
        && given.policy().allows(ASK, in)
        && !given.policy().denies(ASK, own)
        && !given.policy().allows(ASK, own)) {
      at(USER_MAY_WORK, given.where(), in)
          .say(
              "{it} allows {} on what is in {}/, and not on the folder's own key, which S3A asks for"
                  + " first; name {} too",
              ASK,
              own,
              own);
    }
  }

  private static boolean isAllowed(Given given, String action, String resource) {
    return given.policy().allows(action, resource) && !given.policy().denies(action, resource);
  }

  private void may(Given given, String action, String resource, String folder) {
    if (given.policy().denies(action, resource)) {
      at(USER_MAY_WORK, given.where(), "\"Deny\"")
          .say(
              "{it} denies {} on {}, and properties name s3a://{}; take it from the Deny",
              action,
              resource,
              folder);
    } else if (!given.policy().allows(action, resource)) {
      at(USER_MAY_WORK, given.where(), "Action")
          .say(
              "{it} does not allow {} on {}, and properties name s3a://{}; allow it",
              action,
              resource,
              folder);
    }
  }

  /** Of SeaweedFS, whose identities are allowed {@code Read:lake}. */
  private void identitiesMayWork(Workload workload, Set<String> folders) {
    for (Map.Entry<String, String> told : stack.told(workload).entrySet()) {
      List<String> identities = IDENTITY.findAll(told.getValue());
      // Of several, nobody here knows which is Spark's.
      if (identities.size() == 1) {
        Fields identity =
            new Fields(Map.of("actions", List.of(identities.get(0).split("[\\[\\]\",\\s]+", -1))));
        for (String folder : folders) {
          identityMayWork(told.getKey(), identity.texts("actions"), folder);
        }
      }
    }
  }

  private void identityMayWork(String path, List<String> actions, String folder) {
    String bucket = folder.replaceAll("/.*", "");
    for (String action : OF_WEED) {
      if (!isGranted(actions, action, bucket, folder)
          && !isGranted(actions, "Admin", bucket, folder)) {
        inFile(USER_MAY_WORK, path, "\"actions\"")
            .say(
                "{it} gives Spark's user no {} in {}, and properties name s3a://{}; add {}:{}",
                action,
                bucket,
                folder,
                action,
                bucket);
      }
    }
  }

  private static boolean isGranted(
      List<String> actions, String action, String bucket, String folder) {
    for (String granted : actions) {
      String where = granted.substring(granted.indexOf(':') + 1);
      boolean isThere =
          where.equals(bucket)
              || where.indexOf('$') >= 0
              || (where.indexOf('*') >= 0
                  && (bucket + "/" + folder).startsWith(where.replaceAll("\\*.*", "")))
              || folder.startsWith(where + "/");
      if (granted.equals(action) || (granted.startsWith(action + ":") && isThere)) {
        return true;
      }
    }
    return false;
  }
}
