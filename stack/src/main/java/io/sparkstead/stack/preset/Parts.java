package io.sparkstead.stack.preset;

import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.NamespaceLimits;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.component.SparkRbac;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.spark.RpcAuthentication;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.storage.EventLog;
import io.sparkstead.stack.storage.IcebergCatalog;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a {@link Workbench}: the long form, with its arguments filled in. */
record Parts(
    SparkRbac rbac,
    Optional<Component> store,
    SparkImage image,
    EventLog eventLog,
    HistoryServer history,
    SparkApplication application,
    Workspace samples,
    List<Jupyter> notebooks) {

  static Parts of(Workbench bench) {
    Namespace namespace = bench.namespace();
    Store.Kept kept = bench.get(Workbench.STORE).of(bench);
    SparkImage image = image(bench, kept.store());
    EventLog eventLog = new EventLog(kept.store(), bench.get(Workbench.EVENT_LOGS));
    SparkRbac rbac =
        new SparkRbac(
            namespace,
            bench.name("spark"),
            bench.get(Workbench.FEATURES),
            kept.store().access().accountAnnotations());
    HistoryServer history =
        new HistoryServer(
            namespace,
            bench.name("spark-history-server"),
            image,
            eventLog,
            exposure(bench, Workbench.HISTORY_EXPOSURE),
            bench.get(Workbench.HISTORY_DAYS),
            bench.get(Workbench.HISTORY_STORE),
            bench.get(Workbench.HISTORY_SIZE));
    SparkApplication application =
        new SparkApplication(
                bench.get(Workbench.APPLICATION),
                image,
                rbac.accounts(),
                RpcAuthentication.in(bench.name("spark-rpc").text()),
                bench.get(Workbench.EXECUTORS),
                bench.get(Workbench.ALLOCATION),
                eventLog)
            .placed(bench.get(Workbench.PLACEMENT))
            .observedBy(bench.get(Workbench.METRICS));
    for (IcebergCatalog catalog : kept.catalogs()) {
      application = application.with(catalog);
    }
    for (Addition addition : bench.additions()) {
      application = addition.to(application);
    }
    Workspace samples = new Workspace(namespace, bench.name("workspace"), application);
    return new Parts(
        rbac,
        kept.part(),
        image,
        eventLog,
        history,
        application,
        samples,
        notebooks(bench, samples));
  }

  private static List<Jupyter> notebooks(Workbench bench, Workspace samples) {
    List<Person> people = bench.get(Workbench.PEOPLE);
    if (people.isEmpty()) {
      return List.of(
          notebook(
              bench,
              "jupyter",
              samples,
              bench.get(Workbench.NOTEBOOK_DISK),
              exposure(bench, Workbench.NOTEBOOK_EXPOSURE),
              bench.get(Workbench.NOTEBOOK_SIZE)));
    }
    List<Jupyter> notebooks = new ArrayList<>();
    for (Person person : people) {
      notebooks.add(person.notebook(bench, samples));
    }
    return notebooks;
  }

  static Jupyter notebook(
      Workbench bench,
      String name,
      Workspace samples,
      ByteSize disk,
      Exposure exposure,
      Resources size) {
    return new Jupyter(
        bench.namespace(),
        bench.name(name),
        new JupyterImage(
            DnsLabel.of("spark-jupyter"),
            bench.registry() + "/" + bench.get(Workbench.NOTEBOOK_IMAGE),
            samples.demo().image()),
        new Claim(bench.name(name + "-pvc"), bench.get(Workbench.STORAGE_CLASS), disk),
        samples,
        exposure,
        size);
  }

  private static SparkImage image(Workbench bench, ObjectStore store) {
    SparkImage image =
        new SparkImage(
                DnsLabel.of("spark-aws"),
                bench.registry() + "/spark-aws",
                bench.get(Workbench.RELEASE),
                bench.get(Workbench.USER),
                bench.get(Workbench.BASES))
            .with(bench.get(Workbench.JARS))
            .with(store.jars(bench.get(Workbench.RELEASE)))
            .with(bench.get(Workbench.PACKAGES))
            .trusting(bench.get(Workbench.AUTHORITIES))
            .through(bench.get(Workbench.MIRRORS))
            .pinnedBy(bench.lock());
    Optional<String> build = bench.get(Workbench.BUILD);
    image = build.isPresent() ? image.rebuilt(build.get()) : image;
    image = bench.get(Workbench.TABLES).isPresent() ? image.withIceberg() : image;
    image = isTaken(bench, Workbench.GRAPH_FRAMES) ? image.withGraphFrames() : image;
    return isTaken(bench, Workbench.DELTA) ? image.withDelta() : image;
  }

  private static boolean isTaken(Workbench bench, Knob<Workbench.Library> library) {
    return bench.get(library) == Workbench.Library.TAKEN;
  }

  /** Its own, or else the one of all. */
  static Exposure exposure(Workbench bench, Knob<Optional<Exposure>> own) {
    Optional<Exposure> given = bench.get(own);
    return given.isPresent() ? given.get() : bench.get(Workbench.EXPOSURE);
  }

  /** In the order of their folders. */
  List<Component> all(Workbench bench) {
    Namespace namespace = bench.namespace();
    List<Component> all = new ArrayList<>(List.of(rbac));
    if (store.isPresent()) {
      all.add(store.get());
    }
    all.add(history);
    all.addAll(notebooks);
    all.add(samples);
    all.add(new SmokeTest(namespace, bench.name("smoke"), application.named("smoke"), history));
    Optional<Outside> outside = bench.get(Workbench.OUTSIDE);
    if (outside.isPresent()) {
      Outside asking = outside.get().asking(bench.get(Workbench.DNS).orElse(outside.get().dns()));
      all.add(new NetworkPolicies(namespace, bench.name("network-policies"), asking));
    }
    // Who may not make a namespace may not set its quota either, by Kubernetes' own roles.
    if (namespace.isOurs()) {
      all.add(new NamespaceLimits(namespace, bench.name("limits")));
    }
    return all;
  }
}
