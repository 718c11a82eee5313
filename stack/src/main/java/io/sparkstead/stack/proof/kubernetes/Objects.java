package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.text.Yaml.Doubtful;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.gitops.GitOpsTools;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.kubernetes.refusal.ObjectRefusals;
import io.sparkstead.stack.proof.kubernetes.refusal.Refused;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects have a name of their own, the stack's namespace, and no fields but Kubernetes'. */
public record Objects(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule IN_THE_NAMESPACE =
      Rule.error("REF-14", "Every object is in the stack's namespace")
          .why("It would land wherever the person's context points, away from what it belongs to.")
          .fix("Make its metadata from the component's labels.");

  static final Rule NAMES_ARE_UNIQUE =
      Rule.error("REF-15", "No two objects of a kind have one name")
          .why("The later one replaces the earlier one.")
          .fix("Rename one.");

  static final Rule NAMESPACE_IS_MADE =
      Rule.warning("REF-21", "The stack makes its namespace")
          .why("kubectl apply fails with 'namespaces not found' on a new cluster.")
          .fix("Add a Namespace, or say by an exception who makes it.");

  static final Rule FIELD_IS_KNOWN =
      Rule.error("OBJ-01", "Every field of an object is one that Kubernetes has")
          .why("kubectl apply refuses the object; where validation is off, the field does nothing.")
          .fix(
              "Correct its name or its place in the patch; if it is newer than this program, excuse it.");

  static final Rule VALUE_IS_TAKEN =
      Rule.error("OBJ-02", "Every value of an object is one that Kubernetes takes")
          .why("The API server refuses the object or each of its pods, or a node cannot mount it.")
          .fix("Say what the finding names, or leave the field out.");

  @Override
  public void check() {
    namespaceIsMade();
    Set<String> seen = new HashSet<>();
    for (Manifest manifest : stack.manifests()) {
      isInTheNamespace(manifest);
      if (stack.isByAPerson()) {
        valuesAreTaken(manifest);
        hasFieldsAndValuesOfKubernetes(manifest);
      }
      if (!seen.add(manifest.toString())) {
        at(NAMES_ARE_UNIQUE, manifest, "name: " + manifest.name())
            .say("two objects are {it}; rename one");
      }
    }
  }

  private void namespaceIsMade() {
    String namespace = stack.namespace();
    if (stack.named(Namespace.class, namespace).isEmpty()) {
      findings
          .at(NAMESPACE_IS_MADE, "Namespace " + namespace, "", "")
          .say("namespace {} is made by nobody; add it to the stack", namespace);
    }
  }

  private void isInTheNamespace(Manifest manifest) {
    String namespace = manifest.namespace().orElse("");
    if (manifest.object() instanceof Namespaced
        && !GitOpsTools.read(manifest.object())
        && !namespace.equals(stack.namespace())) {
      at(IN_THE_NAMESPACE, manifest, "kind: " + manifest.kind())
          .say(
              "{it} {}; put it in {} with the rest of the stack",
              namespace.isEmpty() ? "has no namespace" : "is in namespace " + namespace,
              stack.namespace());
    }
  }

  private void valuesAreTaken(Manifest manifest) {
    for (Refused refused : ObjectRefusals.of(manifest.object())) {
      at(VALUE_IS_TAKEN, manifest, refused.mark())
          .say("{it} has {} '{}'; {}", refused.field(), refused.value(), refused.remedy());
    }
  }

  private void hasFieldsAndValuesOfKubernetes(Manifest manifest) {
    for (Map.Entry<String, Doubtful> field : Yaml.doubtful(manifest.object()).entrySet()) {
      String path = field.getKey();
      String last = path.substring(path.lastIndexOf('.') + 1) + ":";
      if (field.getValue() instanceof Doubtful.Unknown unknown) {
        at(FIELD_IS_KNOWN, manifest, last)
            .say(
                "{it} has no field {}{}",
                path,
                unknown.near().map(name -> "; did you mean " + name + "?").orElse(""));
      } else {
        Optional<String> refusal = Quantities.refusal(field.getValue());
        if (refusal.isPresent()) {
          at(VALUE_IS_TAKEN, manifest, last).say("{it} has {} {}", path, refusal.get());
        }
      }
    }
  }
}
