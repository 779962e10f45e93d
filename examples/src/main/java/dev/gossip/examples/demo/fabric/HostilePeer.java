package dev.gossip.examples.demo.fabric;

import dev.gossip.api.Bytes;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.DropReason;
import dev.gossip.examples.demo.BrokenPromise;
import dev.gossip.examples.demo.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;

/**
 * Holds valid certificates of the second organisation and abuses them. Each attack runs on a connection of its own and
 * returns how often the target refused it for the expected reason.
 */
final class HostilePeer {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final SSLContext tls;
    private final HostileMessages messages;
    private final Refusals refusals;
    private final Signals signals;
    private final SplittableRandom random = new SplittableRandom(20261121);

    HostilePeer(SSLContext tls, HostileMessages messages, Refusals refusals, Signals signals) {
        this.tls = tls;
        this.messages = messages;
        this.refusals = refusals;
        this.signals = signals;
    }

    NodeId id() {
        return messages.id();
    }

    long frameAboveTheLimit(PeerAddress target) throws IOException {
        try (HostileLink link = new HostileLink(tls, target)) {
            link.announce(Integer.MAX_VALUE);
            return refused(link, DropReason.FRAME_TOO_LARGE);
        }
    }

    long randomBytes(PeerAddress target) throws IOException {
        try (HostileLink link = new HostileLink(tls, target)) {
            byte[] noise = new byte[512];
            random.nextBytes(noise);
            // No protobuf message starts with field number 0; what follows is as random as it gets.
            noise[0] = 0;
            link.send(Bytes.wrap(noise));
            return refused(link, DropReason.MALFORMED);
        }
    }

    long wrongTlsHash(PeerAddress target) throws IOException {
        try (HostileLink link = new HostileLink(tls, target)) {
            link.send(messages.greetingOfAnotherConnection());
            return refused(link, DropReason.WRONG_CHANNEL_BINDING);
        }
    }

    /** Behaves like a member until it has overheard what it needs, then replays and forges. */
    Insider infiltrate(PeerAddress target, NodeId victim) throws IOException {
        HostileLink link = new HostileLink(tls, target);
        link.send(messages.greeting());
        StolenAlive older = overhear(link, victim, Optional.empty());
        StolenAlive newer = overhear(link, victim, Optional.of(older));
        return new Insider(link, older, newer);
    }

    private StolenAlive overhear(HostileLink link, NodeId victim, Optional<StolenAlive> known) throws IOException {
        for (int attempt = 0; attempt < LIMIT.toMillis() / 100; attempt++) {
            link.send(messages.membershipRequest());
            for (Optional<Bytes> heard = link.read(); heard.isPresent(); heard = link.read()) {
                Optional<StolenAlive> found = StolenAlive.in(messages.codec(), heard.get(), victim)
                        .filter(alive -> known.isEmpty() || alive.isNewerThan(known.get()))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new BrokenPromise("the insider did not overhear any alive statement of its victim");
    }

    private long refused(HostileLink link, DropReason reason) {
        signals.await("the attack is refused as " + reason, LIMIT, () -> refusals.count(link.port(), reason) > 0);
        return refusals.count(link.port(), reason);
    }

    /** An established link of the hostile peer, and what it overheard. */
    final class Insider implements AutoCloseable {

        private final HostileLink link;
        private final StolenAlive older;
        private final StolenAlive newer;

        private Insider(HostileLink link, StolenAlive older, StolenAlive newer) {
            this.link = link;
            this.older = older;
            this.newer = newer;
        }

        long flippedBit() throws IOException {
            link.send(newer.withFlippedBit());
            return refused(link, DropReason.BAD_SIGNATURE);
        }

        /** Repeated until the target, too, has taken in something newer, since only then the old statement is old. */
        long replay() throws IOException {
            for (int attempt = 0; attempt < LIMIT.toMillis() / 100; attempt++) {
                link.send(older.frame());
                while (link.read().isPresent()) {
                    // What the network says meanwhile is of no interest, but must not fill the connection.
                }
                if (refusals.count(link.port(), DropReason.SUPERSEDED) > 0) {
                    break;
                }
            }
            return refused(link, DropReason.SUPERSEDED);
        }

        @Override
        public void close() throws IOException {
            link.close();
        }
    }
}
