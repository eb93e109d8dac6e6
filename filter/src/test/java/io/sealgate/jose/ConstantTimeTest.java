package io.sealgate.jose;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealgate.testing.Requirement;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jose4j.jwe.AesCbcHmacSha2ContentEncryptionAlgorithm;
import org.jose4j.lang.ByteUtil;
import org.junit.jupiter.api.Test;

/** MACs and tags are compared in constant time: by jose4j, whose code is looked at, and nowhere by ours in any other way. */
class ConstantTimeTest {
    @Test
    @Requirement(58)
    void jose4j_comparesTagsInConstantTime() {
        JavaClasses jose4j =
                new ClassFileImporter().importClasses(AesCbcHmacSha2ContentEncryptionAlgorithm.class, ByteUtil.class);

        classes()
                .that()
                .belongToAnyOf(AesCbcHmacSha2ContentEncryptionAlgorithm.class)
                .should()
                .callMethod(ByteUtil.class, "secureEquals", byte[].class, byte[].class)
                .check(jose4j);
    }

    @Test
    @Requirement(58)
    void ours_comparesMacsInConstantTime() {
        classes()
                .that()
                .haveSimpleName("MacCheck")
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
