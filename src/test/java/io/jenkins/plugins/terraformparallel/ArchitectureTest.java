package io.jenkins.plugins.terraformparallel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.annotation.Testable;

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
            event     | request work terraform process                     | true
            run       | request workspace work terraform process event     | true
            report    | event terraform work                               | true
            """)
    void aPackageOfTheEngineKnowsNoMoreThanItMay(String name, String uses, boolean jackson) {
        Stream<String> own = Stream.concat(
                        Stream.of(name), Stream.ofNullable(uses).flatMap(u -> Stream.of(u.split(" "))))
                .map(used -> ROOT + "engine." + used + "..");
        Stream<String> others = Stream.of("java..", "edu.umd.cs.findbugs.annotations..");
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
                .resideInAnyPackage(
                        Stream.of("request", "workspace", "work", "terraform", "process", "event", "run", "report")
                                .map(name -> ROOT + "engine." + name + "..")
                                .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void theJenkinsLayerIsKnownToNobodyBelowIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "pipeline..", ROOT + "results..", ROOT + "config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "pipeline..", ROOT + "results..", ROOT + "config..", ROOT + "cli..")
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
                .that(not(localOr("Journal", "Log")).and(not(resideInAPackage(ROOT + "cli.."))))
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
                .that(not(localOr().and(resideInAnyPackage(ROOT + "engine.process..", ROOT + "engine.workspace.."))))
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
        for (JavaClasses all : new JavaClasses[] {MAIN, TESTS}) {
            noClasses()
                    .should()
                    .callMethodWhere(describe(
                            "the target is Thread.sleep or TimeUnit.sleep",
                            call -> call.getName().equals("sleep")
                                    && (call.getTargetOwner().isEquivalentTo(Thread.class)
                                            || call.getTargetOwner().isEquivalentTo(TimeUnit.class))))
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    /** JUnit's and jqwik's tests alike; Surefire and Failsafe, here and in the root build, go by the names of files. */
    @Test
    void testsArePackagePrivateAndNamedSoThatTheyRun() {
        DescribedPredicate<JavaClass> haveTests = describe(
                "have tests",
                type -> type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class)));
        DescribedPredicate<JavaClass> runByName = describe(
                "named *Test or *IT", type -> topLevel(type).getSimpleName().matches(".*(Test|IT)"));

        classes()
                .that(haveTests)
                .should()
                .notBePublic()
                .andShould(ArchCondition.from(runByName))
                .check(TESTS);
        methods()
                .that()
                .areMetaAnnotatedWith(Testable.class)
                .should()
                .notBePublic()
                .check(TESTS);
    }

    /** Classes, with all that is nested in them, named Local... or with one of the words in their name. */
    private static DescribedPredicate<JavaClass> localOr(String... words) {
        return describe("named Local* or with " + String.join(", ", words), type -> {
            String name = topLevel(type).getSimpleName();
            return name.startsWith("Local") || Stream.of(words).anyMatch(name::contains);
        });
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
    }
}
