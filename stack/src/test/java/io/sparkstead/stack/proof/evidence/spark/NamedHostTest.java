package io.sparkstead.stack.proof.evidence.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Conf;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedHostTest {

  private static List<String> hosts(Map<String, String> properties) {
    return NamedHost.allOf(new Conf("c", "c.conf", "", properties)).stream()
        .map(host -> host.host() + " " + host.port() + " " + host.users())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.hadoop.hive.metastore.uris | thrift://m.hive.svc:9083 | m.hive.svc 9083 DRIVER",
        "spark.hadoop.hive.metastore.uris | thrift://m.example.org | m.example.org 9083 DRIVER",
        "spark.sql.catalog.a.uri | https://rest.example.org/v1 | rest.example.org 443 DRIVER",
        "spark.sql.catalog.a.uri | jdbc:postgresql://db.example.org/x | db.example.org 5432 DRIVER",
        "spark.sql.catalog.a.url | jdbc:mysql://10.0.0.5:3307/x?a=b | 10.0.0.5 3307 BOTH",
        "spark.sql.catalog.a.url | jdbc:postgresql://[fd00::5]:5433/x | fd00::5 5433 BOTH",
        "spark.sql.catalog.a.url | jdbc:postgresql://[fd00::5]/x | fd00::5 5432 BOTH",
        "spark.sql.catalog.a.url | jdbc:sqlserver://db.example.org;databaseName=x | db.example.org 1433 BOTH",
        "spark.sql.catalog.a.url | jdbc:oracle:thin:@//db.example.org:1522/x | db.example.org 1522 BOTH",
        "spark.sql.catalog.a.url | jdbc:oracle:thin:@db.example.org:1521:x | db.example.org 1521 BOTH",
        "spark.sql.catalog.a.url | jdbc:oracle:thin:@db.example.org/x | db.example.org 1521 BOTH",
        "spark.sql.catalog.a.s3.endpoint | http://nas.example.org:9000 | nas.example.org 9000 BOTH",
        "spark.hadoop.javax.jdo.option.ConnectionURL | jdbc:mariadb://db:3306/h | db 3306 DRIVER",
        "spark.jars.repositories | https://me:secret@nexus.example.org/maven | nexus.example.org 443 DRIVER",
        "spark.jars | https://files.example.org/a.jar,local:///b.jar | files.example.org 443 BOTH",
        "spark.hadoop.fs.s3a.bucket.raw.endpoint | nas.example.org | nas.example.org 443 BOTH",
        "spark.hadoop.fs.s3a.bucket.raw.endpoint | http://nas.example.org | nas.example.org 80 BOTH",
        "spark.hadoop.fs.defaultFS | hdfs://nn.example.org | nn.example.org 8020 BOTH",
        "spark.kafka.clusters.a.auth.bootstrap.servers | k.example.org:9092 | k.example.org 9092 BOTH",
        "spark.mongodb.read.connection.uri | mongodb://me@m.example.org:27017/x | m.example.org 27017 BOTH",
      })
  void is_what_pods_connect_to(String key, String value, String host) {
    assertThat(hosts(Map.of(key, value))).containsExactly(host);
  }

  @Test
  void of_a_list_is_each() {
    assertThat(
            hosts(
                Map.of(
                    "spark.hadoop.hive.metastore.uris", "thrift://a.hive.svc:9083, thrift://b:9084",
                    "spark.hadoop.javax.jdo.option.ConnectionURL",
                        "jdbc:postgresql://a:5432,b:5433/x")))
        .containsExactlyInAnyOrder(
            "a.hive.svc 9083 DRIVER", "b 9084 DRIVER", "a 5432 DRIVER", "b 5433 DRIVER");
  }

  @ParameterizedTest
  @CsvSource({"*, BOTH", "driver, DRIVER", "executor, EXECUTORS"})
  void of_graphite_is_for_whom_the_sink_is(String whose, String users) {
    String sink = "spark.metrics.conf." + whose + ".sink.graphite.";
    Map<String, String> properties = Map.of(sink + "host", "g.example.org", sink + "port", "2003");

    assertThat(hosts(properties)).containsExactly("g.example.org 2003 " + users);
    assertThat(hosts(Map.of(sink + "host", "g.example.org"))).isEmpty();
  }

  @Test
  void of_a_proxy_for_s3_is_with_its_port() {
    String proxy = "spark.hadoop.fs.s3a.proxy.";

    assertThat(hosts(Map.of(proxy + "host", "p.example.org", proxy + "port", "3128")))
        .containsExactly("p.example.org 3128 BOTH");
  }

  @ParameterizedTest
  @CsvSource({
    "spark.master, k8s://https://kubernetes.default.svc",
    "spark.ui.reverseProxyUrl, https://jobs.example.org",
    "spark.jars, local:///opt/a.jar",
    "spark.sql.warehouse.dir, s3a://lake/tables/",
    "spark.hadoop.fs.defaultFS, hdfs://nameservice1",
    "spark.sql.catalog.a.uri, ${env.URI}",
    "spark.sql.catalog.a.uri, jdbc:sqlite:/tmp/x.db",
    "spark.hadoop.javax.jdo.option.ConnectionURL, jdbc:derby:;databaseName=x",
    "spark.hadoop.javax.jdo.option.ConnectionURL, jdbc:postgresql://localhost/x",
    "spark.sql.catalog.a.url, jdbc:oracle:thin:@(DESCRIPTION=(x))",
    "spark.sql.catalog.a.url, jdbc:unknown://db.example.org/x",
  })
  void is_none_where_nobody_connects_or_nobody_knows(String key, String value) {
    assertThat(hosts(Map.of(key, value))).isEmpty();
  }
}
