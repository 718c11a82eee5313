package io.sparkstead.render.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is loaded ahead of a run. */
class AheadTest {

  private static final String SLOWEST = "io.fabric8.kubernetes.api.model.HasMetadata";

  /** Of which nothing is initialized by loading it. */
  public static final class Quiet {
    static {
      System.setProperty("sparkstead.quiet", "no");
    }
  }

  /** Which notes what it is asked for. */
  private static final class Noting extends ClassLoader {
    private final List<String> asked = new ArrayList<>();

    Noting() {
      super(AheadTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      asked.add(name);
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void classes_are_loaded_in_the_order_of_the_piece_behind_the_slowest() throws Exception {
    Noting classes = new Noting();

    load(classes, "java.io.StringReader", Piece.class.getName());

    assertThat(classes.asked)
        .containsExactly(SLOWEST, "java.io.StringReader", Piece.class.getName());
  }

  @Test
  void a_class_that_this_jdk_has_not_keeps_no_other_back() throws Exception {
    Noting classes = new Noting();

    load(classes, "sun.nio.Gone", Piece.class.getName());

    assertThat(classes.asked).endsWith("sun.nio.Gone", Piece.class.getName());
  }

  @Test
  void nothing_of_ours_is_initialized_so_that_no_two_threads_wait_for_each_other()
      throws Exception {
    load(new Noting(), Quiet.class.getName());

    assertThat(System.getProperty("sparkstead.quiet")).isNull();
  }

  @Test
  void the_run_does_not_wait_for_it() {
    assertThat(new Ahead(new Noting(), piece("java.lang.String")).isDaemon()).isTrue();
  }

  private static void load(ClassLoader classes, String... names) throws InterruptedException {
    Ahead ahead = new Ahead(classes, piece(names));
    ahead.start();
    ahead.join();
  }

  private static Piece piece(String... names) {
    byte[] head = (Piece.AHEAD + "\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] ahead = String.join("\n", names).getBytes(StandardCharsets.ISO_8859_1);
    return new Piece(
        ByteBuffer.allocate(3 * Integer.BYTES + head.length + ahead.length)
            .putInt(1)
            .putInt(head.length)
            .put(head)
            .putInt(ahead.length)
            .put(ahead)
            .array());
  }
}
