package io.sparkstead.dsl.text;

import io.sparkstead.dsl.value.NearName;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fabric8 object as the fields its YAML shows: those that are set, in the order a person reads
 * them.
 *
 * <p>The order is that of Kubernetes' own documentation: {@code apiVersion kind metadata spec} of
 * an object, {@code name image command args} of a container, then whatever has no fixed place, by
 * alphabet. Maps inside an object (labels, data, limits) are sets to Kubernetes, so they are
 * sorted: nothing here depends on how a map was made.
 */
final class Fields {

  private static final List<String> ORDER =
      List.of(
          """
          apiVersion kind metadata name namespace labels annotations
          type schedule replicas revisionHistoryLimit strategy serviceName clusterIP
          externalTrafficPolicy publishNotReadyAddresses selector backoffLimit ttlSecondsAfterFinished template spec
          data stringData roleRef subjects rules
          accessModes storageClassName
          podSelector policyTypes ingress egress from to namespaceSelector
          serviceAccountName automountServiceAccountToken enableServiceLinks restartPolicy
          terminationGracePeriodSeconds initContainers containers
          image imagePullPolicy command args workingDir env value valueFrom
          secretName key path port endPort containerPort targetPort protocol items ports
          apiGroups resources verbs requests limits
          startupProbe readinessProbe livenessProbe lifecycle httpGet tcpSocket
          mountPath readOnly volumeMounts defaultMode
          runAsNonRoot runAsUser runAsGroup fsGroup fsGroupChangePolicy
          allowPrivilegeEscalation privileged readOnlyRootFilesystem capabilities seccompProfile
          """
              .split("\\s+"));

  /** Behind everything above: long, and of interest last. */
  private static final List<String> LAST = List.of("securityContext", "volumes", "status");

  private static final Comparator<Member> FOR_READERS =
      Comparator.<Member>comparingInt(Member::rank).thenComparing(Member::name);

  private static final Map<Class<?>, List<Member>> MEMBERS = new ConcurrentHashMap<>();

  private Fields() {}

  static Map<String, Object> of(Object bean) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Member member : MEMBERS.computeIfAbsent(bean.getClass(), Fields::members)) {
      Object value = member.in(bean);
      if (member.isCatchAll()) {
        sorted((Map<?, ?>) value).forEach(fields::put);
      } else if (value instanceof Map<?, ?> map) {
        if (!map.isEmpty()) {
          fields.put(member.name(), sorted(map));
        }
      } else if (value != null && !(value instanceof Collection<?> list && list.isEmpty())) {
        fields.put(member.name(), value);
      }
    }
    return fields;
  }

  /**
   * Puts into {@code unknown} the path of each field that {@code bean}'s class and those below it
   * do not have, with the one that was most likely meant.
   */
  static void unknown(String path, Object bean, Map<String, Optional<String>> unknown) {
    List<Member> members = MEMBERS.computeIfAbsent(bean.getClass(), Fields::members);
    for (Member member : members) {
      Object value = member.in(bean);
      if (member.isCatchAll()) {
        List<String> names = members.stream().map(Member::name).toList();
        ((Map<?, ?>) value)
            .keySet()
            .forEach(key -> unknown.put(path + key, NearName.of(String.valueOf(key), names)));
      } else if (value instanceof Collection<?> items) {
        int index = 0;
        for (Object item : items) {
          if (Yaml.isObject(item)) {
            unknown(path + member.name() + "[" + index + "].", item, unknown);
          }
          index++;
        }
      } else if (Yaml.isObject(value)) {
        unknown(path + member.name() + ".", value, unknown);
      }
    }
  }

  private static Map<String, Object> sorted(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put((String) key, value));
    return sorted;
  }

  private static List<Member> members(Class<?> type) {
    List<Member> members = new ArrayList<>();
    for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          members.add(Member.of(field));
        }
      }
    }
    members.sort(FOR_READERS);
    return members;
  }

  /** One field of a fabric8 class, by the name it has in YAML. */
  private record Member(String name, int rank, Field field) {

    static Member of(Field field) {
      field.setAccessible(true);
      // Java's own words carry an underscore there: _default, _enum.
      String name =
          field.getName().startsWith("_") ? field.getName().substring(1) : field.getName();
      return new Member(name, rank(name), field);
    }

    private static int rank(String name) {
      int early = ORDER.indexOf(name);
      int late = LAST.indexOf(name);
      return early >= 0 ? early : ORDER.size() + 1 + late;
    }

    /** fabric8 keeps what a class has no field for in a map beside the fields. */
    boolean isCatchAll() {
      return name.equals("additionalProperties");
    }

    @SuppressWarnings("NullAway") // A field that is not set is null, and left out.
    Object in(Object bean) {
      try {
        return field.get(bean);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("field " + field + " was made accessible", e);
      }
    }
  }
}
