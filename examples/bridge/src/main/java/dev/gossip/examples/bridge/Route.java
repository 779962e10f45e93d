package dev.gossip.examples.bridge;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipRuntime;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.examples.bridge.Heard.Speaker;
import dev.gossip.examples.bridge.Sightings.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Ports whose networks hear each other. Everything that keeps messages from going round is here. */
final class Route {

    private final String name;
    private final BridgeLimits limits;
    private final GossipRuntime runtime;
    private final Duration patience;
    private final List<Way> ways = new ArrayList<>();
    private final Sightings brought;
    private final Repeats repeats;
    private boolean beside;

    /** @param rank how many bridges are given time to bring a message before this one does */
    Route(String name, BridgeLimits limits, GossipRuntime runtime, int rank) {
        this.name = name;
        this.limits = limits;
        this.runtime = runtime;
        this.patience = limits.standIn().multipliedBy(rank);
        this.brought = new Sightings(limits.window(), limits.remembered());
        this.repeats = new Repeats(limits.repeats(), limits.window(), limits.remembered());
    }

    void add(BridgePort port, Set<NodeId> otherBridges) {
        beside |= !otherBridges.isEmpty();
        ways.add(new Way(port, otherBridges));
    }

    List<Way> ways() {
        return ways;
    }

    private static Bytes digest(Bytes payload) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(payload.asReadOnlyBuffer());
            return Bytes.wrap(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** One port with what waits for it. */
    final class Way implements BridgePort.Listener {

        private final BridgePort port;
        private final Set<NodeId> otherBridges;
        private final Tally tally;
        private final Outlet outlet;

        private Way(BridgePort port, Set<NodeId> otherBridges) {
            this.port = port;
            this.otherBridges = Set.copyOf(otherBridges);
            this.tally = new Tally(name, port.name());
            this.outlet = new Outlet(port, limits, runtime, tally, digest -> brought.take(seen(digest), now()));
        }

        BridgePort port() {
            return port;
        }

        PortReport report() {
            return tally.report();
        }

        void close() {
            port.close();
            outlet.close();
        }

        @Override
        public void dropped(DropReason reason) {
            tally.heard();
            tally.dropped(reason);
        }

        @Override
        public void accept(Heard heard) {
            tally.heard();
            if (heard.speaker() == Speaker.OURSELVES) {
                tally.suppressed(BridgeReasons.OWN_ECHO);
            } else if (heard.payload().length() > limits.payloadBytes()) {
                tally.dropped(BridgeReasons.PAYLOAD_TOO_LARGE);
            } else if (heard.node().filter(otherBridges::contains).isPresent()) {
                // It says so in the other networks as well, and those copies are counted there.
                brought.add(seen(digest(heard.payload())), now());
                tally.suppressed(BridgeReasons.SAID_BY_BRIDGE);
            } else if (beside && heard.speaker() == Speaker.UNKNOWN) {
                tally.dropped(BridgeReasons.UNKNOWN_SPEAKER);
            } else {
                relay(heard);
            }
        }

        private void relay(Heard heard) {
            Bytes digest = digest(heard.payload());
            if (!repeats.admit(digest, now())) {
                tally.dropped(BridgeReasons.REPEATED);
                return;
            }
            // To the others a client of our node is we: they leave its messages to us.
            Duration delay = heard.speaker() == Speaker.OUR_CLIENT ? Duration.ZERO : patience;
            for (Way way : ways) {
                if (way != this) {
                    way.outlet.offer(heard.payload(), digest, delay);
                }
            }
        }

        private Message seen(Bytes digest) {
            return new Message(port.name(), digest);
        }

        private long now() {
            return runtime.time().nanoTime();
        }
    }
}
