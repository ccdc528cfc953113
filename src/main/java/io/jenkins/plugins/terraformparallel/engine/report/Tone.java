package io.jenkins.plugins.terraformparallel.engine.report;

/** How a line feels, for terminals with colours; what it says never hangs on it. */
public enum Tone {
    PLAIN(""),
    GOOD("\033[32m"),
    BAD("\033[31m"),
    WARNING("\033[33m"),
    DIM("\033[2m");

    private static final String RESET = "\033[0m";

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The text in this tone's colour (ECMA-48, Select Graphic Rendition). */
    public String paint(String text) {
        return code.isEmpty() ? text : code + text + RESET;
    }
}
