package io.sparkstead.render.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.cluster.SparkPods.Role;
import io.sparkstead.render.cluster.control.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a cluster makes of each tree. It is applied before the tests, which look at what was said.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.sparkstead.render.cluster.Tree#all")
class TreeIT {

  /** Of kubectl's own, where it did not apply client-side before. */
  private static final String FIRST_TIME = "is missing the kubectl.kubernetes.io/last-applied";

  private static Lifecycle life;

  TreeIT(Tree tree) {}

  @BeforeParameterizedClassInvocation
  static void live(Tree tree) {
    long begun = System.nanoTime();
    life = new Lifecycle(tree);
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    System.out.println(
        "cluster: " + tree + " was brought up and deleted twice in " + seconds + " s");
  }

  private static void takenWithoutWarning(Answer answer) {
    assertThat(answer.succeeded().messages()).isEmpty();
  }

  private static void nothingHappened(Round round) {
    takenWithoutWarning(round.answer());
    assertThat(round.answer().changes()).isEmpty();
    assertThat(round.written()).isEmpty();
  }

  @Nested
  class Secrets {

    @Test
    void are_made_and_never_replaced() {
      assertThat(life.secretsLater).isEqualTo(life.secrets);
    }

    @Test
    void stand_in_no_annotation() {
      assertThat(life.secrets)
          .allSatisfy(
              secret ->
                  assertThat(secret.at("/metadata/annotations").isMissingNode())
                      .as(Tenant.name(secret))
                      .isTrue());
    }
  }

  @Nested
  class Folders {

    @Test
    void each_can_be_applied_alone() {
      assertThat(life.foldersAlone)
          .isNotEmpty()
          .allSatisfy((folder, answer) -> takenWithoutWarning(answer));
    }

    @Test
    void none_makes_anything_else_than_the_root() {
      assertThat(life.foldersOverRoot)
          .isNotEmpty()
          .allSatisfy(
              (folder, answer) -> assertThat(answer.succeeded().changes()).as(folder).isEmpty());
    }
  }

  @Nested
  class AppliedByATool {

    @Test
    void is_taken_without_a_warning() {
      takenWithoutWarning(life.byTool.answer());
    }

    @Test
    void applied_again_changes_nothing() {
      nothingHappened(life.byToolAgain);
      assertThat(life.diffOfTool.succeeded().output()).isEmpty();
    }

    @Test
    void leaves_no_conflict_to_a_person() {
      assertThat(life.byPersonAfterTool.answer().succeeded().messages().lines())
          .allSatisfy(line -> assertThat(line).contains(FIRST_TIME));
      assertThat(life.byPersonAfterTool.changed()).isEmpty();
      nothingHappened(life.byPersonAfterToolAgain);
    }
  }

  @Nested
  class AppliedByAPerson {

    @Test
    void is_taken_without_a_warning() {
      takenWithoutWarning(life.byPerson.answer());
    }

    @Test
    void gets_every_pod() {
      assertThat(life.failures).isEmpty();
    }

    @Test
    void applied_again_changes_nothing() {
      nothingHappened(life.byPersonAgain);
      assertThat(life.diffOfPerson.succeeded().output()).isEmpty();
    }

    @Test
    void leaves_no_conflict_to_a_tool() {
      takenWithoutWarning(life.byToolAfterPerson.answer());
      assertThat(life.byToolAfterPerson.changed()).isEmpty();
      assertThat(life.diffOfToolAfterPerson.succeeded().output()).isEmpty();
    }

    @Test
    void is_the_same_after_a_tool() {
      // kubectl writes its annotation anew.
      takenWithoutWarning(life.byPersonInTurn.answer());
      assertThat(life.byPersonInTurn.changed()).isEmpty();
      nothingHappened(life.byPersonInTurnAgain);
    }
  }

  @Nested
  class AtWork {

    @Test
    void gets_every_driver_and_every_executor() {
      assertThat(life.work.keySet()).extracting(SparkPods::role).contains(Role.values());
      assertThat(life.work).allSatisfy((pods, answer) -> takenWithoutWarning(answer));
    }

    @Test
    void gets_the_pod_of_every_job() {
      assertThat(life.failuresAtWork).isEmpty();
    }

    @Test
    void may_do_what_its_roles_say_and_nothing_more() {
      assertThat(life.accounts.allowed()).isNotEmpty().isEqualTo(life.accounts.wanted());
    }

    @Test
    void may_do_nothing_of_its_own_in_other_namespaces() {
      assertThat(life.accounts.elsewhere())
          .isNotEmpty()
          .allSatisfy((account, may) -> assertThat(may).isEqualTo(life.accounts.anybody()));
    }
  }

  @Test
  void deletion_ends_and_leaves_nothing() {
    takenWithoutWarning(life.deletion);
    assertThat(life.isGone).isTrue();
  }
}
