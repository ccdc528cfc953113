package io.jenkins.plugins.terraformparallel.engine.providers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.TreeSet;

/**
 * What an init without an earlier choice wrote into its lock file for a package.
 *
 * @param hash of the package itself, {@code h1:…}
 * @param hashes all that it wrote, with those of other platforms where the registry signed them
 * @param sizes of the package's files by name: who sees others doesn't offer it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PackageRecord(String hash, TreeSet<String> hashes, Map<String, Long> sizes) {}
