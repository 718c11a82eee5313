package io.sparkstead.render.review.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many names as one phrase. */
class CrowdTest {

  private static final List<String> PEOPLE = List.of("ada", "bob", "cyd", "mary-ann", "tom", "zoe");

  private static List<Saying> each(String of, String text) {
    return PEOPLE.stream()
        .map(name -> new Saying(of.replace("?", name), text.replace("?", name)))
        .toList();
  }

  @Test
  void many_objects_alike_are_their_number_the_first_and_the_last() {
    assertThat(Crowd.of(each("StatefulSet spark/jupyter-?", "restarts")))
        .containsExactly(new Saying("6 StatefulSets spark/jupyter-* (ada … zoe)", "restarts"));
    assertThat(Crowd.of(each("~ v1 NetworkPolicy spark/jupyter-?", "")))
        .extracting(Saying::of)
        .containsExactly("~ v1 6 NetworkPolicies spark/jupyter-* (ada … zoe)");
  }

  @Test
  void what_is_said_of_each_by_its_name_has_a_star_for_it() {
    assertThat(Crowd.of(each("StatefulSet jupyter-?", "ConfigMap jupyter-?-spark-conf changes")))
        .containsExactly(
            new Saying(
                "6 StatefulSets jupyter-* (ada … zoe)", "ConfigMap jupyter-*-spark-conf changes"));
  }

  @Test
  void ways_from_each_to_their_own_are_one() {
    assertThat(Crowd.of(each("jupyter-? → executors of jupyter-?-spark-conf", "at 7078")))
        .extracting(Saying::of)
        .containsExactly("6 jupyter-* (ada … zoe) → executors of jupyter-*-spark-conf");
  }

  @Test
  void few_are_named_each() {
    List<Saying> few = each("StatefulSet jupyter-?", "restarts").subList(0, 5);

    assertThat(Crowd.of(few)).isEqualTo(few);
  }

  @Test
  void what_happens_otherwise_to_one_is_said_of_that_one() {
    List<Saying> sayings = new ArrayList<>(each("StatefulSet jupyter-?", "restarts"));
    sayings.add(2, new Saying("StatefulSet jupyter-kim", "stops"));
    sayings.add(new Saying("StatefulSet minio", "restarts"));

    assertThat(Crowd.of(sayings))
        .containsExactly(
            new Saying("6 StatefulSets jupyter-* (ada … zoe)", "restarts"),
            new Saying("StatefulSet jupyter-kim", "stops"),
            new Saying("StatefulSet minio", "restarts"));
  }

  @Test
  void names_that_have_nothing_in_common_stay_as_they_are() {
    assertThat(Crowd.inWords(List.of("minio", "jupyter", "smoke", "a-b", "c-d", "e-f", "g")))
        .isEqualTo("minio, jupyter, smoke, a-b, c-d, e-f, g");
  }

  @Test
  void the_word_that_says_what_they_are_stays_though_a_star_for_it_took_one_more() {
    List<String> names =
        new ArrayList<>(PEOPLE.stream().map(name -> "jupyter-" + name + "-conf").toList());
    names.add("smoke-conf");

    assertThat(Crowd.inWords(names)).isEqualTo("6 jupyter-*-conf (ada … zoe), smoke-conf");
  }
}
