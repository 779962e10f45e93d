package dev.gossip.benchmarks.transport;

import dev.gossip.api.GossipException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that can be measured, and the part of it that somebody asked for. */
final class Workloads {

    private static final int[] STREAM_SIZES = {128, 1 << 10, 64 << 10, 1 << 20};
    private static final int[] IN_FLIGHT = {1, 128};
    private static final int REQUEST_BYTES = 128;

    private Workloads() {}

    /**
     * @param names null for all
     * @param sizes of streams, null for all
     */
    static List<Workload> choose(String tls, @Nullable List<String> names, @Nullable List<Integer> sizes) {
        return encryptions(tls).stream()
                .flatMap(encrypted -> all(encrypted).stream())
                .filter(workload -> names == null || names.contains(workload.name()))
                .filter(workload -> sizes == null || !workload.isStream() || sizes.contains(workload.size()))
                .toList();
    }

    private static List<Boolean> encryptions(String tls) {
        return switch (tls) {
            case "plain" -> List.of(false);
            case "mutual" -> List.of(true);
            case "both" -> List.of(false, true);
            default -> throw new GossipException("--tls=" + tls + " is not known; write plain, mutual or both");
        };
    }

    private static List<Workload> all(boolean tls) {
        List<Workload> all = new ArrayList<>();
        for (int size : STREAM_SIZES) {
            all.add(new Workload(size, 0, tls));
        }
        for (int inFlight : IN_FLIGHT) {
            all.add(new Workload(REQUEST_BYTES, inFlight, tls));
        }
        return all;
    }
}
