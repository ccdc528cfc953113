package io.jenkins.plugins.terraformparallel.engine.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which terraform an executable is, and what it can do. The versions are those of the tagged sources of Terraform and
 * OpenTofu.
 *
 * @param text all of the version as it was printed, such as {@code 1.12.0-beta1}
 */
public record TerraformVersion(Kind kind, int major, int minor, int patch, String text) implements Serializable {

    /** Whose terraform it is. */
    public enum Kind {
        TERRAFORM("Terraform", "terraform"),
        TOFU("OpenTofu", "tofu");

        private final String title;
        private final String command;

        Kind(String title, String command) {
            this.title = title;
            this.command = command;
        }

        /** The product's name, such as {@code OpenTofu}. */
        public String title() {
            return title;
        }

        /** What a user types, such as {@code tofu}. */
        public String command() {
            return command;
        }
    }

    /** What is asked of an executable, for messages. */
    public static final String REQUIRED = "Terraform 1.3 or later, or OpenTofu";

    private static final String NUMBERS = "(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(\\S{0,100})";
    private static final Pattern LINE = Pattern.compile("(?m)^(Terraform|OpenTofu) v(" + NUMBERS + ")\\s*$");
    private static final Pattern VERSION = Pattern.compile(NUMBERS);

    /**
     * Reads what {@code version} printed, in either form. OpenTofu's JSON can't be told from Terraform's, so
     * {@link TerraformCommands#version()} asks for the text; JSON counts as Terraform's.
     *
     * @return empty where it is neither
     */
    public static Optional<TerraformVersion> parse(String output) {
        if (output.stripLeading().startsWith("{")) {
            return parseJson(output);
        }
        Matcher line = LINE.matcher(output);
        return line.find()
                ? parse(Kind.TERRAFORM.title.equals(line.group(1)) ? Kind.TERRAFORM : Kind.TOFU, line.group(2))
                : Optional.empty();
    }

    private static Optional<TerraformVersion> parseJson(String output) {
        try {
            JsonNode version = TerraformJson.read(output).path("terraform_version");
            return parse(Kind.TERRAFORM, version.asText(""));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<TerraformVersion> parse(Kind kind, String text) {
        Matcher version = VERSION.matcher(text);
        return version.matches()
                ? Optional.of(new TerraformVersion(
                        kind, number(version.group(1)), number(version.group(2)), number(version.group(3)), text))
                : Optional.empty();
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** Whether it is this version or a later one, whoever's it is. */
    public boolean isAtLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    /** Whether this product works with it, see {@link #REQUIRED}. */
    public boolean isSupported() {
        return kind == Kind.TOFU || isAtLeast(1, 3);
    }

    /** Whether {@code init} has {@code -json}: Terraform 1.9, OpenTofu 1.7. */
    public boolean initJson() {
        return kind == Kind.TOFU ? isAtLeast(1, 7) : isAtLeast(1, 9);
    }

    /**
     * Whether {@code apply} takes variables beside a saved plan: Terraform 1.10, OpenTofu 1.11. Earlier ones refuse them;
     * later ones want ephemeral variables again.
     */
    public boolean applyTakesVariables() {
        return kind == Kind.TOFU ? isAtLeast(1, 11) : isAtLeast(1, 10);
    }

    /**
     * Whether {@code init}, {@code validate}, {@code show} and {@code workspace list} need the variables too, because
     * backends, module sources and state encryption may refer to them: OpenTofu 1.8.
     */
    public boolean variablesEverywhere() {
        return kind == Kind.TOFU && isAtLeast(1, 8);
    }

    /** For people, such as {@code OpenTofu 1.8.0}. */
    @Override
    public String toString() {
        return kind.title + " " + text;
    }
}
