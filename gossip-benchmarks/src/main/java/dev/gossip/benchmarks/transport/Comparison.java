package dev.gossip.benchmarks.transport;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        List<Pair> ours = new ArrayList<>();
        try (Pair sameJob = pair(Contender.SAME_JOB);
                Pair limit = pair(Contender.LIMIT)) {
            for (String transport : transports) {
                ours.add(pair(transport));
            }
            turnsLeft = workloads.size() * schedule.turns(transports.size());
            List<Row> rows = new ArrayList<>();
            for (Workload workload : workloads) {
                progress.printf(
                        "measuring %s of %s, %s ...%n",
                        workload.name(), workload.sizeText(), workload.tls() ? "mutual TLS" : "plain");
                progress.flush();
                rows.addAll(compare(workload, sameJob, limit, ours));
            }
            return rows;
        } finally {
            ours.forEach(Pair::close);
        }
    }

    private Pair pair(String contender) throws IOException {
        return new Pair(contender, tlsFiles, jvm);
    }

    private List<Row> compare(Workload workload, Pair sameJob, Pair limit, List<Pair> ours) throws IOException {
        long overhead = turnsDone == 0 ? 0 : (turnsTookMillis - turnsOwnMillis) / turnsDone;
        turn = schedule.next(millisSince(start), turnsLeft, overhead);
        turn(limit, workload);
        turn(sameJob, workload);
        for (Pair pair : ours) {
            turn(pair, workload);
        }
        List<Sample> raw = new ArrayList<>();
        Map<String, List<Sample>> measured = new LinkedHashMap<>();
        for (int i = 0; i < schedule.pairs(); i++) {
            raw.add(turn(sameJob, workload));
            for (Pair pair : ours) {
                measured.computeIfAbsent(pair.contender(), name -> new ArrayList<>())
                        .add(turn(pair, workload));
            }
        }
        Sample ceiling = turn(limit, workload);
        return measured.entrySet().stream()
                .map(entry -> new Row(workload, entry.getKey(), entry.getValue(), raw, ceiling))
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
