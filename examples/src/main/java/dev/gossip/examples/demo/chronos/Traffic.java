package dev.gossip.examples.demo.chronos;

import dev.gossip.api.Bytes;
import dev.gossip.chronos.json.block.ChronosBlock;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What one node hands to its sockets, counted frame by frame; a share of it can be lost. Thread-safe. */
final class Traffic {

    private static final Bytes BLOCK = Bytes.utf8("{\"code\":4,\"data\":");
    private static final Bytes ANNOUNCEMENT = Bytes.utf8("{\"code\":5,\"data\":\"");
    private static final int HASH_DIGITS = 64;

    private final RandomGenerator random;
    private final Map<String, Integer> blocks = new HashMap<>();
    private final Map<String, Integer> announcements = new HashMap<>();
    private double loss;
    private long frames;
    private long lost;

    Traffic(RandomGenerator random) {
        this.random = random;
    }

    synchronized void lose(double share) {
        loss = share;
    }

    /** @return whether the frame is to leave */
    synchronized boolean leaves(Bytes frame) {
        if (startsWith(frame, BLOCK)) {
            Bytes json = frame.slice(BLOCK.length(), frame.length() - BLOCK.length() - 1);
            blocks.merge(ChronosBlock.parse(json).hash(), 1, Integer::sum);
        } else if (startsWith(frame, ANNOUNCEMENT)) {
            announcements.merge(frame.slice(ANNOUNCEMENT.length(), HASH_DIGITS).utf8(), 1, Integer::sum);
        }
        frames++;
        boolean leaves = loss == 0 || random.nextDouble() >= loss;
        lost += leaves ? 0 : 1;
        return leaves;
    }

    private static boolean startsWith(Bytes frame, Bytes head) {
        return frame.length() > head.length() && frame.slice(0, head.length()).equals(head);
    }

    /** How often a block was sent whole. */
    synchronized int blocks(ChronosBlock block) {
        return blocks.getOrDefault(block.hash(), 0);
    }

    /** How often a block was announced. */
    synchronized int announcements(ChronosBlock block) {
        return announcements.getOrDefault(block.hash(), 0);
    }

    /** New blocks and announcements of any. */
    synchronized long news() {
        return sum(blocks) + sum(announcements);
    }

    private static long sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum();
    }

    synchronized long frames() {
        return frames;
    }

    synchronized long lost() {
        return lost;
    }
}
