package io.sparkstead.render.mistake;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.patch.JsonPatch;
import io.sparkstead.stack.patch.MergePatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Those of {@link UnusualStacks} with what a company has around a stack. */
final class UnusualCompanies {

  private static final Map<String, Supplier<Stack>> ALL = new LinkedHashMap<>();

  private static final String SOURCING =
      """
      #!/usr/bin/env bash
      LIB=/opt/own/common.sh
      . "$LIB"
      for each in /opt/own/*.sh; do source "$each"; done
      """;

  static {
    workspaces();
    scripts();
    entrances();
    people();
    namespaces();
  }

  private UnusualCompanies() {}

  /** Each by what varies. */
  static Map<String, Supplier<Stack>> all() {
    return Map.copyOf(ALL);
  }

  private static void on(String what, Supplier<Stack> stack) {
    ALL.put(what, stack);
  }

  private static void workspaces() {
    on(
        "a claim of a company's within the workspace",
        () ->
            UnusualStacks.bench()
                .mount("/home/spark/workspace/shared", ExistingObject.claim("shared").readOnly())
                .stack());
    on(
        "files of one's own within the workspace",
        () ->
            UnusualStacks.bench()
                .mount(
                    "/home/spark/workspace/lib",
                    new OwnVolume.Files("lib", Map.of("a.py", "A = 1\n")))
                .stack());
    on(
        "a ConfigMap of a company's within the workspace",
        () ->
            UnusualStacks.bench()
                .mount("/home/spark/workspace/conf", ExistingObject.configMap("company"))
                .stack());
    on(
        "a claim within the workspace that people write to",
        () ->
            UnusualStacks.bench()
                .mount("/home/spark/workspace/team", ExistingObject.claim("team"))
                .stack());
  }

  private static void scripts() {
    on(
        "a script that sources files by paths in variables",
        () ->
            UnusualStacks.bench()
                .mount(
                    "/opt/own",
                    new OwnVolume.Files(
                        "own",
                        Map.of("run.sh", SOURCING, "common.sh", "tell() { echo \"$1\"; }\n")))
                .stack());
  }

  private static void entrances() {
    on(
        "a controller in the nodes' own network",
        () ->
            UnusualStacks.bench()
                .outside(
                    new Outside(
                        List.of(Cidr.only("10.0.0.1")), 6443, List.of(new Cidr("10.0.8.0/24"))))
                .historyExposure(
                    new Exposure.Ingress(
                        DnsLabel.of("nginx"),
                        Map.of("http", "history.example.org"),
                        Optional.empty()))
                .stack());
    on(
        "a Gateway whose proxies are no pods",
        () ->
            UnusualStacks.bench()
                .outside(
                    new Outside(
                        List.of(Cidr.only("10.0.0.1")), 443, List.of(new Cidr("10.129.0.0/23"))))
                .historyExposure(
                    new Exposure.Gateway(
                        DnsLabel.of("gateways"),
                        DnsLabel.of("internal"),
                        Map.of("http", "history.example.org")))
                .stack());
  }

  private static void people() {
    UnusualParts.with(
        ALL,
        "people on call by an account",
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: on-call}
        automountServiceAccountToken: false
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: on-call}
        rules:
        - {apiGroups: [""], resources: [pods/exec], verbs: [create]}
        - {apiGroups: [""], resources: [pods], verbs: [get, list]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: on-call}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: on-call}
        subjects: [{kind: ServiceAccount, name: on-call, namespace: spark}]
        """);
  }

  private static void namespaces() {
    on(
        "a policy that names all namespaces, and so its own",
        () ->
            UnusualStacks.bench()
                .outside(UnusualStacks.OUTSIDE)
                .stack()
                .patchedBy(
                    new JsonPatch(
                        "NetworkPolicy",
                        "seaweedfs",
                        new JsonPatch.Add(
                            "/spec/ingress/0/from",
                            List.of(Map.of("namespaceSelector", Map.of()))))));
    on(
        "a company's class for every pod",
        () ->
            UnusualStacks.bench()
                .stack()
                .patchedBy(
                    MergePatch.ofYaml(
                        "StatefulSet",
                        "jupyter",
                        "spec: {template: {spec: {priorityClassName: data}}}"),
                    MergePatch.ofYaml(
                        "Deployment",
                        "spark-history-server",
                        "spec: {template: {spec: {priorityClassName: data}}}")));
  }
}
