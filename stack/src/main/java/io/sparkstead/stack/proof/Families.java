package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.kubernetes.Accounts;
import io.sparkstead.stack.proof.kubernetes.Budgets;
import io.sparkstead.stack.proof.kubernetes.Mounts;
import io.sparkstead.stack.proof.kubernetes.Objects;
import io.sparkstead.stack.proof.kubernetes.Pods;
import io.sparkstead.stack.proof.kubernetes.Privileges;
import io.sparkstead.stack.proof.kubernetes.Programs;
import io.sparkstead.stack.proof.kubernetes.References;
import io.sparkstead.stack.proof.kubernetes.Updates;
import io.sparkstead.stack.proof.network.Addresses;
import io.sparkstead.stack.proof.network.Borders;
import io.sparkstead.stack.proof.network.Listeners;
import io.sparkstead.stack.proof.network.Network;
import io.sparkstead.stack.proof.network.Ports;
import io.sparkstead.stack.proof.network.Services;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.RuleFamily;
import io.sparkstead.stack.proof.spark.Allocation;
import io.sparkstead.stack.proof.spark.Connect;
import io.sparkstead.stack.proof.spark.Drivers;
import io.sparkstead.stack.proof.spark.Housekeeping;
import io.sparkstead.stack.proof.spark.ImageContents;
import io.sparkstead.stack.proof.spark.ImageReleases;
import io.sparkstead.stack.proof.spark.ImageUsers;
import io.sparkstead.stack.proof.spark.Monitors;
import io.sparkstead.stack.proof.spark.Placements;
import io.sparkstead.stack.proof.spark.ResourceFit;
import io.sparkstead.stack.proof.spark.RpcSecret;
import io.sparkstead.stack.proof.spark.Settings;
import io.sparkstead.stack.proof.spark.SparkPods;
import io.sparkstead.stack.proof.storage.EventLogs;
import io.sparkstead.stack.proof.storage.HistoryServers;
import io.sparkstead.stack.proof.storage.IcebergCatalogs;
import io.sparkstead.stack.proof.storage.OutsideStores;
import io.sparkstead.stack.proof.storage.S3Endpoints;
import io.sparkstead.stack.proof.storage.StoreCredentials;
import io.sparkstead.stack.proof.supply.Builds;
import io.sparkstead.stack.proof.supply.Credentials;
import io.sparkstead.stack.proof.supply.Pins;
import io.sparkstead.stack.proof.supply.Slots;
import io.sparkstead.stack.proof.supply.Syncing;
import java.util.ArrayList;
import java.util.List;

/** Every family of rules that ships. */
final class Families {

  static final List<RuleFamily> ALL =
      List.of(
          new Accounts(),
          new Addresses(),
          new Borders(),
          new Budgets(),
          new Listeners(),
          new Mounts(),
          new Network(),
          new Objects(),
          new Pods(),
          new Ports(),
          new Privileges(),
          new Programs(),
          new References(),
          new Services(),
          new Updates(),
          new Allocation(),
          new Connect(),
          new Drivers(),
          new EventLogs(),
          new HistoryServers(),
          new Housekeeping(),
          new IcebergCatalogs(),
          new ImageContents(),
          new ImageReleases(),
          new ImageUsers(),
          new Monitors(),
          new OutsideStores(),
          new Placements(),
          new ResourceFit(),
          new RpcSecret(),
          new S3Endpoints(),
          new Settings(),
          new SparkPods(),
          new StoreCredentials(),
          new Builds(),
          new Credentials(),
          new Pins(),
          new Slots(),
          new Syncing());

  private Families() {}

  /** Every rule that ships, as its family declares it. */
  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (RuleFamily family : ALL) {
      rules.addAll(family.rules());
    }
    rules.add(Proof.EXCEPTION_IS_NEEDED);
    return rules;
  }
}
