package io.jenkins.plugins.terraformparallel.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The terraform on the PATH, for tests with {@link NeedsTerraform}. */
public final class RealTerraform implements ExecutionCondition {
    private static final Tool TERRAFORM = new Tool("terraform", "terraform");

    /** Where it is. */
    public static Path executable() {
        return TERRAFORM.require();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return TERRAFORM.condition(context);
    }
}
