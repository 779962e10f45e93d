package dev.gossip.orbs.codec.wire;

import dev.gossip.api.observe.DropReason;

/** Reasons of dropping that come of the bytes alone. */
public final class WireDropReasons {

    /** The header cannot be decoded. */
    public static final DropReason BAD_HEADER = new DropReason("bad-header");

    private WireDropReasons() {}
}
