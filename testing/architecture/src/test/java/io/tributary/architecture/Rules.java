package io.tributary.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules, for the classes below a root package. */
final class Rules {

  private static final List<String> SERVICES =
      List.of(
          "tracking",
          "attribution",
          "campaign",
          "affiliate",
          "reward",
          "payment",
          "notification",
          "identity",
          "reporting");

  /**
   * Where a framework may be known, besides a service's own root package. The sandbox gateway is a
   * server of its own.
   */
  private static final List<String> ADAPTERS =
      List.of("web", "store", "stream", "cache", "gateway", "channel", "sandbox");

  private static final String[] FRAMEWORKS = {
    "org.springframework..",
    "org.apache.kafka..",
    "io.vertx..",
    "io.netty..",
    "io.lettuce..",
    "jakarta..",
    "java.sql..",
    "javax.sql..",
    "org.flywaydb..",
  };

  private final String root;

  Rules(String root) {
    this.root = root;
  }

  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new TreeMap<>();
    rules.put("a service never depends on another service", servicesAreIndependent());
    rules.put("contracts know nothing of us but themselves", contractsStandAlone());
    rules.put("platform knows no service and of contracts only ids, topics and json", platform());
    rules.put("nobody depends on the application", nobodyKnowsTheApplication());
    rules.put("business packages know no framework", businessKnowsNoFramework());
    rules.put("the edge has no data source and no servlet", edgeHasNoDatabase());
    rules.put("money is never a floating-point number", moneyIsExact());
    rules.put("business code is told the time", businessIsToldTheTime());
    rules.put("endpoints and listeners are package-private", endpointsAreHidden());
    rules.put("a service's packages have no cycles", packagesHaveNoCycles());
    rules.put("the rule engine knows contracts only", ruleEngineKnowsContractsOnly());
    return rules;
  }

  private ArchRule servicesAreIndependent() {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SERVICES.stream()
                    .filter(service -> below(type, service))
                    .findFirst()
                    .map(SliceIdentifier::of)
                    .orElseGet(SliceIdentifier::ignore);
              }

              @Override
              public String getDescription() {
                return "services";
              }
            })
        .should()
        .notDependOnEachOther();
  }

  private ArchRule contractsStandAlone() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".contract..")
        .should()
        .dependOnClassesThat(oursExcept("contract"))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(FRAMEWORKS);
  }

  private ArchRule platform() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".platform..")
        .should()
        .dependOnClassesThat(
            oursExcept("platform", "contract.id", "contract.topic", "contract.json"))
        .because("the toolbox knows no business word");
  }

  private ArchRule nobodyKnowsTheApplication() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root + ".app..")
        .allowEmptyShould(true);
  }

  private ArchRule businessKnowsNoFramework() {
    String[] unknown =
        Stream.concat(
                Arrays.stream(FRAMEWORKS),
                Stream.of(
                    root + ".platform.kafka..",
                    root + ".platform.sql..",
                    root + ".platform.http.."))
            .toArray(String[]::new);
    // What is wrong with a field is a plain value.
    return noClasses()
        .that(isBusiness())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(unknown)
                .and(
                    DescribedPredicate.describe(
                        "are not field problems",
                        type -> !type.getName().endsWith(".platform.http.FieldProblem"))));
  }

  private ArchRule edgeHasNoDatabase() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".tracking..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "org.springframework.jdbc..",
            "jakarta.servlet..",
            "org.springframework.web..",
            root + ".platform.sql..",
            root + ".platform.http..");
  }

  private ArchRule moneyIsExact() {
    return classes()
        .that()
        .resideInAnyPackage(root + ".contract.money..", root + ".reward..", root + ".payment..")
        .should(
            new ArchCondition<JavaClass>("have no double or float in any signature or field") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaClass> used =
                    Stream.concat(
                        type.getFields().stream().map(field -> field.getRawType()),
                        type.getMethods().stream()
                            .flatMap(
                                method ->
                                    Stream.concat(
                                        Stream.of(method.getRawReturnType()),
                                        method.getRawParameterTypes().stream())));
                used.filter(
                        raw ->
                            Set.of("double", "float", "java.lang.Double", "java.lang.Float")
                                .contains(raw.getName()))
                    .forEach(
                        raw ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    type, type.getName() + " uses " + raw.getName())));
              }
            });
  }

  private ArchRule businessIsToldTheTime() {
    return classes()
        .that(isBusiness())
        .should(
            new ArchCondition<JavaClass>("take time and randomness from their constructor") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                  String target = access.getTargetOwner().getName() + "." + access.getName();
                  if (Set.of(
                          "java.time.Instant.now",
                          "java.time.LocalDate.now",
                          "java.lang.System.currentTimeMillis",
                          "java.util.UUID.randomUUID",
                          "java.lang.Math.random")
                      .contains(target)) {
                    events.add(
                        SimpleConditionEvent.violated(type, type.getName() + " calls " + target));
                  }
                }
              }
            });
  }

  private ArchRule endpointsAreHidden() {
    return classes()
        .that(isIn("web", "stream", "gateway", "channel"))
        .and()
        .areTopLevelClasses()
        .and(
            DescribedPredicate.describe(
                "are no package descriptions",
                type -> !type.getSimpleName().equals("package-info")))
        .and(
            DescribedPredicate.describe(
                "are components",
                type ->
                    type.getAnnotations().stream()
                        .anyMatch(
                            annotation ->
                                annotation
                                    .getRawType()
                                    .getName()
                                    .matches(
                                        "org\\.springframework\\..*(RestController|Component|Repository)"))))
        .should()
        .bePackagePrivate()
        .allowEmptyShould(true);
  }

  private ArchRule packagesHaveNoCycles() {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SERVICES.stream()
                    .filter(service -> below(type, service))
                    .filter(service -> !type.getPackageName().equals(root + "." + service))
                    .findFirst()
                    .map(service -> SliceIdentifier.of(type.getPackageName()))
                    .orElseGet(SliceIdentifier::ignore);
              }

              @Override
              public String getDescription() {
                return "packages of services";
              }
            })
        .should()
        .beFreeOfCycles();
  }

  private ArchRule ruleEngineKnowsContractsOnly() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".rule..")
        .should()
        .dependOnClassesThat(oursExcept("rule", "contract"))
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> oursExcept(String... allowed) {
    return DescribedPredicate.describe(
        "are ours, except in " + String.join(", ", allowed),
        type ->
            type.getPackageName().startsWith(root + ".")
                && Arrays.stream(allowed).noneMatch(name -> below(type, name)));
  }

  private DescribedPredicate<JavaClass> isBusiness() {
    return DescribedPredicate.describe(
        "are in business packages of services",
        type ->
            SERVICES.stream().anyMatch(service -> below(type, service))
                && SERVICES.stream()
                    .noneMatch(service -> type.getPackageName().equals(root + "." + service))
                && !isAdapter().test(type));
  }

  private DescribedPredicate<JavaClass> isAdapter() {
    return isIn(ADAPTERS.toArray(String[]::new));
  }

  private DescribedPredicate<JavaClass> isIn(String... packages) {
    return DescribedPredicate.describe(
        "are in " + String.join(", ", packages) + " of services",
        type ->
            SERVICES.stream()
                .anyMatch(
                    service ->
                        Arrays.stream(packages)
                            .anyMatch(name -> below(type, service + "." + name))));
  }

  private boolean below(JavaClass type, String name) {
    return resideInAnyPackage(root + "." + name + "..").test(type);
  }

  /** The rules that the classes break. */
  static List<String> broken(Map<String, ArchRule> rules, JavaClasses classes) {
    return rules.entrySet().stream()
        .filter(rule -> rule.getValue().evaluate(classes).hasViolation())
        .map(Map.Entry::getKey)
        .toList();
  }
}
