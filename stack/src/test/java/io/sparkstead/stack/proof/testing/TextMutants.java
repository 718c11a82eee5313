package io.sparkstead.stack.proof.testing;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What texts say: images, properties, versions, templates, commands. */
final class TextMutants {

  /** What properties and manifests, or properties and images, have to agree about. */
  private static final Pattern AGREED =
      Pattern.compile(
          "spark\\.authenticate.*|spark\\.network\\.crypto\\.enabled|spark\\.driver\\.(host|port|bindAddress)|spark\\.blockManager\\.port|spark\\.ui\\.port"
              + "|spark\\.kubernetes\\.(namespace|container\\.image|driver\\.pod\\.name)"
              + "|spark\\.kubernetes\\.authenticate\\..*|spark\\.kubernetes\\..*\\.podTemplateFile"
              + "|spark\\.eventLog\\.dir|spark\\.history\\.(fs\\.logDirectory|ui\\.port)"
              + "|spark\\.hadoop\\.fs\\.s3a\\.(endpoint|path\\.style\\.access|aws\\..*)");

  /** A version, and what stands before it so that it is one that matters. */
  private static final List<Pattern> VERSIONS =
      List.of(
          Pattern.compile("spark-(\\d+\\.\\d+\\.\\d+)-bin-hadoop3\\.tgz"),
          Pattern.compile("hadoop-aws:([\\d.]+)"),
          Pattern.compile("bundle:([\\d.]+)"),
          Pattern.compile("spark-hadoop-cloud_([\\d.]+):"),
          Pattern.compile("spark-hadoop-cloud_[\\d.]+:([\\d.]+)"),
          Pattern.compile("java-(\\d+)-openjdk-headless"),
          Pattern.compile("JAVA_HOME=\"/usr/lib/jvm/jre-(\\d+)"),
          Pattern.compile("nodocs .*?python(3\\.\\d+)"),
          Pattern.compile("PYSPARK_PYTHON=\"/usr/bin/python(3\\.\\d+)"),
          Pattern.compile("RUN /usr/bin/python(3\\.\\d+) -m pip"),
          Pattern.compile("py4j-([\\d.]+)-src"),
          Pattern.compile("image\\.version=\"([\\d.]+)"),
          Pattern.compile("USER (\\d+):\\d+\\s+(?:WORKDIR|HEALTHCHECK)"),
          Pattern.compile("useradd --uid (\\d+)"),
          Pattern.compile("FROM \\S+/spark[^:\\s]*:([\\d.]+)"));

  private final Evidence good;
  private final Mutants mutants;

  TextMutants(Evidence good, Mutants mutants) {
    this.good = good;
    this.mutants = mutants;
  }

  void addAll() {
    images();
    properties();
    versions();
    templates();
    commands();
  }

  private void images() {
    good.images()
        .names()
        .forEach(
            (local, published) -> {
              String repository = published.substring(0, published.lastIndexOf(':'));
              mutants.add(
                  "another tag of image " + published,
                  altered -> altered.image(local, repository + ":9.9.9"));
              if (good.confs().stream()
                  .anyMatch(conf -> conf.properties().containsValue(published))) {
                mutants.add(
                    "another repository of image " + published,
                    altered ->
                        altered.image(local, published.replace(repository, repository + "-x")));
              }
            });
  }

  private void properties() {
    for (Conf conf : good.confs()) {
      conf.properties()
          .forEach(
              (key, value) -> {
                // Of a script's own variable, the value is known to the script alone.
                if (AGREED.matcher(key).matches() && !value.isEmpty()) {
                  String changed = value.matches("\\d+") ? "1" + value : value + "x";
                  mutants.add(
                      key + "=" + changed + " in " + conf.subject(),
                      altered -> property(altered, conf, key, Optional.of(changed)));
                  // The ports of user interfaces are Spark's own defaults.
                  if (!key.endsWith(".ui.port")) {
                    mutants.add(
                        "no " + key + " in " + conf.subject(),
                        altered -> property(altered, conf, key, Optional.empty()));
                  }
                }
              });
    }
  }

  private static Altered property(Altered altered, Conf conf, String key, Optional<String> value) {
    return conf.configMap().isEmpty()
        ? altered.file(conf.path(), text -> Altered.withProperty(text, key, value))
        : altered.property(conf.configMap(), key, value);
  }

  private void versions() {
    for (DockerfileText dockerfile : good.dockerfiles()) {
      String path = dockerfile.path();
      for (Pattern pattern : VERSIONS) {
        Matcher version = pattern.matcher(dockerfile.text());
        if (version.find()) {
          String changed = version.group(1) + "1";
          mutants.add(
              pattern + " is " + changed + " in " + path,
              altered ->
                  altered.file(
                      path,
                      t ->
                          t.substring(0, version.start(1))
                              + changed
                              + t.substring(version.end(1))));
        }
      }
    }
  }

  /** Pods that Spark makes, whose templates are texts. */
  private void templates() {
    good.configMaps()
        .forEach(
            map ->
                map.data()
                    .forEach(
                        (key, text) -> {
                          if (text.contains("\nkind: Pod\n")) {
                            for (String part :
                                List.of(
                                    "secretName: ",
                                    "- key: ",
                                    "runAsUser: ",
                                    "- name: spark-kubernetes-",
                                    "runAsNonRoot: ",
                                    "allowPrivilegeEscalation: ",
                                    "readOnlyRootFilesystem: ",
                                    "drop:")) {
                              mutants.add(
                                  "another '" + part + "' in " + map + " key " + key,
                                  altered ->
                                      altered.data(
                                          map.name(), key, t -> t.replace(part, part + "1")));
                            }
                          }
                        }));
  }

  /** Addresses and buckets that commands and scripts name. */
  private void commands() {
    String address = "." + good.namespace() + ".svc:";
    good.configMaps()
        .forEach(
            map ->
                map.data()
                    .forEach(
                        (key, text) -> {
                          if (key.endsWith(".sh") && text.contains(address)) {
                            mutants.add(
                                "another address in " + map + " key " + key,
                                altered ->
                                    altered.data(
                                        map.name(), key, t -> t.replace(address, "-x" + address)));
                            mutants.add(
                                "another port in " + map + " key " + key,
                                altered ->
                                    altered.data(
                                        map.name(), key, t -> t.replace(address, address + "1")));
                            mutants.add(
                                "another bucket in " + map + " key " + key,
                                altered ->
                                    altered.data(
                                        map.name(),
                                        key,
                                        t -> t.replaceFirst("(?m) mb (.*)$", " mb $1-x")));
                          }
                        }));
    for (Workload workload : good.workloads()) {
      String name = workload.manifest().name();
      for (Container init : workload.pod().getInitContainers()) {
        mutants.add(
            "another address in " + init.getName() + " of " + name,
            altered ->
                altered.pod(
                    name,
                    p -> words(PodMutants.same(p, init), w -> w.replace(address, "-x" + address))));
        mutants.add(
            "another folder in " + init.getName() + " of " + name,
            altered ->
                altered.pod(
                    name,
                    p ->
                        words(
                            PodMutants.same(p, init),
                            w -> w.replaceAll("s3a://\\S+/", "s3a://x/y/"))));
      }
      for (Container container : workload.pod().getContainers()) {
        if (container.getArgs().contains("--console-address")) {
          mutants.add(
              "another console address of " + name,
              altered ->
                  altered.pod(
                      name,
                      p ->
                          words(
                              PodMutants.same(p, container), w -> w.replaceAll("^:\\d+$", ":1"))));
        }
      }
    }
  }

  private static void words(Container container, UnaryOperator<String> change) {
    container.setCommand(container.getCommand().stream().map(change).toList());
    container.setArgs(container.getArgs().stream().map(change).toList());
  }
}
