package dev.gossip.examples.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys that Fabric has below {@code peer.gossip} and that change nothing in this node. They are taken, so that a section of
 * Fabric's own file can be used as it is, and the operator is told.
 */
final class UnusedKeys {

    private static final Map<String, String> REASONS = reasons();

    private UnusedKeys() {}

    static Set<String> names() {
        return REASONS.keySet();
    }

    static Optional<String> reason(String key) {
        return Optional.ofNullable(REASONS.get(key));
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new HashMap<>();
        add(reasons, "Fabric does not use it either", "stateInfoRetentionInterval", "skipBlockVerification");
        add(
                reasons,
                "messages are sent at once",
                "maxPropagationBurstLatency",
                "maxPropagationBurstSize",
                "propagateIterations");
        add(reasons, "queues are bounded in bytes, by NodeLimits", "recvBuffSize", "sendBuffSize");
        add(reasons, "membership is shown by the status page whenever it is asked", "membershipTrackerInterval");
        add(reasons, "addresses to join by are dialled for as long as the node runs", "maxConnectionAttempts");
        add(reasons, "blocks are never taken by waiting for room", "nonBlockingCommitMode");
        return Map.copyOf(reasons);
    }

    private static void add(Map<String, String> reasons, String reason, String... keys) {
        for (String key : keys) {
            reasons.put(key, reason);
        }
    }
}
