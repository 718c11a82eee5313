package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.conf.ValueKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Between what amounts a time, a size or a count does what people set it for, and what comes of
 * others. Spark and S3A take these others.
 *
 * @see <a href="https://spark.apache.org/docs/latest/configuration.html">Spark's configuration</a>
 * @see <a href="https://spark.apache.org/docs/latest/monitoring.html">Spark's monitoring</a>
 */
final class UsualAmounts {

  /** What an amount that is said like this is counted in: none is a number. */
  private static final String NUMBER = "#";

  private static final String NONE = "-";

  /** In front of the least where nothing at all turns it off. */
  private static final String OR_ZERO = "0|";

  private static final String ANY_S3A = "spark.hadoop.fs.s3a.";
  private static final String BUCKET = ANY_S3A + "bucket.";

  /**
   * How much of one property.
   *
   * @param unit of a bare number
   * @param least as people write it, or a hyphen
   * @param most as people write it, or a hyphen
   * @param otherwise what comes of more or less
   */
  record Usual(String unit, String least, String most, boolean mayBeZero, String otherwise) {

    /** {@code below 1s}, if {@code value} is less than usual; or above, or nothing. */
    Optional<String> wrong(String value) {
      Optional<Double> said = amount(value);
      if (said.isEmpty() || said.get() < 0 || (mayBeZero && said.get() == 0)) {
        return Optional.empty();
      }
      if (!least.equals(NONE) && said.get() < amount(least).orElse(0.0)) {
        return Optional.of("below " + least);
      }
      return !most.equals(NONE) && said.get() > amount(most).orElse(said.get())
          ? Optional.of("above " + most)
          : Optional.empty();
    }

    private Optional<Double> amount(String value) {
      String text = value.strip().toLowerCase(Locale.ROOT);
      if (unit.equals(NUMBER)) {
        return number(text);
      }
      if (unit.length() == 1 && !unit.equals("s")) {
        return ValueKind.Bytes.in(unit.charAt(0)).amount(text).map(Long::doubleValue);
      }
      return ValueKind.Time.in(unit).amount(text).map(Long::doubleValue);
    }
  }

  /** Where somebody starts at all, or gets its pods. */
  private static final Map<String, Usual> NEEDED =
      table(
          """
          spark.history.fs.update.interval s 1s - the timer of the History Server refuses it, and it does not start
          spark.history.fs.cleaner.interval s 1s - the timer of the History Server refuses it, and it does not start
          spark.history.fs.driverlog.cleaner.interval s 1s - the timer of the History Server refuses it, and it does not start
          spark.history.fs.numReplayThreads # 1 - the History Server has no thread to read logs, and does not start
          spark.cleaner.periodicGC.interval s 1s - the driver's timer refuses it, and it does not start
          spark.kubernetes.allocation.executor.timeout ms 15s - the driver deletes each executor before it has started
          spark.kubernetes.driver.connectionTimeout ms 0|100ms - the API server takes longer to answer, and the driver gets no pod
          spark.kubernetes.driver.requestTimeout ms 0|100ms - the API server takes longer to answer, and the driver gets no pod
          spark.kubernetes.submission.connectionTimeout ms 0|100ms - the API server takes longer to answer, and spark-submit ends
          spark.kubernetes.submission.requestTimeout ms 0|100ms - the API server takes longer to answer, and spark-submit ends
          spark.hadoop.fs.s3a.assumed.role.session.duration s 15min 12h AWS gives no session of that length
          """);

  /** Where it serves what people set it for. */
  private static final Map<String, Usual> SENSIBLE =
      table(
          """
          spark.history.fs.cleaner.maxAge s 1d - event logs are deleted while people still look at them; m is minutes to Spark
          spark.history.fs.driverlog.cleaner.maxAge s 1d - drivers' logs are deleted while people still look at them; m is minutes to Spark
          spark.history.fs.cleaner.interval s 1min 30d the cleaner asks the store all the time, or a restart comes before it
          spark.history.fs.cleaner.maxNum # 10 - all event logs but those few are deleted, however young
          spark.history.fs.update.interval s 1s 5min an application that has ended is not listed for that long
          spark.history.fs.safemodeCheck.interval s 1s 5min the History Server waits that long
          spark.history.retainedApplications # 2 1000 each page is read from its log again, or the heap is full of pages
          spark.history.ui.maxApplications # 10 - the first page lists no more than those
          spark.history.fs.eventLog.rolling.maxFilesToRetain # 2 - compaction drops what people want to see
          spark.dynamicAllocation.executorIdleTimeout s 10s 12h executors go between two cells, and each next one waits for a pod, Java and Python; or they are kept for nobody
          spark.dynamicAllocation.cachedExecutorIdleTimeout s 30s - what is cached goes with its executor, and is computed again
          spark.dynamicAllocation.shuffleTracking.timeout ms 1min - shuffle data goes with its executor, and is computed again
          spark.dynamicAllocation.schedulerBacklogTimeout s - 1min tasks wait that long before an executor is asked for
          spark.dynamicAllocation.sustainedSchedulerBacklogTimeout s - 5min tasks wait that long before more executors are asked for
          spark.dynamicAllocation.executorAllocationRatio # 0.01 - hardly an executor is asked for
          spark.port.maxRetries # 1 - a second driver in the pod finds the port taken, and ends with BindException
          spark.task.maxFailures # 2 100 one task that fails ends its job, or one that always fails is tried for hours
          spark.stage.maxConsecutiveAttempts # 2 - an executor that goes with its shuffle data ends the job
          spark.stage.maxAttempts # 2 - an executor that goes with its shuffle data ends the job
          spark.shuffle.io.maxRetries # 1 - a block is fetched once, and a short break of the network fails the stage
          spark.shuffle.io.retryWait s 1s 5min blocks are fetched again before a break is over, or long after it
          spark.shuffle.registration.maxAttempts # 1 - nothing is tried again
          spark.shuffle.io.connectionTimeout s 10s - a pause of the garbage collector ends a transfer
          spark.rpc.io.connectionTimeout s 10s - a pause of the garbage collector ends a connection
          spark.storage.maxReplicationFailures # - 100 a block that nobody takes is tried for ever
          spark.storage.decommission.maxReplicationFailuresPerBlock # 1 - an executor that goes gives each block up
          spark.executor.heartbeatInterval ms 1s - heartbeats keep the driver busy
          spark.executor.heartbeat.maxFailures # 2 - an executor ends itself over one heartbeat that is lost
          spark.network.timeout s 20s 1h a pause of the garbage collector counts as an executor's death, or a death is not noticed
          spark.storage.blockManagerHeartbeatTimeoutMs ms 20s 1h a pause of the garbage collector counts as an executor's death, or a death is not noticed
          spark.network.auth.rpcTimeout s 5s - a driver that is busy turns its executors away
          spark.rpc.askTimeout s 10s - a driver that is busy counts as gone
          spark.rpc.lookupTimeout s 10s - a driver that is busy counts as gone
          spark.files.fetchTimeout s 5s - executors give up on files of the driver
          spark.cleaner.periodicGC.interval s 10s 1d the driver stops all the time to collect garbage, or shuffle data of the past stays on disks
          spark.locality.wait ms - 1min tasks wait that long for one executor while others are idle
          spark.locality.wait.node ms - 1min tasks wait that long for one executor while others are idle
          spark.locality.wait.process ms - 1min tasks wait that long for one executor while others are idle
          spark.locality.wait.rack ms - 1min tasks wait that long for one executor while others are idle
          spark.scheduler.maxRegisteredResourcesWaitingTime ms - 10min each application waits that long for executors before its first task
          spark.scheduler.minRegisteredResourcesRatio # - 1 more executors are waited for than are asked for
          spark.scheduler.listenerbus.eventqueue.capacity # 1000 - events are dropped, and allocation and pages go wrong
          spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout s 10s - a job ends before another executor has come
          spark.excludeOnFailure.timeout ms 10s 1d an executor that fails is used again at once, or never
          spark.speculation.multiplier # 1.1 - tasks that are as fast as others are run twice
          spark.speculation.quantile # 0.25 - most tasks are run twice
          spark.speculation.interval ms 10ms 10min slow tasks are looked for all the time, or too late
          spark.speculation.minTaskRuntime ms - 1h no task is slow enough to be run elsewhere
          spark.task.reaper.killTimeout ms 10s - a task that is slow to stop ends its executor with all others on it
          spark.executor.decommission.killInterval s 30s - an executor is killed before it has handed on its data
          spark.executor.decommission.forceKillTimeout s 30s - an executor is killed before it has handed on its data
          spark.kubernetes.allocation.batch.delay ms - 1min executors come a few at a time, with that long between
          spark.kubernetes.allocation.executor.timeout ms 2min - pods that wait for a node or their image are deleted and asked for again
          spark.kubernetes.allocation.driver.readinessTimeout s - 10min executors wait that long for the driver's pod
          spark.kubernetes.allocation.maxPendingPods # 1 - no executor is asked for
          spark.kubernetes.driver.connectionTimeout ms 0|1s - an API server that is busy counts as gone
          spark.kubernetes.driver.requestTimeout ms 0|1s - an API server that is busy counts as gone
          spark.kubernetes.submission.connectionTimeout ms 0|1s - an API server that is busy counts as gone
          spark.kubernetes.submission.requestTimeout ms 0|1s - an API server that is busy counts as gone
          spark.kubernetes.executor.apiPollingInterval ms 1s 10min the API server is asked all the time, or a lost executor is noticed late
          spark.kubernetes.executor.eventProcessingInterval ms 100ms 1min new executors wait that long for one another
          spark.kubernetes.executor.missingPodDetectDelta ms 5s 10min pods count as lost before the API server lists them, or long after they are
          spark.kubernetes.executor.terminationGracePeriodSeconds s 5s 1h an executor is killed before it has said goodbye, or keeps its node from being drained
          spark.kubernetes.executor.rollInterval s 0|1min - executors come and go all the time
          spark.kubernetes.dynamicAllocation.deleteGracePeriod ms - 10min executors that are let go keep their place for that long
          spark.kubernetes.report.interval ms 100ms 5min the API server is asked all the time, or the end of a driver is noticed late
          spark.sql.broadcastTimeout s 30s - a join ends before its small table has come
          spark.sql.shuffle.partitions # - 100000 tasks do less than it takes to start them
          spark.sql.files.maxPartitionBytes b 1m 4g tasks do less than it takes to start them, or take more memory than there is
          spark.sql.adaptive.advisoryPartitionSizeInBytes b 1m 4g tasks do less than it takes to start them, or take more memory than there is
          spark.sql.autoBroadcastJoinThreshold b - 2g each executor and the driver take the whole table into memory
          spark.driver.maxResultSize b 0|16m - results of usual queries end the job
          spark.reducer.maxSizeInFlight m 1m 1g shuffle data is fetched in drops, or takes the memory of tasks
          spark.rpc.message.maxSize # 16 - results of usual tasks go another way
          spark.memory.fraction # 0.2 0.9 the heap has too little for data, or for programs
          spark.executor.memoryOverheadFactor # - 2 pods are several times as large as their heap; 0.4 is two fifths of it
          spark.driver.memoryOverheadFactor # - 2 pods are several times as large as their heap; 0.4 is two fifths of it
          spark.kubernetes.memoryOverheadFactor # - 2 pods are several times as large as their heap; 0.4 is two fifths of it
          spark.io.compression.zstd.level # - 12 compression takes longer than it saves
          spark.eventLog.rolling.maxFileSize b - 1g S3 shows a file once it is closed, and so a running application late
          spark.ui.retainedJobs # 10 100000 pages show no more than those, or take the driver's heap
          spark.ui.retainedStages # 10 100000 pages show no more than those, or take the driver's heap
          spark.ui.retainedTasks # 1000 1000000 pages show no more than those, or take the driver's heap
          spark.sql.ui.retainedExecutions # 10 100000 pages show no more than those, or take the driver's heap
          spark.connect.session.manager.defaultSessionTimeout ms 5min - people lose their sessions while they think
          spark.connect.execute.manager.detachedTimeout ms 30s - a query is given up when its client's network breaks
          spark.connect.grpc.maxInboundMessageSize b 1m - usual plans and tables are refused
          spark.hadoop.fs.s3a.connection.maximum # 10 - each open file holds a connection, and tasks wait for one another until they time out
          spark.hadoop.fs.s3a.threads.max # 4 - uploads of one executor wait for one another
          spark.hadoop.fs.s3a.max.total.tasks # 4 - uploads of one executor wait for one another
          spark.hadoop.fs.s3a.attempts.maximum # 2 - one answer that is late or throttled fails a task
          spark.hadoop.fs.s3a.retry.limit # 2 - one answer that is late or throttled fails a task
          spark.hadoop.fs.s3a.retry.throttle.limit # 2 - one answer that is throttled fails a task
          spark.hadoop.fs.s3a.retry.interval ms - 1min a task waits that long before it asks again
          spark.hadoop.fs.s3a.retry.throttle.interval ms - 1min a task waits that long before it asks again
          spark.hadoop.fs.s3a.connection.timeout ms 0|5s - a store that is busy counts as gone; a bare number is in milliseconds
          spark.hadoop.fs.s3a.connection.establish.timeout ms 0|1s - a store that is busy counts as gone; a bare number is in milliseconds
          spark.hadoop.fs.s3a.connection.request.timeout s 0|5s - the upload of one part takes longer
          spark.hadoop.fs.s3a.connection.acquisition.timeout ms 0|1s - a task gives up while others hold the connections
          spark.hadoop.fs.s3a.connection.part.upload.timeout ms 0|30s - the upload of one part takes longer
          spark.hadoop.fs.s3a.multipart.purge.age s 1d - uploads of jobs that still run are deleted
          spark.hadoop.fs.s3a.multipart.size b - 5g S3 takes no larger part
          spark.hadoop.fs.s3a.paging.maximum # 100 - each listing of a folder takes many requests
          spark.hadoop.fs.s3a.block.size b 1m - files are read in drops
          """);

  /** In place of a value: whatever is said. */
  private static final String ANYTHING = "*";

  /** What people turn to try something, and leave so. */
  private static final Map<String, String> WORSE =
      worse(
          """
          spark.shuffle.compress false shuffle data takes several times its room on disks and in the network
          spark.shuffle.spill.compress false what tasks put aside takes several times its room on disks
          spark.broadcast.compress false what goes to each executor takes several times its room in the network
          spark.python.worker.reuse false each task starts a Python of its own
          spark.cleaner.referenceTracking false shuffle data of the past is never deleted, and disks fill
          spark.cleaner.referenceTracking.blocking false the cleaner asks for more at once than executors can delete
          spark.kubernetes.local.dirs.tmpfs true shuffle data lies in the executors' memory, and their pods are killed when it is full
          spark.log.level debug every header of S3 and of the API server goes into logs, which fill disks and hold all up
          spark.log.level trace logs take the disk, and show what should stay hidden
          spark.log.level all logs take the disk, and show what should stay hidden
          spark.hadoop.fs.s3a.fast.upload.buffer array what waits to be uploaded lies in the executor's heap, and ends it when it is full
          spark.hadoop.fs.s3a.fast.upload.buffer bytebuffer what waits to be uploaded lies in the executor's memory, and ends it when it is full
          spark.hadoop.fs.s3a.connection.keepalive false connections that wait long are dropped by what lies between
          spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version 2 a job that fails leaves half of its results
          spark.kubernetes.trust.certificates true whoever stands between a driver and the API server gets its token
          spark.eventLog.logBlockUpdates.enabled true event logs grow by each block, and the History Server reads for hours
          spark.kubernetes.executor.podNamePrefix * executors of a second session find their names taken
          spark.app.id * a second run finds its event log there already, and stops
          """);

  private UsualAmounts() {}

  /** By key and value, or by the key alone. */
  private static Map<String, String> worse(String lines) {
    Map<String, String> table = new HashMap<>();
    for (String line : lines.strip().split("\n", -1)) {
      String[] cells = line.split(" ", 3);
      table.put(cells[1].equals(ANYTHING) ? cells[0] : cells[0] + "=" + cells[1], cells[2]);
    }
    return table;
  }

  /** What comes of {@code key} with {@code value}, if that is worse than without. */
  static Optional<String> worse(String key, String value) {
    if (value.contains("$")) {
      return Optional.empty();
    }
    String whatever = WORSE.get(key);
    return Optional.ofNullable(
        whatever != null
            ? whatever
            : WORSE.get(key + "=" + value.strip().toLowerCase(Locale.ROOT)));
  }

  private static Map<String, Usual> table(String lines) {
    Map<String, Usual> table = new HashMap<>();
    for (String line : lines.strip().split("\n", -1)) {
      String[] cells = line.split(" ", 5);
      boolean mayBeZero = cells[2].startsWith(OR_ZERO);
      String least = mayBeZero ? cells[2].substring(OR_ZERO.length()) : cells[2];
      table.put(cells[0], new Usual(cells[1], least, cells[3], mayBeZero, cells[4]));
    }
    return table;
  }

  /** How much of {@code key} somebody needs to start. */
  static Optional<Usual> needed(String key) {
    return Optional.ofNullable(NEEDED.get(ofAnyBucket(key)));
  }

  /** How much of {@code key} serves what it is for. */
  static Optional<Usual> sensible(String key) {
    return Optional.ofNullable(SENSIBLE.get(ofAnyBucket(key)));
  }

  /** Without the name of one bucket, which may have dots. */
  private static String ofAnyBucket(String key) {
    if (key.startsWith(BUCKET)) {
      for (int dot = key.indexOf('.', BUCKET.length()); dot > 0; dot = key.indexOf('.', dot + 1)) {
        String name = ANY_S3A + key.substring(dot + 1);
        if (SENSIBLE.containsKey(name) || NEEDED.containsKey(name)) {
          return name;
        }
      }
    }
    return key;
  }

  /** The number that {@code text} is. */
  static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
