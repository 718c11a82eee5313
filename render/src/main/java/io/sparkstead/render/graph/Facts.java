package io.sparkstead.render.graph;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.storage.IcebergCatalog;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a picture says of a box besides its members: accounts, sizes, buckets, where from. */
record Facts(Stack stack) {

  /** Of one kind: of more, so many are named. */
  private static final int MOST = 4;

  /** Of {@code group}; of all that run in it, or of what is there at first sight. */
  List<String> of(Group group, boolean isWhole) {
    List<String> facts = new ArrayList<>();
    if (group == Group.PEOPLE) {
      facts.addAll(people());
    } else if (group == Group.CONTROL) {
      Optional<Outside> outside = outside();
      if (outside.isPresent()) {
        facts.add("listens at " + outside.get().apiServerPort());
      }
    } else if (group == Group.DRIVERS) {
      facts.addAll(accounts(true));
    } else if (group == Group.EXECUTORS) {
      facts.addAll(few(executors(isWhole)));
      facts.addAll(accounts(false));
    } else if (group == Group.STORE) {
      facts.addAll(few(buckets()));
    }
    return facts;
  }

  /** The first of {@code all}, and how many more there are. */
  static List<String> few(List<String> all) {
    if (all.size() <= MOST) {
      return all;
    }
    List<String> few = new ArrayList<>(all.subList(0, MOST - 1));
    few.add("and " + (all.size() - few.size()) + " more");
    return few;
  }

  private Optional<Outside> outside() {
    for (Component component : stack.components()) {
      // By its role first: the class is not so much as loaded for a stack without policies.
      if (component.labels().role().equals("network")
          && component instanceof NetworkPolicies policies) {
        return Optional.of(policies.outside());
      }
    }
    return Optional.empty();
  }

  private List<String> people() {
    List<String> from = new ArrayList<>();
    Optional<Outside> outside = outside();
    if (outside.isPresent()) {
      for (Cidr block : outside.get().people()) {
        from.add("from " + block.text());
      }
      for (DnsLabel gateway : outside.get().gateways()) {
        from.add("through namespace " + gateway);
      }
    }
    boolean isOpen = false;
    for (Endpoint endpoint : stack.endpoints()) {
      isOpen |= endpoint.outside().isPresent();
    }
    return isOpen ? few(from) : List.of("through a port-forward");
  }

  private List<SparkApplication> applications(boolean isWhole) {
    Map<String, SparkApplication> applications = new LinkedHashMap<>();
    for (Component component : stack.components()) {
      boolean isShown = isWhole || !component.labels().role().equals(SmokeTest.ROLE);
      if (isShown && !component.labels().role().equals("samples")) {
        for (SparkApplication application : component.started()) {
          applications.putIfAbsent(application.name(), application);
        }
      }
    }
    return List.copyOf(applications.values());
  }

  /** {@code DynamicAllocationDemo: 1..6 of 2 cores, 2.8 GiB}; those of one name once. */
  private List<String> executors(boolean isWhole) {
    List<String> lines = new ArrayList<>();
    for (SparkApplication application : applications(isWhole)) {
      lines.add(
          application.name()
              + ": "
              + application.allocation().min()
              + ".."
              + application.allocation().max()
              + " of "
              + application.executors().cpu().inWords()
              + ", "
              + application.executorMemory().inWords());
    }
    return lines;
  }

  private Set<String> accounts(boolean ofDrivers) {
    Set<String> lines = new LinkedHashSet<>();
    for (Component component : stack.components()) {
      for (SparkApplication application : component.started()) {
        Labels account =
            ofDrivers ? application.accounts().driver() : application.accounts().executor();
        lines.add("account " + account.name());
      }
    }
    return lines;
  }

  private List<String> buckets() {
    Set<String> lines = new LinkedHashSet<>();
    for (ObjectStore store : stack.stores().keySet()) {
      lines.add("bucket " + store.bucketName());
    }
    for (Component component : stack.components()) {
      for (SparkApplication application : component.started()) {
        ObjectStore store = application.eventLog().store();
        lines.add("event log " + store.folder(application.eventLog().prefix()));
        for (IcebergCatalog catalog : application.catalogs()) {
          lines.add("tables in bucket " + catalog.tables().bucketName());
        }
      }
    }
    return List.copyOf(lines);
  }
}
