package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a notebook, a program or a script tells Spark by itself, over the file of properties that
 * Spark reads beside it.
 *
 * @param own what it says itself
 * @param file what the file says
 * @param both what holds
 */
public record Session(Conf own, Conf file, Conf both) {

  /** All whose file is known. */
  public static List<Session> allOf(Evidence stack) {
    List<Session> all = new ArrayList<>();
    for (Conf own : stack.confs()) {
      if (!own.isWhole() || own.isScript()) {
        Optional<Conf> file = fileOf(stack, own);
        if (file.isPresent()) {
          Map<String, String> both = new LinkedHashMap<>(file.get().properties());
          both.putAll(own.properties());
          all.add(
              new Session(
                  own,
                  file.get(),
                  new Conf(own.subject(), own.path(), file.get().configMap(), both)));
        }
      }
    }
    return all;
  }

  /** The file of properties that Spark reads beside {@code own}, if it is known. */
  public static Optional<Conf> fileOf(Evidence stack, Conf own) {
    String folder = folder(own.path());
    String text = stack.files().getOrDefault(own.path(), "");
    List<Conf> inClient = new ArrayList<>();
    for (Conf conf : stack.confs()) {
      boolean isFile = conf.isWhole() && !conf.isScript() && conf.isApplication();
      String name = conf.path().substring(conf.path().lastIndexOf('/') + 1);
      if (isFile && folder(conf.path()).equals(folder) && text.contains(name)) {
        return Optional.of(conf);
      }
      Optional<Workload> reader = isFile ? stack.readerOf(conf) : Optional.empty();
      if (reader.isPresent()) {
        if (!own.configMap().isEmpty() && reader.get().mounts(own.configMap())) {
          return Optional.of(conf);
        }
        if (conf.isClient() && mountsOf(stack, reader.get(), folder)) {
          inClient.add(conf);
        }
      }
    }
    return inClient.size() == 1 && !own.isScript()
        ? Optional.of(inClient.get(0))
        : Optional.empty();
  }

  /** Whether its pods mount a ConfigMap of what lies in {@code folder}. */
  private static boolean mountsOf(Evidence stack, Workload workload, String folder) {
    for (ConfigMapView map : stack.configMaps()) {
      if (map.manifest().folder().equals(folder) && workload.mounts(map.name())) {
        return true;
      }
    }
    return false;
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
