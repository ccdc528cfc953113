package io.jenkins.plugins.terraformparallel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.AbstractProject;
import hudson.model.FreeStyleProject;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import io.jenkins.plugins.terraformparallel.pipeline.form.FormField;
import io.jenkins.plugins.terraformparallel.testing.jenkins.InOneJenkins;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** The step's form in a browser, the Snippet Generator, and what Jenkins' documentation shows of the step. */
class StepFormJenkinsTest extends InOneJenkins {

    private static final String MODULES_TEXT = "network\\nenvs/*\\n!envs/old\\n{path: apps/shop, workspaces: [eu, us]}";

    private final TerraformParallelStep.DescriptorImpl descriptor =
            jenkins.jenkins.getDescriptorByType(TerraformParallelStep.DescriptorImpl.class);

    @Test
    void anUntouchedFormIsNoArgumentAtAll() throws Exception {
        assertThat(roundTrip(Map.of())).isEmpty();
    }

    @Test
    void theFormShowsWhatAPipelineGave() throws Exception {
        Map<String, Object> shop = new LinkedHashMap<>();
        shop.put("path", "apps/shop");
        shop.put("workspaces", List.of("eu", "us"));
        shop.put("vars", Map.of("replicas", 3, "labels", Map.of("team", "web"), "html", "<b>&amp;\"'\n\n"));
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("modules", List.of("network", "!envs/old", shop));
        given.put("operation", "apply");
        given.put("parallel", 2);
        given.put("onFailure", "unstable");
        given.put("workspaces", List.of("eu"));
        given.put("createWorkspaces", true);
        given.put("vars", Map.of("region", "eu-1", "zones", List.of("a", "b"), "empty", "", "spaces", " x "));
        given.put("env", Map.of("AWS_PROFILE", "shop"));
        given.put("mask", List.of("region"));
        given.put("failFast", "interrupt");
        given.put("timeout", "1h30m");
        given.put("savedPlans", "require");
        given.put("executable", "tofu");
        given.put("init", "never");
        given.put("pluginCache", true);
        given.put("lock", false);
        given.put("refresh", false);
        given.put("resourceParallelism", 20);
        given.put("extraArgs", Map.of("plan", List.of("-compact-warnings")));
        given.put("console", "failures");

        assertThat(roundTrip(given)).isEqualTo(given);
    }

    @Test
    void theSnippetGeneratorPrintsGroovyThatMeansTheSame() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);

        snippets.assertRoundTrip(new TerraformParallelStep("network"), "terraformParallel modules: 'network'");
        snippets.assertRoundTrip(
                new TerraformParallelStep(List.of("a", "b")), "terraformParallel(modules: ['a', 'b'])");
        TerraformParallelStep step = new TerraformParallelStep(List.of("a", Map.of("path", "b")));
        step.setOperation("apply");
        step.setLock(false);
        step.setVars(Map.of("zones", List.of("a", "b")));
        snippets.assertRoundTrip(
                step,
                "terraformParallel modules: ['a', [path: 'b']], operation: 'apply', lock: false, vars: [zones: ['a', 'b']]");
    }

    @Test
    void theSnippetGeneratorTakesWhatWasTypedIn() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        String type = "\"stapler-class\": \"" + TerraformParallelStep.class.getName() + "\", ";

        snippets.assertGenerateSnippet(
                "{" + type + "\"modules\": \"" + MODULES_TEXT + "\", \"operation\": \"plan\", \"parallel\": \"4\","
                        + "\"vars\": \"a=it's\\nb:=[1, 1.5]\", \"lock\": false, \"refresh\": true, \"failFast\": \"true\","
                        + "\"executable\": \"terraform\", \"timeout\": \"\", \"extraArgs\": \"plan=-compact-warnings\"}",
                "terraformParallel modules: ['network', 'envs/*', '!envs/old', [path: 'apps/shop', workspaces: ['eu',"
                        + " 'us']]], vars: [a: 'it\\'s', b: [1, 1.5]], failFast: true, lock: false, extraArgs: [plan:"
                        + " ['-compact-warnings']]",
                null);
        snippets.assertGenerateSnippet(
                "{" + type + "\"modules\": \"a\", \"vars\": \"hunter2\"}",
                "io.jenkins.plugins.terraformparallel.pipeline.form.StepForm$Unreadable: vars: found line 1 without '=',"
                        + " expected name=text, or name:=JSON for any other value, one a line",
                null);
    }

    @Test
    void everyParameterHasItsHelp() throws Exception {
        DescribableModel<TerraformParallelStep> model = DescribableModel.of(TerraformParallelStep.class);

        assertThat(model.getHelp()).contains("def run = terraformParallel(");
        assertThat(model.getParameters())
                .extracting(DescribableParameter::getName)
                .contains(
                        List.of(FormField.values()).stream().map(FormField::key).toArray(String[]::new))
                .contains("shard", "retries", "changedSince", "sameDirectory");
        for (DescribableParameter parameter : model.getParameters()) {
            assertThat(parameter.getErasedType()).as(parameter.getName()).isEqualTo(Object.class);
            assertThat(parameter.getHelp()).as(parameter.getName()).isNotBlank();
            assertThat(jenkins.createWebClient()
                            .goTo(descriptor.getDescriptorUrl() + "/help/" + parameter.getName(), "text/html")
                            .getWebResponse()
                            .getContentAsString())
                    .as(parameter.getName())
                    .contains("<div");
        }
        SnippetizerTester.assertDocGeneration(TerraformParallelStep.class);
    }

    @Test
    void aFieldIsCheckedInTheStepsOwnWords() {
        assertThat(descriptor.doCheckModules(null, "network\n!envs/old").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckTimeout(null, "").kind).isEqualTo(FormValidation.Kind.OK);
        FormValidation bad = descriptor.doCheckTimeout(null, "<20>");
        assertThat(bad.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(bad.renderHtml()).contains("timeout: found", "&lt;20&gt;").doesNotContain("<20>");
        assertThat(descriptor.doCheckExtraArgs(null, "plan=-json").getMessage())
                .contains("this product sets it itself");
    }

    /** What the form gives back of a step with these arguments. */
    private Map<String, Object> roundTrip(Map<String, Object> given) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new Holder(descriptor.newInstance(given)));

        jenkins.configRoundtrip(project);

        return ((TerraformParallelStep)
                        project.getBuildersList().get(Holder.class).getStep())
                .arguments();
    }

    /** Something with a form that holds a step: Pipelines themselves have none. */
    public static final class Holder extends Builder {
        private final transient Step step;

        @DataBoundConstructor
        public Holder(Step step) {
            this.step = step;
        }

        public Step getStep() {
            return step;
        }

        @TestExtension
        public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
            @Override
            public boolean isApplicable(@SuppressWarnings("rawtypes") Class<? extends AbstractProject> type) {
                return true;
            }
        }
    }
}
