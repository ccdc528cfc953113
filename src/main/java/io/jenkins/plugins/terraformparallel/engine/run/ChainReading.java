package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.process.Chain;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessProgress;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessQuery;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessSpec;
import io.jenkins.plugins.terraformparallel.engine.process.ProcessState;
import io.jenkins.plugins.terraformparallel.engine.run.CommandResult.End;
import java.util.List;
import java.util.function.Function;

/** Reads the processes of one chain, one after the other, as far as the host has got with them. Not thread-safe. */
final class ChainReading {

    private static final int BLOCK = 1 << 20;

    private final Chain chain;
    private final boolean adopted;
    private final Function<UnitCommand, ProcessReader> readers;

    // Mutable state
    /** The index of the process that is being read. */
    private int active;

    private ProcessReader reader;
    private ProcessState state;

    /**
     * @param first the index of the first process that isn't over yet
     * @param adopted whether an earlier engine started the chain
     * @param readers makes the reader of a process when it is its turn
     */
    ChainReading(Chain chain, int first, boolean adopted, Function<UnitCommand, ProcessReader> readers) {
        this.chain = chain;
        this.adopted = adopted;
        this.readers = readers;
        open(first);
    }

    Chain chain() {
        return chain;
    }

    boolean isAdopted() {
        return adopted;
    }

    ProcessSpec process() {
        return chain.processes().get(active);
    }

    ProcessId id() {
        return chain.id(process());
    }

    /** The processes after the current one. */
    List<ProcessId> unread() {
        return chain.processes().subList(active + 1, chain.processes().size()).stream()
                .map(chain::id)
                .toList();
    }

    ProcessReader reader() {
        return reader;
    }

    /** What the host said last of the process. */
    ProcessState state() {
        return state;
    }

    ProcessQuery query() {
        return new ProcessQuery(id(), chain.number(), reader.stdoutFrom(), reader.stderrBytes(), BLOCK);
    }

    void accept(ProcessProgress progress) {
        state = progress.state();
        reader.accept(progress.stdout(), progress.stderr());
    }

    /** Nothing more will be known of the process. */
    void giveUp() {
        state = new ProcessState.Lost();
    }

    /** The process is over: what it came to. */
    CommandResult finish() {
        Integer exitCode = state instanceof ProcessState.Ended ended ? (Integer) ended.exitCode() : null;
        End how = state instanceof ProcessState.Ended
                ? End.EXITED
                : state instanceof ProcessState.Refused ? End.REFUSED : End.LOST;
        return reader.finish(process().number(), how, exitCode);
    }

    /**
     * Goes on to the chain's next process, if the script does.
     *
     * @return whether there is one
     */
    boolean advance(CommandResult over) {
        Integer exitCode = over.exitCode();
        boolean goesOn = exitCode != null && process().continueAfter().contains(exitCode);
        if (!goesOn || active + 1 >= chain.processes().size()) {
            return false;
        }
        open(active + 1);
        return true;
    }

    private void open(int index) {
        active = index;
        state = new ProcessState.Never(true);
        reader = readers.apply(UnitCommand.ofWord(process().command()));
    }
}
