package io.jenkins.plugins.terraformparallel.engine.run;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Notes of inits beside a {@link ScriptedHost}: nothing ever changes but what the request says. */
final class MemoryInits implements InitRecords {

    // Mutable state
    private final Set<String> notes = new TreeSet<>();
    private Predicate<String> trouble = method -> false;
    private int calls;

    InitMemory memory() {
        return new InitMemory(TestUnits.HASH, this);
    }

    void troubleWith(Predicate<String> methods) {
        trouble = methods;
    }

    /** How often anything was asked. */
    int calls() {
        return calls;
    }

    /** Whether a unit that is like this one would need no init. */
    boolean isNoted(InitInputs inputs) {
        return notes.contains(key(inputs));
    }

    /** From now on an init like this one has succeeded. */
    void note(InitInputs inputs) {
        notes.add(key(inputs));
    }

    @Override
    public InitCheck check(InitInputs inputs, boolean wanted) throws IOException {
        failWhereAsked("check");
        if (wanted && isNoted(inputs)) {
            return new InitCheck(true, null, key(inputs));
        }
        notes.remove(key(inputs));
        return new InitCheck(false, "it isn't known to have succeeded here", key(inputs));
    }

    @Override
    public void keep(InitInputs inputs, String before) throws IOException {
        failWhereAsked("keep");
        if (before.equals(key(inputs))) {
            note(inputs);
        }
    }

    private static String key(InitInputs inputs) {
        return inputs.dataDirectory() + " " + inputs.known();
    }

    private void failWhereAsked(String method) throws IOException {
        calls++;
        if (trouble.test(method)) {
            throw new IOException("scripted trouble with " + method);
        }
    }
}
