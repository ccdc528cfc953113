package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.report.TextCleaner;

/**
 * One line for the console.
 *
 * @param text clean: it can neither begin a second line nor control the terminal
 */
record ToneLine(String text, Tone tone) {

    ToneLine {
        text = TextCleaner.line(text);
    }
}
