package dev.gossip.fisco.codec.body;

import dev.gossip.api.Attributes;

/**
 * The SDK's own number of an AMOP message, which travels inside packets between nodes. In generation 2 it is 32 characters
 * and always there; subscribers tell copies of a multicast by it. In generation 3 only answers have it.
 */
public final class AmopSeq {

    /** The attribute of messages between nodes whose body is {@code Opaque} or {@link dev.gossip.api.body.AmopFailure}. */
    public static final Attributes.Key<String> KEY = new Attributes.Key<>("fisco.amop-seq", String.class);

    private AmopSeq() {}
}
