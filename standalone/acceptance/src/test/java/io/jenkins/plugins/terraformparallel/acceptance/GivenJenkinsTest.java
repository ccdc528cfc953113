package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenJenkinsTest {

    @Test
    void nothingIsGiven() {
        assertThat(find(Map.of(), Map.of(GivenJenkins.URL, "under this name it isn't looked for", "ACCEPTANCE", "1")))
                .isEmpty();
        assertThat(find(Map.of(GivenJenkins.COMMAND, " "), Map.of())).isEmpty();
    }

    @Test
    void aCommandHasWords() {
        assertThat(find(Map.of(GivenJenkins.COMMAND, "sh start.sh"), Map.of()))
                .contains(new GivenJenkins.Command(List.of("sh", "start.sh")));
        assertThat(find(Map.of(), Map.of("ACCEPTANCE_JENKINS_COMMAND", "start")))
                .contains(new GivenJenkins.Command(List.of("start")));
    }

    @Test
    void aFileMayHaveBlanksInItsName(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("start jenkins"));

        assertThat(find(Map.of(GivenJenkins.COMMAND, file.toString()), Map.of()))
                .contains(new GivenJenkins.Command(List.of(file.toString())));
    }

    @Test
    void anAddressHasAUser() {
        URI address = URI.create("http://localhost:8080/jenkins/");

        assertThat(find(Map.of(), Map.of("ACCEPTANCE_JENKINS_URL", "http://me:11ab@localhost:8080/jenkins")))
                .contains(new GivenJenkins.Address(address, "me:11ab"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> find(Map.of(GivenJenkins.URL, "http://localhost:8080/"), Map.of()))
                .withMessage("acceptance.jenkins.url is to be http://USER:TOKEN@HOST:PORT/ with an administrator's API"
                        + " token");
    }

    @Test
    void onlyOneOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> find(
                        Map.of(GivenJenkins.URL, "http://me:11ab@localhost:8080/", GivenJenkins.COMMAND, "start"),
                        Map.of()))
                .withMessage("acceptance.jenkins.command and acceptance.jenkins.url are both set; give one of them");
    }

    private static Optional<GivenJenkins> find(Map<String, String> properties, Map<String, String> environment) {
        return GivenJenkins.find(properties::get, environment::get);
    }
}
