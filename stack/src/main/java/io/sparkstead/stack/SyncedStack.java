package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.gitops.GitOps;
import java.util.ArrayList;
import java.util.List;

/** The folder {@code gitops/}: the objects of who applies all other folders. */
record SyncedStack(Namespace namespace, DnsLabel environment, GitOps by) implements Derived {

  @Override
  public Labels labels() {
    return by.namespace().labels(DnsLabel.of(GitOps.FOLDER), GitOps.FOLDER);
  }

  @Override
  public List<HasMetadata> resources(Siblings siblings) {
    List<HasMetadata> workloads = new ArrayList<>();
    for (Component component : siblings.others()) {
      if (component.applied() == Applied.WITH_THE_STACK) {
        for (HasMetadata object : siblings.of(component)) {
          // By name: to ask what it is an instance of would load that class.
          if (object.getKind().equals("Deployment") || object.getKind().equals("StatefulSet")) {
            workloads.add(object);
          }
        }
      }
    }
    return by.objects(new GitOps.Synced(environment, namespace, workloads));
  }

  @Override
  public Applied applied() {
    return Applied.ONCE;
  }
}
