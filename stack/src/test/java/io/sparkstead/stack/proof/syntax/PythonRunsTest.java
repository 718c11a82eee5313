package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonRunsTest extends FamilyTest {

  private static final String SCRIPTS = "check-script";
  private static final String SMOKE = "smoke.py";

  PythonRunsTest() {
    super(PythonRuns::new);
    on(
        PythonRuns.SESSION_IS_STOPPED,
        "ConfigMap check-script key smoke.py makes a session, asks the History Server for its run,"
            + " and never stops it",
        good -> smoke(good, "    spark.stop()\n", ""));
    on(
        PythonRuns.MODULE_IS_NOT_CALLED,
        "calls random, which is a module; say random.random",
        good -> smoke(good, "from random import random", "import random"));
    on(
        PythonRuns.MODULE_IS_NOT_CALLED,
        "takes sleep from time, which is time.time and not the module; say import time",
        good -> smoke(good, "import time\n", "from time import time\n"));
    on(
        PythonRuns.MODULE_IS_NOT_CALLED,
        "takes timedelta from datetime, which is datetime.datetime",
        good -> own(good, "from datetime import datetime\nprint(datetime.timedelta(1))\n"));
    on(
        PythonRuns.MODULE_IS_NOT_CALLED,
        "in examples/dynamic_resource_allocation_test.ipynb calls random, which is a module",
        good -> good.replace(NOTEBOOK, "from random import random", "import random"));
    on(
        PythonRuns.NUMBER_COMES_NEAR,
        "compares pi, a whole number since line",
        good -> smoke(good, "4.0 * hits / DARTS", "4 * hits // DARTS"));
    on(
        PythonRuns.NUMBER_COMES_NEAR,
        "'print(a == 0.5)' in ConfigMap check-script key smoke.py compares a, a whole number since"
            + " line 1, with 0.5, which it is never near; divide by /, and do not round",
        good -> own(good, "a = round(2.4)\nprint(a == 0.5)\n"));
  }

  private static Altered smoke(Altered good, String from, String to) {
    return good.data(SCRIPTS, SMOKE, text -> text.replace(from, to));
  }

  private static Altered own(Altered good, String program) {
    return good.data(SCRIPTS, SMOKE, text -> program);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import random\nrandom = random.Random(1).random\nprint(random())\n",
        "import time\ndef f(time):\n    return time()\n",
        "import tqdm\nprint(tqdm())\n",
        "from datetime import datetime\nprint(datetime.time(datetime.now()), datetime.date)\n",
        "from time import time, sleep\nsleep(time())\n",
        "import copy\nfrom copy import copy\nprint(copy(1))\n",
        "a = 7 // 2\nprint(a > 1.5, abs(a - 3.5) < 1.0, a == 3.0)\n",
        "a = 7 // 2\na = a / 2\nprint(a == 0.5)\n",
        "a = round(2.345, 2)\nprint(a == 2.35)\n",
        "a = 7 // 2 / 4\nprint(a == 0.75)\n",
        "a = 7 / 2\nprint(abs(a - 3.5) < 0.1)\n",
        "spark = SparkSession.builder.getOrCreate()\nread(ui + ':4040/api/v1/applications')\n",
        "with SparkSession.builder.getOrCreate() as s:\n    pass\nread(h + '/api/v1/applications')\n",
      })
  void what_python_can_do_passes(String program) {
    assertThat(said(own(Altered.samples(), program))).isEmpty();
  }
}
