package io.jenkins.plugins.terraformparallel.acceptance;

import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts or reaches the Jenkins when a scenario first asks for it, and tidies up after each. */
final class JenkinsExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(JenkinsExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<GivenJenkins> given = given();
        if (given.isEmpty()) {
            return skipped(context, "all scenarios", GivenJenkins.MISSING);
        }
        boolean own = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), OnJenkins.class)
                .map(OnJenkins::own)
                .orElse(false);
        if (own && !(given.get() instanceof GivenJenkins.Command)) {
            return skipped(
                    context,
                    context.getRequiredTestClass().getSimpleName(),
                    "needs a Jenkins that the suite starts itself: give it with " + GivenJenkins.COMMAND);
        }
        return new RealTerraform().evaluateExecutionCondition(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestJenkins.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestJenkins jenkins = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(TestJenkins.class, type -> TestJenkins.of(given().orElseThrow()), TestJenkins.class);
        jenkins.ensureUp();
        return jenkins;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        TestJenkins jenkins = context.getRoot().getStore(NAMESPACE).get(TestJenkins.class, TestJenkins.class);
        if (jenkins != null) {
            jenkins.tidy();
        }
    }

    private static Optional<GivenJenkins> given() {
        return GivenJenkins.find(System::getProperty, System::getenv);
    }

    /** Surefire prints how many tests were skipped, but not why. */
    private static ConditionEvaluationResult skipped(ExtensionContext context, String what, String why) {
        context.getRoot().getStore(NAMESPACE).computeIfAbsent(what, key -> {
            System.err.println("SKIPPED " + what + ": " + why);
            return key;
        });
        return ConditionEvaluationResult.disabled(why);
    }
}
