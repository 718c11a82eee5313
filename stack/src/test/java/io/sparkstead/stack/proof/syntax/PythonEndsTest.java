package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonEndsTest extends FamilyTest {

  private static final String ASKING = "for _ in range(3):\n  try:\n    ";

  PythonEndsTest() {
    super(PythonEnds::new);
    on(
        PythonEnds.GIVING_UP_ENDS,
        "gives give_up to a thread",
        good ->
            good.data(
                "check-script", "smoke.py", text -> text.replace("os._exit(1)", "sys.exit(1)")));
    on(
        PythonEnds.THREAD_MAY_END,
        "gives watch to a thread",
        good -> program("def watch():\n  raise SystemExit(1)\nThread(target=watch).start()\n"));
    on(
        PythonEnds.RETRY_EXPECTS_WHAT_COMES,
        "expects ConnectionError, which urllib.request.urlopen does not raise",
        good ->
            good.data(
                "check-script",
                "smoke.py",
                text -> text.replace("except OSError", "except ConnectionError")));
    on(
        PythonEnds.RETRY_EXPECTS_WHAT_COMES,
        "expects TimeoutError, which requests.get does not raise",
        good ->
            program(
                ASKING
                    + "requests.get(a)\n  except (KeyError, TimeoutError):\n    time.sleep(1)\n"));
  }

  private static Altered program(String text) {
    return Altered.samples().data("check-script", "smoke.py", own -> text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def stop():\n  os._exit(1)\nTimer(3, stop).start()\n",
        "def stop():\n  sys.exit(1)\nstop()\nTimer(3, print).start()\n",
        "def stop():\n  try:\n    sys.exit(1)\n  finally:\n    os._exit(2)\nTimer(3, stop).start()\n",
        ASKING + "urlopen(a)\n  except OSError:\n    pass\n",
        ASKING + "urlopen(a)\n  except (ConnectionError, HTTPError):\n    pass\n",
        ASKING + "urlopen(a)\n  except ConnectionError:\n    pass\n  except Exception:\n    pass\n",
        ASKING + "urlopen(a)\n  except RETRIED:\n    pass\n",
        ASKING + "urlopen(a)\n  except:\n    pass\n",
        ASKING + "socket.create_connection(a)\n  except ConnectionRefusedError:\n    pass\n",
        "from requests.exceptions import ConnectionError\n"
            + ASKING
            + "requests.get(a)\n  except ConnectionError:\n    pass\n",
        "try:\n  urlopen(a)\nexcept ConnectionError:\n  pass\n",
      })
  void what_ends_as_it_is_meant_to_passes(String text) {
    assertThat(said(program(text))).isEmpty();
  }
}
