package io.sparkstead.stack.image;

import io.sparkstead.stack.release.MavenJar;

/**
 * Drivers of databases, each in one jar that goes with every Spark.
 *
 * <pre>{@code
 * workbench.jars(JdbcDrivers.POSTGRESQL)
 * }</pre>
 *
 * <p>Spark finds a driver by the address: {@code spark.read.format("jdbc").option("url",
 * "jdbc:postgresql://…")}. Another version is a {@link MavenJar} of its own.
 *
 * @see <a href="https://spark.apache.org/docs/latest/sql-data-sources-jdbc.html">JDBC in Spark</a>
 */
public final class JdbcDrivers {

  public static final MavenJar POSTGRESQL = new MavenJar("org.postgresql", "postgresql", "42.7.13");

  /** For addresses that begin with {@code jdbc:mysql:}. */
  public static final MavenJar MYSQL = new MavenJar("com.mysql", "mysql-connector-j", "9.7.0");

  /** For addresses that begin with {@code jdbc:mariadb:}. */
  public static final MavenJar MARIADB =
      new MavenJar("org.mariadb.jdbc", "mariadb-java-client", "3.5.10");

  private JdbcDrivers() {}
}
