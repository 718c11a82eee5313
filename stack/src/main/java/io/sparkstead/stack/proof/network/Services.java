package io.sparkstead.stack.proof.network;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;

/** Services and workloads select the pods they are for. */
public record Services(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SERVICE_SELECTS_PODS =
      Rule.error("REF-01", "A Service selects pods of the stack")
          .why("Without an endpoint every connection to the Service is refused.")
          .fix("Give the Service the labels of the workload it is for.");

  static final Rule SERVICE_SELECTS_ONE_WORKLOAD =
      Rule.error("REF-20", "A Service selects the pods of one workload")
          .why("Half of the connections go to the wrong program.")
          .fix("Select by the name label of one component.");

  static final Rule SELECTOR_FITS_TEMPLATE =
      Rule.error("REF-16", "A workload's selector matches the pods it makes")
          .why("The API server refuses the workload.")
          .fix("Take selector and pod labels from the same Labels.");

  static final Rule STATEFUL_SET_HAS_SERVICE =
      Rule.error("REF-17", "A StatefulSet names a headless Service that selects its pods")
          .why("Its pods get no name in DNS.")
          .fix("Name a Service with clusterIP None over the same labels.");

  /** By which a slice of addresses says whose they are. */
  private static final String OF = "kubernetes.io/service-name";

  @Override
  public void check() {
    for (ServiceView service : stack.services()) {
      selectsOneWorkload(service, stack.selectedBy(service));
    }
    for (Workload workload : stack.workloads()) {
      selectorFitsTemplate(workload);
      statefulSetHasService(workload);
    }
  }

  private void selectsOneWorkload(ServiceView service, List<Workload> selected) {
    if (selected.isEmpty() && !service.type().equals("ExternalName") && !hasOwnEndpoints(service)) {
      at(SERVICE_SELECTS_PODS, service, "selector:")
          .say(
              "{it} selects {} and no pod of the stack in its namespace has these labels; select a"
                  + " workload's",
              service.selector());
    }
    if (selected.size() > 1) {
      at(SERVICE_SELECTS_ONE_WORKLOAD, service, "selector:")
          .say("{it} selects the pods of {}; select one workload's", selected);
    }
  }

  /** Whether it leads to addresses that somebody wrote down, as to a database elsewhere. */
  private boolean hasOwnEndpoints(ServiceView service) {
    if (!service.selector().isEmpty()) {
      return false;
    }
    for (Manifest manifest : stack.manifests()) {
      boolean isSlice =
          manifest.kind().equals("EndpointSlice")
              && service
                  .name()
                  .equals(Given.texts(manifest.object().getMetadata().getLabels()).get(OF));
      if (isSlice
          || (manifest.kind().equals("Endpoints") && manifest.name().equals(service.name()))) {
        return true;
      }
    }
    return false;
  }

  /** Expressions are believed: nobody writes one by accident. */
  private void selectorFitsTemplate(Workload workload) {
    Optional<Selector> selector = workload.selector();
    if (selector.isPresent()
        && (selector.get().isEmpty()
            || !workload.labels().entrySet().containsAll(selector.get().labels().entrySet()))) {
      at(SELECTOR_FITS_TEMPLATE, workload, "matchLabels:")
          .say(
              "{it} selects {} and makes pods with {}; take both from the same Labels",
              selector.get().labels(),
              workload.labels());
    }
  }

  private void statefulSetHasService(Workload workload) {
    if (workload.object() instanceof StatefulSet set) {
      String name = set.getSpec() == null ? "" : Given.text(set.getSpec().getServiceName());
      if (!isHeadlessOver(name, workload)) {
        at(STATEFUL_SET_HAS_SERVICE, workload, "serviceName:")
            .say(
                "{it} names Service {}, which is no headless Service over its pods; name one",
                name);
      }
    }
  }

  private boolean isHeadlessOver(String name, Workload workload) {
    for (ServiceView service : stack.services()) {
      if (service.name().equals(name) && service.isHeadless() && service.selects(workload)) {
        return true;
      }
    }
    return false;
  }
}
