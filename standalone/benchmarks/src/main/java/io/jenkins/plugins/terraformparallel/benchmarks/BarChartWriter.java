package io.jenkins.plugins.terraformparallel.benchmarks;

import java.util.Locale;

/**
 * Draws a chart as SVG, by hand: horizontal bars, their values beside them, and the range of what was measured as a thin
 * line. Readable on light and on dark ground, as a picture in a page, where no style sheet of that page reaches it.
 */
final class BarChartWriter {

    private static final int WIDTH = 760;
    private static final int LABELS = 250;
    private static final int VALUES = 90;
    private static final int TOP = 46;
    private static final int STEP = 34;
    private static final int BAR = 20;

    private static final String STYLE = """
              <style>
                text { font: 14px system-ui, sans-serif; fill: #24292f; }
                .title { font-weight: 600; font-size: 15px; }
                .ours { fill: #1a7f64; } .other { fill: #8c959f; } .range { stroke: #24292f; stroke-width: 1.5; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3; } .ours { fill: #3fb68b; } .other { fill: #6e7681; } .range { stroke: #e6edf3; }
                }
              </style>
            """;

    private BarChartWriter() {}

    /** The picture. */
    static String svg(Chart chart) {
        double most = chart.bars().stream().mapToDouble(Bar::high).max().orElse(1);
        double scale = (WIDTH - LABELS - VALUES) / (most == 0 ? 1 : most);
        int height = TOP + STEP * chart.bars().size() + 10;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append("  <title>").append(text(chart.title())).append("</title>\n").append(STYLE);
        svg.append("  <text class=\"title\" x=\"10\" y=\"24\">")
                .append(text(chart.title() + " (" + chart.unit() + ")"))
                .append("</text>\n");
        int y = TOP;
        for (Bar bar : chart.bars()) {
            bar(svg, bar, y, scale);
            y += STEP;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Bar bar, int y, double scale) {
        int middle = y + BAR / 2;
        svg.append(String.format(
                Locale.ROOT,
                "  <text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LABELS - 10,
                middle + 5,
                text(bar.label())));
        svg.append(String.format(
                Locale.ROOT,
                "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>%n",
                bar.ours() ? "ours" : "other",
                LABELS,
                y,
                Math.max(1, bar.value() * scale),
                BAR));
        if (bar.high() > bar.low()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "  <line class=\"range\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
                    LABELS + bar.low() * scale,
                    middle,
                    LABELS + bar.high() * scale,
                    middle));
        }
        svg.append(String.format(
                Locale.ROOT,
                "  <text x=\"%.1f\" y=\"%d\">%s</text>%n",
                LABELS + bar.high() * scale + 8,
                middle + 5,
                Samples.number(bar.value())));
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
