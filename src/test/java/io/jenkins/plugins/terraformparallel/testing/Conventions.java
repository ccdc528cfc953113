package io.jenkins.plugins.terraformparallel.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.concurrent.TimeUnit;
import org.junit.platform.commons.annotation.Testable;

/** Rules that hold for every module, in its program and in its tests. */
public final class Conventions {
    /** Who waits for something says for what. */
    public static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethodWhere(describe(
                    "the target is Thread.sleep or TimeUnit.sleep",
                    call -> call.getName().equals("sleep")
                            && (call.getTargetOwner().isEquivalentTo(Thread.class)
                                    || call.getTargetOwner().isEquivalentTo(TimeUnit.class))))
            .allowEmptyShould(true);

    /** JUnit's and jqwik's tests alike. Surefire and Failsafe, in both builds, go by the names of files. */
    public static final ArchRule TESTS_ARE_PACKAGE_PRIVATE_AND_NAMED_SO_THAT_THEY_RUN = CompositeArchRule.of(classes()
                    .that(describe("have tests", Conventions::hasTests))
                    .should()
                    .notBePublic()
                    .andShould(ArchCondition.from(describe(
                            "be named *Test or *IT",
                            type -> topLevel(type).getSimpleName().matches(".*(Test|IT)")))))
            .and(methods().that().areMetaAnnotatedWith(Testable.class).should().notBePublic());

    private Conventions() {}

    /** The class of the file that a class stands in. */
    public static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(Conventions::topLevel).orElse(type);
    }

    private static boolean hasTests(JavaClass type) {
        return type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class));
    }
}
