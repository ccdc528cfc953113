package io.jenkins.plugins.terraformparallel.engine.request;

/**
 * A directory, or an Ant-style glob that matches module directories below the current directory.
 *
 * @param text as the user wrote it, without surrounding white space; never empty
 */
public record ModulePattern(String text) implements ModuleSelection {

    /** Whether the text has a wildcard ({@code *} or {@code ?}); otherwise it names one directory. */
    public boolean isGlob() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }
}
