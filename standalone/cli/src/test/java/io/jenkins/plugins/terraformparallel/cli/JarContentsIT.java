package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the packed jar, and what isn't. */
class JarContentsIT {
    private static final String ROOT = "io/jenkins/plugins/terraformparallel/";

    @Test
    void theJarHoldsEngineAndCommandLineButNothingOfJenkins() throws IOException {
        try (JarFile jar = new JarFile(Packed.JAR.file().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")))
                    .allMatch(name -> !name.startsWith(ROOT)
                            || name.startsWith(ROOT + "engine/")
                            || name.startsWith(ROOT + "cli/"))
                    .noneMatch(name -> name.matches("(hudson|jenkins|org/jenkinsci|org/kohsuke)/.*"))
                    .noneMatch(name -> name.matches("META-INF/(annotations|services/annotations)/.*"))
                    .noneMatch(name -> name.matches(".*[.](jelly|stapler|javadoc)"))
                    .contains(ROOT + "engine/report/report.css", ROOT + "cli/Main.class", "META-INF/LICENSE");
        }
    }
}
