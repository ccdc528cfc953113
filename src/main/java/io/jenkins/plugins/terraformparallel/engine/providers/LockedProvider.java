package io.jenkins.plugins.terraformparallel.engine.providers;

import java.util.Set;

/**
 * What a lock file says of a provider.
 *
 * @param address complete: {@code registry.terraform.io/hashicorp/aws}
 * @param hashes {@code h1:} of what lies in a package, {@code zh:} of its archive
 */
record LockedProvider(String address, String version, Set<String> hashes) {

    /** Address and version in one word. */
    String id() {
        return address + " " + version;
    }
}
