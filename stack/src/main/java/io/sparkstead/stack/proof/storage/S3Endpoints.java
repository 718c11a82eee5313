package io.sparkstead.stack.proof.storage;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether everyone finds the object store, and the same one. */
public record S3Endpoints(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule S3_ENDPOINT_EXISTS =
      Rule.error(
              "AGR-13",
              "An S3 endpoint inside the cluster is a Service of the stack, at a port it has")
          .why("Drivers and executors cannot read or write anything.")
          .fix("Take the endpoint from the component that runs the store.");

  static final Rule S3_ENDPOINT_IS_A_NAME =
      Rule.warning("AGR-14", "An S3 endpoint is a name, not an address")
          .why(
              "Traffic of pods leaves through the load balancer and comes back, until the address changes.")
          .fix("Use the Service's name; the address is for people.");

  static final Rule S3_ENDPOINT_IS_ONE =
      Rule.error("AGR-15", "All properties name the same S3 endpoint")
          .why("What one writes the other does not find.")
          .fix("Make all from one ObjectStore.");

  static final Rule S3_IS_ADDRESSED_BY_PATH =
      Rule.error("AGR-25", "A store of the cluster is asked for buckets by path")
          .why("S3A would look for a host by the bucket's name.")
          .fix("Set spark.hadoop.fs.s3a.path.style.access=true.");

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      Optional<String> endpoint = conf.get(S3.ENDPOINT);
      if (endpoint.isPresent()) {
        endpoint(conf, endpoint.get());
      }
    }
    for (Conf conf : stack.confs()) {
      isOneForTheBucket(conf);
    }
    isOne(S3.ENDPOINT, "fs.s3a.endpoint=");
    // All that Amazon's stores differ by.
    isOne(S3.REGION, "fs.s3a.endpoint.region=");
  }

  /** A bucket may lie elsewhere, but not the one that all share. */
  private void isOneForTheBucket(Conf conf) {
    String shared =
        stack.firstSet(Keys.HISTORY_LOG).orElse(conf.get("spark.eventLog.dir").orElse(""));
    String bucket = S3.host(shared.replace(S3.SCHEME, "http://"));
    String key = "spark.hadoop.fs.s3a.bucket." + bucket + ".endpoint";
    Optional<String> own = bucket.isEmpty() ? Optional.empty() : conf.get(key);
    Optional<String> all = stack.firstSet(S3.ENDPOINT);
    if (own.isPresent() && !own.equals(all)) {
      at(S3_ENDPOINT_IS_ONE, conf, key)
          .say(
              "{} here and {} elsewhere; use one store",
              conf.setting(key),
              all.orElse("Amazon's own"));
    }
  }

  private void endpoint(Conf conf, String endpoint) {
    String host = S3.host(endpoint);
    if (Cidr.isAddress(Cidr.ofUrl(host))) {
      at(S3_ENDPOINT_IS_A_NAME, conf, S3.ENDPOINT)
          .say("{} is an address; use the Service's name", conf.setting(S3.ENDPOINT));
    }
    Optional<ClusterName> inside = S3.inside(stack, endpoint);
    if (inside.isPresent() && inside.get().leadsNowhere(stack)) {
      at(S3_ENDPOINT_EXISTS, conf, S3.ENDPOINT)
          .say(
              "{} is no Service and port of the stack; take it from the store",
              conf.setting(S3.ENDPOINT));
    }
    if (inside.isPresent() && !conf.is(S3.PATH_STYLE, "true")) {
      at(S3_IS_ADDRESSED_BY_PATH, conf, S3.ENDPOINT)
          .say(
              "S3A would look for bucket.{}, which no Service is called; set {}=true",
              host,
              S3.PATH_STYLE);
    }
  }

  /** Whether {@code key} is one wherever a store is spoken of, in commands as in properties. */
  private void isOne(String key, String option) {
    Optional<String> first = stack.firstSet(key);
    if (first.isEmpty()) {
      return;
    }
    for (Conf conf : stack.confs()) {
      Optional<String> here = conf.get(key);
      if (here.isPresent() ? !here.equals(first) : S3.isNeededBy(conf)) {
        at(S3_ENDPOINT_IS_ONE, conf, S3.ENDPOINT)
            .say("{} here and {} elsewhere; use one store", conf.setting(key), first.get());
      }
    }
    for (Workload workload : stack.workloads()) {
      for (String asked : asked(stack.toldByItself(workload), option)) {
        if (!asked.equals(first.get())) {
          at(S3_ENDPOINT_IS_ONE, workload, asked)
              .say(
                  "{it} asks {} for the event log, properties say {}; use one store",
                  asked,
                  first.get());
        }
      }
    }
  }

  /** What {@code told} gives {@code option}, up to a blank or a quote. */
  private static List<String> asked(String told, String option) {
    List<String> asked = new ArrayList<>();
    for (int at = told.indexOf(option); at >= 0; at = told.indexOf(option, at + 1)) {
      int start = at + option.length();
      int end = start;
      while (end < told.length() && " \t\r\n'\"".indexOf(told.charAt(end)) < 0) {
        end++;
      }
      if (end > start && !Words.isInWord(told, at - 1)) {
        asked.add(told.substring(start, end));
      }
    }
    return asked;
  }
}
