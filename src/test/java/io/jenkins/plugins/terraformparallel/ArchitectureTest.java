package io.jenkins.plugins.terraformparallel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.jenkins.plugins.terraformparallel.testing.Conventions;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom, and which parts of Java belong to whom: the table of docs/architecture.md as a test. */
class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.terraformparallel.";
    private static final String ENGINE = ROOT + "engine..";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.jenkins.plugins.terraformparallel");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("io.jenkins.plugins.terraformparallel");

    /** A package of the engine, the ones that it may use, and whether it may use Jackson. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            request   | -                                                  | true
            workspace | -                                                  | false
            work      | request workspace                                  | false
            terraform | -                                                  | true
            process   | -                                                  | false
            providers | process                                            | true
            event     | request work terraform process                     | true
            run       | request workspace work terraform process providers event | true
            report    | event request work terraform                       | true
            """)
    void aPackageOfTheEngineKnowsNoMoreThanItMay(String name, String uses, boolean jackson) {
        Stream<String> own = Stream.concat(
                        Stream.of(name), Stream.ofNullable(uses).flatMap(u -> Stream.of(u.split(" "))))
                .map(used -> ROOT + "engine." + used + "..");
        Stream<String> others =
                Stream.of("java..", "javax.crypto..", "javax.xml.stream..", "edu.umd.cs.findbugs.annotations..");
        Stream<String> json = jackson ? Stream.of("com.fasterxml.jackson..") : Stream.empty();

        classes()
                .that()
                .resideInAPackage(ROOT + "engine." + name + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                Stream.of(own, others, json).flatMap(s -> s).toArray(String[]::new))
                        .or(describe("arrays and primitives", type -> type.isArray() || type.isPrimitive())))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void theEngineConsistsOfThePackagesAbove() {
        classes()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .resideInAnyPackage(Stream.of(
                                "request",
                                "workspace",
                                "work",
                                "terraform",
                                "process",
                                "providers",
                                "event",
                                "run",
                                "report")
                        .map(name -> ROOT + "engine." + name + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void theJenkinsLayerIsKnownToNobodyBelowIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "agent..", ROOT + "pipeline..", ROOT + "results..", ROOT + "config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "agent..", ROOT + "pipeline..", ROOT + "results..", ROOT + "config..", ROOT + "cli..")
                .allowEmptyShould(true)
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "results..", ROOT + "config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "pipeline..")
                .allowEmptyShould(true)
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "pipeline..", ROOT + "results..", ROOT + "config..")
                .check(MAIN);
    }

    @Test
    void whatIsTypedIntoTheStepsFormNeedsNoJenkins() {
        classes()
                .that()
                .resideInAPackage(ROOT + "pipeline.form..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "edu.umd.cs.findbugs.annotations..",
                                ROOT + "engine.request..",
                                ROOT + "pipeline.form..")
                        .or(describe("arrays and primitives", type -> type.isArray() || type.isPrimitive())))
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void onlyLocalClassesJournalAndLogsTouchTheDisk() {
        noClasses()
                .that(not(local().or(journalOrLog()).or(resideInAPackage(ROOT + "cli.."))))
                .should()
                .dependOnClassesThat(belongToAnyOf(
                        File.class,
                        Files.class,
                        FileChannel.class,
                        AsynchronousFileChannel.class,
                        RandomAccessFile.class,
                        FileInputStream.class,
                        FileOutputStream.class,
                        FileReader.class,
                        FileWriter.class))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void onlyLocalClassesStartProcesses() {
        noClasses()
                .that(not(local().and(resideInAnyPackage(ROOT + "engine.process..", ROOT + "engine.workspace.."))))
                .should()
                .dependOnClassesThat(belongToAnyOf(ProcessBuilder.class, Process.class))
                .orShould()
                .callMethodWhere(describe(
                        "the target is Runtime.exec",
                        call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                                && call.getName().equals("exec")))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void theEngineWritesToNoStandardStream() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void loggersArePrivateConstantsAndNobodyConfiguresThem() {
        fields().that()
                .haveRawType(Logger.class)
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .allowEmptyShould(true)
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .dependOnClassesThat(belongToAnyOf(LogManager.class, Handler.class))
                .orShould()
                .callMethod(Logger.class, "getGlobal")
                .orShould()
                .callMethod(Logger.class, "getAnonymousLogger")
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

    /** Local... classes, with all that is nested in them. */
    private static DescribedPredicate<JavaClass> local() {
        return describe("named Local*", type -> fileOf(type).startsWith("Local"));
    }

    private static DescribedPredicate<JavaClass> journalOrLog() {
        return describe(
                "named *Journal* or *Log*",
                type -> fileOf(type).contains("Journal") || fileOf(type).contains("Log"));
    }

    private static String fileOf(JavaClass type) {
        return Conventions.topLevel(type).getSimpleName();
    }
}
