package io.jenkins.plugins.terraformparallel.acceptance;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.terraformparallel.testing.Conventions;
import org.junit.jupiter.api.Test;

class AcceptanceArchitectureTest {
    private static final JavaClasses TESTS =
            new ClassFileImporter().importPackages("io.jenkins.plugins.terraformparallel.acceptance");

    @Test
    void nobodySleeps() {
        Conventions.NOBODY_SLEEPS.check(TESTS);
    }

    @Test
    void testsArePackagePrivateAndNamedSoThatTheyRun() {
        Conventions.TESTS_ARE_PACKAGE_PRIVATE_AND_NAMED_SO_THAT_THEY_RUN.check(TESTS);
    }
}
