package io.jenkins.plugins.terraformparallel.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which Jenkins the suite was given: either a command that starts one, or the address of one that runs. */
sealed interface GivenJenkins {

    /** Names of system properties; each may also be an environment variable, in capitals with underscores. */
    String COMMAND = "acceptance.jenkins.command";

    String URL = "acceptance.jenkins.url";

    /** What is said where there is none. */
    String MISSING =
            "no Jenkins is given: name a command that starts one for a home folder and a port with -D" + COMMAND
                    + "=COMMAND, or a running one with -D" + URL + "=http://USER:TOKEN@HOST:PORT/ (docs/acceptance.md)";

    /**
     * One that the suite starts, kills and starts again.
     *
     * @param words of the command, to which home folder and port are added
     */
    record Command(List<String> words) implements GivenJenkins {}

    /**
     * One that runs.
     *
     * @param address without user
     * @param user and the token or password, separated by a colon
     */
    record Address(URI address, String user) implements GivenJenkins {}

    /**
     * What was given, if anything.
     *
     * @param properties the value of a system property by its name, null where it isn't set
     * @param environment the same of an environment variable
     * @throws IllegalArgumentException where it can't be what was meant
     */
    static Optional<GivenJenkins> find(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        Optional<String> command = setting(COMMAND, properties, environment);
        Optional<String> url = setting(URL, properties, environment);
        if (command.isPresent() && url.isPresent()) {
            throw new IllegalArgumentException(COMMAND + " and " + URL + " are both set; give one of them");
        }
        return command.<GivenJenkins>map(GivenJenkins::command).or(() -> url.map(GivenJenkins::address));
    }

    private static Command command(String text) {
        Path file = Path.of(text);
        // A file may have blanks in its name.
        return new Command(
                file.toFile().isFile()
                        ? List.of(file.toAbsolutePath().toString())
                        : List.of(text.strip().split("\\s+")));
    }

    private static Address address(String text) {
        URI uri = URI.create(text.endsWith("/") ? text : text + "/");
        if (uri.getHost() == null
                || uri.getUserInfo() == null
                || !uri.getUserInfo().contains(":")) {
            throw new IllegalArgumentException(
                    URL + " is to be http://USER:TOKEN@HOST:PORT/ with an administrator's API token");
        }
        URI address = URI.create(uri.getScheme() + "://" + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath());
        return new Address(address, uri.getUserInfo());
    }

    private static Optional<String> setting(
            String name, UnaryOperator<String> properties, UnaryOperator<String> environment) {
        String variable = name.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
        return Optional.ofNullable(properties.apply(name))
                .or(() -> Optional.ofNullable(environment.apply(variable)))
                .filter(value -> !value.isBlank());
    }
}
