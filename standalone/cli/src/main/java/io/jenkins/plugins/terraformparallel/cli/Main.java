package io.jenkins.plugins.terraformparallel.cli;

/** Where {@code java -jar terraform-parallel.jar} begins. */
public final class Main {

    private Main() {}

    /** Does what the arguments say and ends with its exit code. */
    public static void main(String[] args) {
        System.exit(new TerraformParallelCommand(Surroundings.ofThisProcess()).execute(args));
    }
}
