package dev.gossip.fisco.limit;

import dev.gossip.api.Body;
import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import dev.gossip.fisco.limit.IncomingLimits.GroupModule;
import java.util.Optional;
import java.util.OptionalLong;

/** Messages of other nodes. Used by one thread at a time. */
final class IncomingLimiter {

    private final IncomingLimits limits;
    private final Buckets<PeerAndType> peers;
    private final Buckets<GroupModule> modules;

    IncomingLimiter(IncomingLimits limits, long now) {
        this.limits = limits;
        this.peers = new Buckets<>(limits.window(), now);
        this.modules = new Buckets<>(limits.window(), now);
    }

    /** @return the limit that is used up */
    Optional<DropReason> take(NodeId neighbour, Class<? extends Body> type, Subject subject, long now) {
        if (subject.module() == Subject.NONE) {
            return take(
                    peers, new PeerAndType(neighbour, type), limits.perPeerAndType(), LimitDrops.PEER_REQUESTS, now);
        }
        GroupModule key = new GroupModule(subject.group(), subject.module());
        Long own = limits.modules().get(key);
        OptionalLong rate = own == null ? limits.perModule() : OptionalLong.of(own);
        return take(modules, key, rate, LimitDrops.MODULE_REQUESTS, now);
    }

    private static <K> Optional<DropReason> take(
            Buckets<K> buckets, K key, OptionalLong rate, DropReason reason, long now) {
        return rate.isEmpty() || buckets.of(key, rate.getAsLong(), now).take(1, now)
                ? Optional.empty()
                : Optional.of(reason);
    }

    private record PeerAndType(NodeId neighbour, Class<? extends Body> type) {}
}
