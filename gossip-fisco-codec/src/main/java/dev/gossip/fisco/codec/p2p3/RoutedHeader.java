package dev.gossip.fisco.codec.p2p3;

import dev.gossip.api.Bytes;

/**
 * The part of a packet that forwarding nodes read and rewrite. Source and destination are P2P ids as they travel: the
 * long id as text, the 32-byte short id, or nothing.
 *
 * @param ttl hops that the packet may still be forwarded, signed
 */
public record RoutedHeader(int ttl, Bytes source, Bytes destination) {

    /** What senders start with. */
    public static final int INITIAL_TTL = 10;
}
