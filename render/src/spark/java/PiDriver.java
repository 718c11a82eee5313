import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A notebook without Python: a session configured by spark-defaults.conf alone, which runs a cell
 * for each line it reads.
 *
 * <pre>
 * pi 80          throws darts in 80 tasks, each of which takes half a second
 * seen TZ spark.x tells what driver and executors have for a variable and a property
 * </pre>
 *
 * <p>It ends its session where its input ends.
 */
public final class PiDriver {

  private PiDriver() {}

  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate();
        BufferedReader cells = new BufferedReader(new InputStreamReader(System.in, "UTF-8"))) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      System.out.println("CELL session " + spark.sparkContext().applicationId());
      for (String cell = cells.readLine(); cell != null; cell = cells.readLine()) {
        System.out.println("CELL " + answer(context, cell.split(" ")));
      }
    }
    System.out.println("CELL stopped");
  }

  private static String answer(JavaSparkContext context, String[] cell) {
    if (cell[0].equals("pi")) {
      return "pi is roughly " + pi(context, Integer.parseInt(cell[1]));
    }
    String variable = cell[1];
    String property = cell[2];
    List<String> executors =
        context.parallelize(Collections.nCopies(8, 0), 8).map(task -> seen(variable, property)).collect();
    return "driver " + seen(variable, property) + " executors " + new TreeSet<>(executors);
  }

  private static String seen(String variable, String property) {
    return System.getenv(variable) + " " + SparkEnv.get().conf().get(property, "unset");
  }

  private static double pi(JavaSparkContext context, int tasks) {
    int darts = 1000;
    long hits =
        context.parallelize(Collections.nCopies(tasks, darts), tasks).map(PiDriver::hits).reduce(Integer::sum);
    return 4.0 * hits / darts / tasks;
  }

  private static int hits(int darts) throws InterruptedException {
    Thread.sleep(500);
    int hits = 0;
    for (int i = 0; i < darts; i++) {
      double x = ThreadLocalRandom.current().nextDouble(-1, 1);
      double y = ThreadLocalRandom.current().nextDouble(-1, 1);
      hits += x * x + y * y <= 1 ? 1 : 0;
    }
    return hits;
  }
}
