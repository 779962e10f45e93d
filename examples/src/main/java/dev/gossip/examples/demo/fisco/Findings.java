package dev.gossip.examples.demo.fisco;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What the demonstration measured; what it never came to measure keeps its pessimistic start value. */
final class Findings {

    private final Set<Promise> kept = EnumSet.noneOf(Promise.class);
    private final ObjectNode measured = JsonNodeFactory.instance.objectNode();
    private long rerouteMillis = -1;
    private String sdk = "skipped, because the demonstration did not get that far";
    private Optional<String> failure = Optional.empty();

    /** What is promised, by its name in the report. */
    enum Promise {
        AMOP_UNICAST("amopUnicast"),
        AMOP_MULTICAST("amopMulticast"),
        FAILOVER("failover"),
        PRIVATE_TOPIC("privateTopic"),
        ERROR_100("error100"),
        MULTI_HOP("multiHop"),
        NODE_STATUS("nodeStatus");

        private final String key;

        Promise(String key) {
            this.key = key;
        }
    }

    /** Where an act notes its measurements. */
    ObjectNode of(String act) {
        return measured.withObject("/" + act);
    }

    void kept(Promise promise) {
        kept.add(promise);
    }

    void rerouted(Duration after) {
        rerouteMillis = after.toMillis();
    }

    /** @param outcome of the real SDK: that it passed, or why it was skipped */
    void sdk(String outcome) {
        sdk = outcome;
    }

    String sdk() {
        return sdk;
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
        tree.put("nodes", DemoSettings.RING + DemoSettings.PAIR);
        for (Promise promise : Promise.values()) {
            tree.put(promise.key, kept.contains(promise));
        }
        tree.put("rerouteMillis", rerouteMillis);
        tree.put("sdk", sdk);
        tree.set("measured", measured);
        tree.put("seconds", elapsed.toMillis() / 1000.0);
        return tree;
    }
}
