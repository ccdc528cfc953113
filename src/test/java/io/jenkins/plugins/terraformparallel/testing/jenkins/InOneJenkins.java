package io.jenkins.plugins.terraformparallel.testing.jenkins;

import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Stories that share one Jenkins, each with a job of its own. */
@WithJenkins
@Timeout(value = 5, unit = TimeUnit.MINUTES)
public abstract class InOneJenkins {

    protected static JenkinsRule jenkins;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        jenkins.after();
    }

    /** The name of a new agent, which only those use who ask for it. */
    protected static String agent() throws Exception {
        DumbSlave agent = jenkins.createSlave();
        agent.setMode(Node.Mode.EXCLUSIVE);
        jenkins.waitOnline(agent);
        return agent.getNodeName();
    }

    /** A build that runs this script in the sandbox. */
    protected static WorkflowRun start(String script) throws Exception {
        return Pipelines.start(jenkins, script);
    }

    protected static WorkflowRun succeed(String script) throws Exception {
        return end(Result.SUCCESS, script);
    }

    protected static WorkflowRun end(Result result, String script) throws Exception {
        return end(result, start(script));
    }

    protected static WorkflowRun end(Result result, WorkflowRun build) throws Exception {
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
    }
}
