package io.jenkins.plugins.terraformparallel.engine.run;

import io.jenkins.plugins.terraformparallel.engine.process.ProcessId;
import io.jenkins.plugins.terraformparallel.engine.terraform.StateLock;
import io.jenkins.plugins.terraformparallel.engine.work.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Units' files beside a {@link ScriptedHost}: the digest of a plan is what its show printed. */
final class MemoryFiles implements UnitFiles {

    private final ScriptedHost host;
    private final Set<String> written = new TreeSet<>();
    private final Map<String, Map<String, String>> inputs = new HashMap<>();

    /** Directories in which terraform can't write errored.tfstate. */
    final Set<String> refused = new TreeSet<>();

    // Mutable state
    private Predicate<String> trouble = method -> false;

    MemoryFiles(ScriptedHost host) {
        this.host = host;
    }

    void troubleWith(Predicate<String> methods) {
        trouble = methods;
    }

    /** Files that were written and not deleted. */
    Set<String> left() {
        return written;
    }

    /** From now on these are the hashes of a unit's files. */
    void inputs(String unitKey, Map<String, String> hashes) {
        inputs.put(unitKey, hashes);
    }

    @Override
    public String write(String name, byte[] content) throws IOException {
        failWhereAsked("write");
        written.add(name);
        return ScriptedHost.DIRECTORY + "/" + name;
    }

    @Override
    public void deleteAll(String beginning) throws IOException {
        failWhereAsked("deleteAll");
        written.removeIf(file -> file.startsWith(beginning));
    }

    @Override
    public Map<String, String> inputs(Unit unit) throws IOException {
        failWhereAsked("inputs");
        return inputs.getOrDefault(unit.key(), Map.of("lock file", "absent", "module files", "1", "var files", "2"));
    }

    @Override
    public String planDigest(ProcessId show) throws IOException {
        failWhereAsked("planDigest");
        return new String(host.output(show), StandardCharsets.UTF_8);
    }

    @Override
    public boolean moveErroredState(Unit unit, String name) {
        return false;
    }

    @Override
    public void refuseErroredState(Unit unit) throws IOException {
        failWhereAsked("refuseErroredState");
        refused.add(unit.directory());
    }

    @Override
    public void allowErroredState(Unit unit) throws IOException {
        failWhereAsked("allowErroredState");
        refused.remove(unit.directory());
    }

    @Override
    public boolean saveEmergencyState(ProcessId process, String name) {
        return false;
    }

    @Override
    public StateLock stateLock(Unit unit) {
        return null;
    }

    private void failWhereAsked(String method) throws IOException {
        if (trouble.test(method)) {
            throw new IOException("scripted trouble with " + method);
        }
    }
}
