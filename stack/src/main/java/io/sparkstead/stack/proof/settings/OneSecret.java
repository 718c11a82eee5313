package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.TemplateTree;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a driver and its executors read one secret where they know each other by it. */
public record OneSecret(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SECRET_IS_ONE =
      Rule.error("AGR-34", "A driver and its executors read the same key of the same Secret")
          .why("The driver turns each executor away: they do not know each other.")
          .fix("Mount the application's RpcAuthentication in both.");

  private static final String FILE = "spark.authenticate.secret.file";
  private static final String DRIVER_FILE = "spark.authenticate.secret.driver.file";
  private static final String DRIVER = "driver";
  private static final String EXECUTOR = "executor";
  private static final String SECRETS = ".secrets.";
  private static final String NAME = "name";

  /** What a file comes from. */
  private record Origin(String secret, String key) {

    @Override
    public String toString() {
      return "key " + key + " of Secret " + secret;
    }
  }

  @Override
  public void check() {
    for (Conf conf : stack.confs()) {
      if (conf.isApplication() && conf.isWhole() && conf.is("spark.authenticate", "true")) {
        isOne(conf);
      }
    }
  }

  private void isOne(Conf conf) {
    String file = conf.get(FILE).orElse("");
    String drivers = conf.get(DRIVER_FILE).orElse(file);
    Optional<Origin> driver =
        conf.isCluster() ? inTemplate(conf, DRIVER, drivers) : inReader(conf, drivers);
    Optional<Origin> executor = inTemplate(conf, EXECUTOR, file);
    if (driver.isPresent() && executor.isPresent() && !driver.equals(executor)) {
      at(SECRET_IS_ONE, conf, FILE)
          .say(
              "the driver of {it} reads {} from {}, and its executors from {}; mount the same in"
                  + " both",
              drivers,
              driver.get(),
              executor.get());
    }
  }

  private Optional<Origin> inReader(Conf conf, String file) {
    Optional<Workload> reader = stack.readerOf(conf);
    if (reader.isPresent()) {
      for (ContainerView container : reader.get().mainContainers()) {
        for (Mount mount : container.mounts()) {
          Optional<VolumeView> volume = reader.get().volume(mount);
          if (volume.isPresent() && file.startsWith(mount.path() + "/")) {
            return origin(sources(volume.get()), file.substring(mount.path().length() + 1));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static List<Source> sources(VolumeView volume) {
    List<Source> sources = new ArrayList<>();
    if (volume.secret().isPresent()) {
      sources.add(volume.secret().get());
    }
    for (var projection : volume.projections()) {
      var secret = projection.getSecret();
      if (secret != null) {
        sources.add(VolumeView.source(secret.getName(), secret.getItems(), secret.getOptional()));
      }
    }
    return sources;
  }

  private static Optional<Origin> origin(List<Source> sources, String file) {
    for (Source source : sources) {
      if (source.items().isEmpty()) {
        return Optional.of(new Origin(source.name(), file));
      }
      for (VolumeView.Item item : source.items()) {
        if (item.path().equals(file)) {
          return Optional.of(new Origin(source.name(), item.key()));
        }
      }
    }
    return Optional.empty();
  }

  /** By a property that mounts a Secret as a whole, or by the pod template. */
  private Optional<Origin> inTemplate(Conf conf, String role, String file) {
    String secrets = "spark.kubernetes." + role + SECRETS;
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      if (property.getKey().startsWith(secrets) && file.startsWith(property.getValue() + "/")) {
        return Optional.of(
            new Origin(
                property.getKey().substring(secrets.length()),
                file.substring(property.getValue().length() + 1)));
      }
    }
    TemplateTree template = TemplateTree.of(stack.podTemplate(conf, role).orElse(""));
    for (Map<String, Object> mount : template.mounts()) {
      String path = TemplateTree.text(mount, "mountPath");
      if (file.startsWith(path + "/")) {
        for (Map<String, Object> volume : template.volumes()) {
          if (TemplateTree.text(volume, NAME).equals(TemplateTree.text(mount, NAME))) {
            return origin(sources(volume), file.substring(path.length() + 1));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static List<Source> sources(Map<String, Object> volume) {
    List<Source> sources = new ArrayList<>();
    TemplateTree tree = new TemplateTree(volume, "");
    for (Map<String, Object> secret : tree.maps("secret")) {
      sources.add(source(TemplateTree.text(secret, "secretName"), secret));
    }
    for (Map<String, Object> secret : tree.maps("projected.sources.secret")) {
      sources.add(source(TemplateTree.text(secret, NAME), secret));
    }
    return sources;
  }

  private static Source source(String name, Map<String, Object> secret) {
    List<VolumeView.Item> items = new ArrayList<>();
    for (Map<String, Object> item : new TemplateTree(secret, "").maps("items")) {
      items.add(
          new VolumeView.Item(TemplateTree.text(item, "key"), TemplateTree.text(item, "path")));
    }
    return new Source(name, items, false);
  }
}
