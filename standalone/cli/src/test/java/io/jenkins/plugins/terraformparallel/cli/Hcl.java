package io.jenkins.plugins.terraformparallel.cli;

/** Terraform code for modules that need no network. */
final class Hcl {

    private Hcl() {}

    /** A resource whose creation and destruction take that long; its value is the output {@code value}. */
    static String sleeping(String seconds, String value) {
        return """
                resource "terraform_data" "it" {
                  input = "%2$s"
                  provisioner "local-exec" {
                    command = "sleep %1$s"
                  }
                  provisioner "local-exec" {
                    when    = destroy
                    command = "sleep %1$s"
                  }
                }
                output "value" {
                  value = terraform_data.it.output
                }
                """.formatted(seconds, value);
    }

    /** A resource that holds a value, which is the output {@code value}. */
    static String holding(String value) {
        return """
                resource "terraform_data" "it" {
                  input = "%s"
                }
                output "value" {
                  value = terraform_data.it.output
                }
                """.formatted(value);
    }

    /** The outputs of the module beside this one, as {@code data.terraform_remote_state.<module>.outputs}. */
    static String stateOf(String module) {
        return """
                data "terraform_remote_state" "%1$s" {
                  backend = "local"
                  config = {
                    path = "../%1$s/terraform.tfstate"
                  }
                }
                """.formatted(module);
    }

    /** A module that adds something to the output {@code value} of the one beside it. */
    static String following(String module, String more) {
        return stateOf(module) + holding("${data.terraform_remote_state." + module + ".outputs.value}" + more);
    }
}
