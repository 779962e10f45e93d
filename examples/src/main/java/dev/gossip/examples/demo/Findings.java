package dev.gossip.examples.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** What the demonstration measured, act by act; what it never came to measure is absent. */
public final class Findings {

    private final ObjectNode acts = JsonNodeFactory.instance.objectNode();
    private Optional<String> failure = Optional.empty();

    /** Where an act notes its measurements. */
    public ObjectNode of(String act) {
        return acts.withObject("/" + act);
    }

    public void broken(String promise) {
        failure = Optional.of(promise);
    }

    public Optional<String> failure() {
        return failure;
    }

    public ObjectNode json(int nodes, Duration elapsed) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("verdict", failure.isEmpty() ? "PASS" : "FAIL");
        failure.ifPresent(promise -> tree.put("failure", promise));
        tree.put("nodes", nodes);
        tree.setAll(acts);
        tree.put("elapsedMillis", elapsed.toMillis());
        return tree;
    }
}
