package io.sparkstead.stack.proof;

import static io.sparkstead.stack.proof.Severity.ERROR;
import static io.sparkstead.stack.proof.Severity.NOTE;
import static io.sparkstead.stack.proof.Severity.WARNING;

/**
 * Everything a stack must hold, by a name that never changes: exceptions and dashboards refer to
 * it.
 *
 * <p>A rule that is dropped leaves its id unused. {@code docs/rules.md} is made from this.
 */
public enum Rule {
  SERVICE_SELECTS_PODS(
      "REF-01",
      ERROR,
      "A Service selects pods of the stack",
      "Without an endpoint every connection to the Service is refused.",
      "Give the Service the labels of the workload it is for."),
  SERVICE_PORT_EXISTS(
      "REF-02",
      ERROR,
      "A Service points at a port that its pods declare",
      "A named port that no container has leaves the Service without it; a number that nobody"
          + " declares is a guess.",
      "Declare the port on the container, or point the Service at one that is declared."),
  CONFIG_MAP_EXISTS(
      "REF-03",
      ERROR,
      "A ConfigMap that a pod reads exists",
      "The kubelet does not start the pod until it does.",
      "Add the ConfigMap to the component, or mark it optional."),
  CONFIG_MAP_KEY_EXISTS(
      "REF-04",
      ERROR,
      "A key that a pod reads is in the ConfigMap",
      "The pod does not start, or starts without the file.",
      "Name a key that the ConfigMap has."),
  SECRET_IS_DECLARED(
      "REF-05",
      ERROR,
      "A Secret that a pod reads is one the stack asks for",
      "Nobody will create it, because no list of Secrets names it.",
      "Answer with the Secret in the component's secrets()."),
  SECRET_KEY_IS_DECLARED(
      "REF-06",
      ERROR,
      "A key that a pod reads is one of the Secret's keys",
      "The pod does not start until the Secret has it.",
      "Name a key that the Secret has."),
  CLAIM_EXISTS(
      "REF-07",
      ERROR,
      "A PersistentVolumeClaim that a pod mounts exists",
      "The pod stays Pending for ever.",
      "Add the claim to the component that mounts it."),
  ACCOUNT_EXISTS(
      "REF-08",
      ERROR,
      "A ServiceAccount that a pod runs as exists",
      "The API server refuses to create the pod.",
      "Add the account to the component."),
  ROLE_EXISTS(
      "REF-09",
      ERROR,
      "A RoleBinding refers to a Role that exists",
      "A binding to nothing grants nothing, and nobody says so.",
      "Name the Role as it is named."),
  SUBJECT_EXISTS(
      "REF-10",
      ERROR,
      "A RoleBinding grants to an account that exists, in its namespace",
      "The account that needs the rights does not get them.",
      "Name the account and the namespace it is in."),
  MOUNT_HAS_VOLUME(
      "REF-11",
      ERROR,
      "A volume mount names a volume of its pod",
      "The API server refuses the pod.",
      "Add the volume, or drop the mount."),
  VOLUME_IS_MOUNTED(
      "REF-12",
      WARNING,
      "A volume of a pod is mounted by one of its containers",
      "It holds the pod back when it is missing, and serves nobody when it is there.",
      "Mount it or drop it."),
  PROBE_PORT_EXISTS(
      "REF-13",
      ERROR,
      "A probe asks a port that its container declares",
      "The probe fails, and the container is killed for it.",
      "Probe a port that the container declares."),
  IN_THE_NAMESPACE(
      "REF-14",
      ERROR,
      "Every object is in the stack's namespace",
      "It would land wherever the person's context points, away from what it belongs to.",
      "Make its metadata from the component's labels."),
  NAMES_ARE_UNIQUE(
      "REF-15",
      ERROR,
      "No two objects of a kind have one name",
      "The later one replaces the earlier one.",
      "Rename one."),
  SELECTOR_FITS_TEMPLATE(
      "REF-16",
      ERROR,
      "A workload's selector matches the pods it makes",
      "The API server refuses the workload.",
      "Take selector and pod labels from the same Labels."),
  STATEFUL_SET_HAS_SERVICE(
      "REF-17",
      ERROR,
      "A StatefulSet names a headless Service that selects its pods",
      "Its pods get no name in DNS.",
      "Name a Service with clusterIP None over the same labels."),
  ADDRESS_IS_TAKEN_ONCE(
      "REF-18",
      ERROR,
      "No two Services ask for one address",
      "The second one waits for an address for ever.",
      "Give each its own address of the pool."),
  CLAIM_HAS_ONE_READER(
      "REF-19",
      ERROR,
      "A ReadWriteOnce claim is mounted by one workload",
      "The second one's pod waits until the first one's is gone.",
      "Give each workload a claim of its own."),
  SERVICE_SELECTS_ONE_WORKLOAD(
      "REF-20",
      ERROR,
      "A Service selects the pods of one workload",
      "Half of the connections go to the wrong program.",
      "Select by the name label of one component."),
  NAMESPACE_IS_MADE(
      "REF-21",
      WARNING,
      "The stack makes its namespace",
      "kubectl apply fails with 'namespaces not found' on a new cluster.",
      "Add a Namespace, or say by an exception who makes it."),
  PORT_IS_OFFERED(
      "REF-22",
      WARNING,
      "A port that a container declares is offered by a Service",
      "Nobody reaches it by a name.",
      "Add the port to a Service, or do not declare it."),
  HEADLESS_PORT_IS_THE_PODS(
      "REF-23",
      ERROR,
      "A headless Service's port is the pod's own",
      "Its name leads to the pod itself, so nothing turns one port into another.",
      "Give both one number."),
  MOUNTED_FILE_EXISTS(
      "REF-24",
      ERROR,
      "A file that programs look for in a mounted ConfigMap or Secret is in it",
      "The program fails with No such file or directory.",
      "Name the key as the program names the file."),
  MOUNT_IS_READ(
      "REF-25",
      WARNING,
      "What is mounted is where the pod's programs look",
      "They find nothing, or write to where it is lost.",
      "Mount it at the path that commands, variables and files name."),
  ADDRESS_RESOLVES(
      "REF-26",
      ERROR,
      "An address in the cluster that a script or command dials is a Service and its port",
      "The script waits for ever, or fails with Unknown host.",
      "Take the address from the component that answers there."),
  IMAGE_IS_KNOWN(
      "REF-27",
      ERROR,
      "An image without a registry is one that the stack builds",
      "Kustomize renames it only by its exact name; the node asks Docker Hub for anything else.",
      "Take the name from the image, or write the registry in front."),
  SLOT_IS_FILLED(
      "REF-28",
      WARNING,
      "A file that the tree leaves to a person is there",
      "Kustomize builds nothing while a file that it lists is missing.",
      "Make it as the README of the environment shows."),
  SLOT_FITS(
      "REF-29",
      ERROR,
      "A sealed file becomes the Secret that it is listed for",
      "It is unsealed for its own name and namespace alone, or lacks a key that pods wait for.",
      "Make it anew from what `secrets --name` prints."),
  ROUTE_LEADS_TO_A_PORT(
      "REF-30",
      ERROR,
      "An Ingress, HTTPRoute or GRPCRoute leads to a port of a Service",
      "The controller answers every request with 503.",
      "Name a Service of the stack, and a port that it has."),
  HOST_LEADS_TO_ONE_PLACE(
      "REF-31",
      ERROR,
      "A host leads to one place",
      "Which of the two answers is up to the controller.",
      "Give each its own host."),

  DRIVER_HOST_RESOLVES(
      "AGR-01",
      ERROR,
      "spark.driver.host is the name of a headless Service, or of a pod behind one",
      "Executors dial the driver by that name; where it does not resolve they die after two minutes.",
      "Set it to <service>.<namespace>.svc of the driver's headless Service."),
  DRIVER_SERVICE_SELECTS_DRIVER(
      "AGR-02",
      ERROR,
      "The driver's Service selects the pod the driver runs in",
      "Executors reach another pod, or none.",
      "Make the Service from the labels of the driver's pod."),
  DRIVER_PORT_IS_SERVED(
      "AGR-03",
      ERROR,
      "spark.driver.port is a port of the driver's Service",
      "Without it Spark takes a random port, which no Service or policy knows.",
      "Set the property from the Service's port."),
  BLOCK_MANAGER_PORT_IS_SERVED(
      "AGR-04",
      ERROR,
      "spark.blockManager.port is a port of the driver's Service",
      "Broadcasts and results travel by it; a random port is blocked by any policy.",
      "Set the property from the Service's port."),
  DRIVER_BINDS_EVERYWHERE(
      "AGR-05",
      ERROR,
      "A driver in client mode binds to 0.0.0.0",
      "Otherwise it binds to spark.driver.host, whose name may not resolve in its own pod yet.",
      "Set spark.driver.bindAddress=0.0.0.0."),
  DRIVER_POD_IS_NAMED(
      "AGR-06",
      ERROR,
      "spark.kubernetes.driver.pod.name is the pod the driver runs in",
      "Without it executors belong to nobody, and outlive a driver that was killed.",
      "Run the driver in a StatefulSet and name its first pod."),
  SPARK_NAMESPACE_AGREES(
      "AGR-07",
      ERROR,
      "spark.kubernetes.namespace is the stack's namespace",
      "Executors would be made where no account, Secret or Service of theirs is.",
      "Set it from the stack's namespace."),
  EXECUTOR_IMAGE_IS_OURS(
      "AGR-08",
      ERROR,
      "spark.kubernetes.container.image is the Spark image that this stack builds",
      "Kustomize renames images in manifests and not in properties, so the two drift apart.",
      "Set it from the image's published name."),
  EXECUTOR_ACCOUNT_EXISTS(
      "AGR-09",
      ERROR,
      "Accounts named in Spark properties exist",
      "The API server refuses the pod.",
      "Take the name from SparkRbac."),
  EXECUTORS_HAVE_THEIR_OWN_ACCOUNT(
      "AGR-10",
      ERROR,
      "Executors do not run as the driver's account",
      "They call no API, but whoever gets into one could create pods.",
      "Set spark.kubernetes.authenticate.executor.serviceAccountName to an account without a Role."),
  HISTORY_READS_WHAT_IS_WRITTEN(
      "AGR-11",
      ERROR,
      "The History Server reads the folder that applications write to",
      "Its pages stay empty.",
      "Make both from one EventLog."),
  EVENT_LOG_IS_A_FOLDER(
      "AGR-12",
      ERROR,
      "The event log is a folder in a bucket, not its root",
      "Spark 3.5 cuts the last slash off, and S3A refuses the rest: path must be absolute.",
      "Add a prefix: s3a://bucket/event-logs/."),
  S3_ENDPOINT_EXISTS(
      "AGR-13",
      ERROR,
      "An S3 endpoint inside the cluster is a Service of the stack, at a port it has",
      "Drivers and executors cannot read or write anything.",
      "Take the endpoint from the component that runs the store."),
  S3_ENDPOINT_IS_A_NAME(
      "AGR-14",
      WARNING,
      "An S3 endpoint is a name, not an address",
      "Traffic of pods leaves through the load balancer and comes back, until the address changes.",
      "Use the Service's name; the address is for people."),
  S3_ENDPOINT_IS_ONE(
      "AGR-15",
      ERROR,
      "All properties name the same S3 endpoint",
      "What one writes the other does not find.",
      "Make all from one ObjectStore."),
  BUCKET_IS_MADE(
      "AGR-16",
      ERROR,
      "The event log's bucket is made by the stack, or waited for",
      "Spark creates none: the History Server and every driver stop at the first start.",
      "Let the store's bootstrap make it, and pods wait for it in an init container."),
  UID_IS_IN_THE_IMAGE(
      "AGR-17",
      ERROR,
      "Pods run as the user that their image has",
      "A Spark process whose uid is not in /etc/passwd dies with 'invalid null input: name'.",
      "Take runAsUser from the image."),
  POD_TEMPLATE_IS_MOUNTED(
      "AGR-18",
      ERROR,
      "A pod template that properties name is a file of the submitting pod",
      "No executor starts: the driver cannot read the template.",
      "Mount the ConfigMap with the template where the property says."),
  POD_TEMPLATE_NAMES_ITS_CONTAINER(
      "AGR-19",
      ERROR,
      "A pod template's container has the name that Spark looks for",
      "Spark watches a container that is not there, and takes executors for running that are not.",
      "Name it spark-kubernetes-executor or spark-kubernetes-driver."),
  DRIVER_SERVICE_SHOWS_UNREADY(
      "AGR-20",
      ERROR,
      "The driver's Service publishes addresses that are not ready",
      "A driver whose pod misses one probe drops out of DNS, and running executors lose it.",
      "Set publishNotReadyAddresses: true."),
  CLUSTER_MODE_LEAVES_THE_DRIVER_ALONE(
      "AGR-21",
      ERROR,
      "Properties for cluster mode say nothing about the driver's address or pod",
      "Spark refuses spark.driver.bindAddress there, and a fixed pod name collides at the second run.",
      "Use the application's clusterConf()."),
  CREDENTIALS_FILE_IS_MOUNTED(
      "AGR-22",
      ERROR,
      "Where a program reads its keys from a file, the pod has the file and says where",
      "Every access fails: S3A says 'credential profiles file not found'.",
      "Mount the Secret and set its variable."),
  PROPERTIES_ARE_FOUND(
      "AGR-23",
      ERROR,
      "spark-defaults.conf is mounted where Spark looks for it",
      "Spark starts with its defaults and says nothing.",
      "Mount the ConfigMap that has it at /opt/spark/conf."),
  PROGRAM_LISTENS_WHERE_DECLARED(
      "AGR-24",
      ERROR,
      "A program listens at a port that its container declares",
      "Service and probes ask a port where nobody answers.",
      "Set property, argument and container port from one value."),
  S3_IS_ADDRESSED_BY_PATH(
      "AGR-25",
      ERROR,
      "A store of the cluster is asked for buckets by path",
      "S3A would look for a host by the bucket's name.",
      "Set spark.hadoop.fs.s3a.path.style.access=true."),

  RPC_SECRET_IS_MOUNTED(
      "AGR-26",
      ERROR,
      "The file by which drivers and executors know each other is in both pods",
      "The driver does not start, or its executors are turned away one after the other.",
      "Mount the application's RpcAuthentication in the driver's pod and in the pod templates."),

  ROLE_IS_ON_THE_ACCOUNT(
      "AGR-27",
      ERROR,
      "Pods that take a role in AWS by their token run as an account that names it",
      "EKS mounts no token, and every access to S3 fails: AWS_WEB_IDENTITY_TOKEN_FILE must be set.",
      "Give the accounts what the store's access says: accountAnnotations()."),
  AWS_IS_FOUND_BY_REGION(
      "AGR-28",
      WARNING,
      "Amazon's S3 is found by its region, without endpoint and path",
      "An endpoint of another region only redirects, and AWS wants to take paths no more.",
      "Use AwsS3, which sets spark.hadoop.fs.s3a.endpoint.region alone."),
  CATALOG_EXISTS(
      "AGR-29",
      ERROR,
      "A catalogue of tables inside the cluster is a Service of the stack, at a port it has",
      "Every query that names one of its tables fails with UnknownHostException, or hangs.",
      "Take the catalogue from the component that runs the store."),

  RELEASE_IS_KNOWN(
      "VER-01",
      ERROR,
      "The Spark that an image downloads is in the catalogue",
      "Nothing is known of what it runs with.",
      "Add the release to the catalogue, or take one of it."),
  HADOOP_AWS_FITS(
      "VER-02",
      ERROR,
      "hadoop-aws is exactly as old as Spark's Hadoop",
      "Any other version fails with NoSuchMethodError, sooner or later.",
      "Take the version from the release."),
  AWS_SDK_FITS(
      "VER-03",
      ERROR,
      "The AWS SDK is the one that hadoop-aws was built with",
      "Another generation is not found at all; another version is a pair nobody tested.",
      "Take artifact and version from the release."),
  JAVA_FITS(
      "VER-04",
      ERROR,
      "The image's Java is one that the Spark release supports",
      "Spark 3.5 on Java 21 is untested; Spark 4 on Java 11 does not start.",
      "Take the Java of the release."),
  PYTHON_FITS(
      "VER-05",
      ERROR,
      "The image's Python is one that the Spark release supports",
      "Spark 3.5 needs distutils, which Python 3.12 dropped.",
      "Take the Python of the release."),
  PY4J_FITS(
      "VER-06",
      ERROR,
      "PYTHONPATH names the py4j that the release ships",
      "import pyspark fails with No module named py4j.",
      "Take the version from the release."),
  EXTRA_JARS_ARE_THERE(
      "VER-07",
      ERROR,
      "Jars that the release's S3A needs besides are in the image",
      "Spark 4.2 without analyticsaccelerator-s3 fails with NoClassDefFoundError at the first read.",
      "Add the jars that the catalogue lists."),
  TAG_TELLS_THE_VERSION(
      "VER-08",
      ERROR,
      "A Spark image's tag says the Spark it holds",
      "Two versions under one name cannot be told apart when something breaks.",
      "Tag it with the release's version."),
  CREDENTIALS_PROVIDER_FITS(
      "VER-09",
      ERROR,
      "The S3A credentials provider is a class of the SDK that the image has",
      "S3A fails with ClassNotFoundException.",
      "Take the class from the release's SDK."),
  SCALA_FITS(
      "VER-10",
      ERROR,
      "Jars with a Scala line in their name have Spark's own",
      "Two Scala lines in one JVM fail with NoSuchMethodError.",
      "Use the suffix of the release."),
  JUPYTER_HAS_THE_EXECUTORS_SPARK(
      "VER-11",
      ERROR,
      "The notebook's image is built on the image that executors run",
      "Driver and executors of two builds refuse each other's classes.",
      "Build it on the Spark image's published name."),
  COMMITTERS_ARE_THERE(
      "VER-12",
      WARNING,
      "The image has the committers for S3",
      "Spark renames results file by file; one that dies leaves half of them.",
      "Add spark-hadoop-cloud of the release."),
  SIGNER_IS_THE_RELEASES(
      "VER-13",
      ERROR,
      "A signature is checked against the key of the release's manager",
      "The build refuses the right archive, or takes a wrong one.",
      "Take the fingerprint from the release."),
  ICEBERG_FITS(
      "VER-14",
      ERROR,
      "Where a catalogue of Iceberg is named, the image has the Iceberg that goes with its Spark",
      "Without it SQL ends in Cannot find catalog plugin class; another line's ends in"
          + " NoSuchMethodError.",
      "Make the image withIceberg()."),

  KEY_IS_KNOWN(
      "KEY-01",
      ERROR,
      "Every spark. property is one that the release reads",
      "Spark passes over a name it does not know, and says nothing.",
      "Correct the name; the finding suggests the nearest."),
  VALUE_FITS_ITS_KEY(
      "KEY-02",
      ERROR,
      "Every value is one that Spark takes for its property",
      "The driver stops at the first read, with the converter's words.",
      "Give the type and unit that the finding names."),
  KEY_IS_CURRENT(
      "KEY-03",
      WARNING,
      "No property goes by an older name, or is on its way out",
      "Spark drops old names with a major release, and passes over them from then on.",
      "Use the name that the finding gives."),
  VALUE_SAYS_SOMETHING(
      "KEY-04",
      NOTE,
      "A property says something else than Spark's default",
      "A reader takes it for a choice, and it outlives the reason.",
      "Drop it."),

  EXECUTOR_COUNTS_ARE_ORDERED(
      "DYN-01",
      ERROR,
      "minExecutors <= initialExecutors <= maxExecutors",
      "The driver refuses to start.",
      "Put them in order."),
  EXECUTORS_ARE_BOUNDED(
      "DYN-02",
      ERROR,
      "Dynamic allocation has an upper bound",
      "One job takes the whole cluster.",
      "Set spark.dynamicAllocation.maxExecutors."),
  SHUFFLE_DATA_IS_KEPT(
      "DYN-03",
      ERROR,
      "Dynamic allocation has a way to keep shuffle data",
      "Kubernetes has no external shuffle service; the driver refuses to start.",
      "Set spark.dynamicAllocation.shuffleTracking.enabled=true, or decommission with migration."),
  SHUFFLE_IS_KEPT_ONE_WAY(
      "DYN-04",
      WARNING,
      "Shuffle tracking and shuffle migration are not used together",
      "Spark itself warns: idle executors are not released in time.",
      "Turn one of them off."),
  IDLE_EXECUTORS_ARE_RELEASED(
      "DYN-05",
      WARNING,
      "Executors that only hold old shuffle data are released some day",
      "A notebook remembers every table, and so holds every executor it ever had.",
      "Set spark.dynamicAllocation.shuffleTracking.timeout."),
  PYTHON_HAS_ROOM(
      "DYN-06",
      WARNING,
      "Executors have memory beside the heap for Python workers",
      "Spark leaves a tenth; a Python worker takes more, and the pod is killed.",
      "Set spark.executor.memoryOverheadFactor to 0.4."),
  EXECUTORS_HAVE_A_CPU_LIMIT(
      "DYN-07",
      ERROR,
      "Executors have a processor limit",
      "A ResourceQuota on limits.cpu refuses pods without one.",
      "Set spark.kubernetes.executor.limit.cores."),
  FIXED_COUNT_IS_NOT_MIXED_IN(
      "DYN-08",
      WARNING,
      "spark.executor.instances is not set beside dynamic allocation",
      "It silently raises the initial number.",
      "Drop it."),
  EVENT_LOG_IS_ON(
      "DYN-09",
      WARNING,
      "Applications write an event log where a History Server reads",
      "It shows nothing of an application that wrote none.",
      "Set spark.eventLog.enabled=true."),
  EVENT_LOG_ROLLS(
      "DYN-10",
      WARNING,
      "The event log is written in small files",
      "S3 shows a file once it is closed, so a running application stays invisible.",
      "Set spark.eventLog.rolling.enabled=true."),
  EXECUTORS_FIT_ON_THE_NODES(
      "DYN-11",
      ERROR,
      "All executors that may be asked for find room on the nodes",
      "The rest stay Pending; a job that counts on them waits for ever.",
      "Lower maxExecutors, make executors smaller, or add nodes."),
  EXECUTORS_FIT_IN_THE_QUOTA(
      "DYN-12",
      ERROR,
      "The stack with all its executors stays within the namespace's quota",
      "The API server refuses the pods past it, executors or whatever restarts next.",
      "Raise the quota, or lower maxExecutors."),
  EXECUTOR_FITS_THE_LIMITS(
      "DYN-13",
      ERROR,
      "An executor with what it takes beside the heap is within the namespace's limits for one pod",
      "The API server refuses every executor.",
      "Raise the LimitRange, or make executors smaller."),
  LAST_EXECUTOR_HANDS_ON_TOO(
      "DYN-14",
      WARNING,
      "Executors that hand their data on have somewhere to put it when no other is left",
      "The last one to go takes everything along, and its tasks run again.",
      "Set spark.storage.decommission.fallbackStorage.path to a folder of the bucket."),
  EXECUTORS_HAVE_TIME_TO_GO(
      "DYN-15",
      WARNING,
      "Executors that hand their data on have more than 30 seconds to do it",
      "Kubernetes kills them in the middle, and what is left is computed again.",
      "Give Shuffle.Decommission the time that the cloud's warning leaves."),
  CLAIMS_ARE_LOOKED_INTO(
      "DYN-16",
      ERROR,
      "A claim that executors hand on is mounted where Spark looks for shuffle data",
      "The next executor has the disk, and computes again all that is on it.",
      "Mount it at a path that ends in /spark-x/executor-x, as Shuffle.OnClaims does."),

  QUEUE_HAS_ITS_SCHEDULER(
      "SCH-01",
      ERROR,
      "Pods with a queue of YuniKorn are scheduled by YuniKorn",
      "Another scheduler passes over the queue, and puts them wherever there is room.",
      "Set scheduler.name=yunikorn for drivers and executors, as Scheduler.YuniKorn does."),
  EXECUTORS_ARE_SEEN_BY_THEIR_QUEUE(
      "SCH-02",
      ERROR,
      "Executors in a queue of Kueue carry the annotation that has Kueue look at them",
      "Kueue passes over pods that belong to a pod: they run beside the quota.",
      "Set the annotation pod-suspending-parent, as Scheduler.Kueue does."),
  DRIVER_IS_IN_THE_QUEUE(
      "SCH-03",
      ERROR,
      "A submitted driver is in the queue of its executors",
      "Drivers take room that the queue does not know of, until no executor finds any.",
      "Give the application one Scheduler."),
  NODES_ARE_THERE(
      "SCH-04",
      ERROR,
      "Where the nodes are known, one of them takes each pod",
      "The pod stays Pending for ever.",
      "Name a pool that a Node of the stack is of, and tolerate its taints."),
  SPOT_EXECUTORS_HAND_ON(
      "SCH-05",
      WARNING,
      "Executors on nodes that may be taken away hand their shuffle data on",
      "Each node that goes has whole stages run again, on nodes that may go as well.",
      "Give the executors Shuffle.Decommission or Shuffle.OnClaims."),
  DRIVER_STAYS(
      "SCH-06",
      WARNING,
      "No driver runs on nodes that may be taken away",
      "The application ends with it, however many executors are left.",
      "Put drivers on nodes that stay."),
  SCHEDULE_COMES(
      "SCH-07",
      ERROR,
      "A CronJob's schedule is one that comes",
      "The API server refuses it, or takes the 31st of June and never runs anything.",
      "Take a CronSchedule."),
  EXECUTORS_ARE_CALLED_APART(
      "SCH-08",
      ERROR,
      "No two applications call their executors by one prefix",
      "Pods of one name cannot be made twice: the second application gets no executor.",
      "Drop spark.kubernetes.executor.podNamePrefix."),

  ROLE_NAMES_ITS_VERBS(
      "RBC-01",
      ERROR,
      "A Role has no wildcard",
      "It allows what nobody thought of.",
      "List the verbs that Spark uses."),
  DRIVER_MAY_RUN_EXECUTORS(
      "RBC-02",
      ERROR,
      "The driver's Role has every verb that its properties make Spark use",
      "The driver fails with Forbidden: at the start, or only when it stops.",
      "Compute the Role from the features that are on."),
  ROLE_ALLOWS_NO_MORE(
      "RBC-03",
      ERROR,
      "The driver's Role allows nothing that its properties do not make Spark use",
      "Whoever gets into a notebook gets it too.",
      "Compute the Role from the features that are on."),
  ROLE_LEAVES_SECRETS_ALONE(
      "RBC-04",
      ERROR,
      "No Role reads Secrets or enters pods",
      "It would open every password of the namespace.",
      "Mount the one Secret that is needed."),
  EXECUTORS_HAVE_NO_ROLE(
      "RBC-05",
      ERROR,
      "The executors' account is bound to no Role",
      "They run the code of every user and call no API.",
      "Bind the driver's account alone."),
  NOTHING_IS_CLUSTER_WIDE(
      "RBC-06",
      ERROR,
      "Nothing is granted for the whole cluster",
      "One namespace's notebook could change another's.",
      "Use Role and RoleBinding."),
  TOKEN_ONLY_FOR_DRIVERS(
      "RBC-07",
      ERROR,
      "A pod that calls no API has no token",
      "Whoever gets into it gets the account.",
      "Set automountServiceAccountToken: false."),
  ACCOUNT_IS_OWN(
      "RBC-08",
      ERROR,
      "No pod runs as the account 'default'",
      "Rights given to it are given to every pod that says nothing.",
      "Give the component an account of its own."),
  DRIVER_HAS_A_TOKEN(
      "RBC-09",
      ERROR,
      "A pod that runs drivers has a token",
      "The driver is nobody to the API server, and makes no executor.",
      "Mount a token at /var/run/secrets/kubernetes.io/serviceaccount."),

  RUNS_AS_NON_ROOT(
      "POD-01",
      ERROR,
      "Containers do not run as root",
      "Pod Security 'restricted' refuses the pod.",
      "Take the security contexts from PodUser."),
  HAS_SECCOMP(
      "POD-02",
      ERROR,
      "Containers have a seccomp profile",
      "Pod Security 'restricted' refuses the pod.",
      "Take the security contexts from PodUser."),
  GAINS_NO_PRIVILEGES(
      "POD-03",
      ERROR,
      "Containers gain no privileges",
      "Pod Security 'restricted' refuses the pod.",
      "Set allowPrivilegeEscalation: false, and privileged to nothing but false."),
  DROPS_CAPABILITIES(
      "POD-04",
      ERROR,
      "Containers drop all capabilities",
      "Pod Security 'restricted' refuses the pod.",
      "Take the security contexts from PodUser."),
  ROOT_IS_READ_ONLY(
      "POD-05",
      ERROR,
      "Containers write to their mounts alone",
      "What gets in could put itself into the image's files.",
      "Set readOnlyRootFilesystem: true and mount what must be written."),
  STAYS_OFF_THE_NODE(
      "POD-06",
      ERROR,
      "Pods share nothing with their node",
      "Pod Security refuses host paths, networks, processes and ports.",
      "Use a claim or an emptyDir."),
  HAS_RESOURCES(
      "POD-07",
      ERROR,
      "Containers request and limit processor and memory",
      "Without requests they are evicted first, without limits they evict others.",
      "Give the container Resources."),
  HAS_PROBES(
      "POD-08",
      ERROR,
      "Containers that stay have the three probes",
      "Requests go to a server that is not up, and a stuck one is never restarted.",
      "Give the container Probes."),
  SPARK_PODS_HAVE_A_TEMPLATE(
      "POD-09",
      WARNING,
      "Pods that Spark makes come from a template",
      "Spark's own have no security context: Pod Security 'restricted' refuses them.",
      "Set spark.kubernetes.executor.podTemplateFile, and the driver's in cluster mode."),

  NAMESPACE_ADMITS_THE_RESTRICTED(
      "POD-10",
      WARNING,
      "The namespace admits pods of the restricted profile alone, by a version that stays",
      "Whoever may make pods, as every driver may, could make one that takes over its node.",
      "Take the Namespace object from dsl.kube.Namespace."),
  KEEPS_TO_THE_PROFILE(
      "POD-11",
      ERROR,
      "Pods say nothing else that the restricted profile refuses",
      "Pod Security refuses the pod.",
      "Leave the field out."),

  PODS_ARE_CLOSED(
      "NET-01",
      WARNING,
      "Pods take and open no connection but those that policies name",
      "Every pod of the cluster reaches the store, the notebook and the driver's port.",
      "Add NetworkPolicies to the stack."),
  POLICY_SELECTS_PODS(
      "NET-02",
      WARNING,
      "A network policy selects pods of the stack",
      "It opens and closes nothing.",
      "Give it the labels of the pods it is for."),
  POLICIES_LET_THE_STACK_TALK(
      "NET-03",
      ERROR,
      "Policies open what programs and properties dial",
      "The connection hangs until it times out, and nothing says why.",
      "Say the connection in the component's flows()."),
  POLICY_NAMES_ADDRESSES(
      "NET-04",
      WARNING,
      "A network policy opens to addresses that are named",
      "0.0.0.0/0 is everybody, the internet too.",
      "Name the block of addresses that is meant."),
  CLIENT_ADDRESS_IS_KEPT(
      "NET-05",
      ERROR,
      "Where a policy names clients by address, load balancer and node port keep the address",
      "The policy sees the address of a node, and lets nobody in.",
      "Set externalTrafficPolicy: Local."),
  NAMES_CAN_BE_ASKED_FOR(
      "NET-06",
      ERROR,
      "Pods that policies close may still ask for names",
      "No name resolves: every connection fails before it begins.",
      "Open UDP and TCP 53 to kube-dns in kube-system."),
  DRIVERS_REACH_THE_API_SERVER(
      "NET-07",
      ERROR,
      "Pods that call the API server may reach it",
      "The driver makes no executor: the API server does not answer.",
      "Name the API server's endpoints to NetworkPolicies."),
  OUTSIDE_IS_LET_IN(
      "NET-08",
      ERROR,
      "What a load balancer, a node port or a route offers is open to who comes that way",
      "Whoever opens the page waits until it times out.",
      "Say so in the component's flows(), and name people's addresses, or the namespaces of the"
          + " proxies they come through, to NetworkPolicies."),

  METADATA_STAYS_CLOSED(
      "NET-09",
      ERROR,
      "No network policy opens the cloud's metadata service",
      "Whoever runs code in the pod takes the role of its node.",
      "Leave 169.254.169.254/32 out of the block by except."),
  STORE_OUTSIDE_CAN_BE_REACHED(
      "NET-10",
      ERROR,
      "Pods reach a store outside the cluster, and who gives them its keys",
      "The connection hangs until it times out, and nothing says why.",
      "Take the connections from the store's flows()."),
  STORE_KEEPS_ITS_INNER_PORTS(
      "NET-11",
      ERROR,
      "SeaweedFS asks for keys wherever it listens for others",
      "Its master, volume server and filer ask nobody, and its S3 gateway takes a new administrator"
          + " from whoever reaches its gRPC port.",
      "Bind the servers to 127.0.0.1, name users in -s3.config, and let the gateway's gRPC speak"
          + " TLS."),

  NO_SECRET_IN_THE_CLEAR(
      "SEC-01",
      ERROR,
      "No credential stands in a file",
      "Whatever is committed is known to everyone who ever clones.",
      "Refer to a Secret; keep the value in the cluster."),
  NO_SECRET_IN_ARGUMENTS(
      "SEC-02",
      ERROR,
      "No credential is passed by Jupyter's command line",
      "Arguments can be listed by everyone in the pod; the password is expected as a hash besides.",
      "Read the token from a file in Jupyter's configuration."),
  RPC_IS_AUTHENTICATED(
      "SEC-03",
      WARNING,
      "Drivers and executors know each other, and encrypt what they say",
      "Whoever reaches the driver's port runs code as its executor; whoever listens reads the data.",
      "Give the application an RpcAuthentication."),
  RPC_SECRET_IS_A_FILE(
      "SEC-04",
      ERROR,
      "What drivers and executors know each other by comes from a file",
      "Spark writes a secret of its own into the environment of each executor's pod, or no executor registers.",
      "Give the application an RpcAuthentication."),
  SLOT_IS_SEALED(
      "SEC-05",
      ERROR,
      "A file made for a sealed secret is sealed",
      "Whoever clones the repository can read it, and so can whoever ever did.",
      "Take it out of Git's history, make new values, and seal them."),
  AWS_IS_ASKED_BY_TLS(
      "SEC-06",
      ERROR,
      "Amazon's S3 is asked with TLS",
      "Whoever is between reads the data and the token of a role, and sends signed requests again.",
      "Use AwsS3, which leaves TLS on."),
  STORE_OUTSIDE_IS_ENCRYPTED(
      "SEC-07",
      WARNING,
      "A store outside the cluster is asked with TLS",
      "Whoever is between reads all data, and can send what was signed again.",
      "Give the store a certificate and name its endpoint by https://."),

  IMAGE_IS_PINNED(
      "PIN-01",
      ERROR,
      "An image has a tag that stays, or a digest",
      "Two pods of one manifest may run two programs.",
      "Pin a release tag or a sha256 digest."),
  BASE_IMAGE_IS_PINNED(
      "PIN-02",
      ERROR,
      "A Dockerfile is built on an image with a tag that stays, or a digest",
      "Tomorrow's build is another image.",
      "Pin a release tag or a sha256 digest."),
  DOWNLOAD_IS_VERIFIED(
      "PIN-03",
      ERROR,
      "Every download of a Dockerfile is checked by signature or checksum",
      "Whoever stands between puts his own file into your image.",
      "Check with gpg --verify or sha256sum --check, or fetch by Maven coordinates."),
  DOWNLOAD_STAYS(
      "PIN-04",
      ERROR,
      "Downloads come from where old releases stay",
      "dlcdn.apache.org keeps the newest patch of each line alone: the build breaks with the next one.",
      "Use archive.apache.org."),
  REGISTRY_IS_ALIVE(
      "PIN-05",
      ERROR,
      "Images come from registries that still have them",
      "MinIO's own images were withdrawn in autumn 2026.",
      "Use the community's fork, a mirror of yours, or another store."),
  PYTHON_PACKAGES_ARE_LOCKED(
      "PIN-06",
      ERROR,
      "Python packages are installed by hash",
      "Tomorrow's build holds other packages.",
      "Install a lock file with --require-hashes."),
  FILES_ARE_ROOTS(
      "PIN-07",
      ERROR,
      "No file of an image is writable by everyone",
      "A process that was got into could change the program.",
      "Use mode 0555 or 0444."),
  USER_IS_A_NUMBER(
      "PIN-08",
      ERROR,
      "A Dockerfile ends as a user given by number, not root",
      "Kubernetes cannot hold runAsNonRoot against a name.",
      "End with USER and the pods' uid."),
  DOWNLOAD_HAS_AN_ADDRESS(
      "PIN-09",
      ERROR,
      "A variable that a download's address begins with is set",
      "curl fails with URL using bad/illegal format.",
      "Write the address, or set the variable by ARG."),
  BASE_IS_NOT_UPDATED(
      "PIN-10",
      WARNING,
      "A Dockerfile does not update its base image",
      "Tomorrow's build holds other packages.",
      "Pin a newer base image."),
  SYSTEM_FILES_STAY(
      "PIN-11",
      WARNING,
      "A Dockerfile removes no program of the distribution",
      "Its package manager and tools may stop to work.",
      "Set PYSPARK_PYTHON to the one Spark should use."),
  DOWNLOAD_FITS_THE_MACHINE(
      "PIN-12",
      WARNING,
      "A program is downloaded for the machine that builds",
      "On another processor the image starts with exec format error.",
      "Choose the download by uname -m."),
  JAR_KEEPS_ITS_NAME(
      "PIN-13",
      WARNING,
      "A jar keeps its version in its name",
      "Neither people nor scanners see which one is there.",
      "Keep the name it was published by."),
  ARGUMENT_IS_USED(
      "PIN-14",
      NOTE,
      "An ARG is used",
      "Whoever changes it expects something to change.",
      "Drop it."),
  SEARCH_PATH_HAS_NO_HOLE(
      "PIN-15",
      WARNING,
      "A search path does not end in a variable that is empty",
      "An empty entry is the current folder: whoever writes there chooses what is run.",
      "Name the folders alone."),
  STORE_HAS_FIXES(
      "PIN-16",
      WARNING,
      "MinIO is not of its own last releases",
      "The project is archived, and CVE-2026-41145 and CVE-2026-40344 stay open: who knows an access"
          + " key writes without the secret.",
      "Use a release of a fork that goes on, or another store."),

  DISK_IS_LET_GO_FIRST(
      "UPD-01",
      ERROR,
      "A workload with a ReadWriteOnce claim stops the old pod first",
      "A rolling update waits for ever: the old pod holds the disk.",
      "Use strategy Recreate, or a StatefulSet."),
  CONFIG_IS_A_FOLDER(
      "UPD-02",
      ERROR,
      "A ConfigMap is mounted as a folder, not by subPath",
      "A file mounted by subPath keeps its first text until the pod dies.",
      "Mount the folder."),
  CONFIG_ROLLS_ITS_READERS(
      "UPD-03",
      WARNING,
      "A changed ConfigMap rolls the pods that read it",
      "Kubernetes changes the file and tells nobody; the server goes on with what it read.",
      "Annotate the pod template with the files' fingerprint."),
  JOB_CHANGES_ITS_NAME(
      "UPD-04",
      WARNING,
      "A Job's name changes with what it does",
      "Its pod template cannot be changed: the next kubectl apply stops at the Job.",
      "Put a fingerprint of the pod into the name."),
  SELECTOR_STAYS(
      "UPD-05",
      WARNING,
      "Selectors hold labels that never change",
      "A selector cannot be changed: the workload has to be deleted first.",
      "Select by app.kubernetes.io/name alone."),
  SIGNALS_ARRIVE(
      "UPD-06",
      WARNING,
      "A container's first process is the program, or tini before it",
      "A shell as process 1 passes no signal on: 30 seconds later everything is killed in the middle.",
      "Name the program as command, or exec it under tini."),
  METALLB_PREFIX_IS_CURRENT(
      "UPD-07",
      WARNING,
      "MetalLB annotations begin with metallb.io/",
      "metallb.universe.tf/ is deprecated since 0.14.9.",
      "Use metallb.io/loadBalancerIPs."),
  SCRIPT_NAMES_ITS_SHELL(
      "UPD-08",
      ERROR,
      "A script begins with #!",
      "Run directly it fails with Exec format error.",
      "Begin with #!/usr/bin/env bash."),
  NOTEBOOK_PARSES(
      "UPD-09",
      ERROR,
      "No notebook line has anything behind a continuing backslash",
      "Python refuses the cell: unexpected character after line continuation character.",
      "Put comments on lines of their own."),
  SUBMIT_NAMES_ITS_PROGRAM(
      "UPD-10",
      ERROR,
      "spark-submit is given no --class for a Python program",
      "Spark looks for a Java class of that name and finds none.",
      "Drop --class."),
  JUPYTER_OPTIONS_ARE_CURRENT(
      "UPD-11",
      WARNING,
      "Jupyter is not given options of the old notebook server",
      "NotebookApp.* is read by nobody since Jupyter Server 2.",
      "Use ServerApp and IdentityProvider."),
  HISTORY_STAYS_IN_FRONT(
      "UPD-12",
      WARNING,
      "The History Server is started as a program, not by its start script",
      "The script forks, writes a log where nobody may, and hides the server from Kubernetes.",
      "Run spark-class org.apache.spark.deploy.history.HistoryServer under tini."),
  HISTORY_IS_CLEANED(
      "UPD-13",
      NOTE,
      "Old event logs are deleted some day",
      "The bucket fills, and the server's start takes ever longer.",
      "Set spark.history.fs.cleaner.enabled=true and a maxAge."),
  DRIVER_SETTING_IS_READ(
      "UPD-14",
      NOTE,
      "Properties of client mode hold nothing that only cluster mode reads",
      "spark.kubernetes.authenticate.driver.serviceAccountName is not read: the pod has its account.",
      "Drop the property."),
  SETTING_SAYS_SOMETHING(
      "UPD-15",
      NOTE,
      "Properties of S3A say something",
      "fs.s3a.impl is set by Hadoop itself, and an http:// endpoint turns TLS off.",
      "Drop the property."),
  IDLE_KERNELS_END(
      "UPD-16",
      WARNING,
      "Kernels that nobody uses are ended",
      "A forgotten notebook keeps its executors for ever.",
      "Set MappingKernelManager.cull_idle_timeout."),
  HISTORY_KEEPS_ITS_INDEX(
      "UPD-17",
      NOTE,
      "The History Server keeps what it has read",
      "Each start reads every event log again.",
      "Set spark.history.store.path."),
  NODES_CAN_BE_DRAINED(
      "UPD-18",
      ERROR,
      "A PodDisruptionBudget lets one pod go",
      "A node is never drained: the upgrade of the cluster stops at it.",
      "Take the budget from Workloads, or set maxUnavailable: 1."),
  BUDGET_SELECTS_PODS(
      "UPD-19",
      WARNING,
      "A PodDisruptionBudget selects pods of the stack",
      "It protects nothing.",
      "Give it the labels of the workload it is for."),

  HISTORY_STORE_IS_WRITABLE(
      "OBS-01",
      ERROR,
      "The History Server's store is on a disk that it may write to",
      "It stops at its start: its root file system is read-only.",
      "Mount an emptyDir or a claim at spark.history.store.path."),
  HISTORY_STORE_HAS_ROOM(
      "OBS-02",
      ERROR,
      "The History Server's store is smaller than its disk",
      "Past an emptyDir's limit the pod is evicted; on a full claim the server ends.",
      "Set spark.history.store.maxDiskUsage below what is mounted."),
  HISTORY_MEMORY_IS_IN_THE_HEAP(
      "OBS-03",
      ERROR,
      "A hybrid store takes no more than half of the History Server's heap",
      "A large application ends the server with OutOfMemoryError, each time somebody opens it.",
      "Raise SPARK_DAEMON_MEMORY, or lower spark.history.store.hybridStore.maxMemoryUsage."),
  MONITOR_SELECTS_PODS(
      "OBS-04",
      ERROR,
      "A PodMonitor selects pods of the stack",
      "Prometheus asks nobody, and reports no target as down.",
      "Give it labels that the pods carry."),
  MONITOR_PORT_EXISTS(
      "OBS-05",
      ERROR,
      "A PodMonitor asks a port that one of its pods declares, by its name",
      "Prometheus drops pods without that port, and says nothing.",
      "Name the port as the container names it."),
  MONITOR_IS_ANSWERED(
      "OBS-06",
      ERROR,
      "What a PodMonitor asks drivers for, they are told to answer",
      "Spark answers 404: the target is down for ever.",
      "Let the application be observedBy the Prometheus that asks."),
  MONITOR_IS_LET_IN(
      "OBS-07",
      ERROR,
      "Policies let in who asks for metrics",
      "Prometheus waits for each answer until it times out.",
      "Let the application be observedBy the Prometheus that asks, in its namespace."),
  DASHBOARD_LETS_CHOOSE(
      "OBS-08",
      ERROR,
      "A dashboard asks a datasource that is chosen where it is shown",
      "The name or uid of one Grafana's datasource means nothing to the next.",
      "Ask ${datasource}, and define the variable."),
  DASHBOARD_ASKS_WHAT_IS_TOLD(
      "OBS-09",
      ERROR,
      "A dashboard asks for drivers' metrics by the name that they have",
      "Its graphs stay empty. Unless told otherwise, Spark puts the application's id into the name.",
      "Set spark.metrics.namespace to what the dashboard's queries begin with."),

  CONNECT_ASKS_FOR_A_TOKEN(
      "CON-01",
      ERROR,
      "A Spark Connect server has a token, from a Secret",
      "Whoever reaches its port runs code with the rights of the driver's account.",
      "Set SPARK_CONNECT_AUTHENTICATE_TOKEN from a Secret; releases before 4.0 know none."),
  CONNECT_IS_REACHED_BY_TLS(
      "CON-02",
      ERROR,
      "Spark Connect is offered outside by what ends TLS",
      "Clients send a token over TLS alone and get no session; others send their code in the clear.",
      "Expose it by a Gateway, or use port-forward.sh."),

  FIELD_IS_KNOWN(
      "OBJ-01",
      ERROR,
      "Every field of an object is one that Kubernetes has",
      "kubectl apply refuses the object; where validation is off, the field does nothing.",
      "Correct its name or its place in the patch; if it is newer than this program, excuse it."),

  OWN_FOLDER_IS_SYNCED(
      "GIT-01",
      ERROR,
      "Argo CD or Flux syncs the folder of this environment, as a whole",
      "It would apply another environment here, or what is meant for requests alone.",
      "Give syncedBy the environment's own name()."),
  CLAIMS_OUTLIVE_PRUNING(
      "GIT-02",
      ERROR,
      "A tool that prunes leaves claims, and the namespace they are in",
      "A renamed file or a removed Application would delete the data.",
      "Leave the annotations that syncedBy adds."),
  HEALTH_CHECK_EXISTS(
      "GIT-03",
      ERROR,
      "A health check of Flux names an object of the stack",
      "The Kustomization is never ready, and nothing that waits for it goes up.",
      "Say syncedBy when all components are there."),
  TOOL_IS_OUTSIDE(
      "GIT-04",
      ERROR,
      "What tells a tool to sync the stack is not in the stack's namespace, nor in what it syncs",
      "The tool does not look for it there, or deletes what it is told by.",
      "Name the namespace that Argo CD or Flux runs in."),
  SYNCED_JOB_STAYS(
      "GIT-05",
      ERROR,
      "A Job that a tool syncs is not swept up",
      "The tool misses it and makes it again: it runs for ever.",
      "Leave ttlSecondsAfterFinished out."),

  EXCEPTION_IS_NEEDED(
      "EXC-01",
      WARNING,
      "An exception excuses something",
      "A rule that is no longer broken would be excused tomorrow, unseen.",
      "Drop the exception.");

  private final String id;
  private final Severity severity;
  private final String title;
  private final String why;
  private final String fix;

  Rule(String id, Severity severity, String title, String why, String fix) {
    this.id = id;
    this.severity = severity;
    this.title = title;
    this.why = why;
    this.fix = fix;
  }

  /** {@code REF-01}: what exceptions and reports call it, for ever. */
  public String id() {
    return id;
  }

  public Severity severity() {
    return severity;
  }

  /** What must hold, in a sentence. */
  public String title() {
    return title;
  }

  /** What happens where it does not hold. */
  public String why() {
    return why;
  }

  /** What to do about it. */
  public String fix() {
    return fix;
  }
}
