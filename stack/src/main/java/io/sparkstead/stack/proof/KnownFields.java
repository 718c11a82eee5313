package io.sparkstead.stack.proof;

import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.Manifest;
import java.util.Map;
import java.util.Optional;

/** Objects have the fields that Kubernetes has, and no others. */
final class KnownFields implements RuleFamily {

  @Override
  public void check(Evidence stack, Findings findings) {
    findings.checking(Rule.FIELD_IS_KNOWN);
    for (Manifest manifest : stack.manifests()) {
      for (Map.Entry<String, Optional<String>> field :
          Yaml.unknownFields(manifest.object()).entrySet()) {
        String path = field.getKey();
        findings.about(
            manifest,
            path.substring(path.lastIndexOf('.') + 1) + ":",
            manifest
                + " has no field "
                + path
                + field.getValue().map(name -> "; did you mean " + name + "?").orElse(""));
      }
    }
  }
}
