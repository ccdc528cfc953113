package io.jenkins.plugins.terraformparallel.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.terraformparallel.engine.event.RunEvent;
import io.jenkins.plugins.terraformparallel.engine.report.RunReportFold;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendChartTest {

    @Test
    void theLongestAndTheMostFillTheirHalf() {
        TrendChart chart = new TrendChart(List.of(build("#1"), build("#2"), build("#3")));

        assertThat(chart.getCount()).isEqualTo(3);
        assertThat(chart.getMost()).isEqualTo(2);
        assertThat(chart.getLongest()).isEqualTo("6.0 s");
        TrendChart.Column column = chart.getColumns().get(2);
        assertThat(column.getTitle()).isEqualTo("#3: 6.0 s, 1 of 2 failed, 1 to add, 1 to destroy");
        assertThat(column.getUrl()).isEqualTo("3/terraform-parallel/");
        assertThat(column.getBars())
                .extracting(TrendChart.Bar::getCssClass)
                .containsExactly("tfp-failed", "tfp-action-destroy", "tfp-action-create");
        assertThat(column.getBars()).extracting(TrendChart.Bar::getY).containsExactly(0.0, 155.0, 110.0);
        assertThat(column.getBars()).extracting(TrendChart.Bar::getHeight).containsExactly(90.0, 45.0, 45.0);
    }

    @Test
    void columnsAreSideBySideWithinTheChart() {
        TrendChart chart = new TrendChart(List.of(build("#1"), build("#2")));

        double end = 0;
        for (TrendChart.Column column : chart.getColumns()) {
            assertThat(column.getX()).isGreaterThan(end);
            end = column.getX() + column.getWidth();
        }
        assertThat(end).isLessThan(chart.getWidth());
    }

    private static TrendChart.Build build(String name) {
        RunReportFold fold = new RunReportFold(null);
        List<RunEvent> events = StoredRun.events("a");
        events.forEach(fold::apply);
        return new TrendChart.Build(
                name,
                name.substring(1) + "/terraform-parallel/",
                List.of(RunSummary.of("17", fold.report(events.get(0).at(), false))));
    }
}
