package dev.gossip.benchmarks.transport;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Shows the rows to people and to programs. */
final class Report {

    private static final double NANOS_PER_MICRO = 1e3;

    private Report() {}

    static void table(List<Row> rows, Schedule schedule, PrintWriter out) {
        out.printf(
                "%s %s, %s, %d processors; medians of %d pairs of up to %d ms, one connection, two processes on loopback%n",
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                schedule.pairs(),
                schedule.millis());
        out.println("ratio = ours : raw Netty doing the same job; limit = raw Netty that hands out views, one turn\n");
        out.printf(
                "%-11s %7s %-6s %-9s %12s %12s %7s %7s %12s%n",
                "workload", "size", "tls", "transport", "ours/s", "same job/s", "ratio", "target", "limit/s");
        for (Row row : rows) {
            Workload workload = row.workload();
            out.printf(
                    Locale.ROOT,
                    "%-11s %7s %-6s %-9s %,12.0f %,12.0f %7.2f %7s %,12.0f%n",
                    workload.name(),
                    workload.sizeText(),
                    workload.tls() ? "mutual" : "plain",
                    row.transport(),
                    row.ours(Sample::perSecond),
                    row.raw(Sample::perSecond),
                    row.ratio(Sample::perSecond),
                    text(Targets.throughput(workload, row.transport())),
                    row.limit().perSecond());
        }
        latencies(rows.stream().filter(row -> !row.workload().isStream()).toList(), out);
        costs(rows, out);
        out.flush();
    }

    private static void latencies(List<Row> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "%nmicroseconds from request to answer, ours : same job (ratio); wanted with 1 in flight: p50 %.2f, p99 %.2f%n",
                Targets.P50,
                Targets.P99);
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%-11s %-6s %-9s  p50 %s  p99 %s  p99.9 %s%n",
                    row.workload().name(),
                    row.workload().tls() ? "mutual" : "plain",
                    row.transport(),
                    latency(row, Sample::p50),
                    latency(row, Sample::p99),
                    latency(row, Sample::p999));
        }
    }

    private static String latency(Row row, ToDoubleFunction<Sample> figure) {
        return String.format(
                Locale.ROOT,
                "%.1f : %.1f (%.2f)",
                row.ours(figure) / NANOS_PER_MICRO,
                row.raw(figure) / NANOS_PER_MICRO,
                row.ratio(figure));
    }

    private static void costs(List<Row> rows, PrintWriter out) {
        out.printf("%ncost of a message: sender + receiver, ours : same job%n");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%-11s %7s %-6s %-9s  heap bytes %,.0f + %,.0f : %,.0f + %,.0f   cpu ns %,.0f + %,.0f : %,.0f + %,.0f (%.2f)%n",
                    row.workload().name(),
                    row.workload().sizeText(),
                    row.workload().tls() ? "mutual" : "plain",
                    row.transport(),
                    row.ours(sample -> sample.sender().heapBytes()),
                    row.ours(sample -> sample.receiver().heapBytes()),
                    row.raw(sample -> sample.sender().heapBytes()),
                    row.raw(sample -> sample.receiver().heapBytes()),
                    row.ours(sample -> sample.sender().cpuNanos()),
                    row.ours(sample -> sample.receiver().cpuNanos()),
                    row.raw(sample -> sample.sender().cpuNanos()),
                    row.raw(sample -> sample.receiver().cpuNanos()),
                    row.ratio(Sample::cpuNanos));
        }
    }

    private static String text(OptionalDouble target) {
        return target.isPresent() ? String.format(Locale.ROOT, "%.2f", target.getAsDouble()) : "-";
    }

    /** {@code {"rows":[{"workload","size","tls","transport","oursPerSecond","rawPerSecond","ratio", ...}]}} */
    static String json(List<Row> rows) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ArrayNode array = tree.putArray("rows");
        for (Row row : rows) {
            ObjectNode node = array.addObject()
                    .put("workload", row.workload().name())
                    .put("size", row.workload().size())
                    .put("tls", row.workload().tls())
                    .put("transport", row.transport())
                    .put("oursPerSecond", row.ours(Sample::perSecond))
                    .put("rawPerSecond", row.raw(Sample::perSecond))
                    .put("ratio", row.ratio(Sample::perSecond))
                    .put("limitPerSecond", row.limit().perSecond())
                    .put("cpuRatio", row.ratio(Sample::cpuNanos));
            Targets.throughput(row.workload(), row.transport()).ifPresent(target -> node.put("target", target));
            if (!row.workload().isStream()) {
                latency(node, "p50", row, Sample::p50);
                latency(node, "p99", row, Sample::p99);
                latency(node, "p999", row, Sample::p999);
            }
        }
        return tree.toPrettyString();
    }

    private static void latency(ObjectNode node, String name, Row row, ToDoubleFunction<Sample> figure) {
        node.put(name + "OursMicros", row.ours(figure) / NANOS_PER_MICRO)
                .put(name + "RawMicros", row.raw(figure) / NANOS_PER_MICRO)
                .put(name + "Ratio", row.ratio(figure));
    }
}
