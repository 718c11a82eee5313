package io.sparkstead.stack.proof.syntax;

import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.syntax.Text.Runner;
import io.sparkstead.stack.proof.syntax.shell.ShellOptions;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every text of a stack that a program reads as code or as JSON: in ConfigMaps, in files, in the
 * commands of containers, in Dockerfiles. Not those that the build has tried.
 */
record Texts(Evidence stack, List<Text> found) {

  private static final String IMAGES = "images/";

  static List<Text> of(Evidence stack) {
    Texts texts = new Texts(stack, new ArrayList<>());
    for (Evidence.Embedded file : stack.embedded()) {
      texts.embedded(file);
    }
    for (Map.Entry<String, String> file : stack.files().entrySet()) {
      texts.file(file.getKey(), file.getValue());
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      if (!stack.isTried(dockerfile.path())) {
        texts.runs(dockerfile);
      }
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        if (!stack.isTried(workload.path())) {
          texts.commands(new Runner(workload, container));
        }
      }
    }
    return List.copyOf(texts.found);
  }

  /** Those of one kind. */
  static List<Text> of(Evidence stack, TextKind kind) {
    List<Text> texts = new ArrayList<>();
    for (Text text : of(stack)) {
      if (text.kind() == kind) {
        texts.add(text);
      }
    }
    return texts;
  }

  private void embedded(Evidence.Embedded file) {
    if (stack.isTried(file.path())) {
      return;
    }
    String map = file.manifest().name();
    List<Runner> readers = readers(map, file.key());
    List<Runner> named = naming(readers, map, file.key());
    Optional<TextKind> kind = kind(file.key(), file.text(), named);
    if (kind.isPresent()) {
      found.add(
          new Text(
              kind.get(),
              file.key(),
              file.subject(),
              file.path(),
              map,
              file.text(),
              named.isEmpty() ? readers : named,
              !named.isEmpty()));
    }
  }

  private void file(String path, String text) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    if (stack.isTried(path)) {
      return;
    }
    String folder = path.substring(0, Math.max(0, slash));
    boolean isOfAnImage = folder.startsWith(IMAGES);
    List<Runner> runners = isOfAnImage ? ofImage(folder + "/") : ofFolder(folder, name);
    Optional<TextKind> kind = kind(name, text, runners);
    if (kind.isPresent()) {
      found.add(new Text(kind.get(), name, path, path, folder, text, runners, isOfAnImage));
    }
  }

  /** What a text is by itself, or else by the shell that a container gives it to. */
  private static Optional<TextKind> kind(String name, String text, List<Runner> runners) {
    Optional<TextKind> kind = TextKind.of(name, text);
    boolean isGiven = false;
    for (Runner runner : kind.isPresent() ? List.<Runner>of() : runners) {
      isGiven |= ShellOptions.before(runner.container().words(), name).isShell();
    }
    return isGiven ? Optional.of(TextKind.SHELL) : kind;
  }

  /** Containers of the image whose Dockerfile is in {@code folder}. */
  private List<Runner> ofImage(String folder) {
    List<Runner> runners = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Optional<DockerfileText> dockerfile = stack.images().dockerfile(container.image());
        if (dockerfile.isPresent() && dockerfile.get().path().startsWith(folder)) {
          runners.add(new Runner(workload, container));
        }
      }
    }
    return runners;
  }

  private List<Runner> ofFolder(String folder, String name) {
    for (ConfigMapView map : stack.configMaps()) {
      if (map.manifest().folder().equals(folder) && map.data().containsKey(name)) {
        return readers(map.name(), name);
      }
    }
    return List.of();
  }

  /** Containers that mount {@code key} of the ConfigMap {@code map}. */
  private List<Runner> readers(String map, String key) {
    List<Runner> readers = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        if (!paths(workload, container, map, key).isEmpty()) {
          readers.add(new Runner(workload, container));
        }
      }
    }
    return readers;
  }

  /** Those of {@code readers} whose command names the file that the key becomes. */
  private static List<Runner> naming(List<Runner> readers, String map, String key) {
    List<Runner> naming = new ArrayList<>();
    for (Runner reader : readers) {
      String line = reader.container().commandLine();
      for (String path : paths(reader.workload(), reader.container(), map, key)) {
        if (line.contains(path)) {
          naming.add(reader);
          break;
        }
      }
    }
    return naming;
  }

  /** Where {@code container} finds {@code key} of the ConfigMap {@code map}. */
  private static List<String> paths(
      Workload workload, ContainerView container, String map, String key) {
    List<String> paths = new ArrayList<>();
    for (Mount mount : container.mounts()) {
      Optional<VolumeView> volume = workload.volume(mount);
      for (Source source : volume.isEmpty() ? List.<Source>of() : configMaps(volume.get())) {
        for (String file : source.name().equals(map) ? files(source, key) : List.<String>of()) {
          if (mount.subPath().isEmpty()) {
            paths.add(mount.path() + "/" + file);
          } else if (mount.subPath().get().equals(file)) {
            paths.add(mount.path());
          }
        }
      }
    }
    return paths;
  }

  private static List<Source> configMaps(VolumeView volume) {
    List<Source> sources = new ArrayList<>();
    volume.configMap().ifPresent(sources::add);
    for (var projection : volume.projections()) {
      var map = projection.getConfigMap();
      if (map != null) {
        sources.add(VolumeView.source(map.getName(), map.getItems(), map.getOptional()));
      }
    }
    return sources;
  }

  private static List<String> files(Source source, String key) {
    List<String> files = new ArrayList<>();
    for (VolumeView.Item item : source.items()) {
      if (item.key().equals(key)) {
        files.add(item.path());
      }
    }
    return source.items().isEmpty() ? List.of(key) : files;
  }

  private void runs(DockerfileText dockerfile) {
    for (DockerfileRuns.Run run : DockerfileRuns.of(dockerfile.text())) {
      found.add(
          new Text(
              TextKind.SHELL,
              "",
              dockerfile.path() + " RUN of line " + run.line(),
              dockerfile.path(),
              "",
              run.script(),
              List.of(),
              false));
    }
  }

  private void commands(Runner runner) {
    ContainerView container = runner.container();
    inline(runner, container.words());
    for (Probe probe : container.probes()) {
      inline(runner, words(probe.getExec()));
    }
    Lifecycle lifecycle = container.model().getLifecycle();
    if (lifecycle != null) {
      inline(runner, words(lifecycle.getPostStart()));
      inline(runner, words(lifecycle.getPreStop()));
    }
  }

  private static List<String> words(@Nullable LifecycleHandler handler) {
    return handler == null ? List.of() : words(handler.getExec());
  }

  private static List<String> words(@Nullable ExecAction action) {
    return action == null ? List.of() : Given.list(action.getCommand());
  }

  private void inline(Runner runner, List<String> words) {
    Optional<Inline> inline = Inline.of(words);
    if (inline.isPresent()) {
      found.add(
          new Text(
              inline.get().kind(),
              "",
              runner.workload() + " container " + runner.container().name(),
              runner.workload().path(),
              "",
              inline.get().script(),
              List.of(runner),
              true));
    }
  }
}
