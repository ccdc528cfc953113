package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.terraformparallel.pipeline.form.FormField;
import io.jenkins.plugins.terraformparallel.pipeline.form.StepForm;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What single fields of the step's form offer, and their checks, in the words in which the step itself would refuse what
 * is typed in.
 */
public abstract class StepFieldChecks extends StepDescriptor {

    /** The words that a field offers, the default first. */
    public List<String> choices(String parameter) {
        return FormField.named(parameter).map(FormField::choices).orElse(List.of());
    }

    @POST
    public FormValidation doCheckModules(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.MODULES, value);
    }

    @POST
    public FormValidation doCheckWorkspaces(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.WORKSPACES, value);
    }

    @POST
    public FormValidation doCheckVarFiles(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.VAR_FILES, value);
    }

    @POST
    public FormValidation doCheckVars(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.VARS, value);
    }

    @POST
    public FormValidation doCheckBackendConfig(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.BACKEND_CONFIG, value);
    }

    @POST
    public FormValidation doCheckEnv(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.ENV, value);
    }

    @POST
    public FormValidation doCheckTimeout(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.TIMEOUT, value);
    }

    @POST
    public FormValidation doCheckGracePeriod(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.GRACE_PERIOD, value);
    }

    @POST
    public FormValidation doCheckLockTimeout(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.LOCK_TIMEOUT, value);
    }

    @POST
    public FormValidation doCheckResourceParallelism(
            @AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.RESOURCE_PARALLELISM, value);
    }

    @POST
    public FormValidation doCheckExtraArgs(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return check(item, FormField.EXTRA_ARGS, value);
    }

    /** What is checked is the text alone, so whoever may see the form may have it checked. */
    private static FormValidation check(@CheckForNull Item item, FormField field, @CheckForNull String value) {
        if (item != null && !item.hasPermission(Item.EXTENDED_READ)) {
            return FormValidation.ok();
        }
        List<String> mistakes = StepForm.mistakes(field, value);
        return mistakes.isEmpty() ? FormValidation.ok() : FormValidation.error(String.join("\n", mistakes));
    }
}
