package io.jenkins.plugins.terraformparallel.cli;

/** Under which heading the help lists an option. */
enum OptionSection {
    MODULES("Modules"),
    RUN("The run"),
    VALUES("Values"),
    TERRAFORM("Terraform"),
    PLANS("Saved plans and approval"),
    OUTPUT("Output and reports");

    private final String heading;

    OptionSection(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }
}
