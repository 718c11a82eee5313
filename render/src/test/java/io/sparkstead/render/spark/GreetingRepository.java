package io.sparkstead.render.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * A Maven repository with one jar that no image has, {@code org.example:greeting:1.0}: its class
 * {@code org.example.Greeting} says hello.
 */
public final class GreetingRepository {

  private static final String FOLDER = "org/example/greeting/1.0/greeting-1.0.";

  private static final String SOURCE =
      """
      package org.example;

      public final class Greeting {
        public static String of(String name) {
          return "hello " + name;
        }
      }
      """;

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId>
        <artifactId>greeting</artifactId>
        <version>1.0</version>
      </project>
      """;

  private GreetingRepository() {}

  /** Its files, by their paths. */
  public static Map<String, byte[]> files() {
    return Map.of(FOLDER + "pom", POM.getBytes(UTF_8), FOLDER + "jar", jar());
  }

  private static byte[] jar() {
    try {
      Path folder = Files.createTempDirectory("greeting");
      Path source = Files.writeString(folder.resolve("Greeting.java"), SOURCE);
      int code =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "--release", "17", source.toString());
      if (code != 0) {
        throw new AssertionError(source + " does not compile");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JarOutputStream jar = new JarOutputStream(bytes)) {
        jar.putNextEntry(new JarEntry("org/example/Greeting.class"));
        jar.write(Files.readAllBytes(folder.resolve("Greeting.class")));
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
