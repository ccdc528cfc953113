package io.jenkins.plugins.terraformparallel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.testing.NeedsTerraform;
import io.jenkins.plugins.terraformparallel.testing.RealTerraform;
import io.jenkins.plugins.terraformparallel.testing.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two units are planned once; then, one after the other, each kind of input of a plan is another one for one apply. */
@NeedsTerraform
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SavedPlanMisfitIT {
    private static final String OTHER_VERSION = """
            #!/bin/sh
            if [ "$1" = version ]; then
              printf '{"terraform_version": "1.11.3", "platform": "linux_amd64", "provider_selections": {}}\\n'
            else
              exec '%s' "$@"
            fi
            """;

    private TerraformParallel cli;

    @BeforeAll
    void plan(@TempDir Path world) throws Exception {
        cli = TerraformParallel.in(world);
        cli.module("other", Hcl.holding("other"));
        cli.module("module", """
                terraform {
                  backend "local" {}
                }
                variable "typed" { default = "" }
                variable "filed" { default = "" }
                variable "exported" { default = "" }
                module "child" { source = "../children/child" }
                """ + Hcl.holding("${var.typed}${var.filed}${var.exported}"));
        cli.file("module/template.txt", "text");
        cli.file("children/child/main.tf", "resource \"terraform_data\" \"child\" {}");
        cli.file("values.tfvars", "filed = \"planned\"\n");
        cli.file("module/own.auto.tfvars", "\n");
        Path other = cli.file("terraform-1.11.3", OTHER_VERSION.formatted(RealTerraform.executable()));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
        request("path: backend-planned.tfstate", "", "");

        call(Map.of(), "plan").hasExitCode(0);
    }

    /** Of a file: it, and what it holds for once. Of an option: it and its value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    module files          | FILE     | module/main.tf                | resource "terraform_data" "new" {}
                    module files          | FILE     | module/template.txt           | other text
                    module files          | FILE     | module/own.auto.tfvars        | typed = "automatic"
                    module files          | FILE     | children/child/main.tf        | resource "terraform_data" "kid" {}
                    lock file             | FILE     | module/.terraform.lock.hcl    | # nothing but a comment
                    var files             | FILE     | values.tfvars                 | filed = "other"
                    variables             | OPTION   | --var                         | typed=other
                    variables             | VARIABLE | TF_VAR_exported               | other
                    options               | VARIABLE | TF_CLI_ARGS_plan              | -compact-warnings
                    options               | OPTION   | --extra-args                  | plan=-compact-warnings
                    options               | OPTION   | --refresh                     | false
                    terraform version     | OPTION   | --executable                  | ./terraform-1.11.3
                    options               | REQUEST  | targets                       | [terraform_data.it]
                    workspace             | REQUEST  | workspace                     | default
                    backend configuration | BACKEND  | path                          | backend-other.tfstate
                    """)
    @Order(1)
    void nothingIsAppliedWhere(String named, String kind, String what, String other) throws Exception {
        Path file = cli.directory().resolve(what);
        byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
        List<String> arguments = new ArrayList<>(List.of("apply", "--auto-approve"));
        Map<String, String> environment = Map.of();
        switch (kind) {
            case "FILE" -> Files.writeString(file, other + "\n");
            case "OPTION" -> arguments.add(what + "=" + other);
            case "VARIABLE" -> environment = Map.of(what, other);
            case "REQUEST" -> request("path: backend-planned.tfstate", what, other);
            case "BACKEND" -> request(what + ": " + other, "", "");
            default -> throw new IllegalArgumentException(kind);
        }
        try {
            CallResult call =
                    call(environment, arguments.toArray(String[]::new)).hasExitCode(64);

            assertThat(call.err()).contains("saved plan of module", named, "plan again");
            assertThat(call.err().contains("saved plan of other")).isEqualTo(isOfEveryUnit(kind, what));
            nothingIsApplied();
        } finally {
            if (before != null) {
                Files.write(file, before);
            } else {
                Files.deleteIfExists(file);
            }
            request("path: backend-planned.tfstate", "", "");
        }
    }

    /** Every plan that was refused before was refused for nothing but what was another one then. */
    @Test
    @Order(2)
    void andAllIsAppliedWhereEverythingIsAsItWas() throws Exception {
        nothingIsApplied();

        call(Map.of(), "apply").hasExitCode(0);

        assertThat(StateFile.value(cli.directory().resolve("other"))).isEqualTo("other");
        assertThat(StateFile.resourcesIn(cli.directory().resolve("module/backend-planned.tfstate")))
                .containsExactlyInAnyOrder("child", "it");
    }

    private static boolean isOfEveryUnit(String kind, String what) {
        return List.of("OPTION", "VARIABLE").contains(kind) || what.equals("values.tfvars");
    }

    private void nothingIsApplied() {
        assertThat(cli.directory().resolve("other/terraform.tfstate")).doesNotExist();
        assertThat(cli.directory().resolve("module/backend-planned.tfstate")).doesNotExist();
        assertThat(cli.directory().resolve("module/backend-other.tfstate")).doesNotExist();
    }

    private CallResult call(Map<String, String> environment, String... arguments) throws Exception {
        TerraformParallel caller = cli;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            caller = caller.env(variable.getKey(), variable.getValue());
        }
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--plan-dir", "plans", "--request", "request.yaml", "--var-file", "values.tfvars"));
        return caller.run(all.toArray(String[]::new));
    }

    private void request(String backend, String key, String value) throws IOException {
        cli.file("request.yaml", """
                modules:
                  - other
                  - path: module
                    name: module
                    backendConfig: {%s}
                    %s
                """.formatted(backend, key.isEmpty() ? "" : key + ": " + value));
    }
}
