package dev.gossip.orbs.codec;

import dev.gossip.api.GossipException;

/** A message is larger than the protocol carries; nothing was sent to anybody. Send less at once. */
public final class DataExceedsCapacityException extends GossipException {

    private static final long serialVersionUID = 1L;

    DataExceedsCapacityException(String message) {
        super(message);
    }
}
