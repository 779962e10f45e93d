package dev.gossip.state.status;

import dev.gossip.api.TimeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom to ask for status and which answer to take: a pure state machine that knows numbers only. Used by one thread
 * at a time.
 *
 * @param <P> what names a peer
 */
public final class StatusSync<P> {

    /** Packets that overtake each other bring a lower number once; who restarted repeats it. */
    private static final int LOWER_MEANS_RESTARTED = 3;

    private final TimeSource time;
    private final StatusSyncConfig config;
    private final Map<P, Known> peers = new HashMap<>();

    public StatusSync(TimeSource time, StatusSyncConfig config) {
        this.time = time;
        this.config = config;
    }

    /** What to do about an announced number. */
    public enum Step {
        /** Ask the peer for its status now; the question counts as asked. */
        ASK,
        /** The status is known, or was asked for already. */
        NOTHING,
        /** The status of {@code maxPeers} other peers is kept already. */
        TOO_MANY_PEERS
    }

    /**
     * The peer announced {@code sequence}. If it names a lower number than the known one several times in a row, it has begun
     * again unnoticed, and the lower number is worth asking for.
     */
    public Step announced(P peer, long sequence) {
        Known known = entry(peer);
        if (known == null) {
            return Step.TOO_MANY_PEERS;
        }
        if (known.sequence.isPresent() && sequence < known.sequence.getAsLong()) {
            known.lower++;
        } else {
            known.lower = 0;
        }
        if (known.lower == LOWER_MEANS_RESTARTED) {
            known.sequence = OptionalLong.empty();
            known.lower = 0;
        }
        if (!isNews(known, sequence) || known.isAsked(time.nanoTime())) {
            return Step.NOTHING;
        }
        known.askedUntil = OptionalLong.of(time.nanoTime() + config.askTimeout().toNanos());
        known.asked = OptionalLong.of(sequence);
        return Step.ASK;
    }

    /**
     * The peer told its status, asked or not.
     *
     * @return whether it is news, which it is from now on no longer
     */
    public boolean told(P peer, long sequence) {
        Known known = entry(peer);
        if (known == null) {
            return false;
        }
        known.askedUntil = OptionalLong.empty();
        if (!isNews(known, sequence)) {
            return false;
        }
        known.sequence = OptionalLong.of(sequence);
        return true;
    }

    /**
     * The peer told a status that carries no number: it counts as the one that was asked for last.
     *
     * @return whether it is kept, which it is unless there are too many peers
     */
    public boolean toldWithoutNumber(P peer) {
        Known known = entry(peer);
        if (known == null) {
            return false;
        }
        known.askedUntil = OptionalLong.empty();
        known.sequence = known.asked;
        return true;
    }

    /** The peer did not answer; it may be asked again at its next announcement. */
    public void unanswered(P peer) {
        Known known = peers.get(peer);
        if (known != null) {
            known.askedUntil = OptionalLong.empty();
        }
    }

    /** The peer is linked anew, perhaps after a restart: its number may have begun again and is worth asking for. */
    public void renewed(P peer) {
        peers.remove(peer);
    }

    /** The peer is gone. @return whether its status was known */
    public boolean lost(P peer) {
        Known known = peers.remove(peer);
        return known != null && known.sequence.isPresent();
    }

    /** Peers of which anything is kept. */
    public int size() {
        return peers.size();
    }

    private @Nullable Known entry(P peer) {
        Known known = peers.get(peer);
        if (known == null && peers.size() < config.maxPeers()) {
            known = new Known();
            peers.put(peer, known);
        }
        return known;
    }

    private boolean isNews(Known known, long sequence) {
        if (known.sequence.isEmpty()) {
            return true;
        }
        long before = known.sequence.getAsLong();
        return config.freshness() == StatusSyncConfig.Freshness.GREATER ? sequence > before : sequence != before;
    }

    private static final class Known {
        private OptionalLong sequence = OptionalLong.empty();
        private OptionalLong askedUntil = OptionalLong.empty();
        private OptionalLong asked = OptionalLong.empty();
        private int lower;

        boolean isAsked(long now) {
            return askedUntil.isPresent() && now - askedUntil.getAsLong() < 0;
        }
    }
}
