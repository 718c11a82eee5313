#!/bin/bash
# In place of kubernetes/dockerfiles/spark/entrypoint.sh of Spark's distribution, which PyPI's package
# lacks. It keeps to what that one promises: `driver` and `executor` start Spark, anything else is run
# as it stands, all below tini; options of the JVM come by SPARK_JAVA_OPT_<n>.
set -ex

# The real one leaves its options here, so /tmp has to be writable.
{ env | grep '^SPARK_JAVA_OPT_' || true; } | sort -t _ -k 4 -n | cut -d = -f 2- > /tmp/java_opts.txt
readarray -t options < /tmp/java_opts.txt

classes="${SPARK_CONF_DIR:-$SPARK_HOME/conf}:${SPARK_CLASSPATH:-}:$SPARK_HOME/jars/*"
if [[ -n ${SPARK_EXTRA_CLASSPATH:-} ]]; then classes+=:$SPARK_EXTRA_CLASSPATH; fi

# Spark asks the password file for its own name; the real one warns too.
getent passwd "$(id -u)" > /dev/null || echo "user $(id -u) has no line in /etc/passwd"

case ${1:-} in
  driver)
    shift
    command=("$SPARK_HOME/bin/spark-submit"
      --conf "spark.driver.bindAddress=$SPARK_DRIVER_BIND_ADDRESS"
      --conf "spark.executorEnv.SPARK_DRIVER_POD_IP=$SPARK_DRIVER_BIND_ADDRESS"
      --deploy-mode client "$@")
    ;;
  executor)
    command=("$JAVA_HOME/bin/java" "${options[@]}" "-Xms$SPARK_EXECUTOR_MEMORY" "-Xmx$SPARK_EXECUTOR_MEMORY"
      -cp "$classes:${SPARK_DIST_CLASSPATH:-}"
      org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend
      --driver-url "$SPARK_DRIVER_URL" --executor-id "$SPARK_EXECUTOR_ID"
      --cores "$SPARK_EXECUTOR_CORES" --app-id "$SPARK_APPLICATION_ID"
      --hostname "$SPARK_EXECUTOR_POD_IP" --resourceProfileId "$SPARK_RESOURCE_PROFILE_ID"
      --podName "$SPARK_EXECUTOR_POD_NAME")
    ;;
  *) command=("$@") ;;
esac
exec /usr/bin/tini -s -- "${command[@]}"
