package io.jenkins.plugins.terraformparallel.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.terraformparallel.pipeline.form.StepForm;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The Pipeline step {@code terraformParallel}: its parameters. What it does is {@link TerraformParallelExecution}. */
public class TerraformParallelStep extends TerraformArguments {

    @DataBoundConstructor
    public TerraformParallelStep(Object modules) {
        argument("modules", modules);
    }

    /** @throws hudson.AbortException where the arguments are of a kind that can't be kept with the build */
    @Override
    public StepExecution start(StepContext context) throws Exception {
        StoredArguments.replaceThoseOf(context.get(FlowNode.class));
        UnkeepableArguments.refuse(arguments(), context.get(EnvVars.class));
        return new TerraformParallelExecution(context, arguments());
    }

    public Object getModules() {
        return argument("modules");
    }

    public Object getOperation() {
        return argument("operation");
    }

    @DataBoundSetter
    public void setOperation(Object operation) {
        argument("operation", operation);
    }

    public Object getParallel() {
        return argument("parallel");
    }

    @DataBoundSetter
    public void setParallel(Object parallel) {
        argument("parallel", parallel);
    }

    public Object getFailFast() {
        return argument("failFast");
    }

    @DataBoundSetter
    public void setFailFast(Object failFast) {
        argument("failFast", failFast);
    }

    public Object getTimeout() {
        return argument("timeout");
    }

    @DataBoundSetter
    public void setTimeout(Object timeout) {
        argument("timeout", timeout);
    }

    public Object getGracePeriod() {
        return argument("gracePeriod");
    }

    @DataBoundSetter
    public void setGracePeriod(Object gracePeriod) {
        argument("gracePeriod", gracePeriod);
    }

    public Object getSavedPlans() {
        return argument("savedPlans");
    }

    @DataBoundSetter
    public void setSavedPlans(Object savedPlans) {
        argument("savedPlans", savedPlans);
    }

    public Object getReplan() {
        return argument("replan");
    }

    @DataBoundSetter
    public void setReplan(Object replan) {
        argument("replan", replan);
    }

    public Object getSameDirectory() {
        return argument("sameDirectory");
    }

    @DataBoundSetter
    public void setSameDirectory(Object sameDirectory) {
        argument("sameDirectory", sameDirectory);
    }

    public Object getRetries() {
        return argument("retries");
    }

    @DataBoundSetter
    public void setRetries(Object retries) {
        argument("retries", retries);
    }

    public Object getChangedSince() {
        return argument("changedSince");
    }

    @DataBoundSetter
    public void setChangedSince(Object changedSince) {
        argument("changedSince", changedSince);
    }

    public Object getShard() {
        return argument("shard");
    }

    @DataBoundSetter
    public void setShard(Object shard) {
        argument("shard", shard);
    }

    public Object getOnFailure() {
        return argument("onFailure");
    }

    @DataBoundSetter
    public void setOnFailure(Object onFailure) {
        argument("onFailure", onFailure);
    }

    public Object getOnChanges() {
        return argument("onChanges");
    }

    @DataBoundSetter
    public void setOnChanges(Object onChanges) {
        argument("onChanges", onChanges);
    }

    public Object getMask() {
        return argument("mask");
    }

    @DataBoundSetter
    public void setMask(Object mask) {
        argument("mask", mask);
    }

    public Object getConsole() {
        return argument("console");
    }

    @DataBoundSetter
    public void setConsole(Object console) {
        argument("console", console);
    }

    /** What the form shows for a parameter. */
    public String text(String parameter) {
        return StepForm.text(parameter, arguments());
    }

    /** Knows the step; what is typed into its form is checked by {@link StepFieldChecks}. */
    @Extension
    public static class DescriptorImpl extends StepFieldChecks {

        @Override
        public String getFunctionName() {
            return "terraformParallel";
        }

        @Override
        public String getDisplayName() {
            return Messages.TerraformParallelStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, Launcher.class, EnvVars.class, TaskListener.class, FlowNode.class);
        }

        /** Takes the arguments whole: what Jenkins knows no parameter for is a mistake, and not only a warning. */
        @Override
        @SuppressWarnings("deprecation") // CustomDescribableModel, the newer way, never sees what isn't a parameter.
        public Step newInstance(Map<String, Object> arguments) {
            TerraformParallelStep step = new TerraformParallelStep(null);
            step.replaceArguments(arguments);
            return step;
        }

        @Override
        public Step newInstance(@CheckForNull StaplerRequest2 request, JSONObject form) {
            return newInstance(StepForm.read(form::opt));
        }

        /** In the form's order, and by name also where it is one alone. */
        @Override
        @SuppressWarnings("deprecation") // CustomDescribableModel, the newer way, sorts and drops the name.
        public UninstantiatedDescribable uninstantiate(Step step) {
            if (step instanceof TerraformArguments own) {
                return new UninstantiatedDescribable(own.arguments());
            }
            throw new UnsupportedOperationException("no step of this kind: " + step);
        }

        /** Modules and operation alone: everything else may hold secrets. */
        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return StepLabel.of(arguments);
        }
    }
}
