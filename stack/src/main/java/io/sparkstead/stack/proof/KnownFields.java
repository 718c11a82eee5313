package io.sparkstead.stack.proof;

import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.Manifest;

/** Objects have the fields that Kubernetes has, and no others. */
final class KnownFields implements RuleFamily {

  @Override
  public void check(Evidence stack, Findings findings) {
    findings.checking(Rule.FIELD_IS_KNOWN);
    for (Manifest manifest : stack.manifests()) {
      Yaml.unknownFields(manifest.object())
          .forEach(
              (path, near) ->
                  findings.about(
                      manifest,
                      path.substring(path.lastIndexOf('.') + 1) + ":",
                      manifest
                          + " has no field "
                          + path
                          + near.map(name -> "; did you mean " + name + "?").orElse("")));
    }
  }
}
