package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.FoundProcess;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessHost;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import java.io.IOException;
import java.util.List;

/**
 * The machine of a run that is {@linkplain ParallelRuns#conclude concluded}: what runs there can be looked after and ended,
 * but nothing can be started. Whatever a unit holds in place of its secrets can reach no process.
 */
final class ConcludingHost implements ProcessHost {

    private final ProcessHost host;

    ConcludingHost(ProcessHost host) {
        this.host = host;
    }

    @Override
    public void start(Chain chain) throws IOException {
        throw new IOException("the run is being concluded, nothing starts any more");
    }

    @Override
    public String directory() {
        return host.directory();
    }

    @Override
    public List<ProcessProgress> poll(List<ProcessQuery> queries) throws IOException {
        return host.poll(queries);
    }

    @Override
    public void stopChain(String unit, int chain) throws IOException {
        host.stopChain(unit, chain);
    }

    @Override
    public boolean interrupt(ProcessId id) throws IOException {
        return host.interrupt(id);
    }

    @Override
    public List<FoundProcess> find(String unit) throws IOException {
        return host.find(unit);
    }

    @Override
    public void signal(FoundProcess process, boolean kill) throws IOException {
        host.signal(process, kill);
    }

    @Override
    public void discard(ProcessId id) throws IOException {
        host.discard(id);
    }

    @Override
    public void discardChain(String unit, int chain) throws IOException {
        host.discardChain(unit, chain);
    }

    @Override
    public void onChange(Runnable callback) {
        host.onChange(callback);
    }
}
