package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.gitops.GitOps;
import java.util.List;
import java.util.Optional;

/** The folder {@code gitops/}: the objects of who applies all other folders. */
record SyncedStack(GitOps by, GitOps.Synced stack) implements Component {

  @Override
  public Labels labels() {
    return by.namespace().labels(DnsLabel.of(GitOps.FOLDER), GitOps.FOLDER);
  }

  @Override
  public List<HasMetadata> resources() {
    return by.objects(stack);
  }

  @Override
  public Applied applied() {
    return Applied.ONCE;
  }

  @Override
  public Optional<GitOps> gitOps() {
    return Optional.of(by);
  }
}
