package io.sealgate.jose;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealgate.testing.Requirement;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MACs and tags are compared in constant time, and no bytes in any other way. The tags of GCM are compared by the JDK. */
class ConstantTimeTest {
    @ParameterizedTest
    @Requirement(58)
    @ValueSource(strings = {"MacCheck", "AesCbcHmac"})
    void ours_comparesInConstantTime(String checking) {
        classes()
                .that()
                .haveSimpleName(checking)
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(new ClassFileImporter().importPackages("io.sealgate.jose"));
    }

    @Test
    @Requirement(58)
    void ours_comparesNoBytesOtherwise() {
        noClasses()
                .that()
                .resideInAPackage("io.sealgate.jose")
                .and()
                .doNotHaveSimpleName("KnownHeaders") // headers are no secret
                .and()
                .areNotAssignableTo(RsaVerifier.class) // what a public key makes of a signature anybody can compute
                .should()
                .callMethodWhere(describe(
                        "compares bytes as soon as they differ",
                        (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Arrays.class)
                                && (call.getName().equals("equals")
                                        || call.getName().equals("mismatch"))))
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.sealgate"));
    }
}
