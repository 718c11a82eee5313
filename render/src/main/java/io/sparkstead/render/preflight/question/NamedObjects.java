package io.sparkstead.render.preflight.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.preflight.asking.PodOf;
import io.sparkstead.render.preflight.asking.Question;
import io.sparkstead.render.preflight.asking.Site;
import io.sparkstead.render.preflight.asking.Told;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.stack.own.ExistingObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what the tree names and does not make is there: classes, queues, accounts, stores. */
public record NamedObjects() implements Question {

  /**
   * @param follows what comes of it if it is not there
   */
  private record Named(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      String follows,
      String remedy) {

    String subject() {
      return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    String command() {
      int slash = apiVersion.indexOf('/');
      String group = slash < 0 ? "" : "." + apiVersion.substring(0, slash);
      return "get "
          + kind.toLowerCase(java.util.Locale.ROOT)
          + group
          + " "
          + name
          + (namespace.isEmpty() ? "" : " -n " + namespace);
    }
  }

  @Override
  public String about() {
    return "what others make";
  }

  private static Collection<Named> named(Wanted wanted) {
    Set<Named> named = new LinkedHashSet<>();
    ingressClasses(wanted, named);
    pods(wanted, named);
    queues(wanted, named);
    accounts(wanted, named);
    stores(wanted, named);
    certificates(wanted, named);
    for (ExistingObject object : wanted.existing()) {
      if (object.kind() == ExistingObject.Kind.SECRET
          && Secrets.pullSecrets(wanted).contains(object.name())) {
        continue;
      }
      named.add(
          new Named(
              "v1",
              switch (object.kind()) {
                case CLAIM -> "PersistentVolumeClaim";
                case CONFIG_MAP -> "ConfigMap";
                case SECRET -> "Secret";
              },
              wanted.namespace(),
              object.name(),
              "pods that mount it do not start",
              "make it, as the stack says that others do"));
    }
    Map<String, Named> each = new LinkedHashMap<>();
    for (Named one : named) {
      if (!wanted.makes(one.kind(), one.namespace(), one.name())) {
        each.putIfAbsent(one.subject(), one);
      }
    }
    return each.values();
  }

  private static void ingressClasses(Wanted wanted, Set<Named> named) {
    for (TreeObject ingress : wanted.all("Ingress")) {
      String name = ingress.at("/spec/ingressClassName").asText();
      if (!name.isEmpty()) {
        named.add(
            new Named(
                "networking.k8s.io/v1",
                "IngressClass",
                "",
                name,
                "no controller serves " + ingress.name().inShort(),
                "install its controller, or name another class"));
      }
    }
  }

  private static void certificates(Wanted wanted, Set<Named> named) {
    for (TreeObject ingress : wanted.all("Ingress")) {
      boolean isMade = ingress.at("/metadata/annotations").toString().contains("cert-manager.io/");
      for (JsonNode tls : ingress.at("/spec/tls")) {
        String name = tls.path("secretName").asText();
        if (!name.isEmpty() && !isMade) {
          named.add(
              new Named(
                  "v1",
                  "Secret",
                  ingress.name().namespace(),
                  name,
                  "browsers are shown a certificate that they do not trust",
                  "make it by kubectl create secret tls " + name));
        }
      }
    }
  }

  private static void pods(Wanted wanted, Set<Named> named) {
    for (PodOf pod : wanted.pods()) {
      String priority = pod.spec("priorityClassName").asText();
      String runtime = pod.spec("runtimeClassName").asText();
      if (!priority.isEmpty() && !priority.startsWith("system-")) {
        named.add(
            new Named(
                "scheduling.k8s.io/v1",
                "PriorityClass",
                "",
                priority,
                "the API server refuses pods of " + pod.owner(),
                "make it, or name another"));
      }
      if (!runtime.isEmpty()) {
        named.add(
            new Named(
                "node.k8s.io/v1",
                "RuntimeClass",
                "",
                runtime,
                "the API server refuses pods of " + pod.owner(),
                "make it, or name another"));
      }
    }
  }

  private static final String QUEUE = "kueue.x-k8s.io/queue-name";

  private static void queues(Wanted wanted, Set<Named> named) {
    Set<String> names = new LinkedHashSet<>(wanted.properties(".label." + QUEUE));
    for (TreeObject object : wanted.tree().objects().values()) {
      names.add(object.at("/metadata/labels").path(QUEUE).asText());
      for (JsonNode labels : object.document().findValues("labels")) {
        names.add(labels.path(QUEUE).asText());
      }
    }
    wanted
        .pods()
        .forEach(pod -> names.add(pod.template().at("/metadata/labels").path(QUEUE).asText()));
    names.remove("");
    for (String name : names) {
      named.add(
          new Named(
              "kueue.x-k8s.io/v1beta1",
              "LocalQueue",
              wanted.namespace(),
              name,
              "pods that name it wait for ever",
              "make it with its ClusterQueue, or name another"));
    }
  }

  private static void accounts(Wanted wanted, Set<Named> named) {
    Set<String> names = new LinkedHashSet<>(wanted.properties(".serviceAccountName"));
    wanted.pods().forEach(pod -> names.add(pod.spec("serviceAccountName").asText()));
    names.remove("");
    for (String name : names) {
      named.add(
          new Named(
              "v1",
              "ServiceAccount",
              wanted.namespace(),
              name,
              "the API server refuses pods of it",
              "make it with the rights that its pods need, or let the tree make it"));
    }
  }

  private static void stores(Wanted wanted, Set<Named> named) {
    for (TreeObject secret : wanted.all("ExternalSecret")) {
      JsonNode store = secret.at("/spec/secretStoreRef");
      String kind = store.path("kind").asText("SecretStore");
      named.add(
          new Named(
              secret.name().apiVersion(),
              kind,
              kind.startsWith("Cluster") ? "" : secret.name().namespace(),
              store.path("name").asText(),
              secret.name().inShort() + " brings no Secret",
              "make it, or name another"));
    }
  }

  @Override
  public List<String> commands(Wanted wanted) {
    return named(wanted).stream().map(Named::command).toList();
  }

  @Override
  public void ask(Wanted wanted, Site site, Told told) throws Unanswered {
    for (Named one : named(wanted)) {
      Reply reply = ask(one, site);
      if (reply instanceof Reply.Found) {
        told.ok(one.subject(), "is there");
      } else if (reply instanceof Reply.Absent) {
        told.lack(one.subject(), "is not there, and " + one.follows(), one.remedy());
      } else {
        told.unchecked(one.subject(), reply);
      }
    }
  }

  /** Kueue moves on from the version that is asked for first. */
  private static Reply ask(Named one, Site site) throws Unanswered {
    List<String> versions = new ArrayList<>(List.of(one.apiVersion()));
    if (one.kind().equals("LocalQueue")) {
      versions.add("kueue.x-k8s.io/v1beta2");
    }
    for (String version : versions) {
      if (site.resources().of(version, one.kind()).isPresent()) {
        return site.one(version, one.kind(), one.namespace(), one.name());
      }
    }
    return new Reply.Absent("no " + one.kind() + " is served");
  }
}
