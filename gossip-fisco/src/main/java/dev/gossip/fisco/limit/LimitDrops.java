package dev.gossip.fisco.limit;

import dev.gossip.api.observe.DropReason;

/** Which limit of rate refused something. */
public final class LimitDrops {

    /** {@code outgoing.total} is used up. */
    public static final DropReason TOTAL_BANDWIDTH = new DropReason("total-bandwidth");

    /** {@code outgoing.perLink} is used up, or what {@code outgoing.hosts} says instead. */
    public static final DropReason LINK_BANDWIDTH = new DropReason("link-bandwidth");

    /** {@code outgoing.perGroup} is used up, or what {@code outgoing.groups} says instead. */
    public static final DropReason GROUP_BANDWIDTH = new DropReason("group-bandwidth");

    /** {@code incoming.perPeerAndType} is used up. */
    public static final DropReason PEER_REQUESTS = new DropReason("peer-requests");

    /** {@code incoming.perModule} is used up, or what {@code incoming.modules} says instead. */
    public static final DropReason MODULE_REQUESTS = new DropReason("module-requests");

    /** {@code publishing.total} or {@code publishing.perSdk} is used up. */
    public static final DropReason SDK_BANDWIDTH = new DropReason("sdk-bandwidth");

    private LimitDrops() {}
}
