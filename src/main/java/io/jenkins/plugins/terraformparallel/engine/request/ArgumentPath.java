package io.jenkins.plugins.terraformparallel.engine.request;

import java.util.regex.Pattern;

/** Writes where in a request something is: {@code modules[2].dependsOn[0]}. */
final class ArgumentPath {

    /** The request itself. */
    static final String ROOT = "";

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]{0,59}");

    private ArgumentPath() {}

    /** An entry of a map; a name that isn't a plain word is quoted. */
    static String of(String parent, String key) {
        if (!PLAIN.matcher(key).matches()) {
            return (parent.isEmpty() ? "request" : parent) + "[" + Found.quoted(key) + "]";
        }
        return parent.isEmpty() ? key : parent + "." + key;
    }

    /** An entry of a list. */
    static String of(String parent, int index) {
        return parent + "[" + index + "]";
    }
}
