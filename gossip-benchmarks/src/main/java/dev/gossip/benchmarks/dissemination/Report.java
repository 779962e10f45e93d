package dev.gossip.benchmarks.dissemination;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;

/** Shows the rows to people and to programs. */
final class Report {

    private static final String LINE = "%-13s %5s %6s %5s  %-16s %-15s %-15s %-15s %-15s %s%n";

    private Report() {}

    static void head(long seed, PrintWriter out) {
        out.printf(
                "whole nodes in virtual time, seed %d; measured/theory, '!' if further apart than theory's error%n%n",
                seed);
        out.printf(
                LINE,
                "scheme",
                "hosts",
                "links",
                "msgs",
                "copies/delivery",
                "announced/del.",
                "coverage",
                "reached all",
                "origin uploads",
                "hops to last");
        out.flush();
    }

    static void line(Row row, PrintWriter out) {
        List<String> texts = row.figures().stream().map(Figure::text).toList();
        out.printf(
                LINE,
                row.scheme(),
                row.hosts(),
                row.degree(),
                row.messages(),
                texts.get(0),
                texts.get(1),
                texts.get(2),
                texts.get(3),
                texts.get(4),
                texts.get(5));
        out.flush();
    }

    /**
     * {@code {"seed","rows":[{"scheme","hosts","degree","messages","holds","figures":{"copiesPerDelivery":{"measured",
     * "theory","error","holds"}, ...}}]}}; what theory says nothing about has no {@code theory}.
     */
    static String json(long seed, List<Row> rows) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("seed", seed);
        ArrayNode array = tree.putArray("rows");
        for (Row row : rows) {
            ObjectNode figures = array.addObject()
                    .put("scheme", row.scheme())
                    .put("hosts", row.hosts())
                    .put("degree", row.degree())
                    .put("messages", row.messages())
                    .put("holds", row.holds())
                    .putObject("figures");
            for (Figure figure : row.figures()) {
                ObjectNode node = figures.putObject(figure.name()).put("measured", figure.measured());
                figure.expected()
                        .ifPresent(expected -> node.put("theory", expected.value())
                                .put("error", expected.error())
                                .put("holds", figure.holds()));
            }
        }
        return tree.toPrettyString();
    }
}
