package io.jenkins.plugins.terraformparallel.cli;

import io.jenkins.plugins.terraformparallel.engine.request.Operation;

/** What the help says of an operation. */
final class OperationHelp {

    private static final String NAME = CommandSpecs.NAME;

    private OperationHelp() {}

    static String summary(Operation operation) {
        return switch (operation) {
            case PLAN -> "Plans every module: what would be created, changed and destroyed.";
            case APPLY -> "Applies every module, in dependency order: saved plans, or plan and apply in one go.";
            case DESTROY -> "Destroys what every module has made, dependents first.";
            case VALIDATE -> "Validates every module; needs no backend and no state.";
            case INIT -> "Initializes every module.";
        };
    }

    static String[] examples(Operation operation) {
        return switch (operation) {
            case PLAN ->
                new String[] {
                    "  " + NAME + " plan 'envs/*' '!envs/old'",
                    "  " + NAME + " plan network apps/shop --workspace eu --workspace us --var-file common.tfvars",
                    "  " + NAME + " plan --request request.yaml --plan-dir plans --html plan.html",
                    "  " + NAME + " plan 'envs/*' --var region=eu --var 'zones:=[\"a\", \"b\"]'",
                    "  TF_VAR_password=... " + NAME + " plan 'envs/*' --mask TF_VAR_password",
                    "  " + NAME + " plan 'envs/**' --list"
                };
            case APPLY ->
                new String[] {
                    "  " + NAME + " apply --request request.yaml --plan-dir plans",
                    "  " + NAME + " apply 'envs/*' --auto-approve --fail-fast"
                };
            case DESTROY ->
                new String[] {
                    "  " + NAME + " destroy --request request.yaml --list",
                    "  " + NAME + " destroy --request request.yaml --auto-approve"
                };
            case VALIDATE -> new String[] {"  " + NAME + " validate '**' --junit validate.xml"};
            case INIT -> new String[] {"  " + NAME + " init 'envs/*' --upgrade"};
        };
    }
}
