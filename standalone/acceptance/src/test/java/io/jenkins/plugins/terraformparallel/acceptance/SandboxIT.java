package io.jenkins.plugins.terraformparallel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The whole contract from a script in the sandbox: nothing of it needs an administrator's approval. */
@OnJenkins
class SandboxIT {

    @Test
    void everythingIsUsableWithoutApproval(TestJenkins jenkins) throws Exception {
        Path workspace = jenkins.workspace("sandbox");
        Modules.small(workspace, 2, "0");
        Modules.module(workspace, "shop", """
                variable "count_of_things" { type = number }
                variable "zones" { type = list(string) }
                variable "labels" { type = map(string) }
                resource "terraform_data" "it" { input = [var.count_of_things, var.zones, var.labels] }
                output "things" { value = terraform_data.it.output[0] }
                output "hidden" {
                  value     = terraform_data.it.output[2]
                  sensitive = true
                }
                """);
        Modules.module(workspace, "broken", "output \"it\" { value = var.missing }\n");
        Files.writeString(workspace.resolve("common.tfvars"), "count_of_things = 3\n");
        Files.writeString(workspace.resolve("shop/zones.tfvars"), "zones = [\"a\", \"b\"]\n");

        Build build = jenkins.run(Pipeline.on(jenkins.agent(), workspace, "sandbox", """
                def plan = terraformParallel(modules: 'm*', operation: 'plan')
                echo "plan ${plan.status} ${plan.hasChanges} ${plan.changed.sort()}"
                def run = terraformParallel(
                    modules: [
                        'm*',
                        '!m002',
                        [path: 'shop', name: 'my shop', varFiles: ['zones.tfvars'], vars: [labels: [team: 'web']],
                            env: [SOME: 'thing'], dependsOn: ['m001'], timeout: '2m', workspaces: ['default']],
                        [path: 'broken']
                    ],
                    operation: 'apply',
                    savedPlans: 'ignore',
                    parallel: 2,
                    varFiles: ['common.tfvars'],
                    failFast: false,
                    timeout: '5m',
                    gracePeriod: '30s',
                    lockTimeout: '10s',
                    lock: true,
                    refresh: true,
                    resourceParallelism: 5,
                    extraArgs: [plan: ['-compact-warnings']],
                    onFailure: 'continue',
                    executable: 'terraform',
                    console: 'failures')
                echo "status ${run.status}, url ${run.url}, totals ${run.totals.SUCCEEDED} and ${run.totals['FAILED']}"
                echo "failed ${run.failed.join(',')} skipped ${run.skipped.size()} changed ${run.changed.contains('m001')}"
                run.units.each { name, unit ->
                    echo "unit ${name} ${unit.status} ${unit.changes?.add}"
                }
                def names = run.units.findAll { it.value.status == 'SUCCEEDED' }.collect { it.key }.sort()
                echo "succeeded ${names}"
                for (unit in run.units) {
                    assert unit.value.status in ['SUCCEEDED', 'FAILED']
                }
                def shop = run.units['my shop']
                echo "outputs ${shop.outputs.things} ${shop.outputs.hidden}"
                """));

        String pending = jenkins.script("""
                def approval = org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval.get()
                print approval.pendingSignatures.size() + approval.pendingScripts.size()
                """);
        jenkins.figures()
                .add(
                        "script security sandbox on",
                        "whole contract usable without approval",
                        build.result() + ", " + pending + " approvals pending");
        build.hasResult("SUCCESS");
        assertThat(pending).isEqualTo("0");
        assertThat(build.console())
                .contains("plan SUCCEEDED true [m001, m002]")
                .contains("status FAILED, url " + jenkins.rest().at(build.path()) + "terraform-parallel/")
                .contains("totals 2 and 1")
                .contains("failed broken skipped 0 changed true")
                .contains("unit m001 SUCCEEDED 1")
                .contains("succeeded [m001, my shop]")
                .contains("outputs 3 null");
    }
}
