package dev.gossip.examples.demo.all;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Several demonstrations at the same time in this process, each with its name before its lines. */
public final class SideBySide {

    private final PrintWriter out;
    private final TimeSource time;

    public SideBySide(PrintWriter out, TimeSource time) {
        this.out = out;
        this.time = time;
    }

    /**
     * Runs them until the last one has ended.
     *
     * @param demonstrations by label; each gets where its lines go
     * @return {@code verdict}, {@code failed} with the labels of those that broke a promise, {@code seconds}, and what each
     *     measured under its label
     */
    public ObjectNode run(Map<String, Function<PrintWriter, ObjectNode>> demonstrations) {
        long start = time.nanoTime();
        ObjectNode findings = JsonNodeFactory.instance.objectNode().put("verdict", "PASS");
        List<String> failed = new ArrayList<>();
        Map<String, ObjectNode> reports = new LinkedHashMap<>();
        runAll(demonstrations).forEach((label, report) -> {
            ObjectNode found = result(report);
            reports.put(label, found);
            if (!found.path("verdict").asText().equals("PASS")) {
                failed.add(label);
            }
        });
        if (!failed.isEmpty()) {
            findings.put("verdict", "FAIL").put("failed", String.join(", ", failed));
        }
        double seconds = Duration.ofNanos(time.nanoTime() - start).toMillis() / 1e3;
        findings.put("seconds", seconds).setAll(reports);
        out.printf(
                "%ndemo all: %s after %.1f s%s%n",
                findings.get("verdict").asText(),
                seconds,
                failed.isEmpty() ? ", " + String.join(", ", demonstrations.keySet()) : ", broken: " + failed);
        out.flush();
        return findings;
    }

    private Map<String, Future<ObjectNode>> runAll(Map<String, Function<PrintWriter, ObjectNode>> demonstrations) {
        int width =
                demonstrations.keySet().stream().mapToInt(String::length).max().orElse(1);
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, demonstrations.size()));
        Map<String, Future<ObjectNode>> running = new LinkedHashMap<>();
        demonstrations.forEach((label, demonstration) -> {
            LabelledLines lines = new LabelledLines(String.format("%-" + width + "s | ", label), out);
            running.put(label, threads.submit(() -> demonstration.apply(new PrintWriter(lines, true))));
        });
        threads.shutdown();
        return running;
    }

    /** A demonstration that ends with an exception is one that failed, and keeps no other from its end. */
    private static ObjectNode result(Future<ObjectNode> report) {
        try {
            return report.get();
        } catch (ExecutionException e) {
            return failure(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure("interrupted");
        }
    }

    private static ObjectNode failure(String text) {
        return JsonNodeFactory.instance.objectNode().put("verdict", "FAIL").put("failure", text);
    }
}
