package io.jenkins.plugins.terraformparallel.engine.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleTextTest {

    @Test
    void providersAreAskedForBySourceAndVersion() {
        ModuleText text = new ModuleText();
        text.readHcl("""
                # required_providers { no = "1" }
                terraform {
                  required_version = ">= 1.3"
                  required_providers {
                    fake = {
                      source  = "Example.com/acme/fake" # the source
                      version = ">= 1.0, < 2.0"
                    }
                    aws  = { source = "hashicorp/aws", version = "~> 5.0" }
                    null = "3.2.4"
                    tofu = { source = "registry.opentofu.org/acme/tofu" }
                    terraform = { source = "terraform.io/builtin/terraform" }
                  }
                  backend "s3" {}
                }
                """);
        ProviderNeeds needs = new ProviderNeeds();
        text.addTo(needs);

        assertThat(needs.required())
                .containsOnly(
                        entry("example.com/acme/fake", Set.of(">=1.0,<2.0")),
                        entry("hashicorp/aws", Set.of("~>5.0")),
                        entry("hashicorp/null", Set.of("3.2.4")),
                        entry("acme/tofu", Set.of()));
        assertThat(needs.implied()).isEmpty();
    }

    @Test
    void resourcesImplyProvidersThatNobodyNames() {
        ModuleText text = new ModuleText();
        text.readHcl("""
                resource "null_resource" "a" {
                  triggers = { resource = "x" }
                }
                data "aws_ami" "b" {}
                resource "terraform_data" "c" {
                  input = <<-END
                    resource "random_id" "no" {
                    }
                    END
                }
                terraform {
                  required_providers {
                    aws = { source = "acme/aws" }
                  }
                }
                provider "google" {
                  version = "1.0"
                  region  = "eu"
                }
                provider "dns" {
                  alias = "x"
                }
                """);
        ProviderNeeds needs = new ProviderNeeds();
        text.addTo(needs);

        assertThat(needs.required())
                .containsOnly(entry("acme/aws", Set.of()), entry("hashicorp/google", Set.of("1.0")));
        assertThat(needs.implied()).containsExactly("hashicorp/dns", "hashicorp/null");
    }

    @Test
    void localModulesAreFollowed() {
        ModuleText text = new ModuleText();
        text.readHcl("""
                module "a" {
                  source = "../shared"
                }
                module "b" {
                  source  = "acme/b/aws"
                  version = "1.0"
                }
                """);
        text.readJson("""
                {"module": {"c": {"source": "./c"}, "d": [{"source": "./d"}]},
                 "terraform": [{"required_providers": {"x": {"source": "acme/x", "version": "1"}, "y": "2"}}]}
                """);
        text.readJson("no JSON");
        ProviderNeeds needs = new ProviderNeeds();
        text.addTo(needs);

        assertThat(text.localCalls()).containsExactlyInAnyOrder("../shared", "./c", "./d");
        assertThat(needs.required()).containsOnly(entry("acme/x", Set.of("1")), entry("hashicorp/y", Set.of("2")));
    }
}
