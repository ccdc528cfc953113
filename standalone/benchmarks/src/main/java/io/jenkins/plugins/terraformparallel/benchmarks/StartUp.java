package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How long it takes to find a thousand modules and to say in which order they would run. */
final class StartUp implements Scenario {

    /** What any Java program takes at least. */
    static final class Empty {
        private Empty() {}

        public static void main(String[] arguments) {
            // Nothing.
        }
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public Finding measure(Lab lab) throws IOException, InterruptedException {
        Modules.trivial(lab, 1000);
        String empty = "an empty Java program";
        Contest.Reset nothing = () -> {};
        List<String> nothingAtAll = List.of(Lab.java(), "-cp", classes(lab).toString(), Empty.class.getName());
        lab.mustRun(nothingAtAll);
        lab.mustRun(lab.ours("plan", "--list", "m*"));
        Contest contest = new Contest(lab)
                .enter(Contest.OURS, lab.times(11), lab.ours("plan", "--list", "m*"), nothing)
                .enter(Contest.JAR, lab.times(11), lab.oursInPlainJava("plan", "--list", "m*"), nothing)
                .enter(empty, lab.times(11), nothingAtAll, nothing)
                .run();
        return Finding.of(
                new Row(
                        "`--list` of 1,000 modules",
                        "≤ 8 × an empty Java program's start",
                        Samples.number(contest.ratio(empty)) + " ×",
                        contest.bothRatios(empty) + ". "
                                + contest.seconds(Contest.OURS).text("s") + ", `java -jar` "
                                + contest.seconds(Contest.JAR).text("s") + ", against "
                                + contest.seconds(empty).text("s")),
                new Chart("performance-list", "--list of 1,000 modules", "s", contest.bars()));
    }

    private static Path classes(Lab lab) throws IOException {
        String file = Empty.class.getName().replace('.', '/') + ".class";
        Path target = lab.directory().resolve("empty").resolve(file);
        Files.createDirectories(target.resolveSibling(""));
        try (InputStream bytes = Empty.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(bytes, target);
        }
        return lab.directory().resolve("empty");
    }
}
