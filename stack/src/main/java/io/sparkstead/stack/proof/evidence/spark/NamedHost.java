package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A host that drivers or executors connect to because a property says so.
 *
 * <pre>
 * spark.hadoop.hive.metastore.uris=thrift://metastore.hive.svc:9083     metastore.hive.svc 9083
 * spark.sql.catalog.erp.url=jdbc:postgresql://10.20.0.5/erp             10.20.0.5          5432
 * spark.jars.repositories=https://nexus.example.org/maven               nexus.example.org   443
 * </pre>
 *
 * <p>Values with a variable in them, hosts without a port that anybody knows, and what a pod is to
 * itself are left out. So are addresses that only browsers open.
 *
 * @param key of the property
 * @param host a name, or an address without brackets
 */
public record NamedHost(String key, String host, int port, Users users) {

  /** Who connects. */
  public enum Users {
    DRIVER,
    EXECUTORS,
    BOTH
  }

  private static final String CATALOG = "spark.sql.catalog.";
  private static final String FILE_SYSTEMS = "spark.hadoop.fs.";
  private static final String METRICS = "spark.metrics.conf.";
  private static final String GRAPHITE = ".sink.graphite.host";
  private static final String JDBC = "jdbc:";
  private static final String SCHEME = "://";

  /** What is fetched by its address, in lists. */
  private static final List<String> FETCHED =
      List.of("spark.jars", "spark.files", "spark.archives", "spark.submit.pyFiles");

  /** What is no host of others, or is looked at elsewhere. */
  private static final List<String> NO_SCHEMES = List.of("k8s", "spark", "file", "local");

  /** Where those listen whose addresses mostly say no port, by scheme or by database. */
  private static final Map<String, Integer> PORTS =
      Map.ofEntries(
          Map.entry("http", 80),
          Map.entry("https", 443),
          Map.entry("thrift", 9083),
          Map.entry("hdfs", 8020),
          Map.entry("db2", 50000),
          Map.entry("hive2", 10000),
          Map.entry("mariadb", 3306),
          Map.entry("mysql", 3306),
          Map.entry("oracle", 1521),
          Map.entry("postgresql", 5432),
          Map.entry("redshift", 5439),
          Map.entry("snowflake", 443),
          Map.entry("sqlserver", 1433));

  /** The one that {@code key} of {@code conf} names by a web address, for drivers and executors. */
  public static NamedHost of(Conf conf, String key) {
    List<NamedHost> hosts = new ArrayList<>();
    String url = conf.get(key).orElse("");
    int end = url.indexOf(SCHEME);
    boolean isHttp = url.startsWith("http:") || end < 0;
    addServer(hosts, key, end < 0 ? url : authority(url, end), isHttp ? 80 : 443, Users.BOTH);
    return hosts.isEmpty() ? new NamedHost(key, url, 80, Users.BOTH) : hosts.get(0);
  }

  /** All that {@code conf} names. */
  public static List<NamedHost> allOf(Conf conf) {
    List<NamedHost> hosts = new ArrayList<>();
    for (Map.Entry<String, String> property : conf.properties().entrySet()) {
      String value = property.getValue();
      if (value.indexOf('$') < 0) {
        add(hosts, conf, property.getKey(), value);
      }
    }
    return hosts;
  }

  private static void add(List<NamedHost> hosts, Conf conf, String key, String value) {
    if (value.startsWith(JDBC)) {
      // A catalogue's url is read by executors, its uri and a metastore's database by drivers.
      Users users = key.startsWith(CATALOG) && key.endsWith(".url") ? Users.BOTH : Users.DRIVER;
      addDatabase(hosts, key, value, users);
    } else if (key.startsWith(METRICS) && key.endsWith(GRAPHITE)) {
      addGraphite(hosts, conf, key, value);
    } else if (key.endsWith(".auth.bootstrap.servers")) {
      for (String server : value.split(",", -1)) {
        addServer(hosts, key, server.strip(), 0, Users.BOTH);
      }
    } else if (key.equals(FILE_SYSTEMS + "s3a.proxy.host")) {
      String port = conf.get(FILE_SYSTEMS + "s3a.proxy.port").orElse("");
      addServer(hosts, key, value, Words.isPort(port) ? Integer.parseInt(port) : 443, Users.BOTH);
    } else if (value.contains(SCHEME)) {
      addUrls(hosts, key, value);
    } else if (isEndpoint(key)) {
      addServer(hosts, key, value, 443, Users.BOTH);
    }
  }

  /** Of one bucket: that of all is the store's, which has rules of its own. */
  private static boolean isEndpoint(String key) {
    return key.startsWith(FILE_SYSTEMS + "s3a.bucket.") && key.endsWith(".endpoint");
  }

  private static void addUrls(List<NamedHost> hosts, String key, String value) {
    for (String one : value.split(",", -1)) {
      String url = one.strip();
      int end = url.indexOf(SCHEME);
      String scheme = end < 0 ? "" : url.substring(0, end);
      boolean isWeb = scheme.equals("http") || scheme.equals("https");
      if (end > 0 && !NO_SCHEMES.contains(scheme) && (!isWeb || isDialled(key))) {
        addServer(
            hosts, key, authority(url, end), PORTS.getOrDefault(scheme, 0), users(key, scheme));
      }
    }
  }

  /** Whether pods open the web address that {@code key} names, and not browsers. */
  private static boolean isDialled(String key) {
    return key.startsWith(CATALOG)
        || (key.startsWith(FILE_SYSTEMS) && !key.equals(S3.ENDPOINT))
        || key.equals(Keys.REPOSITORIES)
        || FETCHED.contains(key);
  }

  private static Users users(String key, String scheme) {
    boolean isDrivers =
        scheme.equals("thrift")
            || key.equals(Keys.REPOSITORIES)
            || (key.startsWith(CATALOG) && key.endsWith(".uri"));
    return isDrivers ? Users.DRIVER : Users.BOTH;
  }

  private static void addGraphite(List<NamedHost> hosts, Conf conf, String key, String host) {
    String sink = key.substring(0, key.length() - "host".length());
    String port = conf.get(sink + "port").orElse("");
    // What is sent by UDP waits for nobody.
    if (Words.isPort(port) && !conf.is(sink + "protocol", "udp")) {
      String whose = sink.substring(METRICS.length(), sink.indexOf('.', METRICS.length()));
      Users users =
          switch (whose) {
            case "driver" -> Users.DRIVER;
            case "executor" -> Users.EXECUTORS;
            default -> Users.BOTH;
          };
      addServer(hosts, key, host, Integer.parseInt(port), users);
    }
  }

  /**
   * {@code jdbc:postgresql://a,b:5433/erp}, {@code jdbc:oracle:thin:@//a:1521/erp}, {@code
   * jdbc:oracle:thin:@a:1521:erp}.
   */
  private static void addDatabase(List<NamedHost> hosts, String key, String url, Users users) {
    int colon = url.indexOf(':', JDBC.length());
    String kind = colon < 0 ? "" : url.substring(JDBC.length(), colon);
    int usual = PORTS.getOrDefault(kind, 0);
    int at = url.indexOf("thin:@");
    if (kind.equals("oracle") && at > 0) {
      String rest = url.substring(at + "thin:@".length());
      String server = rest.startsWith("//") ? rest.substring(2) : rest;
      int port = server.indexOf(':');
      int end = port < 0 ? server.length() : Ascii.endOfDigits(server, port + 1);
      addServer(hosts, key, beforeOneOf("/", server.substring(0, end)), usual, users);
      return;
    }
    int scheme = url.indexOf(SCHEME);
    if (scheme > 0) {
      for (String server : authority(url, scheme).split(",", -1)) {
        addServer(hosts, key, server, usual, users);
      }
    }
  }

  /** What stands between the scheme that ends at {@code end} and a path, without a user. */
  private static String authority(String url, int end) {
    String authority = beforeOneOf("/;?#", url.substring(end + SCHEME.length()));
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  private static String beforeOneOf(String marks, String text) {
    int end = 0;
    while (end < text.length() && marks.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }

  /**
   * Of a name or an address, with or without a port behind it.
   *
   * @param usual the port if none is named; 0 if nobody knows
   */
  private static void addServer(
      List<NamedHost> hosts, String key, String server, int usual, Users users) {
    int bracket = server.startsWith("[") ? server.indexOf(']') : -1;
    int colon = server.indexOf(':', Math.max(bracket, 0));
    String host =
        bracket > 0
            ? server.substring(1, bracket)
            : server.substring(0, colon < 0 ? server.length() : colon);
    String named = colon < 0 ? "" : server.substring(colon + 1);
    int port = Words.isPort(named) ? Integer.parseInt(named) : usual;
    boolean isItself = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    // Of HDFS a word without a dot and a port may stand for several.
    boolean isHost = !host.isEmpty() && (host.indexOf('.') > 0 || !named.isEmpty() || bracket > 0);
    if (isHost && port > 0 && !isItself) {
      hosts.add(new NamedHost(key, host, port, users));
    }
  }
}
