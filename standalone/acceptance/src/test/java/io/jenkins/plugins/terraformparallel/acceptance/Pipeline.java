package io.jenkins.plugins.terraformparallel.acceptance;

import java.nio.file.Path;

/**
 * A Pipeline job. Its script runs in the sandbox.
 *
 * @param name of the job, to which the suite adds a number
 * @param script scripted or Declarative
 * @param durability such as {@code PERFORMANCE_OPTIMIZED}; null for Jenkins' own choice
 * @param resumes whether its builds may go on after Jenkins was started again
 */
record Pipeline(String name, String script, String durability, boolean resumes) {

    static final String BUILT_IN = "built-in";

    /** A whole script. */
    static Pipeline of(String name, String script) {
        return new Pipeline(name, script, null, true);
    }

    /** Scripted steps on a node, with a given directory as their workspace. */
    static Pipeline on(String node, Path workspace, String name, String steps) {
        return of(name, """
                node(%s) {
                    ws(%s) {
                %s
                    }
                }
                """.formatted(
                        quoted(node),
                        quoted(workspace.toString()),
                        steps.strip().indent(8).stripTrailing()));
    }

    /** Text as a string of Groovy. */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    Pipeline durability(String hint) {
        return new Pipeline(name, script, hint, resumes);
    }

    Pipeline notResumable() {
        return new Pipeline(name, script, durability, false);
    }

    /** The job's configuration. */
    String xml() {
        return """
                <?xml version='1.1' encoding='UTF-8'?>
                <flow-definition>
                  <properties>
                %s%s  </properties>
                  <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition">
                    <script>%s</script>
                    <sandbox>true</sandbox>
                  </definition>
                </flow-definition>
                """.formatted(durability == null ? "" : """
                            <org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty>
                              <hint>%s</hint>
                            </org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty>
                        """.formatted(durability), resumes ? "" : """
                            <org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty/>
                        """, escaped(script));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
