package io.jenkins.plugins.terraformparallel.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.terraformparallel.testing.Conventions;
import org.junit.jupiter.api.Test;

class CliArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.terraformparallel.";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT + "cli");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT + "cli");

    @Test
    void theCommandLineKnowsTheEngineAndPicocli() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "cli..",
                        ROOT + "engine..",
                        "picocli..",
                        "com.fasterxml.jackson..",
                        "edu.umd.cs.findbugs.annotations..",
                        "java..",
                        // Signal
                        "sun.misc..",
                        // arrays and primitives
                        "")
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void nobodySleeps() {
        Conventions.NOBODY_SLEEPS.check(MAIN);
        Conventions.NOBODY_SLEEPS.check(TESTS);
    }

    @Test
    void testsArePackagePrivateAndNamedSoThatTheyRun() {
        Conventions.TESTS_ARE_PACKAGE_PRIVATE_AND_NAMED_SO_THAT_THEY_RUN.check(TESTS);
    }
}
