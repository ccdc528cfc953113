package io.jenkins.plugins.terraformparallel.engine.report;

/**
 * One line for the console.
 *
 * @param text clean: it can neither begin a second line nor control the terminal
 */
public record ToneLine(String text, Tone tone) {

    public ToneLine {
        text = TextCleaner.line(text);
    }
}
