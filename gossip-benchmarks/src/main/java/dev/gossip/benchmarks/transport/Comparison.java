package dev.gossip.benchmarks.transport;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Lets the contenders take turns: same job, ours, same job, ours. A ratio belongs to two neighbouring turns, and the
 * median of the ratios counts, so what else the machine does meanwhile touches both sides alike.
 */
final class Comparison {

    private final List<String> transports;
    private final Schedule schedule;
    private final Path tlsFiles;
    private final JvmOptions jvm;
    private final PrintWriter progress;
    private final long start = System.nanoTime();

    private Schedule.Turn turn = new Schedule.Turn(0, 0);
    private int turnsLeft;
    private int turnsDone;
    private long turnsOwnMillis;
    private long turnsTookMillis;

    Comparison(List<String> transports, Schedule schedule, Path tlsFiles, JvmOptions jvm, PrintWriter progress) {
        this.transports = transports;
        this.schedule = schedule;
        this.tlsFiles = tlsFiles;
        this.jvm = jvm;
        this.progress = progress;
    }

    List<Row> run(List<Workload> workloads) throws IOException {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        try {
            pairs.put(Contender.LIMIT, pair(Contender.LIMIT));
            for (String transport : transports) {
                for (String contender : List.of(Contender.baseline(transport), transport)) {
                    if (!pairs.containsKey(contender)) {
                        pairs.put(contender, pair(contender));
                    }
                }
            }
            Pair limit = Objects.requireNonNull(pairs.remove(Contender.LIMIT));
            turnsLeft = workloads.size() * schedule.turns(pairs.size());
            List<Row> rows = new ArrayList<>();
            try (limit) {
                for (Workload workload : workloads) {
                    progress.printf(
                            "measuring %s of %s, %s ...%n",
                            workload.name(), workload.sizeText(), workload.tls() ? "mutual TLS" : "plain");
                    progress.flush();
                    rows.addAll(compare(workload, limit, pairs.values()));
                }
            }
            return rows;
        } finally {
            pairs.values().forEach(Pair::close);
        }
    }

    private Pair pair(String contender) throws IOException {
        return new Pair(contender, tlsFiles, jvm);
    }

    private List<Row> compare(Workload workload, Pair limit, Collection<Pair> pairs) throws IOException {
        long overhead = turnsDone == 0 ? 0 : (turnsTookMillis - turnsOwnMillis) / turnsDone;
        turn = schedule.next(millisSince(start), turnsLeft, overhead);
        turn(limit, workload);
        for (Pair pair : pairs) {
            turn(pair, workload);
        }
        Map<String, List<Sample>> measured = new LinkedHashMap<>();
        for (int i = 0; i < schedule.pairs(); i++) {
            for (Pair pair : pairs) {
                measured.computeIfAbsent(pair.contender(), name -> new ArrayList<>())
                        .add(turn(pair, workload));
            }
        }
        Sample ceiling = turn(limit, workload);
        return transports.stream()
                .map(transport -> new Row(
                        workload,
                        transport,
                        measured.getOrDefault(transport, List.of()),
                        measured.getOrDefault(Contender.baseline(transport), List.of()),
                        ceiling))
                .toList();
    }

    private Sample turn(Pair pair, Workload workload) throws IOException {
        long began = System.nanoTime();
        Sample sample = pair.measure(workload, turn.leadMillis(), turn.measuredMillis());
        turnsTookMillis += millisSince(began);
        turnsOwnMillis += turn.leadMillis() + turn.measuredMillis();
        turnsDone++;
        turnsLeft--;
        return sample;
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
