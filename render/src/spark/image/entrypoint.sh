#!/usr/bin/env bash
# In place of the image's /opt/entrypoint.sh, which no registry of jars carries: how Spark's own
# starts an executor, but for the heap. Six heaps of full size are more than a laptop has to give
# at once, so they grow as they fill.
set -Eeuo pipefail

[[ $1 == executor ]] || {
  echo "nothing but executors is run here, not: $*"
  exit 1
}

options=()
while IFS= read -r name; do options+=("${!name}"); done < <(compgen -v SPARK_JAVA_OPT_ | sort -V)

exec java "${options[@]}" "-Xmx$SPARK_EXECUTOR_MEMORY" -cp "$SPARK_HOME/jars/*" \
  org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend \
  --driver-url "$SPARK_DRIVER_URL" \
  --executor-id "$SPARK_EXECUTOR_ID" \
  --cores "$SPARK_EXECUTOR_CORES" \
  --app-id "$SPARK_APPLICATION_ID" \
  --hostname "$SPARK_EXECUTOR_POD_IP" \
  --resourceProfileId "$SPARK_RESOURCE_PROFILE_ID" \
  --podName "$SPARK_EXECUTOR_POD_NAME"
