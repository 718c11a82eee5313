package io.sparkstead.stack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The approved files of a module, and the tests they belong to. */
public final class ApprovedFiles {

  private static final String APPROVED = ".approved.";

  private ApprovedFiles() {}

  /** Those under {@code sources} whose class or method of that name is no test any more. */
  public static List<Path> withoutTest(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.getFileName().toString().contains(APPROVED))
          .map(sources::relativize)
          .filter(file -> !hasTest(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code io/sparkstead/approved/MinioTest.in_the_cluster.approved.yaml} names both. */
  private static boolean hasTest(Path file) {
    String name = file.getFileName().toString();
    String[] test = name.substring(0, name.indexOf(APPROVED)).split("\\.", -1);
    Path folder = file.getParent().getParent();
    String type = folder.toString().replace(file.getFileSystem().getSeparator(), ".");
    try {
      return test.length == 2 && isTest(Class.forName(type + "." + test[0]), test[1]);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean isTest(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .anyMatch(name::equals);
  }
}
