package io.sparkstead.render.cluster.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How many executors there are, as the API server tells who watches them: each count that there
 * was, one after the other. One that is being deleted counts no more; Spark may ask for another.
 */
final class Executors implements AutoCloseable {

  private final Process watch;
  private final List<Integer> counts = new CopyOnWriteArrayList<>();

  private Executors(Process watch) {
    this.watch = watch;
  }

  /** Watches from now on. */
  static Executors of(Deployed deployed) {
    ProcessBuilder builder =
        new ProcessBuilder(
            deployed.kubectl().program().toString(),
            "get",
            "pods",
            "--namespace=" + deployed.namespace(),
            "--selector=spark-role=executor",
            "--watch",
            "--output-watch-events",
            "--output=jsonpath={.type} {.object.metadata.name} {.object.metadata.deletionTimestamp}{'\\n'}");
    try {
      Executors executors = new Executors(builder.start());
      Thread reader = new Thread(executors::read, "executors");
      reader.setDaemon(true);
      reader.start();
      return executors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    Set<String> now = new TreeSet<>();
    try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] event = line.split(" ", -1);
        boolean ends = event[0].equals("DELETED") || !event[2].isEmpty();
        boolean changed = ends ? now.remove(event[1]) : now.add(event[1]);
        if (changed) {
          counts.add(now.size());
        }
      }
    } catch (IOException e) {
      // Its end, as it was told.
    }
  }

  List<Integer> counts() {
    return new ArrayList<>(counts);
  }

  int now() {
    return counts.isEmpty() ? 0 : counts.get(counts.size() - 1);
  }

  @Override
  public void close() {
    watch.descendants().forEach(ProcessHandle::destroy);
    watch.destroy();
  }
}
