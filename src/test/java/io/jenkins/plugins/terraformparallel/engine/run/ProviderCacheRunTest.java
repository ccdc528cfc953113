package io.jenkins.plugins.terraformparallel.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunStatus;
import io.jenkins.plugins.terraformparallel.engine.event.UnitState;
import io.jenkins.plugins.terraformparallel.engine.process.LocalPrivateFiles;
import io.jenkins.plugins.terraformparallel.engine.providers.LocalProviderCache;
import io.jenkins.plugins.terraformparallel.engine.report.RunReport;
import io.jenkins.plugins.terraformparallel.engine.request.FailFast;
import io.jenkins.plugins.terraformparallel.engine.request.InitMode;
import io.jenkins.plugins.terraformparallel.engine.request.Operation;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.ProviderMirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the real terraform whose units share a provider cache. */
@NeedsTerraform
class ProviderCacheRunTest {

    private static final String FROM_CACHE = "from the shared cache directory";
    private static final String DOWNLOADED = "Installed provider version: example.com/acme/fake";

    @TempDir
    Path temporary;

    private RealRuns runs;
    private ProviderMirror mirror;
    private String alone;

    @BeforeEach
    void mirrorAndRuns() throws Exception {
        byte[] executable = new byte[1 << 20];
        new Random(1).nextBytes(executable);
        mirror = new ProviderMirror(Files.createDirectories(temporary.resolve("providers")))
                .add("fake", "1.0.0", executable);
        Path module = mirror.module("alone", "fake", "1.0.0");
        assertThat(mirror.init(module, Map.of())).isZero();
        alone = ProviderMirror.lockFile(module);
        runs = new RealRuns(Files.createDirectories(temporary.resolve("runs")), TestUnits.SETTINGS);
        runs.environment.put("TF_CLI_CONFIG_FILE", mirror.environment().get("TF_CLI_CONFIG_FILE"));
        Path cache = temporary.toRealPath().resolve("cache");
        runs.cache = new RunCache(cache.toString(), new LocalProviderCache(cache, "mirror"));
    }

    @Test
    void oneInitBringsTheProviderAndTheOthersFollow() throws Exception {
        Unit[] units = units(8);

        RunReport report = runs.run(Operation.INIT, false, units);

        assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(logs("run-1", DOWNLOADED)).isEqualTo(1);
        assertThat(logs("run-1", FROM_CACHE)).isEqualTo(7);
        checkModules(units);
    }

    @Test
    void modulesWithLockFilesNeedNoDownload() throws Exception {
        Unit[] units = units(8);
        runs.run(Operation.INIT, false, units);
        for (Unit unit : units) {
            LocalPrivateFiles.deleteRecursively(Path.of(unit.directory(), ".terraform"));
        }

        RunReport report = runs.run(Operation.INIT, false, units);

        assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(logs("run-2", DOWNLOADED)).isZero();
        assertThat(logs("run-2", "previously-installed")).isEqualTo(8);
        checkModules(units);
    }

    @Test
    void anInitThatFailsLeavesTheTurnToTheNext() throws Exception {
        List<Unit> units = new ArrayList<>(List.of(units(3)));
        Unit wrong = runs.module("a-wrong", ProviderMirror.code("fake", "9.9.9"));
        units.add(0, wrong);

        RunReport report = runs.run(Operation.INIT, false, units.toArray(new Unit[0]));

        assertThat(report.status()).isEqualTo(RunStatus.FAILED);
        assertThat(RealRuns.unit(report, "a-wrong").status()).isEqualTo(UnitState.FAILED);
        assertThat(logs("run-1", DOWNLOADED)).isEqualTo(1);
        checkModules(units.subList(1, 4).toArray(new Unit[0]));
    }

    @Test
    void aModuleWithoutProvidersNeedsNoTurnAndOneChain() throws Exception {
        Unit plain = runs.module("plain", "resource \"terraform_data\" \"a\" {}\n");

        RunReport report = runs.run(Operation.PLAN, false, plain);

        assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(RealRuns.commands(report, "plain")).containsExactly("init", "plan", "show");
        try (Stream<Path> inits = Files.list(temporary.resolve("cache/inits"))) {
            assertThat(inits).isEmpty();
        }
    }

    /** That it can't be planned, because its provider is none, is another matter. */
    @Test
    void anInitAfterWhichEverythingWasPutInOrderIsLeftOutTheNextTime() throws Exception {
        runs.settings =
                RealRuns.withExecutable(TestUnits.settings(4, FailFast.OFF, Duration.ofSeconds(10), InitMode.AUTO));
        Unit[] units = units(2);

        RunReport first = runs.run(Operation.PLAN, false, units);
        RunReport second = runs.run(Operation.PLAN, false, units);

        for (Unit unit : units) {
            assertThat(RealRuns.commands(first, unit.name())).containsExactly("init", "plan");
            assertThat(RealRuns.commands(second, unit.name())).containsExactly("plan");
        }
        checkModules(units);
    }

    private Unit[] units(int count) throws IOException {
        Unit[] units = new Unit[count];
        for (int i = 0; i < count; i++) {
            units[i] = runs.module("m" + i, ProviderMirror.code("fake", "1.0.0"));
        }
        return units;
    }

    private void checkModules(Unit... units) throws Exception {
        for (Unit unit : units) {
            Path module = Path.of(unit.directory());
            assertThat(ProviderMirror.lockFile(module)).isEqualTo(alone);
            Path link = module.resolve(".terraform/providers/example.com/acme/fake/1.0.0/" + ProviderMirror.platform());
            assertThat(Files.readSymbolicLink(link))
                    .startsWith(temporary.toRealPath().resolve("cache/packages"));
            assertThat(link).isDirectory();
        }
        try (Stream<Path> inits = Files.list(temporary.resolve("cache/inits"))) {
            assertThat(inits).isEmpty();
        }
    }

    private long logs(String run, String text) throws IOException {
        try (Stream<Path> logs = Files.walk(runs.directory.resolve(run).resolve("logs"))) {
            long count = 0;
            for (Path log : (Iterable<Path>) logs.filter(Files::isRegularFile)::iterator) {
                count += Files.readString(log).contains(text) ? 1 : 0;
            }
            return count;
        }
    }
}
