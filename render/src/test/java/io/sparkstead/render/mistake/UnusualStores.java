package io.sparkstead.render.mistake;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.image.Mirrors;
import io.sparkstead.stack.storage.AwsS3;
import io.sparkstead.stack.storage.AzureStorage;
import io.sparkstead.stack.storage.ExternalStore;
import io.sparkstead.stack.storage.GoogleStorage;
import io.sparkstead.stack.storage.Irsa;
import io.sparkstead.stack.storage.PodIdentity;
import io.sparkstead.stack.storage.S3Bucket;
import io.sparkstead.stack.storage.S3Login;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Those of {@link UnusualStacks} that differ in their store, and in what pods connect to. */
final class UnusualStores {

  private static final Map<String, Supplier<Stack>> ALL = new LinkedHashMap<>();

  static {
    stores();
    peers();
  }

  private UnusualStores() {}

  /** Each by what varies. */
  static Map<String, Supplier<Stack>> all() {
    return Map.copyOf(ALL);
  }

  private static void on(String what, Supplier<Stack> stack) {
    ALL.put(what, stack);
  }

  private static void stores() {
    on("an external store with a port", () -> storedAt("https://nas.example.org:9443"));
    on("an external store with a last slash", () -> storedAt("https://nas.example.org/"));
    on("an external store with its host in upper case", () -> storedAt("https://NAS.example.org"));
    on("an external store by IPv6 address", () -> storedAt("http://[fd00::9]:9000"));
    on(
        "an external store without addresses, and no policies",
        () ->
            UnusualStacks.bench()
                .storedIn(
                    new ExternalStore(
                        URI.create("https://s3.example.org"), List.of(), bucket("lake")))
                .stack());
    on(
        "a bucket with dots",
        () ->
            UnusualStacks.bench()
                .storedIn(
                    new ExternalStore(
                        URI.create("https://s3.example.org"),
                        List.of(Cidr.only("10.2.0.9")),
                        bucket("data.example.org")))
                .stack());
    on(
        "Google Cloud Storage, by workload identity and policies",
        () ->
            UnusualStacks.bench()
                .storedIn(
                    new GoogleStorage(
                        "acme-spark",
                        new GoogleStorage.Identity("spark-jobs@acme-data.iam.gserviceaccount.com")))
                .stack());
    on("Google Cloud Storage by its S3 face", () -> storedAt("https://storage.googleapis.com"));
    on(
        "Azure, with a key and Spark 3.5",
        () ->
            UnusualStacks.bench()
                .release("3.5.8")
                .storedIn(new AzureStorage("acme", "spark", AzureStorage.Keys.in("acme-keys")))
                .stack());
    on(
        "images built through mirrors and a proxy",
        () ->
            UnusualStacks.bench()
                .builtThrough(
                    Mirrors.none()
                        .apache("https://nexus.example.org/repository/apache")
                        .maven("https://nexus.example.org/repository/maven")
                        .pypi("https://nexus.example.org/repository/pypi/simple")
                        .tini("https://nexus.example.org/repository/tini")
                        .rpm("https://nexus.example.org/repository/ubi")
                        .registry("nexus.example.org:8443/mirror")
                        .proxy("http://proxy.example.org:3128", "nexus.example.org"))
                .stack());
    on(
        "settings of S3A of one's own",
        () ->
            UnusualStacks.bench()
                .conf("spark.hadoop.fs.s3a.committer.staging.conflict-mode", "Replace")
                .conf("spark.hadoop.fs.s3a.committer.threads", "-4")
                .conf(
                    "spark.hadoop.fs.s3a.bucket.data.example.org.endpoint",
                    "https://s3.eu.example.org")
                .conf("spark.hadoop.fs.s3a.bucket.data.example.org.path.style.access", "false")
                .conf("spark.hadoop.fs.s3a.connection.timeout", "90s")
                .conf("spark.hadoop.fs.s3a.multipart.size", "128M")
                .conf("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem")
                .conf("spark.sql.warehouse.dir", "s3a://data.example.org/warehouse")
                .stack());
    on(
        "partitions overwritten one by one, in tables of Delta",
        () ->
            UnusualStacks.bench()
                .delta()
                .conf("spark.sql.sources.partitionOverwriteMode", "dynamic")
                .stack());
    on(
        "keys of a store in a Secret that others make",
        () ->
            UnusualStacks.bench()
                .storedIn(
                    new ExternalStore(
                        URI.create("https://s3.example.org"),
                        List.of(Cidr.only("10.2.0.9")),
                        new S3Bucket("lake", S3Login.existing("lake-keys"))))
                .stack());
    on(
        "AWS in China",
        () ->
            UnusualStacks.bench()
                .storedIn(
                    new AwsS3(
                        "cn-north-1",
                        "example-spark",
                        new Irsa("arn:aws-cn:iam::111122223333:role/spark")))
                .stack());
    on(
        "Pod Identity",
        () ->
            UnusualStacks.bench()
                .storedIn(
                    new AwsS3(
                        "eu-central-1",
                        "example-spark",
                        new PodIdentity("data", "arn:aws:iam::111122223333:role/spark")))
                .stack());
    on(
        "tables of Iceberg",
        () -> UnusualStacks.bench().release("4.1.2").tables("tables", "lake").stack());
    on(
        "quotes, Unicode and $(x) in the purpose of a Secret",
        () ->
            UnusualStacks.bench()
                .storedIn(
                    new ExternalStore(
                        URI.create("https://s3.example.org"),
                        List.of(Cidr.only("10.2.0.9")),
                        new S3Bucket("lake", S3Login.in("lake", "\"dåta\" of $(x) 'y'"))))
                .stack());
  }

  private static Stack storedAt(String endpoint) {
    return UnusualStacks.bench()
        .storedIn(
            new ExternalStore(URI.create(endpoint), List.of(Cidr.only("10.2.0.9")), bucket("lake")))
        .stack();
  }

  private static S3Bucket bucket(String name) {
    return new S3Bucket(name, S3Login.in("lake", "the lake"));
  }

  private static void peers() {
    on(
        "OpenShift's DNS",
        () -> UnusualStacks.bench().outside(UnusualStacks.OUTSIDE).dns(Dns.openShift()).stack());
    on(
        "a DNS cache on each node",
        () -> UnusualStacks.bench().outside(UnusualStacks.OUTSIDE).dns(Dns.nodeLocal()).stack());
    on(
        "an API server, people and DNS at addresses of IPv6",
        () ->
            UnusualStacks.bench()
                .outside(
                    new Outside(
                        List.of(Cidr.only("FD00:ec2:0::1"), Cidr.only("10.0.0.1")),
                        6443,
                        List.of(new Cidr("2001:db8::/32"))))
                .dns(Dns.kubeDns().and(Dns.at(53, Cidr.only("fd00::a"))))
                .historyExposure(new Exposure.MetalLb("10.1.0.6,fd00::6"))
                .stack());
    on(
        "a store in another namespace, whose pods listen at another port",
        () ->
            UnusualStacks.bench()
                .outside(UnusualStacks.OUTSIDE)
                .storedIn(
                    new ExternalStore(
                            URI.create("http://rook-ceph-rgw-lake.rook-ceph.svc"),
                            List.of(),
                            bucket("lake"))
                        .reachedBy(
                            Reach.inCluster("rook-ceph", Map.of("app", "rook-ceph-rgw"), 8080)))
                .stack());
    on(
        "a metastore and a database besides",
        () ->
            UnusualStacks.bench()
                .outside(UnusualStacks.OUTSIDE)
                .reaching("metastore", Reach.inCluster("hive", 9083).byDrivers())
                .reaching("erp", Reach.outside(new Cidr("fd00:20::/64"), 5432))
                .conf("spark.hadoop.hive.metastore.uris", "thrift://metastore.hive.svc:9083")
                .conf(
                    "spark.sql.catalog.erp",
                    "org.apache.spark.sql.execution.datasources.v2.jdbc.JDBCTableCatalog")
                .conf("spark.sql.catalog.erp.url", "jdbc:postgresql://[fd00:20::5]/erp")
                .stack());
  }
}
