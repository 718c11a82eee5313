package io.sparkstead.stack.proof.store;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether users of a store of the cluster get what they need, from where they ask, and no more. */
public record BucketUsers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule USER_HAS_ITS_BUCKET =
      Rule.warning("STO-20", "A user of the store gets a policy of its own")
          .why("One that MinIO brings is for every bucket: keys that leak open the whole store.")
          .fix("Make a policy for the bucket by mc admin policy create, and attach that.");

  static final Rule CONDITION_HOLDS =
      Rule.error("STO-21", "The condition of a policy holds for pods that ask the store")
          .why("It never does, so the store answers 403, and the job stops at the first file.")
          .fix("Drop the condition; a NetworkPolicy says who reaches the store.");

  static final Rule ADDRESS_IS_A_PODS =
      Rule.warning("STO-22", "A policy asks for no address where pods are those who ask")
          .why("The store sees addresses of pods, or of a node, and none of them stays.")
          .fix("Drop the condition; a NetworkPolicy says who reaches the store.");

  static final Rule BUCKET_IS_FOR_USERS =
      Rule.warning("STO-28", "A bucket of the store is for those who have keys")
          .why("Whoever reaches the store reads it, or writes to it, and nobody knows who did.")
          .fix("Leave mc anonymous set out, and give each user a policy.");

  /** What MinIO has of itself that lets write to every bucket. */
  private static final Set<String> FOR_ALL = Set.of("readwrite", "writeonly", "consoleAdmin");

  private static final String SOURCE = "aws:sourceip";

  /** What Amazon alone knows of who asks. */
  private static final List<String> OF_AMAZON =
      List.of(
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:vpcsourceip",
          "aws:principalorgid",
          "aws:principalarn",
          "aws:sourcearn");

  /** An Allow by these, a Deny by their opposites. */
  private static final String NOT = "Not";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      List<McCommand> commands = McCommand.allOf(stack, workload);
      for (McCommand command : commands) {
        userHasItsBucket(workload, command);
        bucketIsForUsers(workload, command);
      }
    }
    for (Embedded file : stack.embedded()) {
      Optional<IamPolicy> policy =
          file.text().contains("\"Condition\"") ? IamPolicy.of(file.text()) : Optional.empty();
      for (Fields statement : policy.map(IamPolicy::statements).orElse(List.of())) {
        conditions(file, statement);
      }
    }
  }

  private void userHasItsBucket(Workload workload, McCommand command) {
    for (String policy : command.users().isEmpty() ? List.<String>of() : command.attaches()) {
      if (FOR_ALL.contains(policy)) {
        at(USER_HAS_ITS_BUCKET, workload, "")
            .say(
                "{it} attaches {} to a user, which is for every bucket of the store; make a policy"
                    + " for its own",
                policy);
      }
    }
  }

  private void bucketIsForUsers(Workload workload, McCommand command) {
    boolean isOpened = command.does("anonymous set") && command.targets().size() > 1;
    if (isOpened && !command.targets().get(0).matches("private|none")) {
      at(BUCKET_IS_FOR_USERS, workload, "")
          .say(
              "{it} opens {} for {} to whoever comes; leave mc anonymous set out",
              command.targets().get(1),
              command.targets().get(0));
    }
  }

  private void conditions(Embedded file, Fields statement) {
    boolean isAllowed = statement.text("Effect").equals("Allow");
    Fields all = statement.at("Condition");
    for (Object operator : all.all().keySet()) {
      Fields asked = all.at(operator.toString());
      boolean isNegative = operator.toString().contains(NOT);
      for (Map.Entry<?, ?> one : asked.all().entrySet()) {
        // A Deny of what is not so asks for the same as an Allow of what is.
        if (isAllowed != isNegative) {
          condition(file, one.getKey().toString(), asked.texts(one.getKey().toString()));
        }
        encryption(file, isAllowed, one.getKey().toString(), String.valueOf(one.getValue()));
      }
    }
  }

  private void condition(Embedded file, String key, List<String> values) {
    String plain = Ascii.toLowerCase(key);
    if (OF_AMAZON.contains(plain)) {
      at(CONDITION_HOLDS, file, key)
          .say("{it} asks for {}, which Amazon alone knows; drop the condition", key);
    } else if (plain.equals(SOURCE)) {
      boolean isOutside = !values.isEmpty() && outside().containsAll(values);
      at(isOutside ? CONDITION_HOLDS : ADDRESS_IS_A_PODS, file, key)
          .say(
              isOutside
                  ? "{it} lets in who comes from {}, which is outside of the cluster, and pods ask;"
                      + " drop the condition"
                  : "{it} lets in who comes from {}, and pods have addresses that come and go; drop"
                      + " the condition",
              String.join(", ", values));
    }
  }

  /** Addresses that policies name as no pod's: an ipBlock is for what is outside. */
  private Set<String> outside() {
    Set<String> outside = new TreeSet<>();
    for (Found<NetworkPolicy> policy : stack.all(NetworkPolicy.class)) {
      for (NetworkPolicyPeer peer : peers(policy.object().getSpec())) {
        outside.add(peer.getIpBlock() == null ? "" : Given.text(peer.getIpBlock().getCidr()));
      }
    }
    outside.remove("");
    return outside;
  }

  private static List<NetworkPolicyPeer> peers(@Nullable NetworkPolicySpec spec) {
    List<NetworkPolicyPeer> peers = new ArrayList<>();
    if (spec != null) {
      Given.list(spec.getIngress()).forEach(rule -> peers.addAll(Given.list(rule.getFrom())));
      Given.list(spec.getEgress()).forEach(rule -> peers.addAll(Given.list(rule.getTo())));
    }
    return peers;
  }

  private void encryption(Embedded file, boolean isAllowed, String key, String value) {
    boolean isAsked = value.contains("true") == isAllowed;
    if (key.equalsIgnoreCase("aws:SecureTransport") && isAsked) {
      for (Conf conf : stack.confs()) {
        String endpoint = conf.get(S3.ENDPOINT).orElse("");
        if (endpoint.startsWith("http://") && S3.inside(stack, endpoint).isPresent()) {
          at(CONDITION_HOLDS, file, key)
              .say(
                  "{it} asks for TLS by {}, and properties name {}; drop the condition",
                  key,
                  endpoint);
          return;
        }
      }
    }
  }
}
