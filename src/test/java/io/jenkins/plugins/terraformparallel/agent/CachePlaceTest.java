package io.jenkins.plugins.terraformparallel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.request.Mistake;
import io.jenkins.plugins.terraformparallel.engine.request.PluginCache;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachePlaceTest {

    private static final AgentPlace PLACE = new AgentPlace("", "/ws/job", "/ws/job/sub", "/ws/job@tmp");
    private static final AgentPlace SECOND = new AgentPlace("", "/ws/job@2", "/ws/job@2", "/ws/job@2@tmp");
    private static final CacheOwner JOB = new CacheOwner("folder/job", null);
    private static final PluginCache NAMED = new PluginCache(true, "providers");

    @Test
    void aJobsOwnCacheLiesBesideItsWorkspace() {
        List<String> usual = new CachePlace(PLACE, JOB).directories(PluginCache.USUAL);
        List<String> named = new CachePlace(PLACE, JOB).directories(NAMED);

        assertThat(usual)
                .singleElement()
                .asString()
                .matches("/ws/job@tmp/terraform-parallel/providers/[0-9a-f]{24}/default");
        assertThat(named)
                .singleElement()
                .asString()
                .matches("/ws/job@tmp/terraform-parallel/providers/[0-9a-f]{24}/providers");
        assertThat(new CachePlace(PLACE, JOB).directories(PluginCache.NONE)).isEmpty();
    }

    @Test
    void anotherJobInTheSameWorkspaceHasAnotherOne() {
        for (String other : List.of("folder/job2", "folder/job/PR-1", "job")) {
            assertThat(new CachePlace(PLACE, new CacheOwner(other, null)).directories(NAMED))
                    .doesNotContainAnyElementsOf(new CachePlace(PLACE, JOB).directories(NAMED));
        }
    }

    @Test
    void buildsThatRunAtOnceShareTheJobsCacheIfTheyCan() {
        List<String> first = new CachePlace(PLACE, JOB).directories(PluginCache.USUAL);
        List<String> second = new CachePlace(SECOND, JOB).directories(PluginCache.USUAL);

        assertThat(second).hasSize(2).startsWith(first.get(0));
        assertThat(second.get(1)).startsWith("/ws/job@2@tmp/");
        assertThat(new CachePlace(SECOND, JOB).isBesideWorkspace(second.get(0))).isFalse();
        assertThat(new CachePlace(SECOND, JOB).isBesideWorkspace(second.get(1))).isTrue();
    }

    @Test
    void anAdministratorsCacheIsTheUsualOneAndNamesStayTheJobs() {
        CachePlace place = new CachePlace(PLACE, new CacheOwner("folder/job", "/var/cache/providers"));

        assertThat(place.directories(PluginCache.USUAL)).containsExactly("/var/cache/providers");
        assertThat(place.directories(NAMED)).isEqualTo(new CachePlace(PLACE, JOB).directories(NAMED));
    }

    @Test
    void aPathIsRefusedWithASentence() {
        for (String path : List.of("/var/cache", "../other", "a/b", ".", "..", "", "-x", "~", "a b", "$HOME")) {
            Mistake mistake = CachePlace.mistake(path);
            assertThat(mistake).as(path).isNotNull();
            assertThat(mistake.sentence()).contains("pluginCache").contains("administrator");
        }
        for (Object fine : List.of(true, false, "true", "false", "providers", "a-1_2.3", 5)) {
            assertThat(CachePlace.mistake(fine)).as("%s", fine).isNull();
        }
        assertThat(CachePlace.mistake(null)).isNull();
    }
}
