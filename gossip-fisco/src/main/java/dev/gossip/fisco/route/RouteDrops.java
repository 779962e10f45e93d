package dev.gossip.fisco.route;

import dev.gossip.api.observe.DropReason;

/** Why a packet found no way, or a way is not kept. */
public final class RouteDrops {

    /** No neighbour leads to the destination, or only the one that the packet came from. */
    public static final DropReason NO_ROUTE = new DropReason("no-route");

    /** The neighbour on the way speaks version 0 of the protocol, whose packets name no destination. */
    public static final DropReason HOP_TOO_OLD = new DropReason("hop-too-old");

    /** A message over several hops whose author cannot be reached: it is gone, not known yet, or invented on the way. */
    public static final DropReason UNREACHABLE_AUTHOR = new DropReason("unreachable-author");

    /** Entries of a neighbour's route table beyond {@code maxNodes}; ignored. Counted once per table. */
    public static final DropReason TOO_MANY_ROUTES = new DropReason("too-many-routes");

    private RouteDrops() {}
}
