package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.testkit.VirtualRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** A network in which everybody hears everybody else, each after a delay of its own. */
final class Hall {

    final String name;
    final List<String> audience = new ArrayList<>();
    private final VirtualRuntime runtime;
    private final RandomGenerator random;
    private final Map<String, Door> doors = new LinkedHashMap<>();
    long slowestMillis = 100;
    boolean tellsWho = true;

    Hall(String name, VirtualRuntime runtime) {
        this.name = name;
        this.runtime = runtime;
        this.random = runtime.newRandom("hall-" + name);
    }

    static NodeId id(String speaker) {
        return new NodeId(Bytes.utf8(speaker));
    }

    /** What somebody says who is no bridge. */
    void say(String speaker, String text) {
        carry(speaker, Bytes.utf8(text));
    }

    private void carry(String speaker, Bytes payload) {
        audience.add(payload.utf8());
        doors.forEach((bridge, door) -> {
            if (!bridge.equals(speaker)) {
                runtime.scheduler()
                        .schedule(Duration.ofMillis(random.nextLong(slowestMillis)), () -> door.hear(speaker, payload));
            }
        });
    }

    Door door(String bridge) {
        Door door = new Door(bridge);
        doors.put(bridge, door);
        return door;
    }

    /** A bridge's port. */
    final class Door implements BridgePort {

        private final String bridge;
        private Listener listener;
        int receivers = 1;
        boolean throwing;
        boolean mute;
        int maxPayload = 1 << 20;
        final List<CompletableFuture<Integer>> unanswered = new ArrayList<>();

        Door(String bridge) {
            this.bridge = bridge;
        }

        void hear(String speaker, Bytes payload) {
            if (listener != null) {
                listener.accept(Heard.node(payload, tellsWho ? Optional.of(id(speaker)) : Optional.empty()));
            }
        }

        void hear(Heard heard) {
            listener.accept(heard);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int maxPayload() {
            return maxPayload;
        }

        @Override
        public CompletionStage<?> open(Listener opened) {
            listener = opened;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Integer> say(Bytes payload) {
            if (throwing) {
                throw new GossipException("no");
            }
            if (mute) {
                unanswered.add(new CompletableFuture<>());
                return unanswered.get(unanswered.size() - 1);
            }
            if (receivers > 0) {
                carry(bridge, payload);
            }
            return CompletableFuture.completedFuture(receivers);
        }

        @Override
        public void close() {
            listener = null;
        }
    }
}
