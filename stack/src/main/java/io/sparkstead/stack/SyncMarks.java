package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.gitops.GitOps;
import io.sparkstead.stack.gitops.None;
import io.sparkstead.stack.secret.Existing;
import io.sparkstead.stack.secret.SecretDelivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What whoever applies a stack from Git wants to find at its objects. */
record SyncMarks(GitOps by, SecretDelivery delivery) {

  /** At the Namespace object. */
  HasMetadata on(HasMetadata namespace) {
    return on(
        namespace, delivery instanceof Existing ? GitOps.Order.WITH_THE_REST : GitOps.Order.FIRST);
  }

  /** At {@code objects} of {@code component}, if it is applied with the stack. */
  void on(Component component, List<HasMetadata> objects) {
    if (component.applied() == Component.Applied.WITH_THE_STACK) {
      GitOps.Order order =
          component instanceof DeliveredSecrets
              ? GitOps.Order.BEFORE_PODS
              : GitOps.Order.WITH_THE_REST;
      for (HasMetadata object : objects) {
        on(object, order);
      }
    }
  }

  private HasMetadata on(HasMetadata object, GitOps.Order order) {
    Map<String, String> annotations = new LinkedHashMap<>(by.annotations(object, order));
    if (!annotations.isEmpty()) {
      if (object.getMetadata().getAnnotations() != null) {
        annotations.putAll(object.getMetadata().getAnnotations());
      }
      object.getMetadata().setAnnotations(annotations);
    }
    if (!(by instanceof None) && object instanceof Job job) {
      // Swept up, it would be missed, made again and run again, for ever.
      job.getSpec().setTtlSecondsAfterFinished(null);
    }
    return object;
  }
}
