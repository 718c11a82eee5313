package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.text.ShellScript;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.own.OwnPods;
import io.sparkstead.stack.spark.DriverPod;
import io.sparkstead.stack.spark.DriverService;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.PodTemplates;
import io.sparkstead.stack.spark.SparkApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the stack works, asked of the cluster itself: a Job that runs pi on an executor and then
 * looks for the run in the History Server. It ends well, or with a line that says what to look at.
 *
 * <pre>
 * kubectl apply -k out/homelab/smoke
 * kubectl logs -n spark -f -l app.kubernetes.io/name=smoke
 * </pre>
 *
 * <p>Applied by itself, whenever somebody wants to know; the stack goes up without it. The Job is
 * swept up soon after its end, so that the next one can start.
 *
 * @param application how it asks for an executor, of which it holds one; its name is what the
 *     History Server shows
 * @param history whom it asks whether the run is known
 */
public record SmokeTest(
    Namespace namespace, DnsLabel name, SparkApplication application, HistoryServer history)
    implements Component {

  /** What its objects are labelled as. */
  public static final String ROLE = "smoke-test";

  private static final Resources SIZE =
      new Resources(Cpu.millis(250), Cpu.cores(1), ByteSize.gibibytes(2), ByteSize.gibibytes(2));

  private static final MountPath SCRIPTS = MountPath.of("/opt/smoke");
  private static final String SCRIPT = "smoke.py";
  private static final String START = "smoke.sh";
  private static final Mount.Scratch TMP = Mount.Scratch.tmp(ByteSize.gibibytes(1));
  private static final MountPath LOG = TMP.path().file("driver.log");

  /** As many as any cluster has room for that runs the stack at all. */
  private static final DynamicAllocation ONE = new DynamicAllocation(1, 1, 1);

  private static final Mount.Scratch WORK =
      new Mount.Scratch(DnsLabel.of("work-dir"), SparkImage.WORK, ByteSize.mebibytes(256));

  public SmokeTest {
    application = application.sized(application.executors(), ONE);
  }

  @Override
  public Labels labels() {
    return namespace.labels(name, ROLE);
  }

  @Override
  public Applied applied() {
    return Applied.ON_REQUEST;
  }

  @Override
  public List<HasMetadata> resources() {
    ConfigFiles conf = sparkConf();
    ConfigFiles templates = podTemplates();
    ConfigFiles scripts = scripts();
    OwnPods own = application.pods();
    ConfigFiles[] read = own.files(name, conf, templates, scripts);
    List<HasMetadata> objects = new ArrayList<>();
    for (ConfigFiles files : read) {
      objects.add(files.resource(labels()));
    }
    objects.add(Workloads.jobOnce(own.on(labels()), pod(conf, templates, scripts), read));
    objects.add(driver().resource());
    return objects;
  }

  @Override
  public List<ImageBuild> builds() {
    return List.of(application.image());
  }

  @Override
  public List<SecretSpec> secrets() {
    return application.secrets();
  }

  @Override
  public List<ExistingObject> existing() {
    return application.existing();
  }

  @Override
  public List<String> plugins() {
    return application.own().plugins();
  }

  @Override
  public List<Flow> flows() {
    Peer self = new Peer.Pods(labels());
    List<Flow> flows = new ArrayList<>();
    flows.add(new Flow(self, history.peer(), HistoryServer.HTTP, "looks for its run"));
    flows.addAll(application.flows(driver()));
    return flows;
  }

  private DriverService driver() {
    return new DriverService(name, labels(), new DriverPod.OfJob());
  }

  private ConfigFiles sparkConf() {
    return application
        .clientConf(DriverService.heap(SIZE), driver())
        .files(name.dash("spark-conf"));
  }

  private ConfigFiles podTemplates() {
    return application.templates(name).ofExecutors();
  }

  private ConfigFiles scripts() {
    return new ConfigFiles(name.dash("script"), Map.of(START, start().text(), SCRIPT, script()));
  }

  private PodSpec pod(ConfigFiles conf, ConfigFiles templates, ConfigFiles scripts) {
    List<Mount> mounts = new ArrayList<>();
    mounts.addAll(
        List.of(
            TMP,
            WORK,
            new Mount.Config(conf, SparkImage.CONF),
            PodTemplates.mount(templates),
            new Mount.Config(scripts, SCRIPTS),
            new Mount.ApiToken()));
    List<Mount> all = application.mounts(name, mounts);
    return application.jobPod(container(all), TMP, all);
  }

  private Container container(List<Mount> mounts) {
    Container container = application.image().container("smoke", mounts);
    // -g: a signal reaches Spark too, and not the shell alone.
    container.setCommand(List.of(SparkImage.TINI.text(), "-s", "-g", "--"));
    container.setArgs(List.of("/bin/bash", SCRIPTS.file(START).text()));
    container.setEnv(environment());
    container.setPorts(driver().onContainer());
    container.setResources(SIZE.requirements());
    return container;
  }

  private List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(DriverPod.OfJob.NAME);
    return application.environment(environment);
  }

  /** Spark tells its log alone what Kubernetes answered, so the script below reads it. */
  private static ShellScript start() {
    return ShellScript.bash(
        Blanks.fill("%s %s 2>&1 | tee %s\n", SparkImage.SUBMIT, SCRIPTS.file(SCRIPT), LOG));
  }

  /** Waits by itself, because a Job that runs into its deadline takes its log along. */
  private String script() {
    return Generated.COMMENT
        + Blanks.fill(
            """
        # Runs pi on executors, then looks for the run in the History Server.
        import json
        import os
        import threading
        import time
        import traceback
        import urllib.request
        from operator import add
        from random import random

        from pyspark.sql import SparkSession

        HISTORY = "%s/api/v1/applications"
        LOG = "%s"
        DARTS = 1000000


        def say(text: str) -> None:
            print(f"smoke: {text}", flush=True)


        def fail(text: str) -> None:
            say(f"FAILED: {text}")
            os._exit(1)


        def inside(_: int) -> int:
            return 1 if random() ** 2 + random() ** 2 <= 1 else 0


        def read(url: str):
            with urllib.request.urlopen(url, timeout=10) as answer:
                return json.load(answer)


        # The last answer of the API server that it makes no pod: no event tells of it.
        def refusal() -> str:
            with open(LOG, encoding="utf-8", errors="replace") as log:
                said = [line for line in log if "is forbidden" in line or "Forbidden" in line]
            return said[-1].strip() if said else ""


        def give_up() -> None:
            refused = refusal()
            if refused:
                say(refused)
                fail("Kubernetes makes no executor, see above; for a quota: kubectl describe quota -n %s")
            fail("no executor finished a task in 5 minutes; see kubectl get pods,events -n %s")


        def run_pi() -> str:
            patience = threading.Timer(300, give_up)
            patience.daemon = True
            patience.start()
            say("asking Kubernetes for executors")
            spark = SparkSession.builder.getOrCreate()
            application = spark.sparkContext.applicationId
            hits = spark.sparkContext.parallelize(range(DARTS), 20).map(inside).reduce(add)
            pi = 4.0 * hits / DARTS
            say(f"pi is roughly {pi:f}, says {application}")
            spark.stop()
            patience.cancel()
            if abs(pi - 3.14159) > 0.02:
                fail("that is not pi")
            return application


        def look_for(application: str) -> None:
            say(f"looking for {application} in {HISTORY}")
            problem = "it is not listed"
            for _ in range(36):
                try:
                    run = read(f"{HISTORY}/{application}")
                    if run["attempts"][-1]["completed"]:
                        executors = read(f"{HISTORY}/{application}/allexecutors")
                        count = sum(1 for each in executors if each["id"] != "driver")
                        say(f"the History Server knows it, with {count} executors")
                        if count == 0:
                            fail("the run had no executor")
                        return
                    problem = "it is listed as still running"
                except OSError as error:
                    problem = str(error)
                time.sleep(5)
            fail(f"not in the History Server after 3 minutes: {problem}")


        # The innermost reason: what Java wraps around it would fill a page.
        def reason(error: Exception) -> str:
            causes = [line for line in str(error).splitlines() if line.startswith("Caused by: ")]
            return causes[-1] if causes else f"{type(error).__name__}: {error}".splitlines()[0]


        try:
            look_for(run_pi())
        except Exception as error:
            traceback.print_exc()
            fail(reason(error))
        say("PASSED")
        """,
            history.url(), LOG, namespace.name(), namespace.name());
  }
}
