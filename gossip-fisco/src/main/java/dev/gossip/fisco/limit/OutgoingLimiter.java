package dev.gossip.fisco.limit;

import dev.gossip.api.NodeId;
import dev.gossip.api.observe.DropReason;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bytes to other nodes: first the total's, then the link's, then the group's. What one of them refuses was not taken from the
 * others either. Used by one thread at a time.
 */
final class OutgoingLimiter {

    private final OutgoingLimits limits;
    private final Optional<TokenBucket> total;
    private final Buckets<NodeId> links;
    private final Buckets<String> groups;

    OutgoingLimiter(OutgoingLimits limits, long now) {
        this.limits = limits;
        this.total = limits.total().isPresent()
                ? Optional.of(new TokenBucket(limits.total().getAsLong(), limits.window(), now))
                : Optional.empty();
        this.links = new Buckets<>(limits.window(), now);
        this.groups = new Buckets<>(limits.window(), now);
    }

    /** @return the limit that is used up */
    Optional<DropReason> take(NodeId neighbour, String host, Subject subject, int bytes, long now) {
        Optional<TokenBucket> link = link(neighbour, host, now);
        Optional<TokenBucket> group = group(subject, now);
        if (isFree(subject)) {
            total.ifPresent(bucket -> bucket.use(bytes, now));
            link.ifPresent(bucket -> bucket.use(bytes, now));
            group.ifPresent(bucket -> bucket.use(bytes, now));
            return Optional.empty();
        }
        if (refuses(total, bytes, now)) {
            return Optional.of(LimitDrops.TOTAL_BANDWIDTH);
        }
        if (refuses(link, bytes, now)) {
            giveBack(total, bytes);
            return Optional.of(LimitDrops.LINK_BANDWIDTH);
        }
        if (refuses(group, bytes, now)) {
            giveBack(total, bytes);
            giveBack(link, bytes);
            return Optional.of(LimitDrops.GROUP_BANDWIDTH);
        }
        return Optional.empty();
    }

    /** Undoes a {@link #take} that was not refused; what is free used no more than was there, and stays used. */
    void giveBack(NodeId neighbour, String host, Subject subject, int bytes, long now) {
        if (!isFree(subject)) {
            giveBack(total, bytes);
            giveBack(link(neighbour, host, now), bytes);
            giveBack(group(subject, now), bytes);
        }
    }

    private boolean isFree(Subject subject) {
        return subject.module() == Subject.NONE || limits.freeModules().contains(subject.module());
    }

    private Optional<TokenBucket> link(NodeId neighbour, String host, long now) {
        Long own = limits.hosts().get(host);
        OptionalLong rate = own == null ? limits.perLink() : OptionalLong.of(own);
        return rate.isPresent() ? Optional.of(links.of(neighbour, rate.getAsLong(), now)) : Optional.empty();
    }

    private Optional<TokenBucket> group(Subject subject, long now) {
        if (subject.group().isEmpty()) {
            return Optional.empty();
        }
        Long own = limits.groups().get(subject.group());
        OptionalLong rate = own == null ? limits.perGroup() : OptionalLong.of(own);
        return rate.isPresent() ? Optional.of(groups.of(subject.group(), rate.getAsLong(), now)) : Optional.empty();
    }

    private static boolean refuses(Optional<TokenBucket> bucket, int bytes, long now) {
        return bucket.isPresent() && !bucket.get().take(bytes, now);
    }

    private static void giveBack(Optional<TokenBucket> bucket, int bytes) {
        bucket.ifPresent(taken -> taken.giveBack(bytes));
    }
}
