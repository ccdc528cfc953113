package io.jenkins.plugins.terraformparallel.engine.providers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.regex.Pattern;

/**
 * A provider's package for one platform, as terraform names its directory
 * ({@code registry.terraform.io/hashicorp/aws/5.0.0/linux_amd64}).
 *
 * @param address host, namespace and type
 */
record ProviderPackage(String address, String version, String platform) {

    /** No part can lead out of a directory: addresses come from files that anybody may have written. */
    private static final String ADDRESS =
            "[A-Za-z0-9][A-Za-z0-9.:-]*/[A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9][A-Za-z0-9_-]*";

    private static final String VERSION = "[0-9][0-9A-Za-z.+-]*";
    private static final Pattern ID = Pattern.compile(ADDRESS + " " + VERSION);
    private static final Pattern PATH = Pattern.compile("(" + ADDRESS + ")/(" + VERSION + ")/([a-z0-9]+_[a-z0-9]+)");

    /** Whether these may be part of a package's path. */
    static boolean isSound(String address, String version) {
        return ID.matcher(address + " " + version).matches();
    }

    /** @return null where the path is no package's */
    @CheckForNull
    static ProviderPackage parse(String path) {
        var matcher = PATH.matcher(path);
        return matcher.matches() ? new ProviderPackage(matcher.group(1), matcher.group(2), matcher.group(3)) : null;
    }

    /** Where it lies below a directory of providers. */
    String path() {
        return address + "/" + version + "/" + platform;
    }

    /** Address and version in one word, as {@link LockedProvider#id()}. */
    String id() {
        return address + " " + version;
    }
}
