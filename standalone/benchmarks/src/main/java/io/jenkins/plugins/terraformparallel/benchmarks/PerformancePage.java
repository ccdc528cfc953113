package io.jenkins.plugins.terraformparallel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Writes {@code performance.md} and its pictures. Whatever the page has below {@value #FROM_HERE} stays. */
final class PerformancePage {

    /** Where the part begins that is measured and written by others. */
    static final String FROM_HERE = "## In Jenkins";

    private final Path documentation;

    /** @param documentation the directory of the page */
    PerformancePage(Path documentation) {
        this.documentation = documentation;
    }

    void write(List<Finding> findings) throws IOException, InterruptedException {
        Path page = documentation.resolve("performance.md");
        String rest = "";
        if (Files.exists(page)) {
            String before = Files.readString(page);
            int from = before.indexOf("\n" + FROM_HERE);
            rest = from < 0 ? "" : before.substring(from);
        }
        Files.writeString(page, text(findings) + rest);
        for (Finding finding : findings) {
            for (Chart chart : finding.charts()) {
                Files.writeString(
                        documentation.resolve("images").resolve(chart.name() + ".svg"), BarChartWriter.svg(chart));
            }
        }
    }

    private static String text(List<Finding> findings) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder("""
                # Performance

                What is asked of it, in figures, and what was measured, by a command that anybody can repeat:

                ```sh
                standalone/benchmarks/run             # all of it, and this page; a quarter of an hour
                standalone/benchmarks/run trivial gap # some of it
                standalone/benchmarks/run --quick     # a rough look in two minutes; this page stays as it is
                ```

                Programs that are compared take turns in one go, so that what disturbs one disturbs all. A figure is the
                median, with the least and the most behind it. The command line is the executable, the start of Java included;
                `java -jar` is the same program without the executable's options for Java.
                Terraform's modules are made of `terraform_data`, which needs no network; where it says so, a shell script
                stands in for terraform. The step in Jenkins has [a page of its own](performance-jenkins.md).

                """);
        text.append("Measured on ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(": ")
                .append(Machine.describe())
                .append(".\n\n| what | asked | measured | how |\n|---|---|---|---|\n");
        for (Finding finding : findings) {
            for (Row row : finding.rows()) {
                text.append("| ")
                        .append(cell(row.what()))
                        .append(" | ")
                        .append(cell(row.asked()))
                        .append(" | **")
                        .append(cell(row.measured()))
                        .append("** | ")
                        .append(cell(row.how()))
                        .append(" |\n");
            }
        }
        text.append('\n');
        for (Finding finding : findings) {
            for (Chart chart : finding.charts()) {
                text.append("![")
                        .append(chart.title())
                        .append("](images/")
                        .append(chart.name())
                        .append(".svg)\n\n");
            }
        }
        return text.append("""
                ## A faster start

                Java is made for servers. In a run of seconds its second compiler and the threads of its G1 collector take
                more CPU than they give back, so the executable runs it with `-XX:TieredStopAtLevel=1 -XX:+UseSerialGC`.
                They pay off where modules print a lot: a gigabyte of output is less work for a plain `java -jar`.

                What no file can bring along is an archive of classes, which saves Java from finding and checking them
                anew at each start. It is made once, for one Java and one file, and complains of a few classes that can't
                be in it. The executable takes both options from the environment, and Java says that it has found them:

                ```sh
                JDK_JAVA_OPTIONS="-XX:ArchiveClassesAtExit=$HOME/.cache/terraform-parallel.jsa" terraform-parallel plan MODULE
                JDK_JAVA_OPTIONS="-XX:SharedArchiveFile=$HOME/.cache/terraform-parallel.jsa" terraform-parallel plan MODULE...
                ```

                No figure above was measured with such an archive.

                ## A faster terraform

                Most of a small terraform process is its start, and a third of that is Go's collector, which begins as soon
                as the heap has 4 MiB. `init` therefore gets `GOGC=400` and `GOMEMLIMIT=256MiB` from terraform-parallel, unless
                the environment has them. The `xargs` above have not: what they are compared with is what people write.

                Set `GOGC=400` for all commands, and a plan without changes of a trivial module takes a quarter less CPU, too.
                Its providers get it as well, and may then need up to five times the memory that they use, where it was
                twice: with large providers and four modules at once that is the agent's memory, so it is not the default.
                """).toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
