package io.jenkins.plugins.terraformparallel.engine.providers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module's dependency lock file ({@code .terraform.lock.hcl}): which version of each provider was chosen, and the hashes
 * of its packages. Immutable; nothing but the hashes can be changed, and those come out as terraform itself writes them
 * (internal/depsfile: sorted, one a line), so that nobody can tell who has written them.
 */
final class LockFile {

    static final String NAME = ".terraform.lock.hcl";

    private static final Pattern PROVIDER = Pattern.compile(
            "^provider[ \\t]+\"([^\"\\n]+)\"[ \\t]*\\{[ \\t]*\\r?\\n(.*?)^\\}", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern VERSION =
            Pattern.compile("^[ \\t]*version[ \\t]*=[ \\t]*\"([^\"\\n]*)\"", Pattern.MULTILINE);
    private static final Pattern HASHES =
            Pattern.compile("^[ \\t]*hashes[ \\t]*=[ \\t]*\\[([^\\]]*)\\]", Pattern.MULTILINE);
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\n]*)\"");

    private final String text;
    private final Map<String, LockedProvider> providers = new LinkedHashMap<>();

    private LockFile(String text) {
        this.text = text;
        Matcher provider = PROVIDER.matcher(text);
        while (provider.find()) {
            String body = provider.group(2);
            Matcher version = VERSION.matcher(body);
            if (version.find() && ProviderPackage.isSound(provider.group(1), version.group(1))) {
                providers.put(provider.group(1), new LockedProvider(provider.group(1), version.group(1), hashes(body)));
            }
        }
    }

    /** Understands what terraform writes; of what else may stand there it sees nothing. */
    static LockFile parse(String text) {
        return new LockFile(text);
    }

    /** By their addresses, which are complete: host, namespace, type. */
    Map<String, LockedProvider> providers() {
        return providers;
    }

    /** Null where there is no such provider. */
    @CheckForNull
    LockedProvider provider(String address) {
        return providers.get(address);
    }

    String text() {
        return text;
    }

    /** The same with other hashes of one provider; the same where that has none. */
    LockFile with(String address, Collection<String> hashes) {
        Matcher provider = PROVIDER.matcher(text);
        while (provider.find()) {
            Matcher list = HASHES.matcher(text).region(provider.start(2), provider.end(2));
            if (provider.group(1).equals(address) && list.find()) {
                StringBuilder lines = new StringBuilder("\n");
                new TreeSet<>(hashes)
                        .forEach(hash -> lines.append("    \"").append(hash).append("\",\n"));
                return parse(text.substring(0, list.start(1)) + lines + "  " + text.substring(list.end(1)));
            }
        }
        return this;
    }

    private static Set<String> hashes(String body) {
        Set<String> hashes = new TreeSet<>();
        Matcher list = HASHES.matcher(body);
        if (list.find()) {
            Matcher hash = TEXT.matcher(list.group(1));
            while (hash.find()) {
                hashes.add(hash.group(1));
            }
        }
        return hashes;
    }
}
