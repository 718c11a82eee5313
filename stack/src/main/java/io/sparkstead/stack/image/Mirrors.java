package io.sparkstead.stack.image;

import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.value.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where images are built from on a network without the internet: mirrors in place of the places
 * that everybody fetches from, and a proxy.
 *
 * <pre>{@code
 * Mirrors.none()
 *     .apache("https://nexus.example.org/repository/apache")   // of https://archive.apache.org/dist
 *     .maven("https://nexus.example.org/repository/maven")     // of Maven Central
 *     .pypi("https://nexus.example.org/repository/pypi/simple")
 *     .tini("https://nexus.example.org/repository/tini")       // of …/krallin/tini/releases/download
 *     .rpm("https://nexus.example.org/repository/ubi")         // of https://cdn-ubi.redhat.com
 *     .registry("nexus.example.org:8443")                      // of registry.access.redhat.com
 *     .proxy("http://proxy.example.org:3128", ".example.org", "localhost")
 * }</pre>
 *
 * <p>All of it is for the build: no variable of the image names a mirror or the proxy, and pods do
 * not know them. What is fetched is held against the same signatures and checksums.
 *
 * <p>An address is of {@code https://}, with a host and perhaps a port and a path. Refused is one
 * with a user or a password in it, which the Dockerfile would show to everybody.
 *
 * @param apache what has {@code spark/spark-4.1.2/} and {@code spark/KEYS} below it
 * @param maven what Maven takes for each of its repositories
 * @param pypi an index as pip reads it
 * @param tini what has {@code v0.19.0/} below it
 * @param rpm what has {@code content/public/ubi/} below it
 * @param registry host, port and path of a registry, in place of the first part of what images are
 *     built on: {@code nexus.example.org:8443/ubi9/ubi-minimal:…}
 */
public record Mirrors(
    Optional<String> apache,
    Optional<String> maven,
    Optional<String> pypi,
    Optional<String> tini,
    Optional<String> rpm,
    Optional<String> registry,
    Optional<Proxy> proxy) {

  private static final Mirrors NONE =
      new Mirrors(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** What Maven is told in, in the folder of an image. */
  static final String SETTINGS = "settings.xml";

  /** Where the repositories of UBI are. */
  private static final String UBI = "https://cdn-ubi.redhat.com";

  public Mirrors {
    apache = checked("apache", apache);
    maven = checked("maven", maven);
    pypi = checked("pypi", pypi);
    tini = checked("tini", tini);
    rpm = checked("rpm", rpm);
    if (registry.isPresent()) {
      // What is no registry is refused there.
      new ImageReference(registry.get() + "/ubi9", "1");
    }
  }

  /** Everything from where everybody has it. */
  public static Mirrors none() {
    return NONE;
  }

  private static Optional<String> checked(String method, Optional<String> address) {
    return address.isPresent() ? Optional.of(address(method, address.get())) : address;
  }

  /** {@code address} without a slash at its end. */
  private static String address(String method, String address) {
    refuseLogin(method, address);
    if (!address.matches(
        "https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[A-Za-z0-9._~%+-]+)*/?")) {
      throw new IllegalArgumentException(
          "'"
              + address
              + "' given to "
              + method
              + "(…) is not the address of a mirror; write https://, a host and perhaps a port and a"
              + " path, as in https://nexus.example.org/repository/"
              + method);
    }
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static void refuseLogin(String method, String address) {
    if (address.contains("@")) {
      throw new IllegalArgumentException(
          "what was given to "
              + method
              + "(…) has a user or a password in it (not shown), and the folder of an image is for"
              + " everybody; leave both out, and let it be read without them from where images are"
              + " built");
    }
  }

  /** These, with Spark's archive and its KEYS from a mirror of {@code archive.apache.org/dist}. */
  public Mirrors apache(String address) {
    return new Mirrors(Optional.of(address), maven, pypi, tini, rpm, registry, proxy);
  }

  /** These, with jars from a repository that has those of Maven Central. */
  public Mirrors maven(String address) {
    return new Mirrors(apache, Optional.of(address), pypi, tini, rpm, registry, proxy);
  }

  /** These, with Python packages from another index: {@code https://…/simple}. */
  public Mirrors pypi(String address) {
    return new Mirrors(apache, maven, Optional.of(address), tini, rpm, registry, proxy);
  }

  /** These, with tini from a mirror of {@code github.com/krallin/tini/releases/download}. */
  public Mirrors tini(String address) {
    return new Mirrors(apache, maven, pypi, Optional.of(address), rpm, registry, proxy);
  }

  /** These, with Java and Python from a mirror of {@code cdn-ubi.redhat.com}. */
  public Mirrors rpm(String address) {
    return new Mirrors(apache, maven, pypi, tini, Optional.of(address), registry, proxy);
  }

  /** These, with base images from another registry, by the digests they have. */
  public Mirrors registry(String registry) {
    return new Mirrors(apache, maven, pypi, tini, rpm, Optional.of(registry), proxy);
  }

  /**
   * These, through a proxy wherever no {@code past} is asked.
   *
   * @param address {@code http://} or {@code https://}, a host and a port; no user, no password
   * @param past hosts, such as {@code nexus.example.org}, and domains, {@code .example.org}
   */
  public Mirrors proxy(String address, String... past) {
    return new Mirrors(
        apache, maven, pypi, tini, rpm, registry, Optional.of(new Proxy(address, List.of(past))));
  }

  /**
   * Through whom the build reaches what it fetches.
   *
   * @param past the hosts that it reaches by itself, and domains with a dot in front
   */
  public record Proxy(String address, List<String> past) {

    public Proxy {
      past = List.copyOf(past);
      refuseLogin("proxy", address);
      if (!address.matches("https?://[A-Za-z0-9][A-Za-z0-9.-]*:[0-9]{1,5}/?")) {
        throw new IllegalArgumentException(
            "'"
                + address
                + "' is not the address of a proxy; write http://, a host and a port, as in"
                + " http://proxy.example.org:3128");
      }
      address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
      for (String host : past) {
        if (!host.matches("\\.?[A-Za-z0-9][A-Za-z0-9.-]*")) {
          throw new IllegalArgumentException(
              "'"
                  + host
                  + "' is no host that a proxy is left out for; write a host, or a domain with a dot"
                  + " in front, as in .example.org: not every program reads blocks of addresses");
        }
      }
    }

    /** Arguments of a build that it knows by itself, and that no image keeps. */
    List<String> arguments() {
      List<String> arguments = new ArrayList<>();
      // Of two spellings each program reads its own: curl takes no HTTP_PROXY.
      for (String name : List.of("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy")) {
        arguments.add(name + "=" + address);
      }
      if (!past.isEmpty()) {
        for (String name : List.of("NO_PROXY", "no_proxy")) {
          arguments.add(name + "=" + String.join(",", past));
        }
      }
      return arguments;
    }

    /** Maven reads no variable. */
    private String settings() {
      int scheme = address.indexOf("://");
      int port = address.lastIndexOf(':');
      List<String> hosts = new ArrayList<>();
      for (String host : past) {
        if (!host.startsWith(".")) {
          hosts.add(host);
        }
        hosts.add(host.startsWith(".") ? "*" + host : "*." + host);
      }
      return Blanks.fill(
          """
            <proxies>
              <proxy>
                <id>proxy</id>
                <protocol>%s</protocol>
                <host>%s</host>
                <port>%s</port>
                <nonProxyHosts>%s</nonProxyHosts>
              </proxy>
            </proxies>
          """,
          address.substring(0, scheme),
          address.substring(scheme + 3, port),
          address.substring(port + 1),
          String.join("|", hosts));
    }
  }

  /** Whether Maven has to be told of it. */
  boolean hasSettings() {
    return maven.isPresent() || proxy.isPresent();
  }

  /** What Maven reads in place of a person's settings. */
  String settings() {
    StringBuilder text = new StringBuilder("<!-- " + Generated.NOTICE + " -->\n<settings>\n");
    if (maven.isPresent()) {
      text.append(
          Blanks.fill(
              """
                <mirrors>
                  <mirror>
                    <id>mirror</id>
                    <mirrorOf>*</mirrorOf>
                    <url>%s</url>
                  </mirror>
                </mirrors>
              """,
              maven.get()));
    }
    if (proxy.isPresent()) {
      text.append(proxy.get().settings());
    }
    return text.append("</settings>\n").toString();
  }

  /** {@code bases} out of the registry of these. */
  BaseImages of(BaseImages bases) {
    return registry.isPresent()
        ? new BaseImages(moved(registry.get(), bases.build()), moved(registry.get(), bases.run()))
        : bases;
  }

  /** {@code ubi9/ubi-minimal} of {@code registry.access.redhat.com/ubi9/ubi-minimal}. */
  private static ImageReference moved(String registry, ImageReference image) {
    String path = image.repository();
    int slash = path.indexOf('/');
    String first = path.substring(0, Math.max(slash, 0));
    boolean isHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    return new ImageReference(
        registry + "/" + (isHost ? path.substring(slash + 1) : path), image.version());
  }

  /** What brings jars by their coordinates into {@code spark/jars}, each as its checksum says. */
  List<String> fetching(List<String> coordinates) {
    List<String> commands = new ArrayList<>();
    commands.add(
        "jar() { mvn -B -q -C "
            + (hasSettings() ? "-s " + SETTINGS + " " : "")
            + "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
            + " -DoutputDirectory=spark/jars -Dartifact=\"$1\"; }");
    for (String jar : coordinates) {
      commands.add("jar " + jar);
    }
    commands.add("chmod -R go-w,a+rX spark");
    return commands;
  }

  /** {@code commands}, which install packages of the distribution, from where these have them. */
  List<String> installing(String... commands) {
    List<String> all = new ArrayList<>(List.of(commands));
    if (rpm.isPresent()) {
      all.add(0, repositories(UBI, rpm.get()));
      // As they were: who installs more in a pod has no mirror of the build.
      all.add(repositories(rpm.get(), UBI));
    }
    return all;
  }

  private static String repositories(String from, String to) {
    return "sed -i 's|" + from + "|" + to + "|' /etc/yum.repos.d/*.repo";
  }
}
