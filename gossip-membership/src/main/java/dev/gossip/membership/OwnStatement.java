package dev.gossip.membership;

import dev.gossip.api.Envelope;
import dev.gossip.api.TimeSource;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.spi.NodeContext.EndpointInfo;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Our own alive statements: one incarnation per start, one sequence number per statement. */
final class OwnStatement {

    private final EndpointInfo endpoint;
    private final MembershipConfig config;
    private final Network network;
    private final TimeSource time;
    private final long reuseNanos;
    private LogicalTime last = new LogicalTime(0, 0);
    private long startedNanos;
    private long sealedNanos;
    private @Nullable CompletionStage<Envelope> newest;

    OwnStatement(EndpointInfo endpoint, MembershipConfig config, Network network, TimeSource time) {
        this.endpoint = endpoint;
        this.config = config;
        this.network = network;
        this.time = time;
        this.reuseNanos = config.aliveInterval().toNanos() / 5;
    }

    /** The incarnation of a start at {@code now} after one with {@code former}: strictly greater than that. */
    static long incarnationAfter(long former, Instant now) {
        long clock = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return Long.compareUnsigned(clock, former) > 0 ? clock : former + 1;
    }

    void begin(long incarnation) {
        last = new LogicalTime(incarnation, 0);
        startedNanos = time.nanoTime();
    }

    /** Signs a new statement, newer than all before. */
    CompletionStage<Envelope> fresh() {
        last = last.next();
        sealedNanos = time.nanoTime();
        boolean announces =
                time.nanoTime() - startedNanos <= config.announceIdentityFor().toNanos();
        CompletionStage<Envelope> sealing = network.seal(new Alive(
                endpoint.self(),
                endpoint.external(),
                endpoint.internal(),
                last,
                config.metadata(),
                announces ? endpoint.identity() : Optional.empty()));
        newest = sealing;
        sealing.whenComplete((statement, failure) -> {
            if (failure != null && newest == sealing) {
                newest = null;
            }
        });
        return sealing;
    }

    /** A statement at most a fifth of the alive interval old, so that askers cannot make us sign as often as they like. */
    CompletionStage<Envelope> recent() {
        CompletionStage<Envelope> usable = newest;
        if (usable == null || time.nanoTime() - sealedNanos > reuseNanos) {
            return fresh();
        }
        return usable;
    }

    /**
     * Judges a statement that names us as its subject and did not come from this run of ours.
     *
     * @return whether it names other addresses than ours although it is newer: another node uses our identity
     */
    boolean meet(Alive said) {
        if (!said.time().isAfter(last)) {
            return false;
        }
        boolean sameAddresses = said.external().equals(endpoint.external())
                && (said.internal().isEmpty() || said.internal().equals(endpoint.internal()));
        if (sameAddresses) {
            overtake(said.time());
        }
        return !sameAddresses;
    }

    /** Our former self had a clock ahead of ours; others would take all we say for old. */
    private void overtake(LogicalTime former) {
        if (former.incarnation() == -1L) {
            return;
        }
        last = new LogicalTime(former.incarnation() + 1, 0);
        newest = null;
        network.saveIncarnation(last.incarnation());
    }

    LogicalTime last() {
        return last;
    }
}
