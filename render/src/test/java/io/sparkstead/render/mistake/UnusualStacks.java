package io.sparkstead.render.mistake;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PathRewrite;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Cloud;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.component.SparkConnect;
import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.component.Submission.Program;
import io.sparkstead.stack.component.Submission.Trigger;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.patch.JsonPatch;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.patch.Patch;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.schedule.Taint;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Gpus;
import io.sparkstead.stack.spark.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Stacks that are right and that few would say: each is one change to what {@code init} writes. */
public final class UnusualStacks {

  private static final String REGISTRY = "registry.example.org/spark";
  static final Outside OUTSIDE =
      new Outside(
          List.of(Cidr.only("10.0.0.1")), 6443, List.of(new Cidr("10.1.0.0/16")), List.of());
  private static final Outside PROXIED =
      new Outside(List.of(Cidr.only("10.0.0.1")), 6443, List.of(), List.of(DnsLabel.of("ingress")));
  private static final NodePool GPUS =
      NodePool.labelled("pool", "gpus")
          .tainted(new Taint("nvidia.com/gpu", "present", Taint.Effect.NO_SCHEDULE));
  private static final String FIND = "#!/usr/bin/env bash\nset -Eeuo pipefail\necho\n";
  private static final String PULL_SECRET = "regcred";

  private static final Map<String, Supplier<Stack>> ALL = new LinkedHashMap<>();

  static {
    places();
    sizes();
    entrances();
    jobs();
    patches();
    ALL.putAll(UnusualStores.all());
    ALL.putAll(UnusualParts.all());
    ALL.putAll(UnusualCompanies.all());
  }

  private UnusualStacks() {}

  /** Each by what varies. */
  public static Map<String, Supplier<Stack>> all() {
    return Map.copyOf(ALL);
  }

  static Workbench bench(String registry) {
    return new Workbench(registry, ImageLock.NONE).nodes(new Node(Cpu.cores(8), gibibytes(16)));
  }

  public static Workbench bench() {
    return bench(REGISTRY);
  }

  private static void on(String what, Supplier<Stack> stack) {
    ALL.put(what, stack);
  }

  private static void places() {
    on(
        "a namespace of 63 characters, with policies",
        () -> bench().namespace("n".repeat(63)).outside(OUTSIDE).stack());
    on(
        "a namespace that others make",
        () -> bench().namespace(new Namespace("team-a").madeByOthers()).outside(OUTSIDE).stack());
    on("numbers that the cluster gives, and Routes", UnusualStacks::onOpenShift);
    on("the namespace default", () -> bench().namespace("default").stack());
    on(
        "a registry with a port and a deep path",
        () -> bench("registry.example.org:5000/a/b/c/d").stack());
    on("Docker Hub", () -> bench("docker.io/example").stack());
    on("a registry by IPv6 address", () -> bench("[fd00::5]:5000/spark").stack());
    on("local images, as minikube has them", () -> bench("localhost/spark").stack());
    on("Spark 4.0", () -> bench().release("4.0.3").stack());
    on("uid 65535", () -> bench().user(new PodUser(65_535)).stack());
    on("two people, behind an Ingress, with policies", UnusualStacks::forTwo);
    on(
        "paths of one host, behind Traefik",
        () -> below(hosts -> ingress(hosts).rewriting(PathRewrite.TRAEFIK)));
    on(
        "paths of one host, behind nginx",
        () -> below(hosts -> ingress(hosts).rewriting(PathRewrite.NGINX)));
    on(
        "paths of one host, behind a Gateway",
        () ->
            below(
                hosts -> new Exposure.Gateway(DnsLabel.of("edge"), DnsLabel.of("public"), hosts)));
    on("MinIO", () -> bench().minio(Minio.Images.COMMUNITY_FORK).stack());
    on(
        "Git by SSH for Argo CD",
        () ->
            bench()
                .stack()
                .syncedBy(
                    DnsLabel.of("mylab"),
                    ArgoCd.from(GitSource.of("ssh://git@git.example.org:2222/data/spark.git"))));
  }

  private static Stack below(Function<Map<String, String>, Exposure> proxy) {
    return bench()
        .historyExposure(proxy.apply(Map.of("http", "tools.example.org/history")))
        .notebookExposure(
            proxy.apply(
                Map.of(
                    "http", "tools.example.org/jupyter", "spark-ui", "tools.example.org/spark-ui")))
        .outside(PROXIED)
        .people("ann", "bob")
        .stack();
  }

  private static Stack onOpenShift() {
    return bench()
        .user(PodUser.assigned())
        .dns(Dns.openShift())
        .historyExposure(new Exposure.Route(Map.of("http", "tools.apps.example.org/history")))
        .notebookExposure(new Exposure.Route(Map.of("http", "jupyter.apps.example.org")))
        .outside(
            new Outside(
                List.of(Cidr.only("10.0.0.1")),
                6443,
                List.of(),
                List.of(DnsLabel.of("openshift-ingress"))))
        .people("ann", "bob")
        .stack();
  }

  private static Exposure.Ingress ingress(Map<String, String> hosts) {
    return new Exposure.Ingress(DnsLabel.of("web"), hosts, Optional.empty());
  }

  private static Stack forTwo() {
    return bench()
        .notebookExposure(
            new Exposure.Ingress(
                DnsLabel.of("nginx"), Map.of("http", "jupyter.example.org"), Optional.empty()))
        .outside(PROXIED)
        .people("ann", "bob")
        .stack();
  }

  private static void sizes() {
    on(
        "executors of 64 cores and 700 GiB, no nodes declared",
        () ->
            new Workbench(REGISTRY, ImageLock.NONE)
                .executors(64, gibibytes(700), gibibytes(10))
                .stack());
    on(
        "neither smoke test nor examples",
        () -> bench().stack().without(DnsLabel.of("smoke")).without(DnsLabel.of("workspace")));
    on("0 executors at least", () -> bench().allocation(0, 0, 2).stack());
    on(
        "executors of 1 core and 1 GiB",
        () -> bench().executors(1, gibibytes(1), gibibytes(10)).stack());
    on("Unicode in an application's name", () -> bench().applicationName("Dåta $(x) 'q'").stack());
    on("YuniKorn", () -> bench().placed(Placement.by(new Scheduler.YuniKorn("root.data"))).stack());
    on("ten node pools, each with a taint", UnusualStacks::onTenPools);
    on(
        "a GPU for each executor, on nodes with a taint",
        () ->
            new Workbench(REGISTRY, ImageLock.NONE)
                .nodes(
                    new Node(Cpu.cores(16), gibibytes(64)),
                    new Node(Cpu.cores(32), gibibytes(128), GPUS).gpus(4))
                .executors(new Executors(4, gibibytes(16), gibibytes(50)).gpus(1))
                .placed(Placement.ANYWHERE.executors(GPUS))
                .stack());
    on(
        "GPUs of AMD, found by a script of one's own",
        () ->
            new Workbench(REGISTRY, ImageLock.NONE)
                .executors(
                    new Executors(2, gibibytes(4), gibibytes(10))
                        .gpus(Gpus.of("amd.com", 2, "/opt/gpus/find.sh").runtimeClass("amd")))
                .mount("/opt/gpus", new OwnVolume.Files("gpus", Map.of("find.sh", FIND)))
                .stack());
    on(
        "drivers on nodes that stay, executors that hand on on spot nodes",
        () ->
            new Workbench(REGISTRY, ImageLock.NONE)
                .size(Size.spot())
                .placed(
                    Placement.ANYWHERE
                        .drivers(NodePool.karpenterOnDemand())
                        .executors(NodePool.karpenterSpot()))
                .stack());
    on(
        "small blocks for uploads, and a claim to read alone",
        () ->
            bench()
                .conf("spark.hadoop.fs.s3a.multipart.size", "32M")
                .conf("spark.hadoop.fs.s3a.fast.upload.active.blocks", 2)
                .mount("/raw", ExistingObject.claim("raw").readOnly())
                .stack());
    on("GraphFrames beside Delta", () -> bench().release("4.1.2").graphFrames().delta().stack());
  }

  private static Stack onTenPools() {
    Workbench bench = submitting();
    Stack stack = bench.stack();
    for (int i = 0; i < 10; i++) {
      NodePool pool =
          NodePool.labelled("pool", "p" + i)
              .tainted(new Taint("pool", "p" + i, Taint.Effect.NO_SCHEDULE));
      stack =
          stack.with(
              nightly(
                  bench,
                  "job" + i,
                  "30 2 * * *",
                  new Placement(new Scheduler.Default(), pool, pool)));
    }
    return stack;
  }

  private static void entrances() {
    on(
        "a LoadBalancer",
        () ->
            bench()
                .notebookExposure(
                    new Exposure.LoadBalancer(
                        "lab.example.org", Map.of(), List.of(new Cidr("10.1.0.0/16"))))
                .stack());
    on(
        "an Ingress without TLS",
        () ->
            bench()
                .historyExposure(
                    new Exposure.Ingress(
                        DnsLabel.of("traefik"),
                        Map.of("http", "history.example.org"),
                        Optional.empty()))
                .stack());
    on("cloud behind an ingress controller", UnusualStacks::behindIngress);
  }

  private static Stack behindIngress() {
    return new Cloud(Cloud.Entrance.INGRESS).stack(ImageLock.NONE);
  }

  private static void jobs() {
    for (String schedule :
        List.of("*/15 8-18 * * mon-fri", "0 0,12 1 jan,jul *", "@daily", "@every 1h30m")) {
      on(
          "the schedule " + schedule,
          () -> {
            Workbench bench = submitting();
            return bench
                .stack()
                .with(nightly(bench, "nightly", schedule, Placement.by(new Scheduler.Default())));
          });
    }
    on(
        "two batch jobs side by side",
        () -> {
          Workbench bench = submitting();
          return bench
              .stack()
              .with(
                  nightly(bench, "first", "0 1 * * *", Placement.by(new Scheduler.Default())),
                  nightly(bench, "second", "0 2 * * *", Placement.by(new Scheduler.Default())));
        });
    on(
        "Spark Connect beside Jupyter",
        () -> {
          Workbench bench = new Workbench(REGISTRY, ImageLock.NONE).release("4.1.2");
          return bench
              .stack()
              .with(
                  new SparkConnect(
                      bench.application().namespace(),
                      DnsLabel.of("connect"),
                      bench.application().named("Connect"),
                      new Exposure.ClusterIp()));
        });
  }

  private static Workbench submitting() {
    return new Workbench(REGISTRY, ImageLock.NONE).release("4.1.2");
  }

  private static Submission nightly(
      Workbench bench, String name, String schedule, Placement placement) {
    return new Submission(
        bench.application().namespace(),
        DnsLabel.of(name),
        bench
            .application()
            .named(name)
            .sized(new Executors(1, gibibytes(1), gibibytes(10)), new DynamicAllocation(1, 1, 2))
            .placed(placement),
        new Program.Python("local:///opt/spark/examples/src/main/python/pi.py", List.of("2")),
        new Trigger.Cron(new CronSchedule(schedule, "Etc/UTC")));
  }

  private static void patches() {
    String pull = "imagePullSecrets: [{name: %s}]\n".formatted(PULL_SECRET);
    onPatched(
        "a pull secret that the administrator made, named in a pod",
        MergePatch.ofYaml(
            "StatefulSet",
            "jupyter",
            "spec: {template: {spec: {imagePullSecrets: [{name: %s}]}}}".formatted(PULL_SECRET)));
    onPatched(
        "the same pull secret on the accounts",
        MergePatch.ofYaml("ServiceAccount", "spark", pull),
        MergePatch.ofYaml("ServiceAccount", "spark-executor", pull));
    onPatched(
        "port 80 in front of the page, besides",
        new JsonPatch(
            "Service",
            "spark-history-server",
            new JsonPatch.Add(
                "/spec/ports/-", Map.of("name", "web", "port", 80, "targetPort", "http"))));
    onPatched(
        "a team's label on the History Server's pods",
        MergePatch.ofYaml(
            "Deployment",
            "spark-history-server",
            "spec: {template: {metadata: {labels: {team: data}}}}"));
    onPatched(
        "a sidecar before the History Server", sidecar("Deployment", "spark-history-server", "0"));
    onPatched(
        "a sidecar behind the History Server", sidecar("Deployment", "spark-history-server", "-"));
    onPatched("a sidecar before Jupyter", sidecar("StatefulSet", "jupyter", "0"));
    onPatched("a sidecar behind Jupyter", sidecar("StatefulSet", "jupyter", "-"));
    onPatched("a sidecar before the store", sidecar("StatefulSet", "seaweedfs", "0"));
    onPatched("a sidecar behind the store", sidecar("StatefulSet", "seaweedfs", "-"));
    onPatched(
        "half a core, as a number",
        new MergePatch(
            "LimitRange",
            "limits",
            Map.of(
                "spec",
                Map.of(
                    "limits",
                    List.of(
                        Map.of(
                            "type", "Container", "max", Map.of("cpu", 2.5, "memory", "8Gi")))))));
    onPatched(
        "a volume that says nothing of what it is",
        new JsonPatch(
            "Deployment",
            "spark-history-server",
            new JsonPatch.Add("/spec/template/spec/volumes/-", Map.of("name", "scratch")),
            new JsonPatch.Add(
                "/spec/template/spec/containers/0/volumeMounts/-",
                Map.of("name", "scratch", "mountPath", "/scratch"))));
    onPatched(
        "a pod near the store, by its host",
        MergePatch.ofYaml(
            "Deployment",
            "spark-history-server",
            """
            spec:
              template:
                spec:
                  affinity:
                    podAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                      - topologyKey: kubernetes.io/hostname
                        labelSelector:
                          matchLabels: {app.kubernetes.io/name: seaweedfs}
            """));
    onPatched(
        "ten minutes to end, and a minute before that",
        MergePatch.ofYaml(
            "StatefulSet",
            "jupyter",
            "spec: {template: {spec: {terminationGracePeriodSeconds: 600}}}"),
        new JsonPatch(
            "StatefulSet",
            "jupyter",
            new JsonPatch.Add(
                "/spec/template/spec/containers/0/lifecycle",
                Map.of("preStop", Map.of("sleep", Map.of("seconds", 60))))));
    onPatched(
        "one annotation more",
        MergePatch.ofYaml(
            "Service", "jupyter", "metadata: {annotations: {example.org/team: data}}"));
  }

  /** One that answers nobody, and has neither probes nor anything of Spark's. */
  private static Patch sidecar(String kind, String name, String place) {
    Map<String, Object> amounts = Map.of("cpu", "10m", "memory", "32Mi");
    return new JsonPatch(
        kind,
        name,
        new JsonPatch.Add(
            "/spec/template/spec/containers/" + place,
            Map.of(
                "name",
                "beside",
                "image",
                "registry.example.org/agent:1.4@sha256:" + "0".repeat(64),
                "resources",
                Map.of("requests", amounts, "limits", amounts),
                "securityContext",
                Map.of(
                    "runAsNonRoot", true,
                    "runAsUser", 65_534,
                    "allowPrivilegeEscalation", false,
                    "readOnlyRootFilesystem", true,
                    "capabilities", Map.of("drop", List.of("ALL"))))));
  }

  private static void onPatched(String what, Patch... patches) {
    on(what, () -> bench().stack().patchedBy(patches));
  }
}
