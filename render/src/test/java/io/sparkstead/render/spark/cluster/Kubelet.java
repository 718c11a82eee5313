package io.sparkstead.render.spark.cluster;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs the executors' pods that a driver creates: starts a process for each new one, says how it
 * is, and kills the process of one that is deleted.
 *
 * <p>A driver's pod it takes for run: it says that it runs, and then that it has succeeded.
 */
public final class Kubelet implements AutoCloseable {

  private final KubernetesClient api;
  private final Starter starter;
  private final Path manifests;
  private final Map<String, Program> running = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final List<Pod> pods = new CopyOnWriteArrayList<>();
  private final List<Moment> moments = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Instant since = Instant.now();
  private final ExecutorService loop = Executors.newSingleThreadExecutor();

  Kubelet(KubernetesClient api, Starter starter, Path manifests) {
    this.api = api;
    this.starter = starter;
    this.manifests = manifests;
    loop.execute(this::look);
  }

  /** Starts the one container of {@code pod}, whose address is known. */
  interface Starter {
    Program start(Pod pod);

    String addressOf(Pod pod);
  }

  /** How many executors there are from {@code at} on. */
  public record Moment(Duration at, int executors) {
    @Override
    public String toString() {
      return executors + " at " + at.toSeconds() + " s";
    }
  }

  /** Every pod there was, as Spark built it. */
  public List<Pod> pods() {
    return List.copyOf(pods);
  }

  public List<Moment> moments() {
    return List.copyOf(moments);
  }

  public int executors() {
    failures.forEach(
        failure -> {
          throw new AssertionError("the kubelet failed", failure);
        });
    return moments.isEmpty() ? 0 : moments.get(moments.size() - 1).executors();
  }

  private void look() {
    try {
      Set<String> names = new HashSet<>();
      for (Pod pod : withRole("executor")) {
        String name = pod.getMetadata().getName();
        names.add(name);
        if (!running.containsKey(name) && !ended.contains(name)) {
          start(pod);
        } else if (running.containsKey(name) && !running.get(name).isRunning()) {
          end(pod);
        }
      }
      for (Pod pod : withRole("driver")) {
        passOver(pod);
      }
      for (String gone : new ArrayList<>(running.keySet())) {
        if (!names.contains(gone)) {
          running.remove(gone).close();
        }
      }
      count();
      Thread.sleep(200);
      loop.execute(this::look);
    } catch (InterruptedException | RejectedExecutionException e) {
      // The end of the test.
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
      System.err.println("the kubelet failed, and runs no pod from now on: " + e);
    }
  }

  private List<Pod> withRole(String role) {
    return api.pods().inAnyNamespace().withLabel("spark-role", role).list().getItems();
  }

  private void passOver(Pod pod) {
    String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
    boolean isNew = !"Succeeded".equals(phase) && !"Running".equals(phase);
    if (isNew) {
      keep(pod);
    }
    // Said again and again, each time in other words: an API server tells who watches anew what was
    // missed, and this one does not.
    pod.setStatus(
        new PodStatusBuilder()
            .withPhase(isNew ? "Running" : "Succeeded")
            .withMessage("at " + System.nanoTime())
            .build());
    tell(pod);
  }

  private void start(Pod pod) {
    String name = pod.getMetadata().getName();
    keep(pod);
    String address = starter.addressOf(pod);
    PodStatus status =
        new PodStatusBuilder()
            .withPhase("Running")
            .withPodIP(address)
            .addToContainerStatuses(
                new ContainerStatusBuilder()
                    .withName(pod.getSpec().getContainers().get(0).getName())
                    .withReady(true)
                    .withState(new ContainerStateBuilder().withNewRunning().endRunning().build())
                    .build())
            .build();
    pod.setStatus(status);
    running.put(name, starter.start(pod));
    tell(pod);
  }

  /** A pod that is deleted at this moment is looked at no more. */
  private void tell(Pod pod) {
    try {
      api.pods().resource(pod).updateStatus();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }

  private void keep(Pod pod) {
    pods.add(pod);
    try {
      Files.createDirectories(manifests);
      Files.writeString(
          manifests.resolve(pod.getMetadata().getName() + ".yaml"), Serialization.asYaml(pod));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end(Pod pod) {
    int code = running.remove(pod.getMetadata().getName()).exitCode();
    ended.add(pod.getMetadata().getName());
    pod.setStatus(
        new PodStatusBuilder()
            .withPhase(code == 0 ? "Succeeded" : "Failed")
            .addToContainerStatuses(
                new ContainerStatusBuilder()
                    .withName(pod.getSpec().getContainers().get(0).getName())
                    .withState(
                        new ContainerStateBuilder()
                            .withNewTerminated()
                            .withExitCode(code)
                            .endTerminated()
                            .build())
                    .build())
            .build());
    tell(pod);
  }

  private void count() {
    if (moments.isEmpty() || moments.get(moments.size() - 1).executors() != running.size()) {
      moments.add(new Moment(Duration.between(since, Instant.now()), running.size()));
    }
  }

  @Override
  public void close() {
    loop.shutdownNow();
    try {
      if (!loop.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the kubelet does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.values().forEach(Program::close);
  }
}
