package io.sparkstead.dsl.text;

import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the source of {@code ModelFields}: what {@link Members} finds by reflection, as calls of
 * getters.
 *
 * <pre>{@code
 * private static void read(io.fabric8.kubernetes.api.model.ConfigMap it, Fields fields) {
 *   fields.addValue("apiVersion", it.getApiVersion());
 *   fields.addValue("kind", it.getKind());
 * }</pre>
 */
final class ModelFieldsSource {

  /** The kinds that stacks are made of; what they consist of is found from here. */
  private static final List<Class<?>> KINDS =
      List.of(
          ClusterRole.class,
          ClusterRoleBinding.class,
          ConfigMap.class,
          CronJob.class,
          DaemonSet.class,
          Deployment.class,
          GenericKubernetesResource.class,
          Ingress.class,
          Job.class,
          LimitRange.class,
          Namespace.class,
          NetworkPolicy.class,
          PersistentVolumeClaim.class,
          Pod.class,
          PodDisruptionBudget.class,
          ResourceQuota.class,
          Role.class,
          RoleBinding.class,
          Secret.class,
          Service.class,
          ServiceAccount.class,
          StatefulSet.class);

  private static final int TOGETHER = 12;

  private final Map<String, TreeSet<Class<?>>> packages = new TreeMap<>();
  private final StringBuilder out = new StringBuilder();

  private ModelFieldsSource() {}

  public static void main(String[] args) throws IOException, NoSuchMethodException {
    ModelFieldsSource source = new ModelFieldsSource();
    KINDS.forEach(source::reach);
    Files.writeString(Path.of(args[0]), source.text());
  }

  private void reach(Type type) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        reach(argument);
      }
    } else if (type instanceof Class<?> model && isModel(model)) {
      boolean isNew =
          packages
              .computeIfAbsent(
                  model.getPackageName(),
                  name -> new TreeSet<>(Comparator.comparing(Class::getCanonicalName)))
              .add(model);
      if (isNew) {
        for (Members.Member member : Members.of(model)) {
          // What a cluster reports, and no manifest holds.
          if (!member.name().equals("status")) {
            reach(member.field().getGenericType());
          }
        }
      }
    }
  }

  private static boolean isModel(Class<?> type) {
    return KubernetesResource.class.isAssignableFrom(type)
        && !Modifier.isAbstract(type.getModifiers())
        && !type.isEnum()
        && type != Quantity.class
        && !AnyType.class.isAssignableFrom(type);
  }

  private String text() throws NoSuchMethodException {
    List<Class<?>> models = new ArrayList<>();
    packages.values().forEach(models::addAll);
    line(0, "package io.sparkstead.dsl.text;");
    line(0, "");
    line(0, "/** Written by ModelFieldsSource while the module is built. */");
    line(0, "final class ModelFields implements ModelReader {");
    numbers(models);
    choice(models);
    for (int first = 0; first < models.size(); first += TOGETHER) {
      choiceOfFew(first, models.subList(first, Math.min(first + TOGETHER, models.size())));
    }
    for (Class<?> model : models) {
      reader(model);
    }
    line(0, "}");
    return out.toString();
  }

  /** Asked once for each class, so it stays interpreted, however long it is. */
  private void numbers(List<Class<?>> models) {
    line(1, "@Override");
    line(1, "public int number(String name) {");
    line(2, "switch (name) {");
    for (int number = 0; number < models.size(); number++) {
      line(3, "case \"" + models.get(number).getName() + "\":");
      line(4, "return " + number + ";");
    }
    line(3, "default:");
    line(4, "return -1;");
    line(2, "}");
    line(1, "}");
  }

  /** Of two short methods, since one of a case for each class takes the JIT longer than a run. */
  private void choice(List<Class<?>> models) {
    line(0, "");
    line(1, "@Override");
    line(1, "public void read(int number, Object bean, Fields fields) {");
    line(2, "switch (number / " + TOGETHER + ") {");
    for (int first = 0; first < models.size(); first += TOGETHER) {
      line(3, "case " + first / TOGETHER + ":");
      line(4, "readFrom" + first + "(number, bean, fields);");
      line(4, "return;");
    }
    otherwise();
  }

  private void choiceOfFew(int first, List<Class<?>> models) {
    line(0, "");
    line(1, "private static void readFrom" + first + "(int number, Object bean, Fields fields) {");
    line(2, "switch (number) {");
    for (int i = 0; i < models.size(); i++) {
      line(3, "case " + (first + i) + ":");
      line(4, "read((" + models.get(i).getCanonicalName() + ") bean, fields);");
      line(4, "return;");
    }
    otherwise();
  }

  private void otherwise() {
    line(3, "default:");
    line(4, "throw new IllegalArgumentException(\"no class has the number \" + number);");
    line(2, "}");
    line(1, "}");
  }

  private void reader(Class<?> model) throws NoSuchMethodException {
    line(0, "");
    line(1, "private static void read(" + model.getCanonicalName() + " it, Fields fields) {");
    for (Members.Member member : Members.of(model)) {
      refuseQuotes(model, member);
      String value = "it." + getter(model, member) + "()";
      line(
          2,
          member.isCatchAll()
              ? "fields.addUnknown(" + value + ");"
              : "fields." + adder(member) + "(\"" + member.name() + "\", " + value + ");");
    }
    line(1, "}");
  }

  /** Readers promise it, and {@link Yaml} does not look again. */
  private static void refuseQuotes(Class<?> model, Members.Member member) {
    if (!PlainScalar.isSafe(member.name())) {
      throw new IllegalStateException(
          model + " has a field " + member.name() + ", which YAML reads as something else");
    }
  }

  private static String adder(Members.Member member) {
    Class<?> type = member.field().getType();
    if (Collection.class.isAssignableFrom(type)) {
      return "addList";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "addMap";
    }
    return type == Object.class ? "add" : "addValue";
  }

  private static String getter(Class<?> model, Members.Member member) throws NoSuchMethodException {
    String name =
        "get" + Character.toUpperCase(member.name().charAt(0)) + member.name().substring(1);
    Class<?> returned = model.getMethod(name).getReturnType();
    if (returned != member.field().getType()) {
      throw new IllegalStateException(
          model + "." + name + " returns " + returned + ", which is not what the field holds");
    }
    return name;
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
