package dev.gossip.examples.demo.chronos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** What the demonstration measured, act by act; what it never came to measure is absent. */
final class Findings {

    private final ObjectNode acts = JsonNodeFactory.instance.objectNode();
    private Optional<String> failure = Optional.empty();

    /** Where an act notes its measurements. */
    ObjectNode of(String act) {
        return acts.withObject("/" + act);
    }

    void broken(String promise) {
        failure = Optional.of(promise);
    }

    Optional<String> failure() {
        return failure;
    }

    ObjectNode json(Duration elapsed) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("verdict", failure.isEmpty() ? "PASS" : "FAIL");
        failure.ifPresent(promise -> tree.put("failure", promise));
        tree.put("nodes", DemoSettings.NODES);
        tree.setAll(acts);
        tree.put("elapsedMillis", elapsed.toMillis());
        return tree;
    }
}
