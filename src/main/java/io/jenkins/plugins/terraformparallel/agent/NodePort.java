package io.jenkins.plugins.terraformparallel.agent;

import io.jenkins.plugins.terraformparallel.engine.process.HostFiles;
import io.jenkins.plugins.terraformparallel.engine.process.LocalHostFiles;
import io.jenkins.plugins.terraformparallel.engine.providers.LocalProviderCache;
import io.jenkins.plugins.terraformparallel.engine.providers.ProviderCache;
import io.jenkins.plugins.terraformparallel.engine.run.InitRecords;
import io.jenkins.plugins.terraformparallel.engine.run.LocalInitRecords;
import io.jenkins.plugins.terraformparallel.engine.run.LocalPlanStore;
import io.jenkins.plugins.terraformparallel.engine.run.LocalUnitFiles;
import io.jenkins.plugins.terraformparallel.engine.run.PlanStore;
import io.jenkins.plugins.terraformparallel.engine.run.SecretHash;
import io.jenkins.plugins.terraformparallel.engine.run.UnitFiles;
import io.jenkins.plugins.terraformparallel.engine.workspace.LocalWorkspace;
import io.jenkins.plugins.terraformparallel.engine.workspace.Workspace;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * What makes a port's local implementation where it arrives: names only, so that a call is whole in itself. No method of
 * a port is overloaded.
 *
 * @param <T> the port
 */
sealed interface NodePort<T> extends Serializable {

    /** The port's interface, all of whose methods a node can be asked. */
    Class<T> type();

    /** The implementation; used for one call. */
    T open() throws IOException;

    /** The processes of a run, see {@link LocalHostFiles}. */
    record OfHost(String run, String directory, String launcherSuffix) implements NodePort<HostFiles> {
        @Override
        public Class<HostFiles> type() {
            return HostFiles.class;
        }

        @Override
        public HostFiles open() {
            return new LocalHostFiles(run, directory, launcherSuffix);
        }
    }

    /**
     * The units' files of a run.
     *
     * @param key for hashes; not the instance's own
     */
    record OfUnits(String directory, byte[] key) implements NodePort<UnitFiles> {
        @Override
        public Class<UnitFiles> type() {
            return UnitFiles.class;
        }

        @Override
        public UnitFiles open() {
            return new LocalUnitFiles(Path.of(directory), new SecretHash(key));
        }
    }

    /**
     * Notes of inits.
     *
     * @param key for their seals; the same from run to run, and not the instance's own
     */
    record OfInits(byte[] key) implements NodePort<InitRecords> {
        @Override
        public Class<InitRecords> type() {
            return InitRecords.class;
        }

        @Override
        public InitRecords open() {
            return new LocalInitRecords(new SecretHash(key));
        }
    }

    /** Saved plans. */
    record OfPlans(String directory) implements NodePort<PlanStore> {
        @Override
        public Class<PlanStore> type() {
            return PlanStore.class;
        }

        @Override
        public PlanStore open() {
            return new LocalPlanStore(Path.of(directory));
        }
    }

    /**
     * A provider cache.
     *
     * @param sources where terraform gets providers from there, see {@link
     *     io.jenkins.plugins.terraformparallel.engine.request.PluginCacheDirectory#sources}
     */
    record OfProviderCache(String directory, String sources) implements NodePort<ProviderCache> {
        @Override
        public Class<ProviderCache> type() {
            return ProviderCache.class;
        }

        @Override
        public ProviderCache open() throws IOException {
            return new LocalProviderCache(Path.of(directory), sources);
        }
    }

    /** The modules' files, question by question. */
    record OfWorkspace(String current, String boundary) implements NodePort<Workspace> {
        @Override
        public Class<Workspace> type() {
            return Workspace.class;
        }

        @Override
        public Workspace open() throws IOException {
            return new LocalWorkspace(Path.of(current), Path.of(boundary));
        }
    }

    /** All that a request asks of the modules' files. */
    record OfRequest(String current, String boundary) implements NodePort<RequestFiles> {
        @Override
        public Class<RequestFiles> type() {
            return RequestFiles.class;
        }

        @Override
        public RequestFiles open() {
            return new LocalRequestFiles(current, boundary);
        }
    }

    /** What runs leave in a workspace's temporary directory. */
    record OfRemains(String temporary) implements NodePort<RunRemains> {
        @Override
        public Class<RunRemains> type() {
            return RunRemains.class;
        }

        @Override
        public RunRemains open() {
            return new LocalRunRemains(Path.of(temporary));
        }
    }

    /** Files of the user that are no module's. */
    record OfUserFiles() implements NodePort<UserFiles> {
        @Override
        public Class<UserFiles> type() {
            return UserFiles.class;
        }

        @Override
        public UserFiles open() {
            return new LocalUserFiles();
        }
    }
}
