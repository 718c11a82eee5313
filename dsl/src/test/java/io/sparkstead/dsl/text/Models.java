package io.sparkstead.dsl.text;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
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
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The classes of fabric8's model, and objects of them with every field set. */
final class Models {

  /** One of each jar on the class path. */
  private static final List<Class<?>> JARS =
      List.of(
          Pod.class,
          Deployment.class,
          Job.class,
          Role.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class);

  private Models() {}

  /** Whatever has fields that become YAML. */
  static Stream<Class<?>> all() {
    return JARS.stream().flatMap(Models::besides).filter(Models::isModel);
  }

  private static Stream<Class<?>> besides(Class<?> member) {
    URI jar = URI.create(member.getProtectionDomain().getCodeSource().getLocation().toString());
    try (JarFile file = new JarFile(Path.of(jar).toFile())) {
      List<Class<?>> classes =
          file.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith("io/fabric8/kubernetes/api/model/"))
              .filter(name -> name.endsWith(".class") && !name.contains("$"))
              .<Class<?>>map(name -> load(name.replace('/', '.').replaceFirst("\\.class$", "")))
              .toList();
      return classes.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kinds that stacks are made of. */
  static Stream<Class<?>> kinds() {
    return Stream.of(
        ConfigMap.class,
        CronJob.class,
        DaemonSet.class,
        Deployment.class,
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
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Models.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isModel(Class<?> type) {
    return KubernetesResource.class.isAssignableFrom(type)
        && !Modifier.isAbstract(type.getModifiers())
        && !type.isEnum();
  }

  /** An object of {@code type} with every field set, down to {@code depth} objects in it. */
  static Object filled(Class<?> type, int depth) {
    return sample(type, depth);
  }

  private static Object sample(Type type, int depth) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      Class<?> raw = (Class<?>) generic.getRawType();
      if (Collection.class.isAssignableFrom(raw)) {
        return List.of(sample(last, depth));
      }
      return Map.of("key", sample(last, depth), "also", sample(last, depth));
    }
    if (type instanceof TypeVariable<?> variable) {
      return sample(variable.getBounds()[0], depth);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == String.class || raw == Object.class) {
      return "text";
    } else if (raw == Integer.class || raw == int.class) {
      return 7;
    } else if (raw == Long.class || raw == long.class) {
      return 3_000_000_000L;
    } else if (raw == Boolean.class || raw == boolean.class) {
      return true;
    } else if (raw == Double.class) {
      return 0.5;
    } else if (raw == Quantity.class) {
      return new Quantity("2", "Gi");
    } else if (raw == IntOrString.class) {
      return new IntOrString("http");
    } else if (raw.isInterface()) {
      return sample(ConfigMap.class, depth);
    }
    return bean(raw, depth);
  }

  private static Object bean(Class<?> type, int depth) {
    try {
      Object bean = type.getConstructor().newInstance();
      for (Class<?> c = type; depth > 0 && c != Object.class; c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            field.set(bean, sample(field.getGenericType(), depth - 1));
          }
        }
      }
      return bean;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot fill " + type, e);
    }
  }
}
