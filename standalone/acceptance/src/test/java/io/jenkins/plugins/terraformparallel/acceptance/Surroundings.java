package io.jenkins.plugins.terraformparallel.acceptance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the programs that the suite starts inherit. */
final class Surroundings {

    private Surroundings() {}

    /** Takes away what would make Jenkins or terraform behave in another way than usual. */
    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("TF_") || name.startsWith("TERRAFORM_PARALLEL"));
        environment
                .keySet()
                .removeAll(List.of(
                        "JENKINS_HOME",
                        "JENKINS_URL",
                        "JENKINS_NODE_COOKIE",
                        "BUILD_ID",
                        "WORKSPACE",
                        "JAVA_TOOL_OPTIONS",
                        "_JAVA_OPTIONS"));
        environment.put("CHECKPOINT_DISABLE", "1");
    }

    /** The Java that runs the suite, for agents and the command line. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }
}
