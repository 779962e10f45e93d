package dev.gossip.membership;

import dev.gossip.api.Bytes;
import dev.gossip.api.Envelope;
import dev.gossip.api.NodeId;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.body.Alive;
import dev.gossip.api.body.LogicalTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known about one other node; replaced, never changed.
 *
 * @param envelope its newest statement, as it may be repeated to others
 * @param heardNanos when that statement was accepted, on the monotonic clock
 * @param hearsay known from a dead list only
 */
record Member(
        NodeId id,
        boolean alive,
        LogicalTime time,
        Envelope envelope,
        Optional<PeerAddress> external,
        Optional<PeerAddress> internal,
        Bytes metadata,
        Optional<String> organisation,
        long heardNanos,
        boolean hearsay) {

    static Member heard(Alive said, Envelope envelope, Optional<String> organisation, long now) {
        return new Member(
                said.subject(),
                true,
                said.time(),
                envelope,
                said.external(),
                said.internal(),
                said.metadata(),
                organisation,
                now,
                false);
    }

    static Member deadFromHearsay(Alive said, Envelope envelope, long now) {
        return new Member(
                said.subject(),
                false,
                said.time(),
                envelope,
                said.external(),
                said.internal(),
                said.metadata(),
                Optional.empty(),
                now,
                true);
    }

    /** After a newer statement. A copy stripped on its way does not take away the internal address known before. */
    Member renewed(Alive said, Envelope newer, Optional<String> vouching, long now) {
        return new Member(
                id,
                true,
                said.time(),
                newer,
                said.external(),
                said.internal().or(() -> internal),
                said.metadata(),
                vouching.or(() -> organisation),
                now,
                false);
    }

    Member died() {
        return new Member(id, false, time, envelope, external, internal, metadata, organisation, heardNanos, hearsay);
    }

    Member vouchedBy(String vouching) {
        return new Member(
                id, alive, time, envelope, external, internal, metadata, Optional.of(vouching), heardNanos, hearsay);
    }

    /** Where to dial it. */
    Optional<PeerAddress> address() {
        return internal.or(() -> external);
    }

    boolean claims(PeerAddress address) {
        return internal.filter(address::equals).isPresent()
                || external.filter(address::equals).isPresent();
    }

    /** Whether what the rest of the node is told about a living member is the same. */
    boolean reachedLike(Member other) {
        return external.equals(other.external)
                && internal.equals(other.internal)
                && organisation.equals(other.organisation);
    }

    /** For status pages; what the node knows fills in an organisation that no link of ours vouched for. */
    MemberStatus status(long now, boolean seed, Function<NodeId, Optional<String>> vouched) {
        return new MemberStatus(
                id,
                alive,
                organisation.or(() -> vouched.apply(id)),
                internal,
                external,
                time,
                Duration.ofNanos(Math.max(0, now - heardNanos)),
                seed,
                metadata);
    }
}
