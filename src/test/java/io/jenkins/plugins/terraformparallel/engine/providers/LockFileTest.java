package io.jenkins.plugins.terraformparallel.engine.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockFileTest {

    /** As terraform 1.11.4 wrote it. */
    private static final String TEXT = """
            # This file is maintained automatically by "terraform init".
            # Manual edits may be lost in future updates.

            provider "example.com/acme/fake" {
              version     = "1.0.0"
              constraints = "1.0.0"
              hashes = [
                "h1:dctBLKha5B9Y+gaMXJqW1RN29J/NhmTsIa+Xa5Z/J0M=",
              ]
            }

            provider "registry.terraform.io/hashicorp/null" {
              version = "3.2.4"
              hashes = [
                "h1:1111111111111111111111111111111111111111111=",
                "zh:22",
              ]
            }
            """;

    @Test
    void providersHaveVersionsAndHashes() {
        assertThat(LockFile.parse(TEXT).providers().values())
                .containsExactly(
                        new LockedProvider(
                                "example.com/acme/fake",
                                "1.0.0",
                                Set.of("h1:dctBLKha5B9Y+gaMXJqW1RN29J/NhmTsIa+Xa5Z/J0M=")),
                        new LockedProvider(
                                "registry.terraform.io/hashicorp/null",
                                "3.2.4",
                                Set.of("h1:1111111111111111111111111111111111111111111=", "zh:22")));
    }

    @Test
    void hashesAreReplacedAsTerraformWritesThem() {
        LockFile changed = LockFile.parse(TEXT)
                .with("registry.terraform.io/hashicorp/null", List.of("zh:22", "zh:11", "h1:b", "h1:a", "zh:22"));

        assertThat(changed.text())
                .isEqualTo(TEXT.replace(
                        "    \"h1:1111111111111111111111111111111111111111111=\",\n    \"zh:22\",\n",
                        "    \"h1:a\",\n    \"h1:b\",\n    \"zh:11\",\n    \"zh:22\",\n"));
        assertThat(LockFile.parse(TEXT)
                        .with("example.com/acme/fake", Set.of("h1:dctBLKha5B9Y+gaMXJqW1RN29J/NhmTsIa+Xa5Z/J0M="))
                        .text())
                .isEqualTo(TEXT);
    }

    @Test
    void whatIsNotThereIsNotChanged() {
        assertThat(LockFile.parse(TEXT)
                        .with("example.com/acme/other", Set.of("h1:x"))
                        .text())
                .isEqualTo(TEXT);
        assertThat(LockFile.parse("").providers()).isEmpty();
        assertThat(LockFile.parse("provider \"x\" {").providers()).isEmpty();
    }

    @Test
    void anAddressThatLeadsElsewhereIsNone() {
        for (String address : List.of(
                "../../../etc/passwd/x", "a/../b", "/etc/x/y", "example.com/acme", "example.com/acme/fake/x", "a//b")) {
            assertThat(LockFile.parse(TEXT.replace("example.com/acme/fake", address))
                            .providers())
                    .as(address)
                    .hasSize(1);
        }
        for (String version : List.of("../1.0.0", "1.0.0/..", "", "..", "v1.0.0")) {
            assertThat(LockFile.parse(TEXT.replace("\"1.0.0\"", "\"" + version + "\""))
                            .providers())
                    .as(version)
                    .hasSize(1);
        }
    }
}
