package io.tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

  private static final String OURS = "io.tributary";
  private static final String OFFENDERS = "io.tributary.architecture.offender";

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(OURS);
  private static final JavaClasses OFFENDING = new ClassFileImporter().importPackages(OFFENDERS);

  static Stream<String> rules() {
    return new Rules(OURS).all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theTreeKeepsTheRule(String name) {
    rule(OURS, name).check(PRODUCTION);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theRuleRejectsItsOffender(String name) {
    assertThat(rule(OFFENDERS, name).evaluate(OFFENDING).hasViolation()).isTrue();
  }

  @Test
  void everyServiceIsLookedAt() {
    Set<String> services =
        Set.of(
            "tracking",
            "attribution",
            "campaign",
            "affiliate",
            "reward",
            "payment",
            "notification",
            "identity",
            "reporting",
            "contract",
            "platform",
            "rule",
            "embedded",
            "app");
    for (String service : services) {
      assertThat(PRODUCTION)
          .as(service)
          .anyMatch(type -> type.getPackageName().startsWith(OURS + "." + service));
    }
  }

  @Test
  void everyPackageIsNullMarkedAndSaysWhatLivesThere() {
    assertThat(
            PRODUCTION.stream()
                .filter(type -> type.getPackageName().startsWith(OURS))
                .map(type -> type.getPackage())
                .distinct()
                .filter(found -> !found.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(found -> found.getName()))
        .isEmpty();
  }

  private static ArchRule rule(String root, String name) {
    Map<String, ArchRule> rules = new Rules(root).all();
    ArchRule rule = rules.get(name);
    assertThat(rule).isNotNull();
    return rule;
  }
}
