package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named part of a stack: what it is in Kubernetes, and what others need to know of it.
 *
 * <p>Only {@link #labels} and {@link #resources} must be said. Each answer is made fresh by each
 * call, from the component's own values alone; one that needs to know the others is {@link
 * Derived}.
 */
public interface Component {

  /** Whose objects these are; the name is also the component's folder. */
  Labels labels();

  /**
   * Its objects, as a reader meets them: account, storage, configuration, workload, network. What
   * is written of them {@link StackManifests} says.
   */
  List<HasMetadata> resources();

  /** When its folder is applied. */
  enum Applied {
    /** By {@code kubectl apply -k} of the whole tree. */
    WITH_THE_STACK,
    /** By {@code kubectl apply -k} of its folder alone, when somebody wants what it does. */
    ON_REQUEST,
    /**
     * By {@code kubectl apply -k} of its folder alone, once, into the namespace of the tool that
     * from then on applies the stack.
     */
    ONCE
  }

  /** Whether it goes up with the stack. */
  default Applied applied() {
    return Applied.WITH_THE_STACK;
  }

  /** A ConfigMap whose files are worth having as files, for people to run and read. */
  default Optional<ConfigFiles> plainFiles() {
    return Optional.empty();
  }

  /** The images that have to be built before its pods can start. */
  default List<ImageBuild> builds() {
    return List.of();
  }

  /** The Secrets that have to be there before its pods can start. */
  default List<SecretSpec> secrets() {
    return List.of();
  }

  /** What can be opened. */
  default List<Endpoint> endpoints() {
    return List.of();
  }

  /** Which connections it opens, and which it has others open. */
  default List<Flow> flows() {
    return List.of();
  }

  /** The applications whose executors it starts. */
  default List<SparkApplication> applications() {
    return List.of();
  }

  /** The applications it submits to the cluster, each with a driver in a pod of its own. */
  default List<SparkApplication> submissions() {
    return List.of();
  }

  /** All applications that run because of it: those of its own pods, then those it submits. */
  default List<SparkApplication> started() {
    List<SparkApplication> started = new ArrayList<>(applications());
    started.addAll(submissions());
    return started;
  }

  /** Whether its pods run a program that a person wrote. */
  default boolean runsAPersonsProgram() {
    return false;
  }

  /** What others have made that its pods need. */
  default List<ExistingObject> existing() {
    List<ExistingObject> existing = new ArrayList<>();
    for (SparkApplication application : started()) {
      existing.addAll(application.existing());
    }
    return existing;
  }

  /** How properties begin that plugins read which are not known here, as people say. */
  default List<String> plugins() {
    List<String> plugins = new ArrayList<>();
    for (SparkApplication application : started()) {
      plugins.addAll(application.own().plugins());
    }
    return plugins;
  }

  /** The object stores its pods come to, and as which accounts. */
  default Map<ObjectStore, List<Labels>> stores() {
    Map<ObjectStore, List<Labels>> stores = new LinkedHashMap<>();
    for (SparkApplication application : started()) {
      stores.put(
          application.eventLog().store(),
          List.of(application.accounts().driver(), application.accounts().executor()));
    }
    return stores;
  }

  /** Its folder: the name its labels carry. */
  default String folder() {
    return labels().name().text();
  }
}
