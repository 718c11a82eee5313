package io.sparkstead.render.cluster.field;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.spark.cluster.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The API server of a control plane, asked over a socket: a thousand questions in seconds. */
final class ApiServer implements AutoCloseable {

  private final Process proxy;
  private final Path socket;

  /**
   * What it said.
   *
   * @param status of HTTP
   */
  record Said(int status, String body) {

    /** It is there already, and was found good before. */
    private static final int CONFLICT = 409;

    boolean isRefusal() {
      return status >= 300 && status != CONFLICT;
    }

    /** Why, as it tells people. */
    String message() {
      String mark = "\"message\":\"";
      int start = body.indexOf(mark) + mark.length();
      int end = body.indexOf("\",\"", start);
      return end < 0 ? body : body.substring(start, end).replace("\\\"", "\"");
    }
  }

  /** Of {@code plane}, with which it ends. */
  ApiServer(ControlPlane plane) {
    socket = plane.state().resolve("api.socket");
    try {
      String pid = Files.readString(plane.state().resolve("pid")).strip();
      proxy =
          new ProcessBuilder(
                  "nsenter",
                  "--target",
                  pid,
                  "--net",
                  "--pid",
                  "--mount",
                  Path.of(ControlPlane.built("kube"), "kubectl").toString(),
                  "--kubeconfig",
                  plane.state().resolve("admin.kubeconfig").toString(),
                  "proxy",
                  "--unix-socket",
                  socket.toString())
              .redirectErrorStream(true)
              .redirectOutput(plane.state().resolve("proxy.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Patience.until(() -> Files.exists(socket), () -> "kubectl proxy makes no " + socket);
  }

  /** What it would say of a new object, which is {@code yaml}, at {@code path}. */
  Said wouldCreate(String path, String yaml) {
    byte[] body = yaml.getBytes(UTF_8);
    String head =
        "POST "
            + path
            + "?dryRun=All&fieldValidation=Strict HTTP/1.0\r\nHost: localhost\r\n"
            + "Accept: application/json\r\nContent-Type: application/yaml\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return said(exchange(channel, head.getBytes(UTF_8), body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Said said(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new AssertionError("the API server answers '" + answer + "'");
    }
    return new Said(Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(end + 4));
  }

  /** All that comes back. Who refuses a path hangs up before all is sent. */
  private static String exchange(SocketChannel channel, byte[]... parts) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      for (byte[] part : parts) {
        ByteBuffer buffer = ByteBuffer.wrap(part);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    } catch (IOException e) {
      // What it says is there to be read.
    }
    ByteBuffer some = ByteBuffer.allocate(1 << 16);
    try {
      while (channel.read(some) >= 0) {
        answer.write(some.array(), 0, some.position());
        some.clear();
      }
    } catch (IOException e) {
      // It has said all it will.
    }
    return answer.toString(UTF_8);
  }

  @Override
  public void close() {
    proxy.destroy();
  }
}
