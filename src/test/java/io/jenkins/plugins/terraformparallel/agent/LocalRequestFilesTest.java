package io.jenkins.plugins.terraformparallel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.terraformparallel.engine.request.RequestException;
import io.jenkins.plugins.terraformparallel.engine.work.RequestResolution;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.engine.workspace.LocalWorkspace;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRequestFilesTest {

    @TempDir
    Path temporary;

    private Path current;

    @BeforeEach
    void makeModules() throws IOException {
        current = temporary.resolve("current");
        for (String module : List.of("network", "envs/eu", "envs/us", "envs/old", "apps/shop")) {
            Path file = current.resolve(module).resolve("main.tf");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        Files.writeString(current.resolve("common.tfvars"), "");
        Files.writeString(current.resolve("apps/shop/shop.tfvars"), "");
    }

    @Test
    void theNodeAsksAllThatTheControllerWillAsk() throws Exception {
        Map<String, Object> raw = request();

        List<Unit> units = RequestResolution.resolve(raw, Map.of(), answered(raw), List.of())
                .resolution()
                .plan()
                .units();

        assertThat(units)
                .isEqualTo(RequestResolution.resolve(raw, Map.of(), new LocalWorkspace(current, temporary), List.of())
                        .resolution()
                        .plan()
                        .units())
                .hasSize(5);
    }

    @Test
    void mistakesAreTheSameHereAndThere() throws Exception {
        Map<String, Object> raw = request();
        raw.put("modules", List.of("netwrok", "envs/*", "../../x", "none/**", Map.of("path", "apps/shop")));
        raw.put("varFiles", List.of("missing.tfvars", "network"));
        raw.put("paralel", 2);
        raw.put("mask", List.of());

        RequestException there = mistakes(raw, new LocalWorkspace(current, temporary));
        RequestException here =
                mistakes(raw, new RecordedWorkspace(new LocalWorkspace(current, temporary), answers(raw)));

        assertThat(here).hasMessage(there.getMessage());
        assertThat(here.mistakes()).hasSizeGreaterThan(4);
    }

    @Test
    void noValueOfAVariableIsSent() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(FileArguments.of(request()));
        }

        assertThat(sent.toString(StandardCharsets.ISO_8859_1))
                .contains("apps/shop")
                .doesNotContain("hunter");
    }

    @Test
    void aCurrentDirectoryThatCannotBeUsedIsSaidSo() {
        assertThatThrownBy(() -> new LocalRequestFiles(temporary + "/nothing", temporary.toString())
                        .answers(FileArguments.of(request())))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> new LocalRequestFiles(temporary.toString(), current.toString())
                        .answers(FileArguments.of(request())))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("leads out of");
    }

    private static Map<String, Object> request() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("modules", new Object[] {
            new StringBuilder("network"),
            "envs/*",
            "!envs/old",
            Map.of(
                    "path",
                    "apps/shop",
                    "workspaces",
                    List.of("eu", "us"),
                    "dependsOn",
                    List.of("network"),
                    "varFiles",
                    "shop.tfvars",
                    "vars",
                    Map.of("password", "hunter1"))
        });
        raw.put("varFiles", List.of("common.tfvars"));
        raw.put("vars", Map.of("token", "hunter2"));
        raw.put("env", Map.of("TF_VAR_x", "hunter3"));
        raw.put("backendConfig", Map.of("secret", "hunter4"));
        raw.put("mask", List.of("token", "password"));
        return raw;
    }

    private Map<RecordedWorkspace.Question, PortAnswer> answers(Map<String, Object> raw) throws IOException {
        return new LocalRequestFiles(current.toString(), temporary.toString()).answers(FileArguments.of(raw));
    }

    /** Knows what the node said, and nothing else. */
    private Workspace answered(Map<String, Object> raw) throws IOException {
        return new RecordedWorkspace(
                new Workspace() {
                    @Override
                    public String boundary() {
                        throw new AssertionError("the boundary");
                    }

                    @Override
                    public Kind kind(String path) {
                        throw new AssertionError("the kind of " + path);
                    }

                    @Override
                    public String realPath(String path) {
                        throw new AssertionError("the real path of " + path);
                    }

                    @Override
                    public SortedMap<String, String> modules(String glob) {
                        throw new AssertionError("the modules of " + glob);
                    }
                },
                answers(raw));
    }

    private static RequestException mistakes(Map<String, Object> raw, Workspace workspace) throws IOException {
        try {
            RequestResolution.resolve(raw, Map.of(), workspace, List.of());
        } catch (RequestException e) {
            return e;
        }
        throw new AssertionError("no mistake");
    }
}
