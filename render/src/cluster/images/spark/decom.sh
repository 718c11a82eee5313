#!/usr/bin/env bash
# In place of kubernetes/dockerfiles/spark/decom.sh of Spark's distribution, which PyPI's package lacks:
# tells an executor that its node goes away, and waits a while, as the real one does.
set -u

for process in /proc/[0-9]*; do
  if tr '\0' ' ' < "$process/cmdline" | grep -q KubernetesExecutorBackend; then
    kill -s PWR "${process#/proc/}"
  fi
done
sleep 30
