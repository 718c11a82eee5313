package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A shell's text that a container runs: its command's own, the file of its image, or the key of a
 * ConfigMap.
 *
 * @param subject as a sentence calls it
 * @param path the file of the tree that it stands in
 */
public record StartedScript(String subject, String path, String text) implements Written {

  /** Those of {@code container}, as far as they are known. */
  public static List<StartedScript> of(Evidence stack, Workload workload, ContainerView container) {
    List<StartedScript> scripts = new ArrayList<>();
    Started started = Started.of(stack, container);
    Optional<String> inline = started.script();
    if (inline.isPresent()) {
      scripts.add(new StartedScript(workload.toString(), workload.path(), inline.get()));
    }
    for (String program : started.programs()) {
      Optional<StartedScript> script = at(stack, workload, container, program);
      if (script.isEmpty() && started.image().isPresent()) {
        script = inImage(stack, started.image().get(), program);
      }
      if (script.isPresent()) {
        scripts.add(script.get());
      }
    }
    return scripts;
  }

  private static Optional<StartedScript> inImage(Evidence stack, BuiltImage image, String program) {
    Optional<String> source = image.sourceOf(program);
    return source.isPresent() && stack.files().containsKey(source.get())
        ? ofFile(source.get(), stack.files().get(source.get()))
        : Optional.empty();
  }

  private static Optional<StartedScript> ofFile(String path, String text) {
    return isShells(text) ? Optional.of(new StartedScript(path, path, text)) : Optional.empty();
  }

  private static boolean isShells(String text) {
    String first = text.lines().findFirst().orElse("");
    return !first.startsWith("#!") || first.contains("sh");
  }

  private static Optional<StartedScript> at(
      Evidence stack, Workload workload, ContainerView container, String program) {
    Optional<Mount> mount = container.mountOf(program);
    Optional<VolumeView> volume = mount.isEmpty() ? Optional.empty() : workload.volume(mount.get());
    if (volume.isEmpty() || volume.get().configMap().isEmpty()) {
      return Optional.empty();
    }
    Optional<ConfigMapView> map = stack.configMap(volume.get().configMap().get().name());
    String file = Paths.name(program);
    if (map.isEmpty() || !isShells(map.get().data().getOrDefault(file, "#!/none"))) {
      return Optional.empty();
    }
    return Optional.of(
        new StartedScript(
            map.get() + " key " + file, map.get().path(), map.get().data().getOrDefault(file, "")));
  }

  public ScriptCommands commands() {
    return ScriptCommands.of(text);
  }
}
