package io.jenkins.plugins.terraformparallel.engine.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.terraform.TerraformVersion.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformVersionTest {

    @Test
    void readsWhatTerraformPrints() {
        TerraformVersion expected = new TerraformVersion(Kind.TERRAFORM, 1, 11, 4, "1.11.4");

        assertThat(TerraformVersion.parse(Recorded.text("version.txt"))).contains(expected);
        assertThat(TerraformVersion.parse(Recorded.text("version.json"))).contains(expected);
    }

    @Test
    void tellsOpenTofuByItsText() {
        TerraformVersion version = TerraformVersion.parse("OpenTofu v1.10.0-beta2\non linux_amd64\n")
                .orElseThrow();

        assertThat(version).isEqualTo(new TerraformVersion(Kind.TOFU, 1, 10, 0, "1.10.0-beta2"));
        assertThat(version).hasToString("OpenTofu 1.10.0-beta2");
    }

    @Test
    void warningsBeforeTheVersionAreNoObstacle() {
        assertThat(TerraformVersion.parse("\nWarning: something\n\nTerraform v1.5.7\r\non linux_amd64\n"))
                .map(TerraformVersion::minor)
                .contains(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "Terraform v1.11",
                "Terraform v99999999999.1.1",
                "my Terraform v1.11.4",
                "{",
                "{}",
                "{\"terraform_version\": 7}"
            })
    void anythingElseIsNoVersion(String output) {
        assertThat(TerraformVersion.parse(output)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Terraform v1.2.9,  false, false, false, false",
        "Terraform v1.3.0,  true,  false, false, false",
        "Terraform v1.8.5,  true,  false, false, false",
        "Terraform v1.9.0,  true,  true,  false, false",
        "Terraform v1.10.0, true,  true,  true,  false",
        "Terraform v2.0.0,  true,  true,  true,  false",
        "OpenTofu v1.6.0,   true,  false, false, false",
        "OpenTofu v1.7.0,   true,  true,  false, false",
        "OpenTofu v1.8.0,   true,  true,  false, true",
        "OpenTofu v1.10.9,  true,  true,  false, true",
        "OpenTofu v1.11.0,  true,  true,  true,  true",
    })
    void knowsWhatEachVersionCan(
            String text, boolean supported, boolean initJson, boolean applyVariables, boolean everywhere) {
        TerraformVersion version = TerraformVersion.parse(text).orElseThrow();

        assertThat(version.isSupported()).isEqualTo(supported);
        assertThat(version.initJson()).isEqualTo(initJson);
        assertThat(version.applyTakesVariables()).isEqualTo(applyVariables);
        assertThat(version.variablesEverywhere()).isEqualTo(everywhere);
    }
}
