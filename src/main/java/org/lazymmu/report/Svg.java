package org.lazymmu.report;

import java.util.Locale;

/** A drawing that stands alone: shapes and texts, coloured by classes, for a light and for a dark page. */
final class Svg {
    private final StringBuilder shapes = new StringBuilder();

    /** Where a text stands from its point. */
    enum Anchor {
        START, MIDDLE, END
    }

    Svg text(double x, double y, Anchor anchor, String classes, String text) {
        return element("text", "x=\"" + of(x) + "\" y=\"" + of(y) + "\" class=\"" + classes + "\""
                + (anchor == Anchor.START
                        ? ""
                        : " text-anchor=\"" + anchor.name().toLowerCase(Locale.ROOT) + "\""),
                escaped(text));
    }

    Svg rectangle(double x, double y, double width, double height, String classes) {
        return element("rect", "x=\"" + of(x) + "\" y=\"" + of(y) + "\" width=\"" + of(width) + "\" height=\""
                + of(height) + "\" class=\"" + classes + "\"", "");
    }

    Svg line(double fromX, double fromY, double toX, double toY, String classes) {
        return element("line", "x1=\"" + of(fromX) + "\" y1=\"" + of(fromY) + "\" x2=\"" + of(toX) + "\" y2=\""
                + of(toY) + "\" class=\"" + classes + "\"", "");
    }

    /** A line through points, given as x and y in turn. */
    Svg curve(double[] points, String classes) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            path.append(i == 0 ? "" : " ").append(of(points[i])).append(',').append(of(points[i + 1]));
        }
        return element("polyline", "points=\"" + path + "\" class=\"" + classes + "\"", "");
    }

    Svg circle(double x, double y, double radius, String classes) {
        return element("circle",
                "cx=\"" + of(x) + "\" cy=\"" + of(y) + "\" r=\"" + of(radius) + "\" class=\"" + classes + "\"", "");
    }

    private Svg element(String name, String attributes, String content) {
        shapes.append("  <").append(name).append(' ').append(attributes);
        shapes.append(content.isEmpty() ? "/>\n" : ">" + content + "</" + name + ">\n");
        return this;
    }

    /**
     * The whole file.
     *
     * @param style rules for the classes
     */
    String document(double width, double height, String title, String description, String style) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" role="img" \
                aria-labelledby="title description">
                  <title id="title">%3$s</title>
                  <desc id="description">%4$s</desc>
                  <style>
                %5$s  </style>
                  <rect width="%1$s" height="%2$s" rx="8" class="paper"/>
                %6$s</svg>
                """.formatted(of(width), of(height), escaped(title), escaped(description), style.indent(4), shapes);
    }

    /** A coordinate, to a tenth. */
    private static String of(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return Visible.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"",
                "&quot;");
    }
}
