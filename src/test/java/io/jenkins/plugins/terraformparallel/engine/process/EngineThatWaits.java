package io.jenkins.plugins.terraformparallel.engine.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A program that takes a lock, starts a chain of two and then waits to be killed. */
final class EngineThatWaits {

    private EngineThatWaits() {}

    /** Arguments: the run's directory, the locks' directory, the module, the executable. */
    public static void main(String[] arguments) throws Exception {
        DirectoryLocks.Held held = (DirectoryLocks.Held) new LocalDirectoryLocks(Path.of(arguments[1]))
                .claim(arguments[2], "run " + HostFixture.RUN + ", unit network");
        held.announce(arguments[0], List.of(HostFixture.UNIT));
        LocalProcessHost host = new LocalProcessHost(HostFixture.RUN, Path.of(arguments[0]), System.getenv());
        host.start(new Chain(
                HostFixture.RUN,
                HostFixture.UNIT,
                arguments[2],
                Map.of(),
                List.of(
                        new ProcessSpec(1, "plan", List.of(arguments[3]), Map.of(), Set.of(0), ProcessSpec.Guard.NONE),
                        new ProcessSpec(
                                2, "show", List.of(arguments[3]), Map.of(), Set.of(0), ProcessSpec.Guard.NONE))));
        System.out.println("started");
        System.in.read();
    }
}
