package io.github.lvs4j.bench.report;

import java.util.List;
import java.util.Locale;

/** Loading and reading as bars on a logarithmic scale, in SVG: the longest bar is {@code ipvsadm}. */
final class Chart {

    private static final int LEFT = 230;
    private static final int WIDTH = 420;
    private static final int ROW = 22;

    private Chart() {}

    private record Bar(String label, double nanoseconds, String color) {}

    static String of(Passes passes, String shape) {
        List<Bar> bars = List.of(
                bar(passes, shape, "ipvsadm -R", "load: ipvsadm -R", "#9aa5b1"),
                bar(passes, shape, "one by one", "load: lvs4j, stop at first failure", "#2b6cb0"),
                bar(passes, shape, "cold load", "load: lvs4j, first in a JVM", "#2b6cb0"),
                bar(passes, shape, "load", "load: lvs4j", "#2b6cb0"),
                bar(passes, shape, "load C", "load: C", "#9aa5b1"),
                bar(passes, shape, "ipvsadm -Ln", "read: ipvsadm -Ln", "#9aa5b1"),
                bar(passes, shape, "snapshot", "read: lvs4j, consistent snapshot", "#2b6cb0"),
                bar(passes, shape, "snapshot C", "read: C, two passes", "#9aa5b1"));
        double longest = bars.stream().mapToDouble(Bar::nanoseconds).max().orElseThrow();
        double shortest = bars.stream().mapToDouble(Bar::nanoseconds).min().orElseThrow() / 3;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"10\" y=\"20\" font-weight=\"bold\">%s services of %s real servers, time (log scale)"
                        + "</text>%n",
                LEFT + WIDTH + 90,
                40 + ROW * bars.size(),
                (Object) shape.split("x")[0],
                shape.split("x")[1]));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double part = Math.log(bar.nanoseconds / shortest) / Math.log(longest / shortest);
            int y = 34 + i * ROW;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>%n"
                            + "<text x=\"%.0f\" y=\"%d\">%s</text>%n",
                    LEFT - 8,
                    y + 13,
                    bar.label,
                    LEFT,
                    y,
                    part * WIDTH,
                    ROW - 6,
                    bar.color,
                    LEFT + part * WIDTH + 6,
                    y + 13,
                    Ratio.milliseconds(bar.nanoseconds)));
        }
        return svg.append("</svg>\n").toString();
    }

    private static Bar bar(Passes passes, String shape, String what, String label, String color) {
        return new Bar(label, passes.median(what, shape), color);
    }
}
