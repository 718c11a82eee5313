package io.sparkstead.render.cluster.live;

import io.sparkstead.render.MainProcess;
import io.sparkstead.render.MainProcess.Outcome;
import io.sparkstead.render.cluster.control.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Sparkstead in the network of a control plane, as its administrator or somebody else.
 *
 * @param kubeconfig who asks
 */
record InCluster(ControlPlane plane, Path folder, Path kubeconfig) {

  static InCluster of(ControlPlane plane, Path folder) {
    return new InCluster(plane, folder, plane.state().resolve("admin.kubeconfig"));
  }

  InCluster as(Path kubeconfig) {
    return new InCluster(plane, folder, kubeconfig);
  }

  Outcome run(String... args) {
    try {
      String pid = Files.readString(plane.state().resolve("pid")).strip();
      String java = MainProcess.program(Path.of(System.getProperty("java.home")));
      return new MainProcess(
              List.of("nsenter", "--target", pid, "--net", java),
              List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
              Map.of("KUBECONFIG", kubeconfig.toString()))
          .run(folder, args);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
