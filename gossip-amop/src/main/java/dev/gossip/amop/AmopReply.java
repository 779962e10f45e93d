package dev.gossip.amop;

import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;

/**
 * What a subscriber answers.
 *
 * @param attributes what only one protocol understands, handed through to the publisher
 */
public record AmopReply(Bytes data, Attributes attributes) {

    /** A reply of these bytes. */
    public static AmopReply of(Bytes data) {
        return new AmopReply(data, Attributes.empty());
    }
}
