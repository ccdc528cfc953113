package io.jenkins.plugins.terraformparallel.engine.run;

import java.util.Set;

/** A terraform process that a unit may need, and how it is read. */
enum UnitCommand {
    INIT("init", Reading.EVENTS),
    WORKSPACE_LIST("workspace list", Reading.TEXT),
    PLAN("plan", Reading.EVENTS),
    SHOW("show", Reading.DIFF),
    /** The saved plan that a newer one replaces, as JSON. It never leaves the machine, only its digest does. */
    SHOW_OLD("show saved plan", Reading.NOTHING),
    /** The newer plan, likewise. */
    SHOW_NEW("show new plan", Reading.NOTHING),
    APPLY("apply", Reading.EVENTS),
    VALIDATE("validate", Reading.DOCUMENT);

    /** What is done with a process's standard output. */
    enum Reading {
        /** Terraform's {@code -json} events, line by line. */
        EVENTS,
        /** A few lines that the engine needs. */
        TEXT,
        /** The plan for people: into the diff's file and the log. */
        DIFF,
        /** One JSON document. */
        DOCUMENT,
        /** It stays where it is. */
        NOTHING
    }

    private final String word;
    private final Reading reading;

    UnitCommand(String word, Reading reading) {
        this.word = word;
        this.reading = reading;
    }

    /** The word under which it is reported. */
    String word() {
        return word;
    }

    Reading reading() {
        return reading;
    }

    /** Exit codes after which a chain goes on with its next process. */
    Set<Integer> continueAfter() {
        // A plan without changes has nothing to show.
        return this == PLAN ? Set.of(2) : Set.of(0);
    }

    /** @throws IllegalArgumentException where no command has this word */
    static UnitCommand ofWord(String word) {
        for (UnitCommand command : values()) {
            if (command.word.equals(word)) {
                return command;
            }
        }
        throw new IllegalArgumentException("no command " + word);
    }
}
