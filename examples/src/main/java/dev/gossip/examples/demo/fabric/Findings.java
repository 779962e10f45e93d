package dev.gossip.examples.demo.fabric;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the demonstration measured; what it never came to measure keeps its pessimistic start value. */
final class Findings {

    private boolean exactlyOnce;
    private boolean byteIdentical;
    private int org2BlocksPushed = -1;
    private long lateJoinerHeight;
    private String lateJoinerBy = "";
    private long deadDetectedMillis = -1;
    private boolean revived;
    private final Map<String, Long> refused = new TreeMap<>();
    private Optional<String> failure = Optional.empty();

    void delivered(boolean once, boolean identical) {
        exactlyOnce = once;
        byteIdentical = identical;
    }

    void org2BlocksPushed(int count) {
        org2BlocksPushed = count;
    }

    void lateJoiner(long height, String by) {
        lateJoinerHeight = height;
        lateJoinerBy = by;
    }

    void deadDetected(Duration after) {
        deadDetectedMillis = after.toMillis();
    }

    void revived() {
        revived = true;
    }

    void refused(String reason, long count) {
        refused.merge(reason, count, Long::sum);
    }

    void broken(String promise) {
        failure = Optional.of(promise);
    }

    Optional<String> failure() {
        return failure;
    }

    ObjectNode json(int nodes, int blocks, Duration elapsed) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("verdict", failure.isEmpty() ? "PASS" : "FAIL");
        failure.ifPresent(promise -> tree.put("failure", promise));
        tree.put("nodes", nodes);
        tree.put("blocks", blocks);
        tree.put("deliveredExactlyOnce", exactlyOnce);
        tree.put("byteIdentical", byteIdentical);
        tree.put("org2BlocksPushed", org2BlocksPushed);
        tree.put("lateJoinerHeight", lateJoinerHeight);
        tree.put("lateJoinerBy", lateJoinerBy);
        tree.put("deadDetectedMillis", deadDetectedMillis);
        tree.put("revived", revived);
        ObjectNode reasons = tree.putObject("refused");
        refused.forEach(reasons::put);
        tree.put("elapsedMillis", elapsed.toMillis());
        return tree;
    }
}
