package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTextsTest extends FamilyTest {

  private static final String CHECK = "check";
  private static final String SCRIPTS = "check-script";
  private static final String SMOKE = "smoke.py";
  private static final String CONFIG = "jupyter_server_config.py";

  PythonTextsTest() {
    super(PythonTexts::new);
    syntax();
    names();
    modules();
  }

  private void syntax() {
    on(
        PythonTexts.PYTHON_TAKES_IT,
        "of ConfigMap check-script key smoke.py: Python cannot read the line; it runs none of the text",
        good -> smoke(good, "def say(text: str) -> None:", "def say(text: str) -> None"));
    on(
        PythonTexts.PYTHON_TAKES_IT,
        "of ConfigMap lab-conf key jupyter_server_config.py",
        good -> good.data("lab-conf", CONFIG, text -> text.replace(".strip()", ".strip(")));
    on(
        PythonTexts.PYTHON_TAKES_IT,
        "line 1 of cell 6 of examples/dynamic_resource_allocation_test.ipynb",
        good -> good.replace(NOTEBOOK, "def inside(_: int) -> int:", "def inside(_: int) -> int"));
    on(
        PythonTexts.PYTHON_TAKES_IT,
        "line 1 of Job check-7a3abb71 container smoke: Python cannot read the line",
        good ->
            good.container(CHECK, smoke -> smoke.setCommand(List.of("python3", "-c", "print("))));
    on(
        PythonTexts.PYTHON_TAKES_IT,
        "the indentation is not that of the lines before",
        good -> smoke(good, "import os\n", "  import os\n"));
  }

  private void names() {
    on(
        PythonTexts.NAME_IS_BOUND,
        "ConfigMap lab-conf key jupyter_server_config.py reads false in line",
        good ->
            good.data(
                "lab-conf",
                CONFIG,
                text -> text.replace("open_browser = False", "open_browser = false")));
    on(
        PythonTexts.NAME_IS_BOUND,
        "reads patince in line 55, and nothing in it binds that name; did you mean patience?",
        good -> smoke(good, "patience.start()", "patince.start()"));
    on(PythonTexts.NAME_IS_BOUND, "reads json in line", good -> smoke(good, "import json\n", ""));
    on(
        PythonTexts.NAME_OF_NOTEBOOK_IS_BOUND,
        "reads rndom in line 2, and nothing in it binds that name; did you mean random?",
        good -> good.replace(NOTEBOOK, "x = random()", "x = rndom()"));
  }

  private void modules() {
    on(
        PythonTexts.MODULE_IS_INSTALLED,
        "ConfigMap check-script key smoke.py imports requests, which the image it runs in lacks;"
            + " add requests to the lock of the image's packages",
        good -> smoke(good, "import json\n", "import json\nimport requests\n"));
    on(
        PythonTexts.MODULE_IS_INSTALLED,
        "imports sklearn, which the image it runs in lacks; add scikit-learn to the lock",
        good -> smoke(good, "import json\n", "import json\nfrom sklearn import tree\n"));
    on(
        PythonTexts.MODULE_IS_INSTALLED,
        "imports pysparks, which the image it runs in lacks; did you mean pyspark?",
        good -> smoke(good, "from pyspark.sql", "from pysparks.sql"));
    on(
        PythonTexts.MODULE_HAS_IT,
        "takes slep from time in line",
        good -> smoke(good, "time.sleep(5)", "time.slep(5)"));
    on(
        PythonTexts.MODULE_HAS_IT,
        "takes urlopn from urllib.request in line 33, which has none; did you mean urlopen?",
        good -> smoke(good, "urllib.request.urlopen(", "urllib.request.urlopn("));
    on(
        PythonTexts.MODULE_HAS_IT,
        "takes ad from operator in line",
        good -> smoke(good, "import add", "import ad as add"));
    on(
        PythonTexts.MODULE_OF_NOTEBOOK_IS_INSTALLED,
        "imports matplotlib,",
        good ->
            good.replace(NOTEBOOK, "from random import random", "import matplotlib.pyplot as plt"));
  }

  private static Altered smoke(Altered good, String from, String to) {
    return good.data(SCRIPTS, SMOKE, text -> text.replace(from, to));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import numpy as np, pandas\nimport pyarrow.parquet\nfrom dateutil import tz\n",
        "import pyspark.sql.functions as F\nimport py4j\n",
        "try:\n    import requests\nexcept ImportError:\n    requests = None\n",
        "import sys\nsys.path.append('/opt/x')\nimport helpers\n",
        "from os.path import *\nprint(join('a'))\n",
        "print(__file__, __name__)\n",
        "x = [y for y in range(3) if y]\nf = lambda a, *b, c=1, **d: (a, b, c, d)\n",
        "def f(a: int, /, b=1, *, c, **d):\n    global e\n    e = a\n    return b, c, d, e\n",
        "with open('a') as (b, c), open('d') as e:\n    print(b, c, e)\n",
        "for i, (j, *k) in []:\n    print(i, j, k)\nelse:\n    pass\n",
        "if (n := 3) > 2:\n    print(f'{n!r:>{n}} {n=}')\n",
        """
        match 3:
            case {'a': b, **c} if b:
                print(b, c)
            case [d, *e]:
                print(d, e)
            case f:
                print(f)
        """,
        "class A[T]:\n    b: T\n    def c(self) -> 'A':\n        return self.b or __class__\n",
        "async def a():\n    async with a() as b, a() as c:\n        await b(c)\n",
        "try:\n    unicode\nexcept NameError:\n    unicode = str\n",
        "a = 1; b = 2\nif a: b = 3\n",
        "\f\na = 1\n",
        "a = (1,\n  2)\nb = '''\n  c\n'''\n",
        "def f():\n    # why\n\n    pass\n# end\n",
        "print >> 3\n",
        "del globals()['a'], a\n",
        "import os.path as p, urllib.parse\nprint(p.join('a'), urllib.parse.quote('b'))\n",
        "def f(time):\n    time.slep(1)\nimport time\nf(time)\n",
        "import os\nif hasattr(os, 'new'):\n    os.new()\n",
        "import os\ntry:\n    os.new()\nexcept AttributeError:\n    pass\n",
        "import datetime\nprint(datetime.datetime.nowish())\n",
      })
  void what_python_takes_passes(String text) {
    assertThat(said(Altered.samples().data(SCRIPTS, SMOKE, before -> text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print 'a'",
        "exec 'a'",
        "f(a=1, 2)",
        "def f():\npass",
        "if True:\n",
        "a = (1",
        "a = 1)",
        "x = 'a",
        "for i in range(3) print(i)",
        "class A\n    pass",
        "return = 3",
        "if a = 3:\n    pass",
        "def f():\n    a = 1\n  b = 2",
        "try:\n    a = 1\nexcept:\n",
        "a = 1\n    b = 2",
        "import",
        "f'{'",
      })
  void what_python_refuses_is_told(String text) {
    assertThat(
            said(
                PythonTexts.PYTHON_TAKES_IT,
                Altered.samples().data(SCRIPTS, SMOKE, before -> text + "\n")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%matplotlib inline\\nfrom random import random",
        "!ls -l\\nfrom random import random",
        "?random\\nrandom?\\nfrom random import random",
        "files = !ls\\nt = %time 1\\nfrom random import random",
        "%%time\\nfrom random import random",
        "from random import random\\ndisplay(spark, sc, get_ipython(), _, Out)",
        "from random import random\\n%pip install requests\\nimport requests",
        "from random import random\\nawait x()\\nx = 1",
      })
  void what_ipython_takes_passes(String source) {
    assertThat(said(Altered.samples().replace(NOTEBOOK, "from random import random", source)))
        .isEmpty();
  }

  @Test
  void a_cell_of_another_language_is_not_judged() {
    assertThat(
            said(
                Altered.samples()
                    .replace(NOTEBOOK, "calculate_pi(10000)", "%%bash\\nif [ a ]; then b; fi")))
        .isEmpty();
  }

  @Test
  void a_module_beside_a_program_is_there() {
    assertThat(
            said(
                smoke(Altered.samples(), "import json\n", "import json\nimport helpers\n")
                    .edit(
                        ConfigMap.class,
                        SCRIPTS,
                        map -> map.getData().put("helpers.py", "a = 1\n"))))
        .isEmpty();
  }

  @Test
  void an_image_that_installs_what_no_lock_says_may_have_any_module() {
    Altered altered =
        smoke(Altered.samples(), "import json\n", "import json\nimport requests\n")
            .file(SPARK_IMAGE, text -> text + "RUN python3 -m pip install httpx\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_package_that_a_lock_names_is_there() {
    Altered altered =
        smoke(Altered.samples(), "import json\n", "import json\nimport sklearn, duckdb, my_own\n")
            .file(
                "images/spark/requirements.lock",
                text -> text + "scikit-learn==1.0\nduckdb==1.0\nmy-company-things==2.0\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_spark_brings_along_may_be_any_module() {
    Altered altered =
        smoke(Altered.samples(), "import json\n", "import json\nimport requests\n")
            .property("check-spark-conf", "spark.submit.pyFiles", "/opt/a.zip");

    assertThat(said(altered)).isEmpty();
  }
}
