package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.kube.Workloads.Overlap;
import io.sparkstead.dsl.text.Blanks;
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
import io.sparkstead.stack.own.OwnPods;
import io.sparkstead.stack.own.OwnVariable;
import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.spark.DriverPod;
import io.sparkstead.stack.spark.DriverSize;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.PodTemplates;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An application that is submitted to the cluster, once or again and again: a Job or CronJob whose
 * pod runs {@code spark-submit --deploy-mode cluster} and waits for the end. It succeeds if the
 * application does.
 *
 * <pre>
 * Job or CronJob -> pod that submits -> driver -> executors, Service, ConfigMap
 * </pre>
 *
 * <p>Each belongs to the one before, and goes with it: when Kubernetes sweeps up the Job, or
 * somebody deletes it, no driver is left behind, running or done. A driver is called after the pod
 * that submits it, {@code nightly-29384730-x7k2p-driver}, executors after the application and its
 * start, so no two runs meet.
 *
 * @param application how it runs; its name is what the History Server shows
 * @see <a
 *     href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#cluster-mode">Cluster
 *     mode</a>
 */
public record Submission(
    Namespace namespace,
    DnsLabel name,
    SparkApplication application,
    Program program,
    Trigger trigger)
    implements Component {

  /** Else the longest of the names that are made of it, of its pod templates, would be too long. */
  private static final int LONGEST_NAME = DnsLabel.MAX_LENGTH - "-pod-templates".length();

  private static final Mount.Scratch TMP = Mount.Scratch.tmp(ByteSize.mebibytes(512));
  private static final EnvVar UID = uid();
  private static final MountPath SCRIPTS = MountPath.of("/opt/submit");
  private static final String SCRIPT = "submit.sh";

  public Submission {
    if (name.text().length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "job '"
              + name
              + "' has a name of "
              + name.text().length()
              + " characters, and others are made of it; use "
              + LONGEST_NAME
              + " at most");
    }
    String file = program.file();
    ObjectStore store = application.eventLog().store();
    if (!file.startsWith("local://") && !store.reads(file)) {
      throw new IllegalArgumentException(
          "application file '"
              + file
              + "' of "
              + name
              + " is not in its store, whose addresses begin as in "
              + store.folder("jobs")
              + "; put it there, or into the image and write local:///…");
    }
  }

  /** What is run: a file of the image, {@code local:///…}, or of the store, {@code s3a://…}. */
  public sealed interface Program {

    String file();

    /** What follows it on the command line. No secret: whoever may list pods reads them. */
    List<String> arguments();

    /** What {@code spark-submit} is told before the file. */
    List<String> options();

    /** A Python script. */
    record Python(String file, List<String> arguments) implements Program {

      public Python {
        arguments = List.copyOf(arguments);
        check(file, ".py");
      }

      @Override
      public List<String> options() {
        return List.of();
      }
    }

    /** The main class of a jar. */
    record Jar(String file, String mainClass, List<String> arguments) implements Program {

      private static final Pattern CLASS =
          Pattern.compile("[A-Za-z_$][\\w$]*(?:\\.[A-Za-z_$][\\w$]*)*");

      public Jar {
        arguments = List.copyOf(arguments);
        check(file, ".jar");
        if (!CLASS.matcher(mainClass).matches()) {
          throw new IllegalArgumentException(
              "main class '"
                  + mainClass
                  + "' is not the name of one; write it in full, as in"
                  + " org.apache.spark.examples.SparkPi");
        }
      }

      @Override
      public List<String> options() {
        return List.of("--class", mainClass);
      }
    }

    private static void check(String file, String ending) {
      boolean isThere =
          file.matches(
              "local:///[^\\s/]\\S*|(s3a|gs)://[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]/\\S+"
                  + "|abfss://[a-z0-9-]+@[a-z0-9.-]+/\\S+");
      if (!isThere || !file.endsWith(ending)) {
        throw new IllegalArgumentException(
            "application file '"
                + file
                + "' is not one that a driver finds; name a "
                + ending
                + " of the image, local:///opt/…, or of the store, s3a://bucket/…");
      }
    }
  }

  /** When it is submitted. */
  public sealed interface Trigger {

    /** When its folder is applied. */
    Applied applied();

    HasMetadata workload(Labels labels, PodSpec pod, ConfigFiles... files);

    /** By {@code kubectl apply -k} of its folder. It is tried once, and kept for a week. */
    record Once() implements Trigger {
      @Override
      public Applied applied() {
        return Applied.ON_REQUEST;
      }

      @Override
      public HasMetadata workload(Labels labels, PodSpec pod, ConfigFiles... files) {
        return Workloads.jobKept(labels, pod, files);
      }
    }

    /** By the clock. A run is tried once; the last three that went well are kept, and failures. */
    record Cron(CronSchedule schedule, Overlap overlap) implements Trigger {

      /** A run that is due while the last one goes on is left out. */
      public Cron(CronSchedule schedule) {
        this(schedule, Overlap.FORBID);
      }

      @Override
      public Applied applied() {
        return Applied.WITH_THE_STACK;
      }

      @Override
      public HasMetadata workload(Labels labels, PodSpec pod, ConfigFiles... files) {
        return Workloads.cronJob(labels, schedule.expression(), schedule.timeZone(), overlap, pod);
      }
    }
  }

  /**
   * This one with a driver of {@code cores} and a heap of {@code memory}; its pod gets two fifths
   * more. One core and 1 GiB unless it is given.
   */
  public Submission driver(int cores, ByteSize memory) {
    DriverSize given = application.driver();
    if (!given.equals(DriverSize.USUAL)) {
      throw new IllegalArgumentException(
          "the driver of "
              + name
              + " is given twice, of "
              + given.cpu()
              + " cores and "
              + given.memory()
              + " and of "
              + cores
              + " and "
              + memory
              + "; give it once");
    }
    return with(application.drivenBy(new DriverSize(cores, memory)));
  }

  private Submission with(SparkApplication application) {
    return new Submission(namespace, name, application, program, trigger);
  }

  /** This one with a Spark property of its own, see {@link SparkApplication#conf}. */
  public Submission conf(String key, Object value) {
    return with(application.conf(key, value));
  }

  /** This one with the properties of a plugin, see {@link SparkApplication#plugin}. */
  public Submission plugin(String prefix) {
    return with(application.plugin(prefix));
  }

  /** This one with a label on its pods, see {@link SparkApplication#label}. */
  public Submission label(String key, String value) {
    return with(application.label(key, value));
  }

  /** This one with an annotation on the same pods. */
  public Submission annotation(String key, String value) {
    return with(application.annotation(key, value));
  }

  /** This one with an environment variable, see {@link SparkApplication#env(String, String)}. */
  public Submission env(String name, String value) {
    return with(application.env(name, value));
  }

  /** Likewise, out of a Secret. */
  public Submission env(String name, OwnVariable value) {
    return with(application.env(name, value));
  }

  /** This one with a volume in driver and executors, see {@link SparkApplication#mount}. */
  public Submission mount(String path, OwnVolume volume) {
    return with(application.mount(path, volume));
  }

  /** This one with executors of so many cores, so much heap, and so much disk for shuffles. */
  public Submission executors(int cores, ByteSize memory, ByteSize disk) {
    return executors(new Executors(cores, memory, disk));
  }

  /** This one with other executors. */
  public Submission executors(Executors executors) {
    return with(application.sized(executors, application.allocation()));
  }

  /**
   * This one with the pod that submits, its driver and its executors where {@code placement} says.
   */
  public Submission placed(Placement placement) {
    return with(application.placed(placement));
  }

  /** This one with another number of executors: from {@code min} to {@code max}. */
  public Submission allocation(int min, int initial, int max) {
    DynamicAllocation allocation = new DynamicAllocation(min, initial, max);
    return with(application.sized(application.executors(), allocation));
  }

  /**
   * This one by the clock, where it was on request: {@code cron("30 2 * * *", "Europe/Berlin")}. A
   * run that is due while the last one goes on is left out.
   *
   * @param expression minute, hour, day of the month, month, day of the week
   * @param timeZone by its IANA name
   */
  public Submission cron(String expression, String timeZone) {
    CronSchedule schedule = new CronSchedule(expression, timeZone);
    return new Submission(namespace, name, application, program, new Trigger.Cron(schedule));
  }

  @Override
  public Labels labels() {
    return namespace.labels(name, "submission");
  }

  @Override
  public Applied applied() {
    return trigger.applied();
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
    objects.add(trigger.workload(own.on(labels()), pod(conf, templates, scripts), read));
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
  public List<Flow> flows() {
    Peer self = new Peer.Pods(labels());
    ObjectStore store = application.eventLog().store();
    List<Flow> flows = new ArrayList<>();
    flows.add(new Flow(self, new Peer.ApiServer(), Peer.ApiServer.PORT, "submits its driver"));
    flows.addAll(store.flows(self, "waits for the event log's folder"));
    flows.addAll(application.clusterFlows());
    return flows;
  }

  /** Its executors are reckoned with if nobody has to ask for them. */
  @Override
  public List<SparkApplication> applications() {
    return applied() == Applied.WITH_THE_STACK ? List.of(application) : List.of();
  }

  @Override
  public boolean runsAPersonsProgram() {
    return true;
  }

  @Override
  public List<SparkApplication> submissions() {
    return List.of(application);
  }

  private ConfigFiles sparkConf() {
    return application.clusterConf().files(name.dash("spark-conf"));
  }

  private ConfigFiles podTemplates() {
    return application.templates(name).files();
  }

  private ConfigFiles scripts() {
    return new ConfigFiles(name.dash("script"), Map.of(SCRIPT, script().text()));
  }

  /** The driver's pod template gets an owner, whose name and id only the pod itself knows. */
  private ShellScript script() {
    StringBuilder command = new StringBuilder();
    for (String word : program.options()) {
      command.append("  ").append(ShellScript.quote(word)).append(" \\\n");
    }
    command.append("  ").append(ShellScript.quote(program.file()));
    for (String word : program.arguments()) {
      command.append(" \\\n  ").append(ShellScript.quote(word));
    }
    return ShellScript.bash(
        Blanks.fill(
            """
        # Submits the application, waits for its end, and ends as it does. Its driver belongs to this
        # pod: with the pod goes the driver, and with the driver its executors.

        driver="$%1$s-driver"
        owner="{apiVersion: v1, kind: Pod, name: $%1$s, uid: $%2$s}"
        sed "s/^metadata:/metadata:\\n  ownerReferences:\\n  - $owner/" \\
          %3$s > /tmp/driver.yaml
        %4$s \\
          --conf spark.kubernetes.driver.podTemplateFile=/tmp/driver.yaml \\
          --conf spark.kubernetes.driver.pod.name="$driver" \\
        %5$s

        %6$s""",
            DriverPod.OfJob.NAME.getName(),
            UID.getName(),
            PodTemplates.driverFile(),
            SparkImage.SUBMIT,
            command,
            application.endOfDriver()));
  }

  private static EnvVar uid() {
    EnvVarSource source = new EnvVarSource();
    source.setFieldRef(new ObjectFieldSelector("v1", "metadata.uid"));
    return new EnvVar("POD_UID", null, source);
  }

  private PodSpec pod(ConfigFiles conf, ConfigFiles templates, ConfigFiles scripts) {
    List<Mount> mounts =
        List.of(
            TMP,
            new Mount.Config(conf, SparkImage.CONF),
            PodTemplates.mount(templates),
            new Mount.Config(scripts, SCRIPTS),
            new Mount.ApiToken());
    List<Mount> all = new ArrayList<>(mounts);
    // The first container alone reads the store's keys.
    all.addAll(application.eventLog().store().access().mounts());
    return application.jobPod(container(mounts), TMP, all);
  }

  private Container container(List<Mount> mounts) {
    Container container = application.image().container("submit", mounts);
    // -g: a signal reaches Spark too, and not the shell alone.
    container.setCommand(List.of(SparkImage.TINI.text(), "-s", "-g", "--"));
    container.setArgs(List.of("/bin/bash", SCRIPTS.file(SCRIPT).text()));
    container.setEnv(List.of(DriverPod.OfJob.NAME, UID));
    container.setResources(
        new Resources(
                Cpu.millis(100), Cpu.cores(1), ByteSize.mebibytes(1536), ByteSize.gibibytes(1))
            .requirements());
    return container;
  }
}
