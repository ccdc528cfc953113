package io.jenkins.plugins.terraformparallel.results;

import io.jenkins.plugins.terraformparallel.engine.report.Wording;
import io.jenkins.plugins.terraformparallel.engine.terraform.ChangeCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A chart of builds, the oldest first: a bar for each build's duration, and below it one for its planned changes, what is
 * destroyed at its foot. All lengths are in the units of an SVG of {@link #WIDTH} by {@link #HEIGHT}.
 */
@Restricted(NoExternalUse.class)
public final class TrendChart {

    static final int WIDTH = 500;
    static final int HEIGHT = 200;

    /** The columns of few builds are as narrow as those of so many. */
    private static final int LEAST = 12;

    /** The height of either half. */
    private static final int HALF = 90;

    private final List<Build> builds;

    TrendChart(List<Build> builds) {
        this.builds = builds;
    }

    /**
     * One build.
     *
     * @param url relative to the job's page
     */
    record Build(String name, String url, List<RunSummary> runs) {

        long durationMillis() {
            return runs.stream().mapToLong(RunSummary::durationMillis).sum();
        }

        int failed() {
            return sum(RunSummary::failed);
        }

        /** What the last run planned: an apply after a plan plans the same again. */
        ChangeCounts changes() {
            RunSummary last = runs.get(runs.size() - 1);
            return new ChangeCounts(last.add(), last.change(), last.destroy(), 0, 0, 0, 0);
        }

        String title() {
            return name + ": " + Wording.duration(durationMillis()) + ", "
                    + (failed() > 0 ? failed() + " of " + sum(RunSummary::units) + " failed, " : "")
                    + Wording.changes(changes());
        }

        private int sum(ToIntFunction<RunSummary> figure) {
            return runs.stream().mapToInt(figure).sum();
        }
    }

    public int getWidth() {
        return WIDTH;
    }

    public int getHeight() {
        return HEIGHT;
    }

    public int getCount() {
        return builds.size();
    }

    /** The longest duration, for people. */
    public String getLongest() {
        return Wording.duration(longest());
    }

    /** The most changes of one build. */
    public int getMost() {
        return most();
    }

    /** The columns, the oldest build first. */
    public List<Column> getColumns() {
        List<Column> columns = new ArrayList<>();
        double step = (double) WIDTH / Math.max(LEAST, builds.size());
        for (int i = 0; i < builds.size(); i++) {
            columns.add(column(builds.get(i), i * step + step * 0.1, step * 0.8));
        }
        return columns;
    }

    private Column column(Build build, double x, double width) {
        List<Bar> bars = new ArrayList<>();
        double height = Math.max(1, (double) HALF * build.durationMillis() / Math.max(1, longest()));
        bars.add(new Bar(build.failed() > 0 ? "tfp-failed" : "tfp-succeeded", HALF - height, height));
        ChangeCounts changes = build.changes();
        double y = HEIGHT;
        for (Part part : List.of(
                new Part("tfp-action-destroy", changes.destroy()),
                new Part("tfp-action-update", changes.change()),
                new Part("tfp-action-create", changes.add()))) {
            double of = (double) HALF * part.count / Math.max(1, most());
            y -= of;
            if (part.count > 0) {
                bars.add(new Bar(part.cssClass, y, of));
            }
        }
        return new Column(build, x, width, bars);
    }

    private record Part(String cssClass, int count) {}

    private long longest() {
        return builds.stream().mapToLong(Build::durationMillis).max().orElse(0);
    }

    private int most() {
        return builds.stream()
                .map(Build::changes)
                .mapToInt(changes -> changes.add() + changes.change() + changes.destroy())
                .max()
                .orElse(0);
    }

    /** One build's bars. */
    public static final class Column {

        private final Build build;
        private final double x;
        private final double width;
        private final List<Bar> bars;

        Column(Build build, double x, double width, List<Bar> bars) {
            this.build = build;
            this.x = x;
            this.width = width;
            this.bars = List.copyOf(bars);
        }

        public String getTitle() {
            return build.title();
        }

        public String getUrl() {
            return build.url();
        }

        public double getX() {
            return x;
        }

        public double getWidth() {
            return width;
        }

        public List<Bar> getBars() {
            return bars;
        }
    }

    /** A part of a column. */
    public static final class Bar {

        private final String cssClass;
        private final double y;
        private final double height;

        Bar(String cssClass, double y, double height) {
            this.cssClass = cssClass;
            this.y = y;
            this.height = height;
        }

        public String getCssClass() {
            return cssClass;
        }

        public double getY() {
            return y;
        }

        public double getHeight() {
            return height;
        }
    }
}
