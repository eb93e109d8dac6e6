package io.sealgate;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.sealgate.token.VerifiedJws;

/** Which package may know which: the dependencies point one way, and each foreign API shows in one package alone. */
@AnalyzeClasses(packages = "io.sealgate", importOptions = DoNotIncludeTests.class)
class LayeringTest {
    private static final DescribedPredicate<JavaClass> FOREIGN_API =
            resideInAnyPackage("jakarta..", "org.jose4j..", "org.eclipse.microprofile..", "org.wildfly..");

    @ArchTest
    static final ArchRule JOSE4J_SHOWS_IN_JOSE_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("io.sealgate.jose..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jose4j..");

    @ArchTest
    static final ArchRule SERVLETS_SHOW_IN_SERVLET_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("io.sealgate.servlet..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.wildfly..");

    @ArchTest
    static final ArchRule MICROPROFILE_CONFIG_SHOWS_IN_CONFIG_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("io.sealgate.config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule VALUES_KNOW_JSON_ALONE = packageKnows("io.sealgate.token", "io.sealgate.json");

    @ArchTest
    static final ArchRule JSON_KNOWS_NOTHING = packageKnows("io.sealgate.json");

    @ArchTest
    static final ArchRule EXTRACTION_KNOWS_VALUES_ALONE = packageKnows("io.sealgate.extract", "io.sealgate.token");

    @ArchTest
    static final ArchRule CLAIMS_KNOW_VALUES_AND_JSON_ALONE =
            packageKnows("io.sealgate.claims", "io.sealgate.token", "io.sealgate.json");

    @ArchTest
    static final ArchRule CONFIGURATION_KNOWS_VALUES_AND_RULES_ALONE =
            packageKnows("io.sealgate.config", "io.sealgate.token", "io.sealgate.paths");

    @ArchTest
    static final ArchRule PATHS_KNOW_VALUES_AND_CLAIMS_ALONE =
            packageKnows("io.sealgate.paths", "io.sealgate.token", "io.sealgate.claims");

    @ArchTest
    static final ArchRule CRYPTOGRAPHY_KNOWS_VALUES_AND_JSON_ALONE =
            packageKnows("io.sealgate.jose", "io.sealgate.token", "io.sealgate.json");

    @ArchTest
    static final ArchRule FETCHING_KEYS_KNOWS_NO_WAY_IN = packageKnows(
            "io.sealgate.jwks", "io.sealgate.jose", "io.sealgate.json", "io.sealgate.token", "io.sealgate.config");

    @ArchTest
    static final ArchRule CONNECTIONS_ARE_MADE_TO_FETCH_KEYS_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("io.sealgate.jwks")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule NOTHING_IS_SHOWN_THROUGH_JMX =
            noClasses().should().dependOnClassesThat().resideInAPackage("javax.management..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_DOCTOR = noClasses()
            .that()
            .resideOutsideOfPackage("io.sealgate.doctor")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.sealgate.doctor");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.sealgate.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule VERIFIED_TOKENS_COME_FROM_JOSE_ALONE = noClasses()
            .that()
            .resideOutsideOfPackages("io.sealgate.jose", "io.sealgate.token")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(VerifiedJws.class);

    @ArchTest
    static final ArchRule NO_FOREIGN_TYPE_IN_PUBLIC_SIGNATURES_BELOW_SERVLET = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(not(resideInAnyPackage("io.sealgate.servlet..", "io.sealgate.config.."))
                    .and(DescribedPredicate.describe("public", JavaClass::isTopLevelClass)))
            .should(new ArchCondition<>("show no foreign type") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    method.getAllInvolvedRawTypes().stream()
                            .filter(FOREIGN_API)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " shows " + type.getName())));
                }
            });

    @ArchTest
    static final ArchRule TESTS_OF_CLAIMS_ARE_IMMUTABLE = classes()
            .that()
            .implement(io.sealgate.claims.ClaimRule.class)
            .should()
            .beRecords();

    private static ArchRule packageKnows(String layer, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(layer)
                .should()
                .dependOnClassesThat(resideInAPackage("io.sealgate..")
                        .and(not(resideInAPackage(layer)))
                        .and(not(resideInAnyPackage(others))));
    }
}
