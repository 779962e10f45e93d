package dev.gossip.state;

import dev.gossip.api.Envelope;
import dev.gossip.api.body.LogicalTime;
import dev.gossip.api.body.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Our own standing in the channel: signed and pushed once per change, and only if somebody is there to hear it. */
final class OwnState {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ChannelContext context;
    private final long incarnation;
    private long lastSequence;
    private long height;
    private boolean left;
    private List<State.Service> services = List.of();
    private boolean dirty = true;
    private long sealedSequence;
    private Optional<Envelope> current = Optional.empty();

    OwnState(ChannelContext context, long height) {
        this.context = context;
        this.incarnation = wallClockNanos();
        this.height = height;
    }

    /** The statement last published. */
    Optional<Envelope> current() {
        return current;
    }

    void height(long items) {
        height = items;
        dirty = true;
    }

    CompletionStage<Void> services(List<State.Service> running) {
        services = List.copyOf(running);
        return publish();
    }

    CompletionStage<Void> leave() {
        left = true;
        return publish();
    }

    /** Publishes if something changed since the last time. */
    void tick() {
        if (dirty) {
            publish();
        }
    }

    private CompletionStage<Void> publish() {
        dirty = context.members().isEmpty();
        if (dirty) {
            return CompletableFuture.completedStage(null);
        }
        lastSequence = Math.max(wallClockNanos(), lastSequence + 1);
        long sequence = lastSequence;
        State state = new State(context.self(), new LogicalTime(incarnation, sequence), height, left, services);
        return context.seal(state)
                .whenComplete((envelope, failure) -> {
                    if (failure != null) {
                        dirty = true;
                        context.failed("seal-state");
                    } else if (sequence > sealedSequence) {
                        sealedSequence = sequence;
                        current = Optional.of(envelope);
                        context.publish(envelope);
                    }
                })
                .thenAccept(envelope -> {});
    }

    /** Fabric's gossip protocol counts both parts of the time in nanoseconds since 1970. */
    private long wallClockNanos() {
        Instant now = context.node().time().now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }
}
