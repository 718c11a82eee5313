package io.sparkstead.dsl.text;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fields of a class of fabric8's model, in the order a person reads them.
 *
 * <p>The order is that of Kubernetes' own documentation: {@code apiVersion kind metadata spec} of
 * an object, {@code name image command args} of a container, then whatever has no fixed place, by
 * alphabet.
 *
 * <p>Found by reflection, which loads the class of every field: 0.1 s of a cold run. So the build
 * reads from here once and writes it down as a {@link ModelReader}; what is left for the run are
 * classes that the build did not see.
 */
final class Members {

  private static final List<String> ORDER =
      List.of(
          """
          apiVersion kind metadata name namespace labels annotations
          type schedule replicas revisionHistoryLimit strategy serviceName podManagementPolicy clusterIP
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

  private static final Map<Class<?>, List<Member>> MEMBERS = new ConcurrentHashMap<>();

  private Members() {}

  /** Adds the fields of {@code bean} that are set. */
  static void read(Object bean, Fields fields) {
    for (Member member : of(bean.getClass())) {
      Object value = member.in(bean);
      if (member.isCatchAll()) {
        fields.addUnknown((Map<?, ?>) value);
      } else {
        fields.add(member.name, value);
      }
    }
  }

  /** What a class calls its fields. */
  static List<String> names(Class<?> type) {
    return of(type).stream().map(Member::name).toList();
  }

  static List<Member> of(Class<?> type) {
    return MEMBERS.computeIfAbsent(type, Members::declared);
  }

  private static List<Member> declared(Class<?> type) {
    List<Member> members = new ArrayList<>();
    for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          members.add(Member.of(field));
        }
      }
    }
    members.sort(null);
    return members;
  }

  /** One field of a fabric8 class, by the name it has in YAML. */
  record Member(String name, int rank, Field field) implements Comparable<Member> {

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

    @Override
    public int compareTo(Member other) {
      return rank == other.rank ? name.compareTo(other.name) : Integer.compare(rank, other.rank);
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
