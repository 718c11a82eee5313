package io.sparkstead.render;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.sparkstead.stack.proof.rule.FamilyCheck;

/** Who may know whom. Maven's modules keep most of it; this says the whole of it, and why. */
@AnalyzeClasses(packages = "io.sparkstead", importOptions = RoomsTest.WithoutTests.class)
class RoomsTest {

  /** What the modules ship: their tests come as folders or, in a whole build, as jars. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule words_know_no_parts_and_parts_know_no_places =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("dsl")
          .definedBy("io.sparkstead.dsl..")
          .layer("stack")
          .definedBy("io.sparkstead.stack..")
          .layer("overlays")
          .definedBy("io.sparkstead.overlays..")
          .layer("render")
          .definedBy("io.sparkstead.render..")
          .whereLayer("render")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("overlays")
          .mayOnlyBeAccessedByLayers("render")
          .whereLayer("stack")
          .mayOnlyBeAccessedByLayers("overlays", "render")
          .because("a part that knew a place could not be used in another");

  @ArchTest
  static final ArchRule only_render_touches_the_world =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sparkstead.render..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.nio.file..")
                  .or(resideInAPackage("java.time.."))
                  .or(resideInAPackage("java.net.http.."))
                  .forSubtype())
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.File")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.security.SecureRandom")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because(
              "the same values have to give the same stack, wherever and whenever it is built");

  @ArchTest
  static final ArchRule disks_know_no_stacks =
      noClasses()
          .that()
          .resideInAPackage("io.sparkstead.render.disk..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sparkstead.stack..", "io.sparkstead.overlays..", "io.fabric8..")
          .because("what is written safely is text by path, whatever the text says");

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices()
          .matching("io.sparkstead.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package that is part of a cycle can only be understood with all the others");

  @ArchTest
  static final ArchRule the_client_stays_off_the_main_path =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.sparkstead.dsl..", "io.sparkstead.stack..", "io.sparkstead.overlays..")
          .and()
          // Loaded for a stack that has patches, or else of which a person wrote something.
          .resideOutsideOfPackages(
              "io.sparkstead.stack.patch..",
              "io.sparkstead.stack.proof.syntax..",
              "io.sparkstead.stack.proof.text.parsed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.fasterxml..",
              "com.google..",
              "picocli..",
              "org.treesitter..",
              "io.fabric8.kubernetes.client..")
          .because("each costs a cold start more than everything else together");

  @ArchTest
  static final ArchRule native_libraries_load_in_one_place =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sparkstead.stack.proof.syntax.tree..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.treesitter..")
          .because("not every machine can load them, and one place knows what is done then");

  @ArchTest
  static final ArchRule families_do_not_know_each_other =
      noClasses()
          .that()
          .resideInAPackage("io.sparkstead.stack.proof..")
          .and()
          .implement(FamilyCheck.class)
          .should(dependOnAnotherFamily())
          .because("a rule is read and changed with its family alone; what two need is evidence");

  private static ArchCondition<JavaClass> dependOnAnotherFamily() {
    return new ArchCondition<>("depend on another family") {
      @Override
      public void check(JavaClass family, ConditionEvents events) {
        for (Dependency dependency : family.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          if (!target.equals(family)
              && target.isAssignableTo(FamilyCheck.class)
              && !target.isEquivalentTo(FamilyCheck.class)) {
            events.add(SimpleConditionEvent.satisfied(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  @ArchTest
  static final ArchRule evidence_knows_no_rules =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.sparkstead.stack.proof.evidence..", "io.sparkstead.stack.proof.text..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sparkstead.stack.proof",
              "io.sparkstead.stack.proof.rule..",
              "io.sparkstead.stack.proof.cluster..",
              "io.sparkstead.stack.proof.device..",
              "io.sparkstead.stack.proof.kubernetes..",
              "io.sparkstead.stack.proof.network..",
              "io.sparkstead.stack.proof.pod..",
              "io.sparkstead.stack.proof.settings..",
              "io.sparkstead.stack.proof.spark..",
              "io.sparkstead.stack.proof.store..",
              "io.sparkstead.stack.proof.route..",
              "io.sparkstead.stack.proof.storage..",
              "io.sparkstead.stack.proof.supply..",
              "io.sparkstead.stack.proof.syntax..")
          .because("what is seen does not depend on what is asked of it");
}
